package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
	"github.com/silkwire/silkwire/syndication/match"
)

const (
	maxQuery    = 2000 // bytes of a query in an address
	maxSearches = 2    // at the same time: each reads a thousand stories
)

// getSearch answers with what a query finds in a feed. It has no archive, no
// delta and no hub.
func (s *Server) getSearch(a *answer, r *http.Request, o syndication.Outlet, name feedName, text string) error {
	if len(text) > maxQuery {
		return requestError("The query is too long; shorten it, or ask for a subscription with it.")
	}
	q, err := s.searchQuery(r.Context(), o.Name, text)
	if err != nil {
		return err
	}
	stamp, err := s.desk.Stamp(o.Name, name.feed)
	if err != nil {
		return err
	}
	query := "q=" + url.QueryEscape(q.String())
	d, err := s.keptFor(r.Context(), s.extras, name.path()+"?"+query, feedBasis(o, stamp), func(ctx context.Context) (*document, error) {
		return s.renderSearch(ctx, o, name, q, query)
	})
	if err != nil {
		return err
	}
	d.serve(a, r)
	return nil
}

// searchQuery reads a query. One that can find nothing, whatever comes, is a
// mistake: a program would wait for its stories for ever.
func (s *Server) searchQuery(ctx context.Context, outlet, text string) (*match.Query, error) {
	q, err := match.Parse(text)
	if err != nil {
		return nil, err
	}
	if strings.Trim(q.String(), `"`) == "" {
		return nil, requestError("The query looks for nothing: write words between the quotes.")
	}
	unknown, err := s.desk.Unknown(ctx, outlet, q)
	if err != nil {
		return nil, storeError(err, "look up what a query of outlet %s names", outlet)
	}
	for _, u := range unknown {
		if u.Barren {
			return nil, requestError("Leave out " + quoted(u.Word) + ": " + u.Text + ".")
		}
	}
	return q, nil
}

func (s *Server) renderSearch(ctx context.Context, o syndication.Outlet, name feedName, q *match.Query, query string) (*document, error) {
	select {
	case s.searches <- struct{}{}:
		defer func() { <-s.searches }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	f, stamp, err := s.desk.Search(ctx, o.Name, name.feed, q)
	if err != nil {
		return nil, storeError(err, "search feed %s of outlet %s", name.feed, o.Name)
	}
	f = s.addressed(f, name, query)
	f.Updated = feeds.Time{} // of its newest item
	f.ID += "?" + query
	f.Title += " – " + q.String()
	return s.render(f, o, name, stamp, "")
}
