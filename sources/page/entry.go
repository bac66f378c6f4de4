package page

import (
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// entry reads what a listing shows of an article.
func (p *Page) entry(e entryLink) Entry {
	out := Entry{Link: e.link, Title: e.title}
	for n := range e.node.Descendants() {
		if n.Type != html.ElementNode && n.Type != html.TextNode {
			continue
		}
		if out.Date.IsZero() {
			out.Date = p.entryDate(n)
		}
		if s := summary(n, e.title); width(s) > width(out.Summary) {
			out.Summary = s
		}
	}
	if out.Date.IsZero() {
		out.Date = p.addressDate(e.link)
	}
	return out
}

func (p *Page) entryDate(n *html.Node) feeds.Time {
	if n.Type == html.ElementNode {
		if stamp := attr(n, "datetime"); stamp != "" {
			t, _ := p.date(stamp)
			return t
		}
	}
	line := n.Data
	if n.Type == html.ElementNode {
		if hasBlock(n) {
			return feeds.Time{}
		}
		line = text(n)
	}
	if len(line) < 6 || width(line) > 60 {
		return feeds.Time{}
	}
	t, _ := p.dateIn(collapse(line))
	return t
}

// summary is the text of n if it may be an entry's summary.
func summary(n *html.Node, title string) string {
	if n.Type != html.ElementNode || n.DataAtom == atom.A || hasBlock(n) || !isBlock(n) && n.DataAtom != atom.Span {
		return ""
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.Li, atom.Td:
		return ""
	}
	line := text(n)
	if width(line) < 30 || isHint(line) || line == title || strings.HasPrefix(title, strings.TrimRight(line, ".… ")) {
		return ""
	}
	linked := 0
	for _, t := range linkTexts(n) {
		linked += width(t)
	}
	if linked*2 > width(line) {
		return ""
	}
	return line
}

// Item is the entry as an item: all that is known before the article is read.
func (p *Page) Item(e Entry) feeds.Item {
	it := feeds.Item{
		ID:       e.Link,
		Link:     e.Link,
		Title:    e.Title,
		Summary:  e.Summary,
		Language: p.language(e.Title + "\n" + e.Summary),
	}
	it.Published = p.settle(e.Date, &it)
	feeds.ReadMarkers(&it, p.zone())
	return it
}

// nextWords are what newsrooms print on the link to older entries, in lower case.
var nextWords = []string{"next", "next page", "older", "older posts", "下一页", "下页", "下一頁", "次へ", "次のページ", "다음", "التالي", "الصفحة التالية", "بعدی", "صفحه بعد", "הבא", "далее", "следующая", "вперёд", "вперед", "наступна", "suivant", "suivante", "page suivante", "siguiente", "próxima", "próximo", "seguinte", "weiter", "nächste", "nächste seite", "avanti", "successivo", "volgende", "następna", "další", "sonraki", "berikutnya", "tiếp", "अगला", "अगला पृष्ठ", "ถัดไป", "পরবর্তী"}

// next is the address of the page with older entries.
func (p *Page) next() string {
	if sel := p.selectors.Next; sel != "" {
		return p.absolute(p.doc.Find(sel).First().AttrOr("href", ""))
	}
	if href, ok := p.doc.Find(`link[rel~="next"],a[rel~="next"]`).First().Attr("href"); ok {
		return p.onSite(href)
	}
	for n := range p.doc.Get(0).Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		word := strings.ToLower(strings.Trim(text(n), " \u00a0>»›→<«‹←"))
		for _, w := range nextWords {
			if word == w {
				return p.onSite(attr(n, "href"))
			}
		}
	}
	return ""
}

func (p *Page) onSite(href string) string {
	link := p.absolute(href)
	if !sameSite(link, p.opt.URL) || link == p.absolute(p.opt.URL) {
		return ""
	}
	return link
}
