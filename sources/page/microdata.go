package page

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// scope is the element of the page's article in microdata; empty if it has none,
// or several, as listings have.
func (p *Page) scope() *goquery.Selection {
	found := p.doc.Find("[itemscope][itemtype]").FilterFunction(func(_ int, s *goquery.Selection) bool {
		kind := s.AttrOr("itemtype", "")
		return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting")
	})
	if found.Length() != 1 {
		return found.Slice(0, 0)
	}
	return found
}

// prop is a property of the article in microdata.
func prop(scope *goquery.Selection, name string) string {
	s := scope.Find(`[itemprop~="` + name + `"]`).First()
	if s.Length() == 0 {
		return ""
	}
	for _, key := range []string{"content", "datetime"} {
		if value, ok := s.Attr(key); ok {
			return collapse(value)
		}
	}
	if inner := s.Find(`[itemprop~="name"]`).First(); inner.Length() > 0 {
		s = inner
		if value, ok := s.Attr("content"); ok {
			return collapse(value)
		}
	}
	for _, key := range []string{"src", "href"} {
		if value, ok := s.Attr(key); ok && goquery.NodeName(s) != "a" {
			return collapse(value)
		}
	}
	return textOf(s)
}
