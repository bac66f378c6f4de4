package server

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/silkwire/silkwire/feeds"
)

// A sleeper is a client that looks now and then, and has been away for long.
type sleeper struct {
	format feeds.Format
	deltas bool // it asks for what changed, else it follows the archive
	tag    string
	read   map[string]bool   // archive pages it has been through
	known  map[string]string // title of each story by its id, † if it is gone
	asked  map[int]int       // answers by status
}

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

// wake makes the sleeper look. meanwhile runs between its requests.
func (s *sleeper) wake(w *wire, meanwhile func()) {
	w.t.Helper()
	header := []string{"If-None-Match: " + s.tag}
	if s.deltas {
		header = append(header, "A-IM: feed")
	}
	r := w.get("/outlets/daily-nile/feed."+string(s.format), header...)
	s.asked[r.StatusCode]++
	if r.StatusCode == 304 {
		return
	}
	s.tag = r.Header.Get("Etag")
	f := s.learn(w, r)
	if r.StatusCode == 226 {
		return
	}
	for next := f.Archive.Prev; next != "" && !s.read[next]; next = f.Archive.Prev {
		meanwhile()
		page := w.get(strings.TrimPrefix(next, publicURL))
		if page.StatusCode != 200 {
			w.t.Fatalf("%s: %d", next, page.StatusCode)
		}
		s.read[next] = true
		f = s.learn(w, page)
	}
}

func (s *sleeper) learn(w *wire, r *reply) *feeds.Feed {
	w.t.Helper()
	f, err := feeds.Parse([]byte(r.body), feeds.ParseOptions{
		ContentType: r.Header.Get("Content-Type"), URL: publicURL, Now: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		w.t.Fatalf("%v in %.300s", err, r.body)
	}
	learn(s.known, f)
	return f
}

// Law 1: whoever sleeps and wakes at random, follows the archive or asks for
// deltas, ends with exactly what the source has said, in every format.
// SILKWIRE_CHANGES asks for more changes than a test of every day has.
func TestSleepersEndWithWhatWasSaid(t *testing.T) {
	changes := 2000
	if more, err := strconv.Atoi(os.Getenv("SILKWIRE_CHANGES")); err == nil {
		changes = more
	}
	w := openWire(t)
	r := rand.New(rand.NewPCG(6, uint64(changes)))
	var sleepers []*sleeper
	for _, format := range feeds.Formats {
		for _, deltas := range []bool{false, true} {
			sleepers = append(sleepers, &sleeper{format: format, deltas: deltas, tag: `"none"`,
				read: map[string]bool{}, known: map[string]string{}, asked: map[int]int{}})
		}
	}
	said, made := ledger{}, 0
	tell := func() {
		n := 1 + r.IntN(10)
		made += n
		said.tell(w, r, n)
	}
	for made < changes {
		tell()
		for _, s := range sleepers {
			if r.IntN(20) == 0 {
				s.wake(w, func() {
					if r.IntN(3) == 0 {
						tell()
					}
				})
			}
		}
	}
	model, gone := map[string]bool{}, 0
	for _, title := range said {
		if title == "†" {
			gone++
		} else {
			model[title] = true
		}
	}
	for _, s := range sleepers {
		s.wake(w, func() {})
		has, missing := map[string]bool{}, 0
		for _, title := range s.known {
			if title == "†" {
				missing++
			} else {
				has[title] = true
			}
		}
		t.Logf("%s, deltas %t: answers %v, %d archive pages, %d stories and %d gone", s.format, s.deltas, s.asked, len(s.read), len(has), missing)
		if diff := cmp.Diff(model, has); diff != "" || missing != gone || len(s.known) != len(said) {
			t.Errorf("%s, deltas %t: %d stories and %d gone, want %d and %d\n%.1000s", s.format, s.deltas, len(has), missing, len(model), gone, diff)
		}
		if !s.deltas && len(s.read) == 0 || s.deltas && s.asked[226] == 0 {
			t.Errorf("%s, deltas %t: answers %v, %d archive pages: this way was not gone", s.format, s.deltas, s.asked, len(s.read))
		}
	}
}
