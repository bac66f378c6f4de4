package demo

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	texttemplate "text/template"
	"time"
)

//go:embed templates/*
var templates embed.FS

// A World serves the agencies. What it serves moves with the time since Start.
type World struct {
	Agencies []*Agency
	Start    time.Time        // when the stories begin to move
	URL      string           // where the world is served, without a slash at the end
	Now      func() time.Time // nil: time.Now
}

// SourceURL is the address at which an agency is polled.
func (w *World) SourceURL(a *Agency) string {
	if a.Format == "pages" {
		return w.URL + "/" + a.Name + "/news-for-outlets"
	}
	return w.URL + "/" + a.Name + "/feed." + a.Format
}

// ServeHTTP serves the feeds, listings and articles of all agencies.
func (w *World) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	name, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	i := slices.IndexFunc(w.Agencies, func(a *Agency) bool { return a.Name == name })
	if i < 0 {
		http.NotFound(rw, r)
		return
	}
	v := w.view(w.Agencies[i])
	doc, mediaType, err := v.document(rest)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	if doc == nil {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", mediaType)
	rw.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprintf("%x", sha256.Sum256(doc))[:16]))
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(doc))
}

// A view is an agency at one moment, as its templates see it.
type view struct {
	*Agency
	world   *World
	Home    string // address of the agency
	Self    string
	Listing string
	Items   []item
	RTL     bool
	Labels  labels
}

// An item is an edition with its address and its translations.
type item struct {
	edition
	Link         string
	Translations []translation
}

type translation struct{ Language, Link, Title string }

func (w *World) view(a *Agency) *view {
	now := time.Now()
	if w.Now != nil {
		now = w.Now()
	}
	home := w.URL + "/" + a.Name + "/"
	v := &view{Agency: a, world: w, Home: home, Self: w.SourceURL(a), Listing: home + "news-for-outlets", Labels: labelsOf(a.Language)}
	v.RTL = slices.Contains([]string{"ar", "fa", "he", "ur"}, a.Language)
	for _, e := range a.standing(a.Out(w.Start, now), w.Start) {
		v.Items = append(v.Items, item{e, w.link(a, e.ID), w.translations(a, e.Group, now)})
	}
	return v
}

func (w *World) link(a *Agency, id string) string { return w.URL + "/" + a.Name + "/p/" + id + ".html" }

// translations finds the stories of a group that other agencies have out; a
// series has none.
func (w *World) translations(own *Agency, group string, now time.Time) (list []translation) {
	if group == "" {
		return nil
	}
	seconds := int(now.Sub(w.Start) / time.Second)
	for _, a := range w.Agencies {
		for _, e := range a.standing(due(a.Stories, seconds), w.Start) {
			if a != own && a.Language != own.Language && e.Group == group && !e.Withdrawn {
				list = append(list, translation{a.Language, w.link(a, e.ID), e.Title})
			}
		}
	}
	return list
}

// document gives what stands at a path below the agency, or nil.
func (v *view) document(path string) (doc []byte, mediaType string, err error) {
	if id, ok := strings.CutPrefix(path, "p/"); ok {
		return v.article(strings.TrimSuffix(id, ".html"))
	}
	switch path {
	case "", "news-for-outlets":
		doc, err = v.page("listing.html", v)
		return doc, "text/html; charset=utf-8", err
	case "feed.rss", "feed.atom":
		doc, err = v.xml(strings.TrimPrefix(path, "feed.") + ".xml")
		return doc, "application/" + strings.TrimPrefix(path, "feed.") + "+xml; charset=utf-8", err
	case "feed.json":
		doc, err = json.MarshalIndent(v.jsonFeed(), "", "  ")
		return doc, "application/feed+json", err
	}
	return nil, "", nil
}

// article gives the page of a story that has not been taken back.
func (v *view) article(id string) ([]byte, string, error) {
	for _, it := range v.Items {
		if it.ID == id && !it.Withdrawn {
			doc, err := v.page("article.html", struct {
				*view
				Item item
			}{v, it})
			return doc, "text/html; charset=utf-8", err
		}
	}
	return nil, "", nil
}

func (v *view) page(name string, data any) ([]byte, error) {
	t, err := template.New(name).Funcs(template.FuncMap{"day": v.day}).ParseFS(templates, "templates/"+name)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, data)
	return b.Bytes(), err
}

func (v *view) xml(name string) ([]byte, error) {
	t, err := texttemplate.New(name).Funcs(texttemplate.FuncMap{
		"rfc822":  func(t time.Time) string { return t.Format(time.RFC1123Z) },
		"rfc3339": func(t time.Time) string { return t.Format(time.RFC3339) },
		"x":       escape,
		"html":    paragraphs,
	}).ParseFS(templates, "templates/"+name)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, v)
	return b.Bytes(), err
}

// escape writes text for XML; the quotes of template.HTMLEscaper are XML too.
func escape(s string) string { return template.HTMLEscapeString(s) }

// paragraphs writes a body as HTML.
func paragraphs(body []string) string {
	var b strings.Builder
	for _, p := range body {
		b.WriteString("<p>" + escape(p) + "</p>\n")
	}
	return b.String()
}

// day writes a date as the agency's readers write it.
func (v *view) day(t time.Time) string {
	switch {
	case strings.HasPrefix(v.Language, "zh"):
		return t.Format("2006年1月2日 15:04")
	case v.Format == "pages":
		return t.Format("January 02, 2006 15:04")
	}
	return t.Format("2006-01-02 15:04")
}

func newestFirst(list []edition) {
	slices.SortStableFunc(list, func(a, b edition) int { return b.Published.Compare(a.Published) })
}

// Updated is when the newest of the agency's stories changed.
func (v *view) Updated() (last time.Time) {
	for _, it := range v.Items {
		if it.edition.Updated.After(last) {
			last = it.edition.Updated
		}
	}
	return last
}
