package server

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"

	"github.com/julienschmidt/httprouter"
	"rsc.io/qr"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// A storyPage is a story's page: as much of it as a feed of the reader shows.
type storyPage struct {
	page
	Story       storyView
	Content     template.HTML
	Authors     []string
	Updated     string        // "" where nothing changed since it was published
	Versions    []versionView // the newest on top; none where there was only one
	Original    string
	Source      string
	Outlet      string
	OutletTitle string
	QR          template.URL
}

// getStory answers /stories/{id} with what the feed that shows most of the
// story, of those that the caller may read, shows of it.
func (s *Server) getStory(a *answer, r *http.Request, p httprouter.Params) error {
	if err := s.withinRate(r, ""); err != nil {
		return err
	}
	id := p[0].Value
	o, feed, err := s.holder(r, id)
	if err != nil {
		return err
	}
	stamp, err := s.desk.Stamp(o.Name, feed)
	if err != nil {
		return err
	}
	key := r.URL.Path + " " + o.Name + "/" + feed
	d, err := s.keptFor(r.Context(), s.extras, key, s.outletBasis(o, stamp), func(ctx context.Context) (*document, error) {
		return s.renderStory(ctx, o, feed, id)
	})
	if errors.Is(err, syndication.ErrNotFound) {
		return s.hidden(r)
	}
	if err != nil {
		return err
	}
	a.show(o.Name, feed, "story")
	d.serve(a, r)
	return nil
}

// holder finds the feed through which the caller may see a story. One that may
// not be seen and one that does not exist are the same.
func (s *Server) holder(r *http.Request, id string) (syndication.Outlet, string, error) {
	story, err := s.desk.Story(r.Context(), id)
	if errors.Is(err, syndication.ErrNotFound) {
		return syndication.Outlet{}, "", s.hidden(r)
	}
	if err != nil {
		return syndication.Outlet{}, "", storeError(err, "look for story %s", id)
	}
	best, rank := syndication.Holding{}, 0
	for _, h := range story.Holdings {
		if n := s.rank(tokenOf(r), h); n > rank {
			best, rank = h, n
		}
	}
	if o, known := s.desk.Outlet(best.Outlet); known {
		return o, best.Feed, nil
	}
	return syndication.Outlet{}, "", s.hidden(r)
}

// rank tells how much of a story a feed shows to the caller: more is better, 0
// is nothing. A feed that still has the story is before one that lost it, then
// the one that may have more of its text, then the caller's own.
func (s *Server) rank(secret string, h syndication.Holding) int {
	o, known := s.desk.Outlet(h.Outlet)
	if !known || h.State == "left" || h.State == "held" {
		return 0
	}
	_, err := s.desk.Authorize(secret, h.Outlet, h.Feed)
	own := err == nil && !o.Public
	if !own && !o.Public {
		return 0
	}
	n := map[sources.Level]int{sources.Headline: 2, sources.Summary: 4}[o.Content]
	if n == 0 {
		n = 6
	}
	if own {
		n++
	}
	if h.State == "in" {
		n += 8
	}
	return n
}

// hidden is the answer to who may not see a story: the question for a token
// where one could help. A token that did not help counts as a wrong one.
func (s *Server) hidden(r *http.Request) error {
	private := func(o syndication.Outlet) bool { return !o.Public }
	if !slices.ContainsFunc(s.desk.Outlets(), private) {
		return syndication.ErrNotFound
	}
	if tokenOf(r) != "" {
		if err := s.guesses.take(s.clientAddress(r)); err != nil {
			return err
		}
	}
	return syndication.ErrDenied
}

func (s *Server) renderStory(ctx context.Context, o syndication.Outlet, feed, id string) (*document, error) {
	f, stamp, err := s.desk.StoryIn(ctx, o.Name, feed, id)
	if err != nil {
		return nil, storeError(err, "read story %s in feed %s of outlet %s", id, feed, o.Name)
	}
	it := &f.Items[0]
	language := it.Language
	if language == feeds.Und {
		language = pageLanguage(o)
	}
	p := storyPage{page: s.newPage(language, cmp.Or(it.Title, "Silkwire"), "/stories/"+escape(id)), Outlet: s.local(outletPath(o.Name))}
	p.OutletTitle, _ = outletTitle(o)
	p.Story = s.viewOf(it, p.Words)
	if p.QR, err = qrCode(p.Self); err != nil {
		return nil, fmt.Errorf("draw the address of story %s: %w", id, err)
	}
	if !it.Status.Gone() {
		p.fill(it)
	}
	told, err := s.desk.ToldIn(ctx, o.Name, feed, id)
	if err != nil {
		return nil, storeError(err, "read what feed %s of outlet %s told of story %s", feed, o.Name, id)
	}
	p.Versions = versionsOf(told, p.Words)
	return pageDocument("full", p, s.outletBasis(o, stamp), o.Public)
}

// fill adds what only a story that may be read has.
func (p *storyPage) fill(it *feeds.Item) {
	p.Description = it.Summary
	p.Content = template.HTML(it.Content)                               // clean since it came in
	if p.Source = cmp.Or(it.Origin.Title, it.Link); it.Link != p.Self { // which it is where the source gave no usable one
		p.Original = it.Link
	}
	for _, a := range it.Authors {
		p.Authors = append(p.Authors, a.Name)
	}
	if it.Updated.After(it.Published.Time) {
		p.Updated = p.Words.date(it.Updated)
	}
}

// qrCode draws an address as a picture that stands in the page.
func qrCode(address string) (template.URL, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(code.PNG())), nil
}
