package server

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/silkwire/silkwire/feeds"
)

// once answers a push with each of codes, then with 200.
func once(codes ...int) func(http.ResponseWriter) {
	var mu sync.Mutex
	return func(w http.ResponseWriter) {
		mu.Lock()
		defer mu.Unlock()
		if len(codes) > 0 {
			w.WriteHeader(codes[0])
			codes = codes[1:]
		}
	}
}

// always answers every push with code.
func always(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { w.WriteHeader(code) }
}

// failures waits until the only subscriber has failed so often.
func (w *wire) failures(n int) {
	w.t.Helper()
	waitUntil(w.t, fmt.Sprintf("%d pushes have failed", n), func() bool { return w.subscribers()[0].Failures == n })
}

func TestHubTriesAgainInOrder(t *testing.T) {
	for _, c := range []struct {
		name  string
		codes []int
	}{
		{"after errors", []int{500, 503}},
		{"after a refusal", []int{404}},
		{"after a redirect, which is none", []int{302, 307}},
		{"after 429", []int{429}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := openHub(t)
			l := listen(t)
			l.answers(once(c.codes...))
			w.subscribe(l, nileRSS)
			w.receive(item("en-1", "en", "Smart city summit opens in Shanghai"))
			var tries []push
			for n := range c.codes {
				tries = append(tries, l.push())
				w.failures(n + 1)
				if got := w.subscribers()[0]; got.Delivered != 0 || !got.NextTry.After(w.clock()) {
					t.Errorf("after a failure it has row %d, the next try is at %s", got.Delivered, got.NextTry)
				}
				w.advance(time.Hour)
			}
			p := l.push()
			for _, try := range tries {
				if try.body != p.body {
					t.Error("the next try brought something else")
				}
			}
			w.settled()
			w.receive(item("en-2", "en", "New container port for the Red Sea"))
			if got := l.push().titles(t); !slices.Equal(got, []string{"New container port for the Red Sea"}) {
				t.Errorf("then came %q", got)
			}
			w.settled()
			l.nothing()
			if got := w.subscribers()[0]; got.Failures != 0 || got.Delivered != 2 || !got.NextTry.IsZero() {
				t.Errorf("in the end: %d failures, row %d, next try %s", got.Failures, got.Delivered, got.NextTry)
			}
		})
	}
}

func TestHubBringsWhatCameMeanwhileWithTheNextTry(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	l.answers(once(500))
	w.subscribe(l, nileRSS)
	w.receive(item("en-1", "en", "Smart city summit opens in Shanghai"))
	l.push()
	w.failures(1)
	w.receive(item("ar-1", "ar", "افتتاح قمة المدن الذكية في شنغهاي"))
	w.advance(time.Hour)
	got := l.push().titles(t)
	if len(got) != 2 || !slices.Contains(got, "Smart city summit opens in Shanghai") {
		t.Errorf("the next try brought %q", got)
	}
	w.settled()
	l.nothing()
}

func TestHubHeedsRetryAfter(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	l.answers(func(w http.ResponseWriter) { w.Header().Set("Retry-After", "7200"); w.WriteHeader(503) })
	w.subscribe(l, nileRSS)
	w.receive(worldNews()...)
	at := w.clock()
	l.push()
	w.failures(1)
	if wait := w.subscribers()[0].NextTry.Sub(at); wait < 2*time.Hour-time.Minute {
		t.Errorf("the next try is in %s", wait)
	}
}

func TestHubKeepsTryingUntilTheLeaseEnds(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	l.answers(always(500))
	w.subscribe(l, nileRSS)
	w.receive(worldNews()...)
	for n := range 30 {
		l.push()
		w.failures(n + 1)
		w.advance(maxBackoff)
	}
	if len(w.subscribers()) != 1 {
		t.Fatal("it ended before its lease")
	}
	w.advance(defaultLease)
	waitUntil(t, "the subscription has ended with its lease", func() bool { return len(w.subscribers()) == 0 })
}

func TestHubEndsWhatIsGone(t *testing.T) {
	w := openHub(t)
	l, stays := listen(t), listen(t)
	l.answers(always(410))
	w.subscribe(l, nileRSS)
	w.subscribe(stays, nileRSS)
	w.receive(worldNews()...)
	l.push()
	stays.push()
	w.settled()
	w.receive(item("en-9", "en", "Nine lighthouses are lit again"))
	stays.push()
	w.settled()
	l.nothing()
	if list := w.subscribers(); len(list) != 1 || list[0].Callback != stays.URL {
		t.Errorf("left: %d", len(list))
	}
}

func TestHubBacksOff(t *testing.T) {
	h := &hub{retry: hubRetry}
	for failures := 1; failures < 100; failures++ {
		full := maxBackoff
		if failures <= 13 { // 5 s, doubled twelve times, is less than the longest wait
			full = min(maxBackoff, hubRetry<<(failures-1))
		}
		if wait := h.backoff(failures); wait < full/2 || wait > full {
			t.Errorf("after %d failures: %s, want %s to %s", failures, wait, full/2, full)
		}
	}
}

