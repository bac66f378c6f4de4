package server

import (
	"context"
	"encoding/xml"
	"net/http"
	"time"

	"github.com/julienschmidt/httprouter"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// An opml is an OPML 2.0 document: outlets, and in each its feeds.
type opml struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Modified string    `xml:"head>dateModified,omitempty"`
	Outlines []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string    `xml:"htmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline,omitempty"`
}

// getOPML answers with the feeds of all public outlets, for feed readers.
func (s *Server) getOPML(a *answer, r *http.Request, _ httprouter.Params) error {
	outlets := s.publicOutlets()
	b := s.basisOf(outlets)
	d, err := s.keptFor(r.Context(), s.documents, r.URL.Path, b, func(context.Context) (*document, error) {
		body, err := s.opmlOf(outlets, b.Modified)
		return newDocument([][]byte{body}, hashOf(body), b,
			field{"Content-Type", []string{"text/x-opml; charset=utf-8"}},
			field{"Cache-Control", revalidate},
			field{"Vary", varyPage}), err
	})
	if err != nil {
		return err
	}
	a.show("", "", "opml")
	d.serve(a, r)
	return nil
}

func (s *Server) opmlOf(outlets []syndication.Outlet, modified time.Time) ([]byte, error) {
	doc := opml{Version: "2.0", Title: "Silkwire"}
	if !modified.IsZero() {
		doc.Modified = modified.UTC().Format(http.TimeFormat) // RFC 822 knows GMT, not UTC
	}
	for _, o := range outlets {
		doc.Outlines = append(doc.Outlines, s.outlineOf(o))
	}
	body, err := xml.MarshalIndent(doc, "", "  ")
	return append([]byte(xml.Header), append(body, '\n')...), err
}

func (s *Server) outlineOf(o syndication.Outlet) outline {
	title, language := outletTitle(o)
	group := outline{Text: title, HTMLURL: s.opt.PublicURL + outletPath(o.Name)}
	for _, name := range s.desk.FeedNames(o.Name) {
		text := title
		if name != wholeFeed {
			text += " · " + feedTitle(o, name, language)
		}
		group.Outlines = append(group.Outlines, outline{
			Text: text, Title: text, Type: "rss", Language: feedLanguage(o, name),
			XMLURL: s.feedURL(o.Name, name, feeds.RSS), HTMLURL: group.HTMLURL,
		})
	}
	return group
}

// publicOutlets are those that anybody may see, by name.
func (s *Server) publicOutlets() []syndication.Outlet {
	var public []syndication.Outlet
	for _, o := range s.desk.Outlets() {
		if o.Public {
			public = append(public, o)
		}
	}
	return public
}

// basisOf is what a page that shows several outlets depends on. Its Version is
// the sum of theirs, which rises when one of them does.
func (s *Server) basisOf(outlets []syndication.Outlet) basis {
	var b basis
	for _, o := range outlets {
		for _, name := range s.desk.FeedNames(o.Name) {
			stamp, err := s.desk.Stamp(o.Name, name)
			if err != nil {
				continue // it left the configuration just now
			}
			b.Version += stamp.Version
			if stamp.Modified.After(b.Modified) {
				b.Modified = stamp.Modified
			}
			b.Settings = b.Settings*31 + stamp.Settings
			b.settings = b.settings*31 + hash64(o.Name, name)
		}
	}
	return b
}

// hash64 is FNV-1a of texts, the same in every process.
func hash64(texts ...string) uint64 {
	h := uint64(14695981039346656037)
	for _, s := range texts {
		for _, b := range []byte(s) {
			h = (h ^ uint64(b)) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211 // no text holds this byte
	}
	return h
}
