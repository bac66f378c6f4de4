package server

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/silkwire/silkwire/feeds"
)

// A sleeper is a client that looks now and then, and has been away for long.
type sleeper struct {
	t      testing.TB
	format feeds.Format
	way    string // it follows the archive, asks for deltas, or is pushed to
	tag    string
	read   map[string]bool // archive pages it has been through
	asked  map[int]int     // answers by status

	mu    sync.Mutex
	known map[string]fact // by the story's id; guarded by mu
}

// A fact is the title of a story, † if it is gone, and since when.
type fact struct {
	title string
	at    time.Time
}

const (
	byArchive = "archive"
	byDeltas  = "deltas"
	byPushes  = "pushes alone"
	byBoth    = "pushes, and the archive when its lease was over"
)

// A ledger is what the source has said: the title of each story, † if it was
// taken back. It is the model that every sleeper must end with.
type ledger []string

// tell makes the source say n new things at random: a story, a correction, a
// withdrawal. An hour passes, as nothing is held for chance then.
func (l *ledger) tell(w *wire, r *rand.Rand, n int) {
	w.t.Helper()
	f := &feeds.Feed{}
	told := map[int]bool{} // one item a story in a document
	for range n {
		i := r.IntN(len(*l) + 1)
		switch kind := r.IntN(10); {
		case i == len(*l), (*l)[i] == "†", told[i], kind < 6:
			i = len(*l)
			*l = append(*l, fmt.Sprintf("Freight %d of lot %d leaves quay %x", i, i*7919, i*104729))
		case kind < 9:
			(*l)[i] = fmt.Sprintf("Freight %d is late by %d days, says pilot %x", i, 2+r.IntN(900), r.Uint32())
		default:
			(*l)[i] = "†"
			f.Deleted = append(f.Deleted, feeds.Tombstone{ID: fmt.Sprint("lot-", i), When: feeds.At(w.clock())})
		}
		if told[i] = true; (*l)[i] != "†" {
			it := item(fmt.Sprint("lot-", i), "en", (*l)[i])
			it.Published = feeds.At(w.clock().Add(-time.Minute))
			f.Items = append(f.Items, it)
		}
	}
	if err := w.desk.Receive(context.Background(), &w.source, f); err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(time.Hour)
}

// polls reports whether the sleeper looks of itself.
func (s *sleeper) polls() bool { return s.way == byArchive || s.way == byDeltas }

// wake makes the sleeper look. meanwhile runs between its requests.
func (s *sleeper) wake(w *wire, meanwhile func()) {
	s.t.Helper()
	header := []string{"If-None-Match: " + s.tag}
	if s.way == byDeltas {
		header = append(header, "A-IM: feed")
	}
	r := w.get("/outlets/daily-nile/feed."+string(s.format), header...)
	s.asked[r.StatusCode]++
	if r.StatusCode == 304 {
		return
	}
	s.tag = r.Header.Get("Etag")
	f := s.learn(r.Header.Get("Content-Type"), r.body)
	if r.StatusCode == 226 {
		return
	}
	for next := f.Archive.Prev; next != "" && !s.read[next]; next = f.Archive.Prev {
		meanwhile()
		page := w.get(strings.TrimPrefix(next, publicURL))
		if page.StatusCode != 200 {
			s.t.Fatalf("%s: %d", next, page.StatusCode)
		}
		s.read[next] = true
		f = s.learn(page.Header.Get("Content-Type"), page.body)
	}
}

