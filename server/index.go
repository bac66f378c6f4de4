package server

import (
	"context"
	"net/http"

	"github.com/julienschmidt/httprouter"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// An indexPage is the first page: the public outlets.
type indexPage struct {
	page
	Cards []cardView
}

// A cardView is an outlet on the first page.
type cardView struct {
	Words     *words
	Title     string
	Lang, Dir string
	Address   string

	Description string
	Headlines   []storyView
	Languages   []linkView
	Count       int // of feeds
	Date        string
	DateTime    string
}

const (
	maxCards     = 200 // outlets on the first page; OPML has all
	maxHeadlined = 12  // outlets that show their latest stories there
	maxHeadlines = 3
)

// getIndex answers / in the language that the browser asks for.
func (s *Server) getIndex(a *answer, r *http.Request, _ httprouter.Params) error {
	outlets := s.publicOutlets()
	outlets = outlets[:min(len(outlets), maxCards)]
	w := acceptedWords(r.Header.Get("Accept-Language"))
	b := s.basisOf(outlets)
	d, err := s.keptFor(r.Context(), s.documents, "/ "+w.Tag, b, func(ctx context.Context) (*document, error) {
		return s.renderIndex(ctx, outlets, w, b)
	})
	if err != nil {
		return err
	}
	a.show("", "", "page")
	d.serve(a, r)
	return nil
}

func (s *Server) renderIndex(ctx context.Context, outlets []syndication.Outlet, w *words, b basis) (*document, error) {
	p := indexPage{page: s.newPage(w.Tag, "Silkwire", "/")}
	p.Description = w.Tagline
	for i, o := range outlets {
		card := s.cardOf(o, w)
		if i < maxHeadlined {
			f, _, err := s.desk.Feed(ctx, o.Name, wholeFeed)
			if err != nil {
				return nil, storeError(err, "read outlet %s", o.Name)
			}
			card.Headlines = s.headlines(f, w)
		}
		p.Cards = append(p.Cards, card)
	}
	return pageDocument("index", p, b, true,
		field{"Vary", []string{"Accept-Encoding, Accept-Language"}},
		field{"Content-Language", []string{w.Tag}})
}

func (s *Server) cardOf(o syndication.Outlet, w *words) cardView {
	title, language := outletTitle(o)
	card := cardView{Words: w, Title: title, Lang: languageAttribute(language), Dir: direction(language), Address: s.local(outletPath(o.Name))}
	card.Description, _ = pick(o.Description, language, w.Tag)
	card.Count = len(s.desk.FeedNames(o.Name))
	for _, l := range o.Languages {
		card.Languages = append(card.Languages, linkView{Language: languageName(l, w.Tag), Lang: languageAttribute(l), Dir: direction(l)})
	}
	if stamp, err := s.desk.Stamp(o.Name, wholeFeed); err == nil && stamp.Version > 0 {
		card.Date, card.DateTime = w.date(feeds.At(stamp.Modified)), dateTime(feeds.At(stamp.Modified))
	}
	return card
}

// headlines are the newest stories that may be read.
func (s *Server) headlines(f *feeds.Feed, w *words) []storyView {
	var list []storyView
	for i := range f.Items {
		if it := &f.Items[i]; !it.Status.Gone() && it.Title != "" && len(list) < maxHeadlines {
			list = append(list, s.viewOf(it, w))
		}
	}
	return list
}
