package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/julienschmidt/httprouter"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// A feedName names one document of an outlet.
type feedName struct {
	outlet string
	feed   string
	format feeds.Format
}

// parseFeedName splits "feed.rss" at its last dot: names may hold dots of
// their own.
func parseFeedName(outlet, document string) (feedName, error) {
	dot := strings.LastIndexByte(document, '.')
	if dot < 1 {
		return feedName{outlet: outlet, feed: document}, errAddress
	}
	n := feedName{outlet, document[:dot], feeds.Format(document[dot+1:])}
	if !slices.Contains(feeds.Formats, n.format) {
		return n, errAddress
	}
	return n, nil
}

func (n feedName) path() string {
	return outletPath(n.outlet) + "/" + escape(n.feed) + "." + string(n.format)
}

// getDocument answers /outlets/{outlet}/{feed}.{format}, with ?archive= a page of
// its archive, with ?q= what a query finds in it.
func (s *Server) getDocument(a *answer, r *http.Request, p httprouter.Params) error {
	name, nameErr := parseFeedName(p[0].Value, p[1].Value)
	if name.format == feeds.JSON { // a program in a browser must see errors, too
		for _, f := range crossOrigin {
			a.Header()[f.name] = f.values
		}
	}
	outlet, token, err := s.admitToken(r, tokenOf(r), name.outlet, name.feed)
	if err != nil {
		return err
	}
	if nameErr != nil {
		return nameErr
	}
	stamp, err := s.desk.Stamp(name.outlet, name.feed)
	if err != nil {
		return err
	}
	a.show(name.outlet, name.feed, string(name.format))
	part, value, err := partOf(r)
	switch {
	case err != nil:
		return err
	case part == "archive":
		return s.getArchive(a, r, outlet, name, value)
	case part == "q":
		return s.getSearch(a, r, outlet, name, value)
	}
	d, err := s.currentDocument(r.Context(), r.URL.Path, outlet, name, stamp)
	if err != nil {
		return err
	}
	s.receipt(r, token.ID, name, d)
	if wantsDelta(r.Header) && s.serveDelta(a, r, outlet, name, d) {
		return nil
	}
	d.serve(a, r)
	return nil
}

// partOf gives the parameter that asks for a part of a feed, "archive" or "q",
// and its value; "" where the current document is asked for.
func partOf(r *http.Request) (part, value string, err error) {
	if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
		return "", "", requestError("What stands after the ? of the address cannot be read; write % as %25, & as %26 and ; as %3B.")
	}
	query := queryOf(r)
	switch {
	case len(query["archive"]) > 1 || len(query["q"]) > 1:
		return "", "", requestError("The address asks for two pages at once; write archive= or q= once.")
	case query.Has("archive") && query.Has("q"):
		return "", "", requestError("A search has no archive; leave out either archive= or q=.")
	case query.Has("archive"):
		return "archive", query.Get("archive"), nil
	case query.Has("q"):
		return "q", query.Get("q"), nil
	}
	return "", "", nil
}

// currentDocument gives the current document of a feed, from the cache if it
// belongs to the present Stamp. Who asks after a change waits for the new one.
func (s *Server) currentDocument(ctx context.Context, key string, o syndication.Outlet, name feedName, stamp syndication.Stamp) (*document, error) {
	return s.keptFor(ctx, s.documents, key, feedBasis(o, stamp), func(ctx context.Context) (*document, error) {
		return s.renderFeed(ctx, o, name)
	})
}

// feedBasis is what a document of a feed depends on: beside the Stamp, whether
// others may keep it.
func feedBasis(o syndication.Outlet, stamp syndication.Stamp) basis {
	if o.Public {
		return basis{stamp, 1}
	}
	return basis{stamp, 0}
}

// keptFor gives the document that a cache holds under key if it is valid, else the
// one that make makes.
func (s *Server) keptFor(ctx context.Context, c *cache, key string, present basis, make func(context.Context) (*document, error)) (*document, error) {
	if d := c.get(key); d != nil && d.basis.validFor(present) {
		s.metrics.hits.Inc()
		return d, nil
	}
	s.metrics.misses.Inc()
	return c.render(ctx, key, present.String(), make)
}