// learn reads a document. What is older than what the sleeper knows, because a
// push was overtaken, is no news.
func (s *sleeper) learn(mediaType, body string) *feeds.Feed {
	s.t.Helper()
	f, err := feeds.Parse([]byte(body), feeds.ParseOptions{
		ContentType: mediaType, URL: publicURL, Now: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		s.t.Errorf("%v in %.300s", err, body)
		return &feeds.Feed{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	note := func(id, title string, at time.Time) {
		if !at.Before(s.known[id].at) {
			s.known[id] = fact{title, at}
		}
	}
	for i := range f.Items {
		it := &f.Items[i]
		title, at := it.Title, it.Published.Time
		if it.Updated.After(at) {
			at = it.Updated.Time
		}
		if it.Status.Gone() {
			title = "†"
		}
		note(it.ID, title, at)
	}
	for _, gone := range f.Deleted {
		note(gone.ID, "†", gone.When.Time)
	}
	return f
}

// Law 1: whoever sleeps and wakes at random, follows the archive, asks for
// deltas or is pushed to, ends with exactly what the source has said, in every
// format. SILKWIRE_CHANGES asks for more changes than a test of every day has.
func TestSleepersEndWithWhatWasSaid(t *testing.T) {
	leaks := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, leaks) })
	changes := 2000
	if testing.Short() {
		changes = 500
	}
	if more, err := strconv.Atoi(os.Getenv("SILKWIRE_CHANGES")); err == nil {
		changes = more
	}
	dsn := filepath.Join(t.TempDir(), "wire.db")
	w := openWireAt(t, dsn, Options{Client: newClient(t, true)})
	w.server.hub.call = 100 * time.Millisecond // so that one that hangs costs little
	stop := w.runHub()
	r := rand.New(rand.NewPCG(6, uint64(changes)))
	sleepers, followers := openSleepers(w)
	said, made, restarts := ledger{}, 0, 0
	tell := func() {
		n := 1 + r.IntN(10)
		made += n
		said.tell(w, r, n)
	}
	meanwhile := func() {
		if r.IntN(3) == 0 {
			tell()
		}
	}
	for made < changes {
		tell()
		for _, s := range sleepers {
			if s.polls() && r.IntN(20) == 0 {
				s.wake(w, meanwhile)
			}
		}
		for _, f := range followers {
			f.live(w, r, meanwhile)
		}
		if r.IntN(40) == 0 {
			restarts++
			w, stop = w.restart(dsn, stop)
		}
	}
	stop()
	for _, f := range followers {
		f.mood.Store(takes)
	}
	w.server.hub.call = longEnough // from here on all are to be reached
	w.runHub()
	for _, f := range followers {
		if !w.clock().Before(f.lease) {
			f.join(w, longLease)
			f.wake(w, func() {})
		}
		f.join(w, longLease)
	}
	w.catchUp()
	lapsed := 0
	for _, f := range followers {
		lapsed += f.lapsed
		t.Logf("%s by %s: %d pushes taken, %d not, %d leases lapsed, %d restarts", f.format, f.way, f.pushed.Load(), f.refused.Load(), f.lapsed, restarts)
		if f.pushed.Load() == 0 || f.refused.Load() == 0 || f.lapsed > 0 && !f.forgets {
			t.Errorf("%s by %s: this way was not gone", f.format, f.way)
		}
	}
	if lapsed == 0 || restarts == 0 {
		t.Errorf("%d leases lapsed and %d restarts; both must be gone through", lapsed, restarts)
	}
	for _, s := range sleepers {
		if s.polls() {
			s.wake(w, func() {})
		}
		s.check(said)
	}
}

// openSleepers are one for each way and format.
func openSleepers(w *wire) (all []*sleeper, pushedTo []*follower) {
	for _, format := range feeds.Formats {
		for _, way := range []string{byArchive, byDeltas, byPushes, byBoth} {
			s := &sleeper{t: w.t, format: format, way: way, tag: `"none"`, read: map[string]bool{}, known: map[string]fact{}, asked: map[int]int{}}
			all = append(all, s)
			if !s.polls() {
				pushedTo = append(pushedTo, newFollower(w, s, way == byBoth))
			}
		}
	}
	return all, pushedTo
}

// check compares what the sleeper knows with what was said.
func (s *sleeper) check(said ledger) {
	s.t.Helper()
	model, has := map[string]int{}, map[string]int{} // how many stories of each title
	for _, title := range said {
		model[title]++
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.known {
		has[f.title]++
	}
	s.t.Logf("%s by %s: answers %v, %d archive pages, %d stories, %d of them gone", s.format, s.way, s.asked, len(s.read), len(s.known), has["†"])
	if diff := cmp.Diff(model, has); diff != "" {
		s.t.Errorf("%s by %s (-said +known): %.2000s", s.format, s.way, diff)
	}
	if s.way == byPushes && len(s.asked) > 0 || s.way == byArchive && len(s.read) == 0 || s.way == byDeltas && s.asked[226] == 0 {
		s.t.Errorf("%s by %s: answers %v, %d archive pages: this way was not gone", s.format, s.way, s.asked, len(s.read))
	}
}
