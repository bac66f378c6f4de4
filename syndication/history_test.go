package syndication

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"pgregory.net/rapid"
)

// A told is a story as the model of the histories knows it.
type told struct {
	upstream, received saying // what the source has, and what it last sent
	title              string // as kept
	known              bool
	withdrawn          bool // by its source
	killed             bool // by an editor
	embargo            time.Time
	had                map[string]bool // outlets that were ever given it
	shown              map[string]bool // outlets whose document holds it, or its tombstone
	left               bool            // "ports", by a changed query
}

// saying is what a source says of a story.
type saying struct {
	title string
	gone  bool
}

func (s *told) visible() bool {
	return s.known && !s.withdrawn && !s.killed && s.embargo.IsZero()
}

// A history is a desk and the model of what its outlets must have.
type history struct {
	*newsroom
	rt      *rapid.T
	stories []*told
	query   string // of the outlet "ports"
	rows    map[string][]Kind
}

// wants tells what the outlets ask for; "ports" by one word.
func (h *history) wants(outlet, title string) bool {
	return outlet == "all" || strings.Contains(title, h.query)
}

func (h *history) setup() Setup {
	return Setup{Outlets: []Outlet{all("all"), {Name: "ports", Sources: []string{"sun"}, Query: h.query}}}
}

// change is the model of settling. Who was given a story hears what changes in
// it, also if it had left; a visible story goes to who asks for it.
func (h *history) change(s *told, do func()) {
	visible, title := s.visible(), s.title
	do()
	for _, o := range []string{"all", "ports"} {
		heard := visible != s.visible() || s.visible() && title != s.title
		if s.had[o] && heard {
			s.shown[o] = true
		}
		if s.visible() && h.wants(o, s.title) {
			s.had[o], s.shown[o] = true, true
			s.left = s.left && o != "ports"
		}
	}
}

func (h *history) title(i int) string {
	word := rapid.SampledFrom([]string{"Harbour", "Гавань", "港口", "ميناء"}).Draw(h.rt, "word")
	return fmt.Sprintf("%s: bulletin number %d, state %d", word, i, rapid.IntRange(0, 3).Draw(h.rt, "state"))
}

// poll sends all that the source has, with the noise that sources make.
func (h *history) poll() {
	var items []feeds.Item
	for i, s := range h.stories {
		if rapid.IntRange(0, 9).Draw(h.rt, "absent") == 0 {
			continue
		}
		it := item(fmt.Sprint("n", i, rapid.SampledFrom([]string{"", "x", "y"}).Draw(h.rt, "guid")), s.upstream.title, "")
		it.Link = fmt.Sprintf("https://agency.example/%d%s", i, rapid.SampledFrom([]string{"", "?utm_source=a", "/"}).Draw(h.rt, "link"))
		it.Updated = feeds.At(h.clock.now())
		if s.upstream.gone {
			it.Status = feeds.Withdrawn
		}
		items = append(items, it)
		h.hear(s)
	}
	h.receive("sun", items...)
	h.pass(0) // a minute has gone by
}

// hear is the model of receiving one item.
func (h *history) hear(s *told) {
	if s.known && s.upstream == s.received || !s.known && s.upstream.gone {
		return
	}
	h.change(s, func() {
		if s.upstream.gone {
			s.withdrawn = true
		} else {
			s.title = s.upstream.title
		}
		s.known, s.received = true, s.upstream
	})
}

// any is one of the stories that the desk knows, with its id.
func (h *history) any() (*told, string) {
	known := []int{}
	for i, s := range h.stories {
		if s.known {
			known = append(known, i)
		}
	}
	if len(known) == 0 {
		h.rt.Skip("no story yet")
	}
	i := rapid.SampledFrom(known).Draw(h.rt, "story")
	var sid string
	err := h.store.reader.QueryRow(`
		SELECT s.sid FROM stories s JOIN origins o ON o.story_id = s.id JOIN versions v ON v.origin_id = o.id
		WHERE v.n = 1 AND v.item LIKE $1`, fmt.Sprintf("%%number %d,%%", i)).Scan(&sid)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.stories[i], sid
}

