package server

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/silkwire/silkwire/sources"
)

func TestTheAccessLogNamesTheFeed(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	r := w.get(feedRSS+"?utm=1", "User-Agent: "+strings.Repeat("読", 100))
	log := w.log.String()
	for _, want := range []string{"outlet=daily-nile feed=feed format=rss", "status=200", fmt.Sprintf("bytes=%d", len(r.raw)), "path=" + feedRSS, "took="} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s:\n%s", want, log)
		}
	}
	if strings.Contains(log, "utm") {
		t.Error("the log has the query of an address")
	}
}

func TestTheAccessLogHoldsNoSecret(t *testing.T) {
	w := openWire(t)
	const secret = "q7SxSecretOfAPartner"
	for _, path := range []string{
		feedRSS + "?token=" + secret, feedRSS + "%3Ftoken=" + secret, feedRSS + "%3Ftoken%3D" + secret,
		feedRSS + "%253Ftoken%253D" + secret, feedRSS + "&token=" + secret, "/push/" + secret,
	} {
		w.get(path)
	}
	log := w.log.String()
	if strings.Contains(log, secret) {
		t.Errorf("the log has the secret:\n%s", log)
	}
	if strings.Count(log, feedRSS) != 5 || !strings.Contains(log, "/push/…") {
		t.Errorf("the log does not tell the addresses:\n%s", log)
	}
}

func TestMetrics(t *testing.T) {
	at := time.Date(2026, 11, 20, 7, 59, 0, 0, time.UTC)
	w := openWireWith(t, Options{Health: func() []sources.Health {
		return []sources.Health{
			{Source: "agency", Memory: sources.Memory{Condition: sources.Repaired, LastSuccess: at, Items: 6}},
			{Source: "silent", Memory: sources.Memory{Failures: 3, Condition: sources.Blocked}},
			{Source: "new"},
		}
	}})
	w.receive(worldNews()...)
	tag := w.get(feedRSS).Header.Get("Etag")
	w.get(feedRSS, "If-None-Match: "+tag)
	w.get(feedRSS, "If-None-Match: "+tag)
	w.get("/outlets/no-such-outlet/feed.rss")
	w.get("/outlets/daily-nile/no-such-feed.rss")
	stamp, err := w.desk.Stamp("daily-nile", "feed")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		`silkwire_requests_total{format="rss",outlet="daily-nile",status="200"}`: "1",
		`silkwire_requests_total{format="rss",outlet="daily-nile",status="304"}`: "2",
		`silkwire_requests_total{format="",outlet="",status="401"}`:              "1",
		`silkwire_requests_total{format="",outlet="",status="404"}`:              "1",
		`silkwire_cache_lookups_total{result="hit"}`:                             "2",
		`silkwire_cache_lookups_total{result="miss"}`:                            "1",
		`silkwire_source_condition{condition="repaired",source="agency"}`:        "1",
		`silkwire_source_condition{condition="blocked",source="silent"}`:         "1",
		`silkwire_source_condition{condition="not polled yet",source="new"}`:     "1",
		`silkwire_source_failures{source="silent"}`:                              "3",
		`silkwire_source_items{source="agency"}`:                                 "6",
		`silkwire_source_last_success_timestamp_seconds{source="silent"}`:        "0",
		`silkwire_feed_version{feed="feed",outlet="daily-nile"}`:                 fmt.Sprint(stamp.Version),
	} {
		if got := w.metric(name); got != want {
			t.Errorf("%s is %q, want %s", name, got, want)
		}
	}
	if w.metric("go_goroutines") == "" || w.metric("silkwire_cache_bytes") == "0" {
		t.Error("the runtime or the cache is not measured")
	}
}

func TestTwoServersInOneProcess(t *testing.T) {
	one, two := openWire(t), openWire(t)
	one.receive(worldNews()...)
	one.get(feedRSS)
	const name = `silkwire_requests_total{format="rss",outlet="daily-nile",status="200"}`
	if one.metric(name) != "1" || two.metric(name) != "" {
		t.Errorf("counted %q and %q, want 1 and nothing", one.metric(name), two.metric(name))
	}
}

func TestAPanicCostsOneRequest(t *testing.T) {
	w := openWire(t)
	h := w.server.observe(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a fault") }))
	rec := &recorder{header: http.Header{}}
	req, _ := http.NewRequest("GET", "/", nil)
	h.ServeHTTP(rec, req)
	if !strings.Contains(rec.body.String(), `"status":500`) || strings.Contains(rec.body.String(), "a fault") {
		t.Errorf("the answer is %s", rec.body.String())
	}
	if !strings.Contains(w.log.String(), "a fault") {
		t.Error("the log does not tell the fault")
	}
}

// Who asks after a change gets it, however many ask, and whatever is being
// rendered at that moment.
func TestReadersNeverGetLessThanTheyCouldKnow(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	var known struct {
		sync.Mutex
		title string
		done  bool
	}
	known.title = "Smart city summit"
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for {
				known.Lock()
				title, done := known.title, known.done
				known.Unlock()
				if done {
					return
				}
				if r := w.get("/outlets/daily-nile/en.json"); !strings.Contains(r.body, title) {
					t.Errorf("%q was known, but is not in the document", title)
					return
				}
			}
		})
	}
	for i := range 25 {
		title := fmt.Sprintf("Bulletin %d from the harbour of Port Said", i)
		w.receive(item(fmt.Sprintf("bulletin-%d", i), "en", title))
		known.Lock()
		known.title = title
		known.Unlock()
	}
	known.Lock()
	known.done = true
	known.Unlock()
	readers.Wait()
}
