package server

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/silkwire/silkwire/feeds"
)

// Law 1 for pushes: whatever fails, and however often the hub stops, who is
// pushed to ends with exactly what the feed holds.
func TestHubFollowersEndWithTheWholeFeed(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			leaks := goleak.IgnoreCurrent()
			t.Cleanup(func() { goleak.VerifyNone(t, leaks) })
			w := openWireWith(t, Options{Client: newClient(t, true)})
			stop := w.runHub()
			accepted := map[feeds.Format]chan push{}
			for _, format := range feeds.Formats {
				accepted[format] = w.follow(t, publicURL+"/outlets/daily-nile/feed."+string(format))
			}
			r := rand.New(rand.NewPCG(seed, 2026))
			for range 25 {
				if r.IntN(4) == 0 {
					stop()
					w.change(r)
					stop = w.runHub()
				}
				w.change(r)
			}
			w.catchUp()
			want, _, err := w.desk.Changes(context.Background(), "daily-nile", "feed", 0)
			if err != nil {
				t.Fatal(err)
			}
			model := map[string]string{}
			learn(model, want)
			for format, pushes := range accepted {
				known := map[string]string{}
				for len(pushes) > 0 {
					learn(known, (<-pushes).feed(t))
				}
				if diff := cmp.Diff(model, known); diff != "" || len(model) < 20 {
					t.Errorf("%s, of %d stories: %s", format, len(model), diff)
				}
			}
		})
	}
}

// follow subscribes one that refuses a push in three, and gives those it accepts.
func (w *wire) follow(t *testing.T, topic string) (accepted chan push) {
	accepted = make(chan push, 1000)
	l := listen(t)
	w.subscribe(l, topic)
	l.answers(func(w http.ResponseWriter) {
		p := <-l.pushes // the present one: they come one at a time
		if rand.N(3) == 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		accepted <- p
	})
	return accepted
}

// change publishes, corrects or withdraws at random.
func (w *wire) change(r *rand.Rand) {
	w.t.Helper()
	f, stamp, err := w.desk.Feed(context.Background(), "daily-nile", "feed")
	if err != nil {
		w.t.Fatal(err)
	}
	switch n := r.IntN(5); {
	case n == 0 && len(f.Items) > 0:
		it := f.Items[r.IntN(len(f.Items))]
		if it.Status.Gone() {
			return
		}
		if err := w.desk.Withdraw(context.Background(), it.ID, "It was not so"); err != nil {
			w.t.Fatal(err)
		}
	case n == 1 && stamp.Version > 0:
		number := 1 + r.IntN(int(stamp.Version))
		w.receive(item(fmt.Sprintf("story-%d", number), "en", fmt.Sprintf("Shipment %d is late by %d days", number, 2+r.IntN(90))))
	default:
		w.receive(many(int(stamp.Version)*10+1, 1+r.IntN(10))...)
	}
}

// catchUp lets time pass until every subscriber has every row.
func (w *wire) catchUp() {
	w.t.Helper()
	stamp, err := w.desk.Stamp("daily-nile", "feed")
	if err != nil {
		w.t.Fatal(err)
	}
	waitUntil(w.t, "every subscriber has every row", func() bool {
		w.advance(time.Minute)
		for _, sub := range w.subscribers() {
			if sub.Delivered < stamp.Version {
				return false
			}
		}
		return true
	})
	w.settled()
}

// learn takes a document: the text of each story, or that it is gone.
func learn(known map[string]string, f *feeds.Feed) {
	for _, it := range f.Items {
		known[it.ID] = it.Title
		if it.Status.Gone() {
			known[it.ID] = "†"
		}
	}
	for _, gone := range f.Deleted {
		known[gone.ID] = "†"
	}
}
