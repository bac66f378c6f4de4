package page

import (
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds"
)

// FuzzPage reads anything as an article and as a listing: nothing may panic,
// and what comes out is text with absolute links.
func FuzzPage(f *testing.F) {
	files, _ := filepath.Glob("../testdata/pages/*.html")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "text/html")
	}
	f.Add([]byte(`<a href="//x"><h1>İ: <p>By`), "text/html; charset=utf-16")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		opt := feeds.ParseOptions{URL: "https://agency.example/c/news", ContentType: contentType, Now: time.Unix(1e9, 0)}
		p, err := Parse(data, opt, Selectors{})
		if err != nil {
			return
		}
		p.IsArticle()
		p.Feeds()
		if list, err := p.Listing(); err == nil {
			for _, e := range list.Entries {
				if e.Link == "" || !utf8.ValidString(e.Title) {
					t.Errorf("entry %+v", e)
				}
				p.Item(e)
			}
			if !p.Has(list.Layout) {
				t.Errorf("the layout %q is not on its own page", list.Layout)
			}
		}
		if it, err := p.Article(); err == nil && (it.Title == "" || it.Link == "" || it.Published.After(opt.Now)) {
			t.Errorf("item %+v", it)
		}
	})
}