func TestHubGoesOnAfterARestart(t *testing.T) {
	for _, format := range feeds.Formats {
		t.Run(string(format), func(t *testing.T) {
			leaks := goleak.IgnoreCurrent()
			t.Cleanup(func() { goleak.VerifyNone(t, leaks) })
			dsn := filepath.Join(t.TempDir(), "wire.db")
			client := newClient(t, true)
			w := openWireAt(t, dsn, Options{Client: client})
			stop := w.runHub()
			l := listen(t)
			w.subscribe(l, publicURL+"/outlets/daily-nile/feed."+string(format), "secret", "kept")
			w.receive(item("en-1", "en", "Smart city summit opens in Shanghai"))
			l.push()
			w.settled()
			l.answers(once(500))
			w.receive(item("en-2", "en", "New container port for the Red Sea"))
			l.push()
			w.failures(1)
			stop()
			w.receive(item("ar-1", "ar", "افتتاح قمة المدن الذكية في شنغهاي")) // while no hub runs
			w.http.Close()
			w.desk.Close()

			again := openWireAt(t, dsn, Options{Client: client})
			again.now = w.clock()
			again.runHub()
			if kept := again.subscribers()[0]; kept.Failures != 1 || kept.Delivered != 1 {
				t.Errorf("after the restart: %d failures, row %d", kept.Failures, kept.Delivered)
			}
			again.advance(time.Hour)
			p := l.push()
			got := p.titles(t)
			want := []string{"افتتاح قمة المدن الذكية في شنغهاي", "New container port for the Red Sea"}
			if format == feeds.JSON {
				want = append(want, "Smart city summit opens in Shanghai")
			}
			if !slices.Equal(got, want) {
				t.Errorf("after the restart came %q, want %q", got, want)
			}
			if !strings.HasPrefix(p.header.Get("X-Hub-Signature"), "sha256=") {
				t.Error("the secret was lost")
			}
			again.settled()
			l.nothing()
		})
	}
}

func TestHubPagesWhatIsLong(t *testing.T) {
	for _, format := range feeds.Formats {
		t.Run(string(format), func(t *testing.T) {
			w := openHub(t)
			l := listen(t)
			l.answers(once(500))
			w.subscribe(l, publicURL+"/outlets/daily-nile/en."+string(format))
			w.receive(many(1, 1)...)
			l.push()
			w.failures(1)
			for from := 2; from < 270; from += 90 {
				w.receive(many(from, 90)...)
			}
			stamp, _ := w.desk.Stamp("daily-nile", "en")
			w.advance(time.Hour)
			seen := map[string]bool{}
			last := 0
			for len(seen) < 271 {
				titles := l.push().titles(t)
				if len(titles) > 200 {
					t.Errorf("%d items in one push", len(titles))
				}
				for _, title := range titles {
					if seen[title] && format != feeds.JSON {
						t.Errorf("%s came twice", title)
					}
					seen[title] = true
				}
				var n int
				fmt.Sscanf(titles[0], "Shipment %d", &n)
				if n <= last {
					t.Errorf("after shipment %d came %d", last, n)
				}
				last = n
			}
			w.settled()
			l.nothing()
			if got := w.subscribers()[0].Delivered; got != stamp.Version {
				t.Errorf("it has row %d of %d", got, stamp.Version)
			}
		})
	}
}

func TestHubSlowAndDeadSubscribersDelayNobody(t *testing.T) {
	w := openHub(t)
	release := make(chan struct{})
	var stuck []*listener
	for range laneRoom[fastLane][1] + 5 { // more than may be called at once at one host
		l := listen(t)
		l.answers(func(http.ResponseWriter) { <-release })
		w.subscribe(l, nileRSS)
		stuck = append(stuck, l)
	}
	good := listen(t)
	t.Cleanup(func() { close(release) }) // before the listeners close
	w.subscribe(good, nileRSS)
	for n := range 5 {
		w.receive(item(fmt.Sprint("en-", n), "en", fmt.Sprintf("Bridge number %d reopens", n)))
		if got := good.push().titles(t); len(got) != 1 {
			t.Errorf("push %d brought %q", n, got)
		}
	}
	for _, l := range stuck {
		l.push() // it was called, once
		l.nothing()
	}
}

func TestHubCountsWhatItDoes(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	l.answers(once(500))
	w.subscribe(l, nileRSS)
	w.receive(worldNews()...)
	l.push()
	w.failures(1)
	waitUntil(t, "the lag is shown", func() bool { return w.metric("silkwire_hub_subscribers_behind") == "1" })
	w.advance(2 * time.Second) // before the next try
	waitUntil(t, "the lag grows", func() bool { return w.metric("silkwire_hub_lag_seconds") > "1" })
	w.advance(time.Hour)
	l.push()
	w.settled()
	for name, want := range map[string]string{
		`silkwire_hub_requests_total{outcome="agreed"}`:  "1",
		`silkwire_hub_pushes_total{outcome="failed"}`:    "1",
		`silkwire_hub_pushes_total{outcome="delivered"}`: "1",
		`silkwire_hub_subscribers{outlet="daily-nile"}`:  "1",
		"silkwire_hub_subscribers_behind":                "0",
		"silkwire_hub_lag_seconds":                       "0",
		"silkwire_hub_push_seconds_count":                "2",
	} {
		if got := w.metric(name); got != want {
			t.Errorf("%s %s, want %s", name, got, want)
		}
	}
}
