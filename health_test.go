package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// wobbly is a source whose answer a test changes.
type wobbly struct {
	*httptest.Server
	answer atomic.Pointer[http.HandlerFunc]
}

func newWobbly(t *testing.T) *wobbly {
	w := &wobbly{}
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { (*w.answer.Load())(rw, r) }))
	t.Cleanup(w.Close)
	return w
}

func (w *wobbly) says(status int, body string) {
	h := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.WriteHeader(status)
		io.WriteString(rw, body)
	})
	w.answer.Store(&h)
}

// recentFeed has stories of today, so that its source is not quiet.
func recentFeed(titles ...string) string {
	doc := `<rss version="2.0"><channel><title>Harbour Wire</title><language>en</language>`
	for i, title := range titles {
		at := time.Now().Add(-time.Duration(i+1) * time.Hour).UTC().Format(time.RFC1123Z)
		doc += fmt.Sprintf("<item><guid>%s</guid><title>%s</title><pubDate>%s</pubDate></item>", title, title, at)
	}
	return doc + "</channel></rss>"
}

// TestHealthOfASourceReachesItsEditors runs the program with one source, breaks
// and mends that, and looks where editors look: webhook, command, metrics, log.
func TestHealthOfASourceReachesItsEditors(t *testing.T) {
	t.Parallel() // most of it is waiting for polls
	source, metrics := newWobbly(t), freeAddress(t)
	webhook, taken := hook(t)
	config := filepath.Join(t.TempDir(), "config.toml")
	doc := fmt.Sprintf("[server]\nmetrics_address = %q\n[store]\ndsn = %q\n[fetch]\nallow_private_networks = true\n[alerts]\nwebhook = %q\n"+
		"[sources.harbour]\nurl = \"%s/feed?key=hunter2\"\ninterval = \"1s\"\n",
		metrics, filepath.Join(t.TempDir(), "wire.db"), webhook.URL, source.URL)
	if err := os.WriteFile(config, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	source.says(http.StatusOK, recentFeed("Pilots strike", "Ferry sails"))
	p := startServe(t, config)
	wait(t, "the source was polled", func() bool { return strings.Contains(listSources(t, config), "fresh") })
	for _, step := range []struct {
		status          int
		body            string
		condition, says string
	}{
		{http.StatusInternalServerError, "", "failing", "500 Internal Server Error"},
		{http.StatusOK, recentFeed("Pilots return"), "fresh", ""},
		{http.StatusForbidden, "", "blocked", "it refuses us"},
		{http.StatusOK, "<html><body><h1>Domain for sale</h1></body></html>", "not a feed", "not a feed"},
		{http.StatusOK, recentFeed("Pilots sail"), "fresh", ""},
		{http.StatusGone, "", "gone", "gone for good"},
	} {
		source.says(step.status, step.body)
		a := heard(t, taken)
		if a.Source != "harbour" || a.Condition != step.condition || a.Since.IsZero() || !strings.Contains(a.Error, step.says) || strings.Contains(a.Text+a.Error+a.URL, "hunter2") {
			t.Fatalf("the webhook hears %+v, want %s", a, step.condition)
		}
		list := listSources(t, config)
		if !strings.Contains(list, step.condition) || !strings.Contains(list, step.says) || strings.Contains(list, "hunter2") {
			t.Errorf("%s: the command says\n%s", step.condition, list)
		}
		wait(t, step.condition+" is in the metrics", func() bool { // when the poll has ended
			body, _ := get(t, "http://"+metrics+"/metrics")
			return strings.Contains(string(body), `silkwire_source_condition{condition="`+step.condition+`",source="harbour"} 1`)
		})
	}
	p.stop(t)
	log := p.said(t)
	if n := strings.Count(log, "a source's condition has changed"); n != 7 {
		t.Errorf("%d lines in the log tell of 7 changes:\n%s", n, log)
	}
}

func listSources(t *testing.T, config string) string {
	t.Helper()
	var out, errors bytes.Buffer
	if code := run(t.Context(), console{strings.NewReader(""), &out, &errors}, []string{"sources", "-config", config}); code != 0 {
		t.Fatalf("silkwire sources: %d %s", code, &errors)
	}
	return out.String()
}
