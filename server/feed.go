package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
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

// getDocument answers /outlets/{outlet}/{feed}.{format}.
func (s *Server) getDocument(a *answer, r *http.Request, p httprouter.Params) error {
	name, nameErr := parseFeedName(p[0].Value, p[1].Value)
	outlet, err := s.authorize(r, name.outlet, name.feed)
	if err != nil {
		return err
	}
	if nameErr != nil {
		return nameErr
	}
	d, err := s.document(r.Context(), r.URL.Path, outlet, name)
	if err != nil {
		return err
	}
	a.show(name.outlet, name.feed, string(name.format))
	d.serve(a, r)
	return nil
}

// document gives the current document of a feed, from the cache if it belongs
// to the present Stamp. Who asks after a change waits for the new document.
func (s *Server) document(ctx context.Context, key string, o syndication.Outlet, name feedName) (*document, error) {
	stamp, err := s.desk.Stamp(o.Name, name.feed)
	if err != nil {
		return nil, err
	}
	return s.keptFor(ctx, key, feedBasis(o, stamp), func(ctx context.Context) (*document, error) {
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

// keptFor gives the document of a key if it is valid, else the one that make
// makes.
func (s *Server) keptFor(ctx context.Context, key string, present basis, make func(context.Context) (*document, error)) (*document, error) {
	if d := s.documents.get(key); d != nil && d.basis.validFor(present) {
		s.metrics.hits.Inc()
		return d, nil
	}
	s.metrics.misses.Inc()
	return s.documents.render(ctx, key, present.String(), make)
}

// renderFeed reads a feed and makes its document.
func (s *Server) renderFeed(ctx context.Context, o syndication.Outlet, name feedName) (*document, error) {
	start := time.Now()
	f, stamp, err := s.desk.Feed(ctx, o.Name, name.feed)
	if err != nil {
		return nil, storeError(err, "read feed %s of outlet %s", name.feed, o.Name)
	}
	f = s.addressed(f, name, "")
	if full := stamp.Version / archiveSize; full > 0 {
		f.Archive.Prev = s.archiveURL(name, full)
	}
	body, err := feeds.Render(f, name.format)
	if err != nil {
		return nil, fmt.Errorf("render feed %s of outlet %s as %s: %w", name.feed, o.Name, name.format, err)
	}
	s.metrics.rendered(name.format, time.Since(start))
	return newDocument(body, feedBasis(o, stamp), versionPrefix(stamp.Version), s.headerOf(o, name, f)...), nil
}

// addressed gives a copy of f with the addresses of its documents; query is that
// of the document's own, "" for the current one. None of them holds a token.
func (s *Server) addressed(f *feeds.Feed, name feedName, query string) *feeds.Feed {
	copied := *f
	copied.Self = s.opt.PublicURL + name.path()
	if query != "" {
		copied.Self += "?" + query
	} else {
		copied.Hubs = s.opt.Hubs
	}
	if copied.Link == "" {
		copied.Link = s.opt.PublicURL + outletPath(name.outlet)
	}
	copied.Image = ""
	copied.Archive = feeds.Archive{}
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

// archiveSize is how many rows an archive page holds.
const archiveSize = 100

// outletPath is the address of an outlet's page on this server.
func outletPath(outlet string) string { return "/outlets/" + escape(outlet) }

func (s *Server) archiveURL(name feedName, page int64) string {
	return s.opt.PublicURL + name.path() + "?archive=" + strconv.FormatInt(page, 10)
}

func (s *Server) feedURL(outlet, feed string, format feeds.Format) string {
	return s.opt.PublicURL + feedName{outlet, feed, format}.path()
}
