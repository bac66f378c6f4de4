package syndication

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"pgregory.net/rapid"
)

// any is one of the stories that the desk knows, with its id.
func (h *history) any() (*told, string) {
	var known []*told
	for _, s := range h.stories {
		if len(s.known) > 0 {
			known = append(known, s)
		}
	}
	if len(known) == 0 {
		h.rt.Skip("no story yet")
	}
	s := rapid.SampledFrom(known).Draw(h.rt, "story")
	return s, h.sid(s)
}

// sid is the id of a story that the desk knows.
func (h *history) sid(s *told) (sid string) {
	h.fine(h.store.reader.QueryRow(`
		SELECT DISTINCT s.sid FROM stories s JOIN origins o ON o.story_id = s.id JOIN versions v ON v.origin_id = o.id
		WHERE v.item LIKE $1`, "%"+s.base+"%").Scan(&sid))
	return sid
}

func (h *history) correct(*rapid.T) {
	s, id := h.any()
	title := h.title(s)
	news := s.answered() || s.edit != title
	if err := h.actor().Correct(h.t.Context(), id, Edit{Title: &title}); (err == nil) != news {
		h.rt.Fatal(err)
	}
	if news {
		s.edit = title
		h.settle(s, cause{text: true})
	}
}

// answered ends the waiting of what sources say, and tells whether anything waited.
func (s *told) answered() (waited bool) {
	for _, o := range s.by {
		waited = waited || o.waits
		o.waits = false
	}
	return waited
}

func (h *history) take(*rapid.T) {
	s, id := h.any()
	waited := s.answered()
	if err := h.actor().Take(h.t.Context(), id, Edit{}); (err == nil) != waited {
		h.rt.Fatal(err)
	}
	if waited {
		s.edit = ""
		h.settle(s, cause{text: true})
	}
}

func (h *history) withdraw(*rapid.T) {
	s, id := h.any()
	if err := h.actor().Withdraw(h.t.Context(), id, "note"); (err == nil) == s.killed {
		h.rt.Fatal(err)
	}
	kill := !s.killed
	s.killed = true
	h.settle(s, cause{kill: kill})
}

func (h *history) reinstate(*rapid.T) {
	s, id := h.any()
	gone := s.killed
	stands := slices.ContainsFunc(s.known, func(source string) bool { return s.by[source].status == "" })
	undone := s.killed && stands // an editor's withdrawal, and no other
	s.killed = false
	for _, o := range s.by {
		lives := h.life == 0 || !h.over(firstTold.Add(h.life))
		switch {
		case undone:
		case o.status == withdrawn:
			o.status, gone = "", true
		case o.status == expired && !o.forgotten && lives:
			o.status, gone, o.expires = "", true, time.Time{}
			if h.life > 0 {
				o.expires = firstTold.Add(h.life)
			}
		}
	}
	if err := h.actor().Reinstate(h.t.Context(), id, ""); (err == nil) != gone {
		h.rt.Fatal(err)
	}
	h.settle(s, cause{})
}

func (h *history) embargo(*rapid.T) {
	s, id := h.any()
	until := h.soon()
	if err := h.actor().EmbargoUntil(h.t.Context(), id, until); err != nil {
		h.rt.Fatal(err)
	}
	if s.embargo = until; !until.After(h.clock.now()) {
		s.embargo = time.Time{}
		for _, o := range s.by {
			o.released = o.released || !o.embargo.IsZero()
			o.embargo = time.Time{}
		}
	}
	h.settle(s, cause{})
}

// check compares every feed with the model, and with what it was before.
func (h *history) check() {
	if err := h.catchUp(h.t.Context()); err != nil { // what Run does after another process wrote
		h.rt.Fatal(err)
	}
	for _, f := range lines {
		tape := h.tape(f)
		if before := h.tapes[f]; len(tape) < len(before) || !slices.Equal(tape[:len(before)], before) {
			h.rt.Fatalf("%v: rows %v became %v", f, before, tape)
		}
		if int64(len(tape)) != h.count[f] {
			h.rt.Fatalf("%v has %d rows, the model %d: %v", f, len(tape), h.count[f], tape)
		}
		h.tapes[f] = tape
		if slices.Contains(h.FeedNames(f.outlet), f.name) {
			h.checkDocuments(f, tape)
		}
	}
}

// A row is one line of a feed as the tests read it.
type row struct {
	kind Kind
	sid  string
}

func (h *history) tape(f feedKey) []row {
	var list []row
	rs, err := h.store.reader.Query(`
		SELECT r.n, r.kind, s.sid
		FROM rows r JOIN outlet_feeds f ON f.id = r.feed_id JOIN stories s ON s.id = r.story_id
		WHERE f.outlet = $1 AND f.name = $2 ORDER BY r.n`, f.outlet, f.name)
	h.fine(err)
	defer rs.Close()
	for rs.Next() {
		var r row
		var n int
		h.fine(rs.Scan(&n, &r.kind, &r.sid))
		if list = append(list, r); n != len(list) {
			h.rt.Fatalf("row %d of %v stands at %d", n, f, len(list))
		}
	}
	h.fine(rs.Err())
	return list
}

