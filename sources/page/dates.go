package page

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/silkwire/silkwire/feeds"
)

// published finds when the article was published. A date in the future is an
// embargo where the source says so, and else clamped to now.
func (a *reading) published(it *feeds.Item) feeds.Time {
	t := a.firstDate(a.publishedCandidates())
	if t.IsZero() {
		t = a.nearHeadline()
	}
	return a.settle(t, it)
}

func (p *Page) zone() *time.Location { return cmp.Or(p.opt.Zone, time.UTC) }

func (p *Page) settle(t feeds.Time, it *feeds.Item) feeds.Time {
	if !t.After(p.opt.Now) {
		return t
	}
	if p.opt.Embargo {
		it.Embargo = t
		return t
	}
	if t.Original == "" {
		t.Original = t.Format("2006-01-02T15:04:05Z07:00")
	}
	t.Time, t.DateOnly = p.opt.Now.In(t.Location()), false
	it.Repairs = append(it.Repairs, "a date in the future was set to the present")
	return t
}

func (a *reading) updated() feeds.Time {
	candidates := []string{a.object.text("dateModified"), prop(a.scope, "dateModified"), a.firstMeta(metaModified...)}
	if l, ok := a.label(updated); ok {
		candidates = append(candidates, l.value)
	}
	t := a.firstDate(candidates)
	if t.After(a.opt.Now) {
		return feeds.Time{}
	}
	return t
}

func (a *reading) publishedCandidates() []string {
	list := []string{
		a.selectedDate(),
		a.object.text("datePublished", "dateCreated"),
		prop(a.scope, "datePublished"),
		a.firstMeta(metaDate...),
	}
	for _, l := range a.labels {
		if l.field == published {
			list = append(list, l.value)
		}
	}
	return list
}

func (p *Page) selectedDate() string {
	if p.selectors.Date == "" {
		return ""
	}
	s := p.doc.Find(p.selectors.Date).First()
	if value, ok := s.Attr("datetime"); ok {
		return value
	}
	return textOf(s)
}

func (p *Page) firstDate(candidates []string) feeds.Time {
	for _, c := range candidates {
		if t, ok := p.date(c); ok {
			return t
		}
	}
	return feeds.Time{}
}

// dateNames are words in class and id of elements that hold a date.
const dateNames = `time,[class*="date" i],[class*="time" i],[class*="pub" i],[class*="fecha" i],[class*="datum" i],[id*="date" i],[id*="time" i],[class*="tarih" i],[class*="meta" i],[class*="info" i],[class*="byline" i],[class*="source" i]`

// nearHeadline looks for a date in elements named so, then in any short line.
func (p *Page) nearHeadline() (found feeds.Time) {
	for _, selector := range []string{dateNames, "p,span,div,li,em,small,td,dd"} {
		p.doc.Find(selector).EachWithBreak(func(i int, s *goquery.Selection) bool {
			n := s.Get(0)
			line := firstOf(s.AttrOr("datetime", ""), text(n))
			if width(line) <= 70 && !inNoise(n) && s.Find("p,li").Length() == 0 {
				found, _ = p.dateIn(line)
			}
			return found.IsZero() && i < 500
		})
		if !found.IsZero() {
			return found
		}
	}
	return p.addressDate(p.opt.URL)
}

// dateIn reads a line as a date, or a date before or after other words
// ("2026-11-06 08:30 来源：…", "Berlin | 6. November 2026").
func (p *Page) dateIn(line string) (feeds.Time, bool) {
	if t, ok := p.date(line); ok {
		return t, true
	}
	if _, value, ok := cutLabel(line); ok {
		if t, ok := p.date(value); ok {
			return t, true
		}
	}
	for _, part := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("|｜·•()（）[]【】", r) }) {
		if t, ok := p.date(part); ok {
			return t, true
		}
	}
	if m := numericDate.FindString(line); m != "" {
		return p.date(m)
	}
	return feeds.Time{}, false
}

var (
	numericDate = regexp.MustCompile(`\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:[ T　]+\d{1,2}:\d{2}(?::\d{2})?)?`)
	datePath    = regexp.MustCompile(`/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
)

// addressDate reads a date in the path of an article: /2026/11/06/title.
func (p *Page) addressDate(address string) feeds.Time {
	address, _, _ = strings.Cut(address, "?")
	m := datePath.FindStringSubmatch(address)
	if m == nil {
		return feeds.Time{}
	}
	t, _ := p.date(m[1] + "-" + m[2] + "-" + m[3])
	return t
}