// renderFeed reads a feed and makes its document.
func (s *Server) renderFeed(ctx context.Context, o syndication.Outlet, name feedName) (*document, error) {
	start := time.Now()
	r, items, next, err := s.revise(ctx, name)
	if err != nil {
		return nil, storeError(err, "read feed %s of outlet %s", name.feed, o.Name)
	}
	f := s.addressed(r.Feed, name, "")
	f.Hubs = s.opt.Hubs
	if full := r.Stamp.Version / archiveSize; full > 0 {
		f.Archive.Prev = s.archiveURL(name, full)
	}
	around, err := next.frame(f, name)
	if err != nil {
		return nil, err
	}
	s.drafts.put(next)
	d := s.join(f, around, items, o, name, r.Stamp, versionPrefix(r.Stamp.Version))
	s.metrics.rendered(name.format, time.Since(start))
	return d, nil
}

// render makes the document of f with items that were encoded before where it
// can; prefix begins its tag. Without a date of its own it has that of its newest
// item, as feeds.Render does it.
func (s *Server) render(f *feeds.Feed, o syndication.Outlet, name feedName, stamp syndication.Stamp, prefix string) (*document, error) {
	_, texts, err := s.items.encode(f.Items, name.format)
	if err != nil {
		return nil, renderError(err, name)
	}
	around, err := newFrame(f, name)
	if err != nil {
		return nil, err
	}
	dated := *f
	if dated.Updated.IsZero() {
		for _, it := range f.Items {
			for _, t := range []feeds.Time{it.Published, it.Updated} {
				if t.After(dated.Updated.Time) {
					dated.Updated = t
				}
			}
		}
	}
	return s.join(&dated, around, listed(texts), o, name, stamp, prefix), nil
}

// join makes the document of f from what is around its items and from them.
func (s *Server) join(f *feeds.Feed, around *frame, items *listing, o syndication.Outlet, name feedName, stamp syndication.Stamp, prefix string) *document {
	parts, tag := around.enclose(items, f.Updated)
	return newDocument(parts, prefix+tag, feedBasis(o, stamp), s.headerOf(o, name, f)...)
}

func renderError(err error, name feedName) error {
	return fmt.Errorf("render feed %s of outlet %s as %s: %w", name.feed, name.outlet, name.format, err)
}

// addressed gives a copy of f with the addresses of its documents; query is that
// of the document's own, "" for the current one. None of them holds a token.
func (s *Server) addressed(f *feeds.Feed, name feedName, query string) *feeds.Feed {
	copied := *f
	copied.Self = s.opt.PublicURL + name.path()
	if query != "" {
		copied.Self += "?" + query
	}
	if copied.Link == "" {
		copied.Link = s.opt.PublicURL + outletPath(name.outlet)
	}
	copied.Image, copied.Hubs, copied.Archive = "", nil, feeds.Archive{}
	return &copied
}

// headerOf is what goes with every answer that shows f.
func (s *Server) headerOf(o syndication.Outlet, name feedName, f *feeds.Feed) []field {
	links := []string{"<" + f.Self + `>; rel="self"`}
	for _, hub := range f.Hubs {
		links = append(links, "<"+hub+`>; rel="hub"`)
	}
	header := []field{
		{"Content-Type", []string{name.format.MediaType()}},
		{"Cache-Control", cacheControl(o.Public)},
		{"Vary", varyDocument},
		{"Link", []string{strings.Join(links, ", ")}},
	}
	if f.Language != "" && f.Language != feeds.Und {
		header = append(header, field{"Content-Language", []string{f.Language}})
	}
	if name.format == feeds.JSON {
		header = append(header, crossOrigin...)
	}
	return header
}

var (
	varyDocument = []string{"Accept-Encoding, A-IM"}
	crossOrigin  = []field{
		{"Access-Control-Allow-Origin", []string{"*"}},
		{"Access-Control-Expose-Headers", []string{"ETag, IM, Link, Retry-After"}},
	}
	revalidate        = []string{"no-cache"} // a withdrawal must not wait in somebody's cache
	revalidatePrivate = []string{"no-cache, private"}
)

func cacheControl(public bool) []string {
	if public {
		return revalidate
	}
	return revalidatePrivate
}

// storeError marks what the Desk could not read, unless it was not there.
func storeError(err error, format string, args ...any) error {
	doing := fmt.Sprintf(format, args...)
	if errors.Is(err, syndication.ErrNotFound) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return fmt.Errorf("%s: %w: %w", doing, errStore, err)
}

// outletPath is the address of an outlet's page on this server.
func outletPath(outlet string) string { return "/outlets/" + escape(outlet) }

func (s *Server) feedURL(outlet, feed string, format feeds.Format) string {
	return s.opt.PublicURL + feedName{outlet, feed, format}.path()
}
