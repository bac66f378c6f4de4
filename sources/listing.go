package sources

import (
	"context"
	"fmt"
	"slices"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources/page"
)

// maxPages is how far a listing is followed back, and only while it shows
// articles that are not known.
const maxPages = 5

// parsePage reads a web page: a listing with its articles, or one article.
func (v *visit) parsePage(ctx context.Context, doc *Document) (*feeds.Feed, error) {
	p, err := v.openPage(doc)
	if err != nil {
		return nil, err
	}
	feed := &feeds.Feed{Title: p.Title(), Link: p.Link(), Language: v.source.Language, Hints: feeds.Hints{Feeds: p.Feeds()}}
	if v.memory.Layout == "" && p.IsArticle() {
		return v.oneArticle(p, feed)
	}
	list, err := p.Listing()
	if err != nil {
		return v.noListing(p, feed)
	}
	v.memory.Layout = list.Layout
	feed.Repairs = p.Repairs
	v.items = len(list.Entries)
	if v.offline {
		for _, e := range list.Entries {
			feed.Items = append(feed.Items, p.Item(e))
		}
		return feed, nil
	}
	entries := v.older(ctx, list)
	items := make([]feeds.Item, len(entries))
	for i, e := range entries {
		items[i] = p.Item(e)
	}
	return v.readArticles(ctx, feed, items)
}

func (v *visit) oneArticle(p *page.Page, feed *feeds.Feed) (*feeds.Feed, error) {
	it, err := p.Article()
	if err != nil {
		return nil, fmt.Errorf("%w, and %w; selectors can name its parts", feeds.ErrNotFeed, err)
	}
	v.items = 1
	feed.Items = []feeds.Item{*it}
	return feed, nil
}

// noListing tells a list without entries from a page that was rebuilt.
func (v *visit) noListing(p *page.Page, feed *feeds.Feed) (*feeds.Feed, error) {
	switch {
	case p.Has(v.memory.Layout):
		return feed, nil
	case v.memory.Layout != "":
		return nil, fmt.Errorf("%w: the list of articles (%s) is no longer there; selectors can name the new one", errLayout, v.memory.Layout)
	}
	return nil, fmt.Errorf("%w: the page shows no list of articles; selectors can name it", feeds.ErrNotFeed)
}

// older gives the entries of a listing, and those of the pages behind it as far
// back as they are news. What cannot be read there waits for the next visit.
func (v *visit) older(ctx context.Context, list *page.Listing) []page.Entry {
	entries, seen := list.Entries, map[string]bool{v.source.URL: true}
	for range maxPages - 1 {
		if list.Next == "" || seen[list.Next] || !v.allNew(list.Entries) || len(entries) >= maxArticles/2 {
			break
		}
		seen[list.Next] = true
		next, err := v.fetchListing(ctx, list.Next)
		if err != nil {
			break
		}
		list = next
		for _, e := range list.Entries {
			if !slices.ContainsFunc(entries, func(o page.Entry) bool { return o.Link == e.Link }) {
				entries = append(entries, e)
			}
		}
	}
	return entries
}

func (v *visit) allNew(entries []page.Entry) bool {
	return !slices.ContainsFunc(entries, func(e page.Entry) bool {
		_, known := v.memory.Articles[e.Link]
		return known
	})
}

func (v *visit) fetchListing(ctx context.Context, link string) (*page.Listing, error) {
	doc, err := v.client.Get(ctx, Request{URL: link, Headers: v.headersFor(link), Page: true})
	if err != nil {
		return nil, err
	}
	if isChallenge(doc.Body) {
		return nil, errChallenge
	}
	p, err := v.openPage(doc)
	if err != nil {
		return nil, err
	}
	return p.Listing()
}
