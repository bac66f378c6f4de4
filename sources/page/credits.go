package page

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func (a *reading) authors() []feeds.Person {
	if s := a.selected(a.selectors.Author); s != "" {
		if _, value, ok := cutLabel(s); ok && value != "" {
			s = value
		}
		return onePerson(s)
	}
	if list := a.object.people("author"); len(list) > 0 && list[0].Name != "" {
		return list
	}
	if list := onePerson(prop(a.scope, "author")); list != nil {
		return list
	}
	if name := a.firstMeta(metaAuthor...); name != "" && !strings.HasPrefix(name, "http") {
		if list := onePerson(name); list != nil {
			return list
		}
	}
	if l, ok := a.label(author); ok {
		return onePerson(l.value)
	}
	return a.byline()
}

func onePerson(value string) []feeds.Person {
	if who, ok := person(value); ok {
		return []feeds.Person{who}
	}
	return nil
}

// koreanByline is "김민수 기자 minsu@agency.example", which has its label behind.
var koreanByline = regexp.MustCompile(`^\s*(\p{Hangul}{2,5}) (?:기자|특파원)(?:\s+\S+@\S+)?\s*$`)

// byline looks for an author in an element named so, or marked rel=author.
func (a *reading) byline() (list []feeds.Person) {
	a.doc.Find(`[rel~="author"],[class*="byline"],[class*="author"],[class*="reporter"],address,p,span`).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		line := textOf(s)
		named := s.Is(`[rel~="author"],[class*="byline"],[class*="author"],[class*="reporter"]`)
		switch m := koreanByline.FindStringSubmatch(line); {
		case m != nil:
			who, _ := person(line)
			list = []feeds.Person{{Name: m[1], Email: who.Email}}
			a.labels = append(a.labels, label{field: author, value: m[1], node: s.Get(0)})
		case named && width(line) < 60 && !inNoise(s.Get(0)):
			list = onePerson(line)
		}
		return len(list) == 0
	})
	return list
}

// editor reads the credit of the editor, whose address may be a mailto: link.
func (a *reading) editor() *feeds.Person {
	if list := a.object.people("editor"); len(list) > 0 && list[0].Name != "" {
		return &list[0]
	}
	if list := onePerson(prop(a.scope, "editor")); list != nil {
		return &list[0]
	}
	for _, l := range a.labels {
		if l.field != editor {
			continue
		}
		if who, ok := person(l.value); ok {
			if who.Email == "" {
				who.Email = mailto(l.node)
			}
			return &who
		}
	}
	return nil
}

func mailto(n *html.Node) string {
	for c := range n.Descendants() {
		if address, ok := strings.CutPrefix(attr(c, "href"), "mailto:"); ok && c.DataAtom == atom.A {
			return emailForm.FindString(address)
		}
	}
	return ""
}
