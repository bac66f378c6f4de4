package sources

import (
	"context"
	"io"
	"net/http"
	"testing"
)

func TestDiscoverOffersTheFeedsOfASite(t *testing.T) {
	announced := htmlPage("Home", `<p>Hello</p>`)
	tests := []struct {
		name  string
		pages map[string]string
		from  string
		want  []Candidate // with paths for addresses
	}{
		{"the address is a feed", map[string]string{"/f": rss("A")}, "/f", []Candidate{{"/f", "Agence du Fleuve", FeedKind, 1}}},
		{"link elements, and the one that is dead is left out", map[string]string{
			"/":         `<html><head><link rel="alternate" type="application/rss+xml" href="/dead"><link rel="alternate" type="application/rss+xml" href="/news.xml"></head><body>Hello</body></html>`,
			"/news.xml": rss("A", "Б"),
		}, "/", []Candidate{{"/news.xml", "Agence du Fleuve", FeedKind, 2}}},
		{"a link in the text", map[string]string{"/": htmlPage("Home", `<a href="/all.rss">RSS</a>`), "/all.rss": rss("A")}, "/", []Candidate{{"/all.rss", "Agence du Fleuve", FeedKind, 1}}},
		{"a common place", map[string]string{"/": announced, "/rss.xml": rss("A")}, "/", []Candidate{{"/rss.xml", "Agence du Fleuve", FeedKind, 1}}},
		{"only a list of articles", map[string]string{"/news": htmlPage("Coastal Wire", `<ul><li><a href="/p/1">Ferry to Gull Island runs every hour now</a></li><li><a href="/p/2">School choir sings at the lighthouse</a></li></ul>`)}, "/news",
			[]Candidate{{"/news", "Coastal Wire", PageKind, 2}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, ok := tt.pages[r.URL.Path]
				if !ok {
					http.NotFound(w, r)
					return
				}
				io.WriteString(w, body)
			}))
			got, err := Discover(context.Background(), testClient(t), site.URL+tt.from)
			if err != nil || len(got) != len(tt.want) {
				t.Fatalf("%v %+v", err, got)
			}
			for i, want := range tt.want {
				want.URL = site.URL + want.URL
				if got[i] != want {
					t.Errorf("got %+v\nwant %+v", got[i], want)
				}
			}
		})
	}
}
