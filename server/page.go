package server

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
)

//go:embed pages
var pageFiles embed.FS

var pageTemplates = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// The style and the script of all pages stand in the pages: nothing is fetched
// for them, and their hashes are all that the content security policy lets in.
var (
	pageStyle, styleHash   = embedded("style", "pages/style.css")
	pageScript, scriptHash = embedded("script", "pages/copy.js")
	pageIcon               = template.URL("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%238f1d2c'/%3E%3Cpath d='M3 11c4 0 2-6 5-6s1 6 5 6' fill='none' stroke='%23fff' stroke-width='1.6' stroke-linecap='round'/%3E%3C/svg%3E")
)

func embedded(element, file string) (whole template.HTML, hash string) {
	text, err := pageFiles.ReadFile(file)
	if err != nil {
		panic(err) // it is compiled in
	}
	sum := sha256.Sum256(text)
	return template.HTML("<" + element + ">" + string(text) + "</" + element + ">"), base64.StdEncoding.EncodeToString(sum[:])
}

var pagePolicy = []string{policy("'none'")}

// policy is the content security policy of a page whose forms go to forms.
func policy(forms string) string {
	return "default-src 'none'; style-src 'sha256-" + styleHash + "'; script-src 'sha256-" + scriptHash +
		"'; img-src https: http: data:; media-src https: http:; base-uri 'none'; form-action " + forms + "; frame-ancestors 'none'"
}

// A page is what all pages have.
type page struct {
	Words       *words
	Lang, Dir   string
	Title       string // of the window
	Description string
	Path        string // of the page's address
	Self        string
	Alternates  []documentView
	Home        string // address of the first page
	OPML        string
	Script      template.HTML // "" where nothing can be copied
}

// Style and Icon are the same on every page.
func (page) Style() template.HTML { return pageStyle }
func (page) Icon() template.URL   { return pageIcon }

func (s *Server) newPage(language, title, path string) page {
	w := wordsFor(language)
	return page{Words: w, Lang: w.Tag, Dir: direction(w.Tag), Title: title, Path: path, Self: s.opt.PublicURL + path, Home: s.local("/"), OPML: s.local("/outlets.opml")}
}

// local is an address of this server as pages link to it; none stays none.
func (s *Server) local(path string) string {
	if path == "" {
		return ""
	}
	return s.root + path
}

// direction is the value of dir for text in a language.
func direction(language string) string {
	switch {
	case language == feeds.Und || language == "":
		return "auto"
	case lang.RTL(language):
		return "rtl"
	}
	return "ltr"
}

var varyPage = []string{"Accept-Encoding"}

// pageDocument executes a template.
func pageDocument(name string, data any, b basis, public bool, more ...field) (*document, error) {
	var buf bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&buf, name, data); err != nil {
		return nil, fmt.Errorf("render page %s: %w", name, err)
	}
	header := append([]field{
		{"Content-Type", []string{"text/html; charset=utf-8"}},
		{"Cache-Control", cacheControl(public)},
		{"Vary", varyPage},
		{"Content-Security-Policy", pagePolicy},
		{"Referrer-Policy", []string{"no-referrer"}}, // the address of a page may hold a token
	}, more...)
	return newDocument([][]byte{buf.Bytes()}, hashOf(buf.Bytes()), b, header...), nil
}
