package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// A press is a source whose feed changes when a test says so.
type press struct {
	*httptest.Server
	mu    sync.Mutex
	items []feeds.Item // newest first; guarded by mu
}

func newPress(t testing.TB) *press {
	p := &press{}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// ServeHTTP answers with the feed as Atom.
func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	f := &feeds.Feed{ID: p.URL, Title: "Silkroad Press", Link: p.URL, Items: slices.Clone(p.items[:min(len(p.items), 100)])}
	p.mu.Unlock()
	doc, err := feeds.Render(f, feeds.Atom)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", feeds.Atom.MediaType())
	w.Write(doc)
}

// publish adds a story and gives its address.
func (p *press) publish(language, title, text string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	link := fmt.Sprintf("%s/story/%d", p.URL, len(p.items)+1)
	p.items = slices.Insert(p.items, 0, feeds.Item{
		ID: link, Link: link, Title: title, Summary: text, Content: "<p>" + text + "</p>", Language: language,
		Published: feeds.At(time.Now().UTC().Truncate(time.Second)),
	})
	return link
}

// correct changes the title and text of a story.
func (p *press) correct(link, title, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.items {
		if p.items[i].Link == link {
			p.items[i].Title, p.items[i].Summary, p.items[i].Content = title, text, "<p>"+text+"</p>"
			p.items[i].Updated = feeds.At(time.Now().UTC().Truncate(time.Second))
		}
	}
}
