package sources

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"
)

// TestSourceThatBreaksAndIsMendedWalksThroughItsConditions drives one source,
// on a real server, through everything that can happen to it.
func TestSourceThatBreaksAndIsMendedWalksThroughItsConditions(t *testing.T) {
	var mu sync.Mutex
	var answer http.HandlerFunc
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		answer(w, r)
	}))
	now := time.Date(2020, 11, 6, 12, 0, 0, 0, time.UTC)
	var told []Condition
	d := newDesk()
	p := &Poller{Client: testClient(t), State: d, Receiver: d, Log: silent, Now: func() time.Time { return now }, OnCondition: func(h Health) {
		if h.Source != "walk" || h.URL == "" {
			t.Errorf("told of %+v", h)
		}
		told = append(told, h.Memory.Condition)
	}}
	p.once.Do(p.init)
	src := &Source{Name: "walk", URL: site.URL}
	dated := func(hours ...int) string {
		doc := `<rss version="2.0"><channel><title>Walk</title>`
		for _, h := range hours {
			at := time.Date(2020, 11, 6, h, 0, 0, 0, time.UTC)
			doc += fmt.Sprintf("<item><guid>%d</guid><title>At %d</title><pubDate>%s</pubDate></item>", h, h, at.Format(time.RFC1123Z))
		}
		return doc + "</channel></rss>"
	}
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
	}
	steps := []struct {
		name   string
		after  time.Duration
		answer http.HandlerFunc
		want   Condition
	}{
		{"its first stories", 0, text(dated(9, 10, 11)), Fresh},
		{"the same again", time.Hour, text(dated(9, 10, 11)), Fresh},
		{"the server fails", time.Hour, status(500), Failing},
		{"and still does", time.Hour, status(502), Failing},
		{"it is mended", 0, text(dated(9, 10, 11, 13)), Fresh},
		{"it refuses us", time.Hour, status(403), Blocked},
		{"an ampersand breaks the XML", 0, text(`<rss version="2.0"><channel><title>Walk & Co</title><item><guid>x</guid><title>Fish & chips</title></item></channel></rss>`), Repaired},
		{"somebody else has the domain", 0, func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "<html><body><h1>Domain for sale</h1></body></html>")
		}, NotAFeed},
		{"it is back", 0, text(dated(9, 10, 11, 14)), Fresh},
		{"nothing for two days", 48 * time.Hour, text(dated(9, 10, 11, 14)), Quiet},
		{"news again", 0, text(dated(9, 10, 11, 15)), Fresh},
		{"gone for good", 0, status(410), Gone},
	}
	for _, s := range steps {
		now = now.Add(s.after)
		mu.Lock()
		answer = s.answer
		mu.Unlock()
		m := p.poll(t.Context(), src, d.memory("walk").under(src))
		if m.Condition != s.want {
			t.Fatalf("%s: %q (%s), want %q", s.name, m.Condition, m.Error, s.want)
		}
		if (m.Error != "") != (m.Failures > 0) {
			t.Errorf("%s: %d failures, error %q", s.name, m.Failures, m.Error)
		}
	}
	want := []Condition{Fresh, Failing, Fresh, Blocked, Repaired, NotAFeed, Fresh, Quiet, Fresh, Gone}
	if !slices.Equal(told, want) {
		t.Errorf("told of %q\nwant    %q", told, want)
	}
}

func TestItemsPerDayAreLearnt(t *testing.T) {
	doc := `<rss version="2.0"><channel><title>x</title>`
	for i := range 25 {
		at := time.Date(2020, 11, 6, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Hour)
		doc += fmt.Sprintf("<item><guid>%d</guid><title>t</title><pubDate>%s</pubDate></item>", i, at.Format(time.RFC1123Z))
	}
	m := once(t, newDesk(), testClient(t), &Source{Name: "x", URL: serve(t, text(doc+"</channel></rss>")).URL})
	if m.PerDay < 23.9 || m.PerDay > 24.1 || m.Silence != time.Hour {
		t.Errorf("%.2f a day, silent for %s", m.PerDay, m.Silence)
	}
}
