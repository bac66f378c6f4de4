package sources

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources/page"
)

// A Candidate is a feed, or a page to be read as one, that a site offers.
type Candidate struct {
	URL   string
	Title string
	Kind  Kind
	Items int // what it holds now
}

// commonPlaces are where sites keep feeds that they do not announce.
var commonPlaces = []string{"feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "feeds/all.atom.xml"}

// maxCandidates bounds how many addresses Discover tries.
const maxCandidates = 12

// Discover finds the feeds of a site from any of its pages: pageURL itself if it
// is one, those it links to, those in common places, and the page itself if it
// lists articles. Each is tried; what cannot be read is left out. It errs if
// the page cannot be fetched.
func Discover(ctx context.Context, c *Client, pageURL string) ([]Candidate, error) {
	if c == nil {
		c = &Client{}
	}
	doc, err := c.Get(ctx, Request{URL: pageURL})
	if err != nil {
		return nil, err
	}
	if found, ok := asFeed(doc); ok {
		return []Candidate{found}, nil
	}
	p, err := page.Parse(doc.Body, feeds.ParseOptions{URL: doc.URL, ContentType: doc.ContentType}, page.Selectors{})
	if err != nil {
		return nil, err
	}
	found := tryFeeds(ctx, c, p.Feeds())
	if len(found) == 0 {
		found = tryFeeds(ctx, c, places(doc.URL))
	}
	if list, err := p.Listing(); err == nil {
		found = append(found, Candidate{URL: doc.URL, Title: p.Title(), Kind: PageKind, Items: len(list.Entries)})
	}
	return found, ctx.Err()
}

// tryFeeds fetches each address, and keeps those that are feeds, each once.
func tryFeeds(ctx context.Context, c *Client, addresses []string) (found []Candidate) {
	seen := map[string]bool{}
	for _, address := range addresses[:min(len(addresses), maxCandidates)] {
		doc, err := c.Get(ctx, Request{URL: address})
		if errors.Is(err, context.Canceled) {
			return found
		}
		if err != nil || seen[fingerprint(doc.Body)] {
			continue
		}
		seen[fingerprint(doc.Body)] = true
		if candidate, ok := asFeed(doc); ok {
			found = append(found, candidate)
		}
	}
	return found
}

func asFeed(doc *Document) (Candidate, bool) {
	feed, err := feeds.Parse(doc.Body, feeds.ParseOptions{ContentType: doc.ContentType, URL: doc.URL})
	if err != nil {
		return Candidate{}, false
	}
	return Candidate{URL: doc.URL, Title: feed.Title, Kind: FeedKind, Items: len(feed.Items)}, true
}

// places gives the common places below the directory of an address, and below
// the root of its site.
func places(address string) (list []string) {
	base, err := url.Parse(address)
	if err != nil {
		return nil
	}
	for _, place := range commonPlaces {
		list = append(list, base.ResolveReference(&url.URL{Path: "/" + place}).String())
	}
	if dir := strings.Trim(base.Path, "/"); dir != "" {
		for _, place := range commonPlaces[:4] {
			list = append(list, base.ResolveReference(&url.URL{Path: "/" + dir + "/" + place}).String())
		}
	}
	return list
}
