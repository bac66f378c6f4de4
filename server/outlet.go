package server

import (
	"cmp"
	"context"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/julienschmidt/httprouter"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// An outletPage is an outlet's page for people.
type outletPage struct {
	page
	Heading             string
	TitleLang, TitleDir string
	Private             bool
	Feeds               []feedView
	More                []feedView // folded away
	MoreOpen            bool       // the feed shown is among them
	Languages           []linkView
	Query               string
	Own                 *ownWords
	Subscriptions       string // the page where the outlet makes its own; "" for a token that may read some feeds only
	Filters             []linkView
	Stories             []storyView
}

// A feedView is a feed with the addresses to copy.
type feedView struct {
	Words     *words
	Title     string
	Lang, Dir string
	Query     string
	Open      bool
	Documents []documentView
}

// A documentView is the address of one document.
type documentView struct {
	ID      string // of the element that shows the address
	Name    string // "RSS"
	Title   string
	Type    template.HTMLAttr // as written here: escaped, simple readers would miss its "+"
	Address string
}

const (
	maxShown    = 30 // stories on an outlet's page
	maxUnfolded = 6  // feeds that are listed at once
)

// getOutlet answers /outlets/{outlet}; ?lang= shows another of its feeds.
func (s *Server) getOutlet(a *answer, r *http.Request, p httprouter.Params) error {
	name := p[0].Value
	o, err := s.admit(r, name, "")
	if err != nil {
		return err
	}
	names, err := s.readable(r, o)
	if err != nil {
		return err
	}
	shown := cmp.Or(queryOf(r).Get("lang"), wholeFeed)
	switch {
	case slices.Contains(names, shown):
	case s.readsAll(o, names):
		return errAddress
	case shown != wholeFeed || len(names) == 0:
		return syndication.ErrDenied
	default:
		shown = names[0]
	}
	stamp, err := s.desk.Stamp(name, shown)
	if err != nil {
		return err
	}
	key := r.URL.Path + "?lang=" + shown + " " + strings.Join(names, " ")
	d, err := s.keptFor(r.Context(), s.documents, key, s.outletBasis(o, stamp), func(ctx context.Context) (*document, error) {
		return s.renderOutlet(ctx, o, names, shown)
	})
	if err != nil {
		return err
	}
	a.show(name, shown, "page")
	d.serve(a, r)
	return nil
}

// outletBasis is what an outlet's page depends on: beside the Stamp, the feeds
// and queries that it lists.
func (s *Server) outletBasis(o syndication.Outlet, stamp syndication.Stamp) basis {
	shown := append([]string{o.Query}, s.desk.FeedNames(o.Name)...)
	for _, sub := range o.Subscriptions {
		shown = append(shown, sub.Query)
	}
	b := feedBasis(o, stamp)
	b.settings += hash64(shown...)
	return b
}

// readable gives the feeds of o that who asks may read: of the others its page
// tells nothing.
func (s *Server) readable(r *http.Request, o syndication.Outlet) ([]string, error) {
	names := s.desk.FeedNames(o.Name)
	if o.Public {
		return names, nil
	}
	token, err := s.desk.Authorize(tokenOf(r), o.Name, "")
	if err != nil || len(token.Feeds) == 0 {
		return names, err
	}
	return slices.DeleteFunc(names, func(name string) bool { return !slices.Contains(token.Feeds, name) }), nil
}

func (s *Server) readsAll(o syndication.Outlet, names []string) bool {
	return len(names) == len(s.desk.FeedNames(o.Name))
}

func (s *Server) renderOutlet(ctx context.Context, o syndication.Outlet, names []string, shown string) (*document, error) {
	f, stamp, err := s.desk.Feed(ctx, o.Name, shown)
	if err != nil {
		return nil, storeError(err, "read feed %s of outlet %s", shown, o.Name)
	}
	title, titleLang := outletTitle(o)
	language := titleLang
	if isLanguageFeed(o, shown) {
		language = shown
		if t, in := pick(o.Title, shown); t != "" && in != "" {
			title, titleLang = t, in
		}
	}
	p := outletPage{
		page: s.newPage(language, title, outletPath(o.Name)), Heading: title,
		TitleLang: languageAttribute(titleLang), TitleDir: direction(titleLang),
		Private: !o.Public, Query: o.Query,
	}
	if s.readsAll(o, names) {
		p.Own, p.Subscriptions = ownWordsFor(p.Lang), s.local(outletPath(o.Name)+"/subscriptions")
	}
	p.Script = pageScript
	p.Description, _ = pick(o.Description, language)
	s.listFeeds(&p, o, names, shown)
	for i := range f.Items[:min(len(f.Items), maxShown)] {
		p.Stories = append(p.Stories, s.viewOf(&f.Items[i], p.Words))
	}
	return pageDocument("outlet", p, s.outletBasis(o, stamp), o.Public)
}

// listFeeds fills in the feeds of o of these names, their addresses and the
// filters.
func (s *Server) listFeeds(p *outletPage, o syndication.Outlet, names []string, shown string) {
	for _, name := range names {
		language := p.Lang
		if isLanguageFeed(o, name) {
			language = name
		}
		title := feedTitle(o, name, p.Lang)
		v := feedView{Words: p.Words, Title: title, Lang: languageAttribute(language), Dir: direction(language), Query: queryText(o, name), Open: name == shown}
		v.Documents = s.documentsOf(o, name, p.Heading+" · "+title)
		if len(p.Feeds) < maxUnfolded {
			p.Feeds = append(p.Feeds, v)
		} else {
			p.More, p.MoreOpen = append(p.More, v), p.MoreOpen || v.Open
		}
		p.Alternates = append(p.Alternates, v.Documents...)
		link := linkView{Address: s.local(outletPath(o.Name)), Title: title, Lang: v.Lang, Dir: v.Dir, Current: name == shown}
		if name != wholeFeed {
			link.Address += "?lang=" + escape(name)
		}
		p.Filters = append(p.Filters, link)
	}
	for _, l := range o.Languages {
		p.Languages = append(p.Languages, linkView{Language: languageName(l, p.Lang), Lang: languageAttribute(l), Dir: direction(l)})
	}
}

// documentsOf are the documents of a feed.
func (s *Server) documentsOf(o syndication.Outlet, feed, title string) []documentView {
	var list []documentView
	for _, format := range feeds.Formats {
		mediaType, _, _ := strings.Cut(format.MediaType(), ";")
		list = append(list, documentView{
			ID: feed + "-" + string(format), Name: formatName(format),
			Title: title, Type: template.HTMLAttr(`type="` + mediaType + `"`), Address: s.feedURL(o.Name, feed, format),
		})
	}
	return list
}

func queryText(o syndication.Outlet, feed string) string {
	for _, sub := range o.Subscriptions {
		if sub.Name == feed {
			return sub.Query
		}
	}
	return ""
}

func formatName(f feeds.Format) string {
	switch f {
	case feeds.RSS:
		return "RSS"
	case feeds.Atom:
		return "Atom"
	}
	return "JSON"
}
