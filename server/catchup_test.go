package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// jsonFeed is what these tests read of a JSON Feed.
type jsonFeed struct {
	NextURL string `json:"next_url"`
	FeedURL string `json:"feed_url"`
	Items   []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	} `json:"items"`
}

func (w *wire) json(path string, header ...string) jsonFeed {
	w.t.Helper()
	r := w.get(path, header...)
	var f jsonFeed
	if err := json.Unmarshal([]byte(r.body), &f); err != nil {
		w.t.Fatalf("%s: %d, %v", path, r.StatusCode, err)
	}
	return f
}

func TestArchivesHoldEveryStory(t *testing.T) {
	w := openWire(t)
	for from := 1; from <= 321; from += 40 {
		w.source.Name = fmt.Sprint("agency-", from) // so much from one would be held
		w.receive(many(from, 40)...)
	}
	seen, pages := map[string]bool{}, 0
	for next := "/outlets/daily-nile/feed.json"; next != ""; pages++ {
		f := w.json(next)
		for _, it := range f.Items {
			seen[it.Title] = true
		}
		next = strings.TrimPrefix(f.NextURL, publicURL)
		if pages > 10 {
			t.Fatal("next_url goes round")
		}
	}
	if len(seen) != 360 {
		t.Errorf("%d stories in %d documents, want 360", len(seen), pages)
	}
}

func TestArchives(t *testing.T) {
	w := openWire(t)
	w.receive(many(1, 100)...)
	w.receive(many(101, 130)...)
	const self = publicURL + feedRSS
	w.talk(t, []turn{
		{name: "the current document leads to the newest full page", path: feedRSS, status: 200, body: `rel="prev-archive" href="` + self + `?archive=2"`},
		{name: "a page leads to the older one", path: feedRSS + "?archive=2", status: 200, body: `rel="prev-archive" href="` + self + `?archive=1"`},
		{name: "and back to the current document", path: feedRSS + "?archive=2", status: 200, body: `rel="current" href="` + self + `"`},
		{name: "the oldest leads to the newer one", path: feedRSS + "?archive=1", status: 200, body: `rel="next-archive" href="` + self + `?archive=2"`},
		{name: "a page says that it is one", path: feedRSS + "?archive=1", status: 200, body: "fh:archive"},
		{name: "its Link is its own", path: feedRSS + "?archive=1", status: 200, want: map[string]string{"Link": "<" + self + `?archive=1>; rel="self"`}},
		{name: "a page that is not full yet", path: feedRSS + "?archive=3", status: 404},
		{name: "another way to write it", path: feedRSS + "?archive=01", status: 400, body: "is no page"},
		{name: "a search in a page", path: feedRSS + "?archive=1&q=harbour", status: 400, body: "A search has no archive"},
		{name: "two pages at once", path: feedRSS + "?archive=1&archive=2", status: 400, body: "two pages at once"},
		{name: "two searches at once", path: feedRSS + "?q=port&q=harbour", status: 400, body: "two pages at once"},
		{name: "page 0", path: feedRSS + "?archive=0", status: 400, body: "the oldest is archive=1"},
		{name: "no number", path: feedRSS + "?archive=%D9%A1x", status: 400, body: "is no page"},
		{name: "a number too large", path: feedRSS + "?archive=99999999999999999999", status: 400},
		{name: "no page at all", path: feedRSS + "?archive=", status: 400},
	})
	before := w.get(feedRSS + "?archive=1")
	if tag := before.Header.Get("Etag"); strings.Contains(tag, "-") {
		t.Errorf("the tag %s of an archive page has a Version", tag)
	}
	w.receive(item("fresh", "en", "A story after the archive"))
	after := w.get(feedRSS+"?archive=1", "If-None-Match: "+before.Header.Get("Etag"))
	if after.StatusCode != 304 {
		t.Errorf("page 1 changed with a new story: %d", after.StatusCode)
	}
}

func TestDeltas(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	const path = "/outlets/daily-nile/feed.json"
	old := w.get(path, "Accept-Encoding: gzip").Header.Get("Etag")
	w.receive(item("en-3", "en", "Night trains return to Almaty"))
	w.receive(item("en-4", "en", "Barges swap their batteries"))
	present := w.get(path).Header.Get("Etag")
	const im = "A-IM: feed"
	w.talk(t, []turn{
		{name: "only what changed", path: path, header: []string{im, "If-None-Match: " + old}, status: 226, body: "Barges swap",
			want: map[string]string{"Im": "feed", "Etag": present, "Cache-Control": "no-store", "Delta-Base": old, "Vary": "Accept-Encoding, A-IM"}},
		{name: "among other manipulations", path: path, header: []string{"A-IM: vcdiff, feed;q=0.5", "If-None-Match: W/" + old}, status: 226, body: "Night trains"},
		{name: "HEAD", method: "HEAD", path: path, header: []string{im, "If-None-Match: " + old}, status: 226, body: "-"},
		{name: "from the present tag", path: path, header: []string{im, "If-None-Match: " + present}, status: 304, body: "-"},
		{name: "without a tag", path: path, header: []string{im}, status: 200, body: "Smart city summit", want: map[string]string{"Im": "", "Cache-Control": "no-cache"}},
		{name: "from a tag that is not ours", path: path, header: []string{im, `If-None-Match: "abc"`}, status: 200, body: "Smart city summit"},
		{name: "from a Version that is still to come", path: path, header: []string{im, `If-None-Match: "99-0123456789abcdef"`}, status: 200, body: "Smart city summit"},
		{name: "not asked for", path: path, header: []string{"If-None-Match: " + old}, status: 200, body: "Smart city summit"},
		{name: "by a library that cannot tell what its program takes", path: path, header: []string{im, "User-Agent: feedparser/6.0.10 +https://github.com/kurtmckee/feedparser/", "If-None-Match: " + old}, status: 200, body: "Smart city summit"},
		{name: "refused", path: path, header: []string{"A-IM: feed;q=0", "If-None-Match: " + old}, status: 200, body: "Smart city summit"},
	})
	r := w.get(path, im, "If-None-Match: "+old, "Accept-Encoding: gzip")
	if r.StatusCode != http.StatusIMUsed || r.Header.Get("Content-Encoding") != "gzip" || strings.Contains(r.body, "Smart city summit") {
		t.Errorf("%d %v %.300s", r.StatusCode, r.Header, r.body)
	}
	if again := w.get(path, im, "If-None-Match: "+r.Header.Get("Etag")); again.StatusCode != 304 {
		t.Errorf("the tag of a delta gives %d", again.StatusCode)
	}
}