// checkDocuments walks the current document and the archive: together they are
// what the feed was given, in its present state.
func (h *history) checkDocuments(f feedKey, tape []row) {
	doc, stamp, err := h.Feed(h.t.Context(), f.outlet, f.name)
	h.fine(err)
	if live, err := h.Stamp(f.outlet, f.name); err != nil || live != stamp || int(stamp.Version) != len(tape) {
		h.rt.Fatalf("%v: Stamp is %+v, %v; the document has %+v", f, live, err, stamp)
	}
	h.stable(fmt.Sprint(f, stamp), doc)
	if diff := h.revise(f, doc, rapid.IntRange(0, 2).Draw(h.rt, "keep") > 0); diff != "" {
		h.rt.Fatalf("%v (-read +revised):\n%s", f, diff)
	}
	got := map[string]string{}
	h.collect(f, doc, got)
	h.checkCurrent(f, tape, doc)
	for n := 1; n <= len(tape)/int(h.page); n++ {
		page, _, err := h.ArchivePage(h.t.Context(), f.outlet, f.name, n)
		h.fine(err)
		h.stable(fmt.Sprint(f, n, stamp), page)
		address, members := fmt.Sprint(f, n), strings.Join(slices.Sorted(slices.Values(ids(page))), " ")
		if before, ok := h.pages[address]; ok && before != members {
			h.rt.Fatalf("archive %s held %s, now %s", address, before, members)
		}
		h.pages[address] = members
		h.collect(f, page, got)
	}
	if diff := h.compare(f, got); diff != "" {
		h.rt.Fatalf("%v (-model +desk):\n%s", f, diff)
	}
}

// stable: the same Version and settings give the same document.
func (h *history) stable(address string, doc *feeds.Feed) {
	before := h.bytes[address]
	if diff := cmp.Diff(before, doc); before != nil && diff != "" {
		h.rt.Fatalf("%s (-before +now):\n%s", address, diff)
	}
	h.bytes[address] = doc
}

func ids(f *feeds.Feed) []string {
	list := []string{}
	for i := range f.Items {
		list = append(list, storyID(f.Items[i].ID))
	}
	return list
}

// collect adds a document to what a client knows; its parts agree, and none
// tells a story twice.
func (h *history) collect(f feedKey, doc *feeds.Feed, into map[string]string) {
	seen := map[string]bool{}
	for i, title := range titles(doc) {
		id := storyID(doc.Items[i].ID)
		if before, ok := into[id]; seen[id] || ok && before != title {
			h.rt.Fatalf("%v tells %s twice: %q, %q", f, id, before, title)
		}
		seen[id], into[id] = true, title
	}
}

// compare tells what a client that heard every row has otherwise than the
// model. What left the feed may stay with it, as it was.
func (h *history) compare(f feedKey, got map[string]string) string {
	want := []string{}
	for _, s := range h.stories {
		m := s.held[f]
		if m == nil {
			continue
		}
		text := "†"
		if m.state == in {
			text = s.title(m.lead)
		}
		if m.left && m.state == in {
			delete(got, h.sid(s))
			continue
		}
		want = append(want, text)
	}
	slices.Sort(want)
	have := append([]string{}, slices.Sorted(maps.Values(got))...)
	return cmp.Diff(want, have)
}

// checkCurrent compares the current document with the rows it is to show: those
// after the newest full archive and a page more, and the withdrawals, in the
// order of the rows that move a story up.
func (h *history) checkCurrent(f feedKey, tape []row, doc *feeds.Feed) {
	up := movesUp
	if f.outlet == "ports" && h.upward {
		up = upward
	}
	page := int(h.page)
	first := max(0, len(tape)/page-1) * page
	place, left, loud, gone := map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}
	for i, r := range tape {
		n := i + 1
		if r.kind == New || r.kind == Enter || slices.Contains(up, r.kind) {
			place[r.sid] = n
		}
		switch {
		case r.kind == Leave:
			left[r.sid] = n
		case r.kind == Enter:
			left[r.sid] = 0
		}
		switch r.kind {
		case Withdrawal:
			gone[r.sid] = true
		case Reinstatement, Release, Expiry:
			gone[r.sid] = false
		}
		if n > first && r.kind != Leave {
			loud[r.sid] = max(loud[r.sid], 0)
			if r.kind != Update {
				loud[r.sid] = n
			}
		}
	}
	want := []string{}
	for sid, at := range place {
		n, told := loud[sid]
		if told && (left[sid] == 0 || n > left[sid]) || gone[sid] {
			want = append(want, fmt.Sprintf("%03d %s", 999-at, sid))
		}
	}
	slices.Sort(want)
	for i := range want {
		want[i] = want[i][4:]
	}
	if diff := cmp.Diff(want, ids(doc)); diff != "" {
		h.rt.Fatalf("%v (-rows +document) %v:\n%s", f, tape, diff)
	}
}

// A reader comes now and then, and asks for what changed since.
type reader struct {
	since  int64
	has    map[string]string
	follow func(feedKey, *reader)
}

func (h *history) read(*rapid.T) {
	f := rapid.SampledFrom(lines).Draw(h.rt, "feed")
	r := rapid.SampledFrom(h.readers[f]).Draw(h.rt, "reader")
	h.check()
	if !slices.Contains(h.FeedNames(f.outlet), f.name) {
		return
	}
	r.follow(f, r)
	if diff := h.compare(f, maps.Clone(r.has)); diff != "" {
		h.rt.Fatalf("a reader of %v (-model +reader):\n%s", f, diff)
	}
}

// deltas asks as a client of RFC 3229 does.
func (h *history) deltas(f feedKey, r *reader) {
	doc, stamp, err := h.Changes(h.t.Context(), f.outlet, f.name, r.since)
	h.fine(err)
	r.take(doc)
	r.since = stamp.Version
}

// pushes asks as the hub does for a subscriber.
func (h *history) pushes(f feedKey, r *reader) {
	for {
		doc, stamp, last, err := h.NextChanges(h.t.Context(), f.outlet, f.name, r.since)
		h.fine(err)
		r.take(doc)
		if r.since = last; last == stamp.Version {
			return
		}
	}
}

func (r *reader) take(doc *feeds.Feed) {
	if r.has == nil {
		r.has = map[string]string{}
	}
	for i, title := range titles(doc) {
		r.has[storyID(doc.Items[i].ID)] = title
	}
}
