package page

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/json", "text/xml", "application/xml"}

// Feeds are the addresses of feeds that the page announces with link elements,
// and then those its links seem to lead to.
func (p *Page) Feeds() (list []string) {
	add := func(href string) {
		if link := p.absolute(href); link != "" && !slices.Contains(list, link) && len(list) < 50 {
			list = append(list, link)
		}
	}
	p.doc.Find(`link[rel~="alternate"][href],link[rel~="feed"][href]`).Each(func(_ int, s *goquery.Selection) {
		kind, _, _ := strings.Cut(strings.ToLower(s.AttrOr("type", "")), ";")
		if slices.Contains(feedTypes, kind) || s.AttrOr("rel", "") == "feed" {
			add(s.AttrOr("href", ""))
		}
	})
	p.doc.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
		if href := s.AttrOr("href", ""); leadsToFeed(href) {
			add(href)
		}
	})
	return list
}

func leadsToFeed(href string) bool {
	path, _, _ := strings.Cut(strings.ToLower(href), "?")
	for _, end := range []string{".rss", ".atom", ".rdf", "/rss", "/feed", "/feed/", "/rss/", "/atom", "rss.xml", "atom.xml", "feed.xml", "feed.json", "index.xml"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return strings.Contains(href, "feed=rss") || strings.Contains(href, "format=rss")
}