// check compares every feed with the model, and with what it was before.
func (h *history) check() {
	for _, o := range []string{"all", "ports"} {
		rows := h.kinds(o, "feed")
		if before := h.rows[o]; len(rows) < len(before) || !slices.Equal(rows[:len(before)], before) {
			h.rt.Fatalf("%s: rows %v became %v", o, before, rows)
		}
		h.rows[o] = rows
		var want, got []string
		gone := 0
		for _, s := range h.stories {
			if s.shown[o] && s.visible() {
				want = append(want, s.title)
			} else if s.shown[o] {
				gone++
			}
		}
		seen := map[string]bool{}
		for _, it := range h.feed(o, "feed").Items {
			if seen[it.ID] {
				h.rt.Fatalf("%s holds %s twice", o, it.ID)
			}
			seen[it.ID] = true
			if it.Status.Gone() {
				gone--
				continue
			}
			got = append(got, it.Title)
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" || gone != 0 {
			h.rt.Fatalf("%s (-model +desk), %d tombstones too few:\n%s", o, gone, diff)
		}
	}
}

// TestHistories plays random histories of polls, edits, decisions, clock steps
// and restarts, and compares every feed with a simple model after each step.
func TestHistories(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		f.Value.Set("40") // a history is hundreds of transactions
	}
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		run, err := os.MkdirTemp(dir, "history")
		if err != nil {
			t.Fatal(err)
		}
		h := &history{rt: rt, query: "Harbour", rows: map[string][]Kind{}}
		h.newsroom = openNewsroomIn(t, run, h.setup())
		defer h.Close()
		for i := range 4 {
			s := &told{had: map[string]bool{}, shown: map[string]bool{}}
			s.upstream.title = h.title(i)
			h.stories = append(h.stories, s)
		}
		rt.Repeat(h.steps())
	})
}

func (h *history) steps() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"poll": func(*rapid.T) { h.poll() },
		"edit": func(rt *rapid.T) {
			i := rapid.IntRange(0, len(h.stories)-1).Draw(rt, "story")
			h.stories[i].upstream.title = h.title(i)
		},
		"take back": func(rt *rapid.T) {
			i := rapid.IntRange(0, len(h.stories)-1).Draw(rt, "story")
			h.stories[i].upstream.gone = rapid.Bool().Draw(rt, "gone")
		},
		"withdraw": func(*rapid.T) {
			s, id := h.any()
			if err := h.Withdraw(h.t.Context(), id, "note"); (err == nil) == s.killed {
				h.rt.Fatal(err)
			}
			h.change(s, func() { s.killed = true })
		},
		"reinstate": func(*rapid.T) {
			s, id := h.any()
			if err := h.Reinstate(h.t.Context(), id, ""); (err == nil) != (s.killed || s.withdrawn) {
				h.rt.Fatal(err)
			}
			h.change(s, func() { s.killed, s.withdrawn = false, false })
		},
		"embargo": func(rt *rapid.T) {
			s, id := h.any()
			until := h.clock.now().Add(time.Duration(rapid.IntRange(-1, 90).Draw(rt, "minutes")) * time.Minute)
			if err := h.EmbargoUntil(h.t.Context(), id, until); err != nil {
				h.rt.Fatal(err)
			}
			h.change(s, func() {
				if s.embargo = until; !until.After(h.clock.now()) {
					s.embargo = time.Time{}
				}
			})
		},
		"time": func(rt *rapid.T) { h.pass(time.Duration(rapid.IntRange(-30, 60).Draw(rt, "minutes")) * time.Minute) },
		"ask for something else": func(rt *rapid.T) {
			before := h.query
			h.query = rapid.SampledFrom([]string{"Harbour", "Гавань", "港口", "ميناء"}).Draw(rt, "query")
			h.configure(h.setup())
			for _, s := range h.stories {
				if before != h.query && s.visible() && s.had["ports"] && !s.left && !h.wants("ports", s.title) {
					s.left, s.shown["ports"] = true, false
				}
				h.change(s, func() {})
			}
		},
		"restart": func(*rapid.T) { h.reopen(h.setup()) },
		"":        func(*rapid.T) { h.check() },
	}
}

// pass moves the clock and lets fall due what then is; an embargo that has
// ended stays ended when the clock goes back.
func (h *history) pass(d time.Duration) {
	h.clock.pass(d)
	h.fall()
	for _, s := range h.stories {
		if !s.embargo.IsZero() && !s.embargo.After(h.clock.now()) {
			h.change(s, func() { s.embargo = time.Time{} })
		}
	}
}
