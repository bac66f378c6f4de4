package server

import (
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"time"
)

// A follower is a sleeper that is pushed to, by a callback that is away at
// random. One forgets to renew its lease, another lives by pushes alone.
type follower struct {
	*sleeper
	callback *httptest.Server
	mood     atomic.Int32
	lease    time.Time // when it ends
	forgets  bool
	lapsed   int // how often its lease did
	pushed   atomic.Int64
	refused  atomic.Int64
}

// What a callback does with a push.
const (
	takes int32 = iota
	takesSilently
	refuses
	hangs
	moods
)

const shortestLease = 50 * time.Hour // in which some fifty things are told

func newFollower(w *wire, s *sleeper, forgets bool) *follower {
	f := &follower{sleeper: s, forgets: forgets}
	f.callback = httptest.NewServer(f)
	w.t.Cleanup(f.callback.Close)
	f.join(w, shortestLease)
	return f
}

func (f *follower) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if r.Method == http.MethodGet {
		io.WriteString(w, r.URL.Query().Get("hub.challenge"))
		return
	}
	mood := f.mood.Load()
	if err == nil && mood <= takesSilently {
		f.learn(r.Header.Get("Content-Type"), string(body))
	}
	switch {
	case mood == takes:
		f.pushed.Add(1)
		return
	case mood == refuses:
		w.WriteHeader(http.StatusServiceUnavailable)
	default:
		<-r.Context().Done()
	}
	f.refused.Add(1)
}

// join subscribes, or renews the subscription; again where the callback was too
// slow to agree.
func (f *follower) join(w *wire, lease time.Duration) {
	w.t.Helper()
	until := w.clock().Add(lease)
	waitUntil(w.t, "the subscription stands", func() bool {
		for _, sub := range w.subscribers() {
			if sub.Callback == f.callback.URL && !sub.Lease.Before(until) {
				f.lease = sub.Lease
				return true
			}
		}
		if len(w.server.hub.room) > 0 {
			return false
		}
		r := w.ask("mode", "subscribe", "topic", publicURL+"/outlets/daily-nile/feed."+string(f.format), "callback", f.callback.URL,
			"lease_seconds", strconv.Itoa(int(lease/time.Second)))
		if r.StatusCode != http.StatusAccepted {
			w.t.Fatalf("subscribing to %s: %d %s", f.format, r.StatusCode, r.body)
		}
		return false
	})
}

// live lets the follower come and go. One whose lease is over subscribes again, and
// reads what it has missed, as one does who is new.
func (f *follower) live(w *wire, r *rand.Rand, meanwhile func()) {
	w.t.Helper()
	if r.IntN(15) == 0 {
		f.mood.Store(r.Int32N(moods))
	}
	switch over := !w.clock().Before(f.lease); {
	case over && r.IntN(10) == 0:
		f.lapsed++
		f.join(w, shortestLease)
		f.wake(w, meanwhile)
	case over:
	case f.forgets && r.IntN(60) == 0, !f.forgets && f.lease.Sub(w.clock()) < shortestLease/2:
		f.join(w, shortestLease)
	}
}

// restart ends a server and begins another on the same store.
func (w *wire) restart(dsn string, stop func()) (again *wire, stopAgain func()) {
	w.t.Helper()
	stop()
	w.http.Close()
	if err := w.desk.Close(); err != nil {
		w.t.Fatal(err)
	}
	again = openWireAt(w.t, dsn, w.server.opt)
	again.now = w.clock()
	again.server.hub.call = w.server.hub.call
	return again, again.runHub()
}
