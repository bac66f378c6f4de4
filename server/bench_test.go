package server

import (
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"testing"
)

// A sink takes an answer and keeps nothing.
type sink struct{ header http.Header }

func (s sink) Header() http.Header         { return s.header }
func (s sink) Write(p []byte) (int, error) { return len(p), nil }
func (s sink) WriteHeader(int)             {}

// benchmark serves one request again and again, with limits, metrics and the
// access log on. It fails if the desk is asked or anything is rendered again.
func benchmark(b *testing.B, header http.Header) {
	w := openWireWith(b, Options{Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	w.receive(many(1, 100)...)
	r := &http.Request{Method: "GET", URL: &url.URL{Path: feedRSS}, Header: header, RemoteAddr: "127.0.0.1:4711", Proto: "HTTP/1.1"}
	h := w.server.Handler()
	h.ServeHTTP(sink{http.Header{}}, r)
	if err := w.desk.Close(); err != nil { // from now on, SQL would fail
		b.Fatal(err)
	}
	s := sink{http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(s.header)
		h.ServeHTTP(s, r)
	}
	if n := w.metric(`silkwire_render_seconds_count{format="rss"}`); n != "1" {
		b.Errorf("rendered %s times", n)
	}
}

func BenchmarkCachedDocument(b *testing.B) {
	benchmark(b, http.Header{"Accept-Encoding": {"gzip"}})
}

func BenchmarkNotModified(b *testing.B) {
	benchmark(b, http.Header{"Accept-Encoding": {"gzip"}, "If-None-Match": {"*"}})
}

func TestTheSecondRequestAsksNoStore(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	first := w.get(feedRSS)
	page := w.get("/outlets/daily-nile")
	if err := w.desk.Close(); err != nil {
		t.Fatal(err)
	}
	if r := w.get(feedRSS); r.StatusCode != 200 || r.body != first.body {
		t.Errorf("with the store closed: %d", r.StatusCode)
	}
	if r := w.get("/outlets/daily-nile"); r.StatusCode != 200 || r.body != page.body {
		t.Errorf("the page with the store closed: %d", r.StatusCode)
	}
	w.talk(t, []turn{
		{name: "a document that was never rendered", path: "/outlets/daily-nile/feed.json", status: 503, body: "cannot be read", want: map[string]string{
			"Retry-After": "10", "Content-Type": "application/problem+json", "Cache-Control": "no-store", "Etag": ""}},
		{name: "readiness", path: "/readyz", status: 503},
		{name: "liveness", path: "/healthz", status: 200},
	})
}
