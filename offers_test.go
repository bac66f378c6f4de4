package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// homePage is a site whose page is no feed, but links to one.
func homePage(t *testing.T, page string) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	})
	mux.HandleFunc("GET /ports.rss", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, recentFeed("Pilots strike", "Ferry sails"))
	})
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	return site
}

const announcing = `<html><head><title>Harbour Wire</title><link rel="alternate" type="application/rss+xml" href="/ports.rss"></head><body>`

func TestFeedsOfAPageAreOffered(t *testing.T) {
	bare := homePage(t, announcing+`<p>Welcome.</p></body></html>`)
	config := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(config, fmt.Appendf(nil, "[fetch]\nallow_private_networks = true\n[sources.harbour]\nurl = %q\n", bare.URL), 0o600); err != nil {
		t.Fatal(err)
	}
	want := bare.URL + "/ports.rss  2 items  Harbour Wire"
	for named, args := range map[string][]string{"read " + bare.URL + ":": {"read", "-config", config, bare.URL}, "read harbour:": {"check", "-config", config, "-fetch"}} {
		var out, errors bytes.Buffer
		code := run(t.Context(), console{strings.NewReader(""), &out, &errors}, args)
		if all := out.String() + errors.String(); code != 1 || !strings.Contains(all, named) || !strings.Contains(all, "not a feed") || !strings.Contains(all, "feeds of this page:") || !strings.Contains(all, want) {
			t.Errorf("%s: exit %d\n%s", args[0], code, all)
		}
	}
}

func TestFeedsOfAListingAreNamedBesideIt(t *testing.T) {
	page := announcing + "<ul>"
	for i, title := range []string{"Pilots of the harbour go on strike", "Ferry to the islands sails again", "New quay for container ships opens", "Fishermen welcome the summer guests"} {
		page += fmt.Sprintf(`<li><a href="/news/%d.html">%s</a> <span>2026-05-0%d</span></li>`, i, title, i+1)
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page+"</ul></body></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errors bytes.Buffer
	if code := run(t.Context(), console{strings.NewReader(""), &out, &errors}, []string{"read", "-url", "https://harbour.example/", file}); code != 0 {
		t.Fatal(errors.String())
	}
	if errors.String() != "feeds of this page: https://harbour.example/ports.rss\n" || !strings.Contains(out.String(), "4 items") {
		t.Errorf("%s\n%s", &errors, &out)
	}
}