func TestDeltasCollectEveryStory(t *testing.T) {
	w := openWire(t)
	seen, tag := map[string]bool{}, ""
	for from := 1; from <= 300; from += 30 {
		w.source.Name = fmt.Sprint("agency-", from) // so much from one would be held
		w.receive(many(from, 30)...)
		header := []string{"A-IM: feed"}
		if tag != "" {
			header = append(header, "If-None-Match: "+tag)
		}
		r := w.get("/outlets/daily-nile/en.json", header...)
		tag = r.Header.Get("Etag")
		var f jsonFeed
		if err := json.Unmarshal([]byte(r.body), &f); err != nil {
			t.Fatal(err)
		}
		if want := 30; len(f.Items) != want {
			t.Errorf("%d items after story %d, want %d", len(f.Items), from+29, want)
		}
		for _, it := range f.Items {
			if seen[it.ID] {
				t.Errorf("%s came twice", it.Title)
			}
			seen[it.ID] = true
		}
	}
	if len(seen) != 300 {
		t.Errorf("%d stories, want 300", len(seen))
	}
}

func TestSearches(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	const path = "/outlets/daily-nile/feed.json"
	w.talk(t, []turn{
		{name: "a word", path: path + "?q=container", status: 200, body: "Red Sea", want: map[string]string{"Cache-Control": "no-cache"}},
		{name: "a phrase in Arabic", path: path + "?q=%22%D8%A7%D9%84%D9%85%D8%AF%D9%86+%D8%A7%D9%84%D8%B0%D9%83%D9%8A%D8%A9%22", status: 200, body: "قمة المدن"},
		{name: "a word in Chinese", path: "/outlets/huanqiu/feed.atom?q=%E6%99%BA%E6%85%A7%E5%9F%8E%E5%B8%82", status: 200, body: "智慧城市峰会"},
		{name: "nothing found is an empty feed", path: path + "?q=zeppelin", status: 200, body: `"items"`},
		{name: "a mistake", path: path + "?q=%28summit", status: 400, body: `"position":`, want: map[string]string{"Content-Type": "application/problem+json"}},
		{name: "an empty query", path: path + "?q=", status: 400, body: `"status":400`},
		{name: "a query that is too long", path: path + "?q=" + strings.Repeat("summit+", 400), status: 400, body: "too long"},
	})
	if f := w.json(path + "?q=container"); len(f.Items) != 1 || !strings.HasPrefix(f.FeedURL, publicURL+path+"?q=") {
		t.Errorf("%d items at %s", len(f.Items), f.FeedURL)
	}
	r := w.get(path + "?q=container")
	if w.get(path+"?q=+container+", "If-None-Match: "+r.Header.Get("Etag")).StatusCode != 304 {
		t.Error("the same query in other words has another tag")
	}
	w.receive(item("en-9", "en", "Another container ship aground"))
	if f := w.json(path + "?q=container"); len(f.Items) != 2 {
		t.Errorf("%d items after a new story, want 2", len(f.Items))
	}
}

func TestManyReadersOneRendering(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	const readers = 50
	done := make(chan error, readers)
	for range readers {
		go func() {
			if r := w.get(feedRSS); r.StatusCode != 200 {
				done <- fmt.Errorf("status %d", r.StatusCode)
				return
			}
			done <- nil
		}()
	}
	for range readers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := w.metric(`silkwire_render_seconds_count{format="rss"}`); n != "1" {
		t.Errorf("rendered %s times, want once", n)
	}
}

// metric reads one line of /metrics.
func (w *wire) metric(name string) string {
	w.t.Helper()
	rec := &recorder{header: http.Header{}}
	req, _ := http.NewRequest("GET", "/metrics", nil)
	w.server.Metrics().ServeHTTP(rec, req)
	for line := range strings.Lines(rec.body.String()) {
		if value, found := strings.CutPrefix(line, name+" "); found {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

type recorder struct {
	header http.Header
	body   strings.Builder
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }
func (r *recorder) WriteHeader(int)             {}
