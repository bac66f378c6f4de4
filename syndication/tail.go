package syndication

import (
	"cmp"
	"slices"
)

// tailLength bounds the rows that the process remembers of each feed. Who missed
// more asks the store.
const tailLength = 4

// A tail is the newest rows of a feed, as the transactions of this process
// committed them: without a gap up to the feed's Version, each by a story that
// the feed then showed. Ten thousand outlets that one story touched are served
// from their tails, without SQL.
type tail struct {
	at       int64 // when the newest row came
	settings int64 // meta 'settings' since the eldest was committed
	rows     []tailRow
}

// A tailRow is the member by which a row came, as the row left it.
type tailRow struct {
	story, origin, place int64
	*substance           // shared by all feeds
}

// trail remembers the newest row of a feed. What takes a story from the feed
// ends the tail: who missed that row asks the store.
func (x *tx) trail(m *member) {
	t := &m.feed.tail
	t.at = x.now
	if !m.shows() {
		t.rows = nil
		return
	}
	s := x.substances[m.lead]
	if s == nil {
		s = &substance{lead: m.lead}
		x.substances[m.lead] = s
	}
	if len(t.rows) == tailLength {
		t.rows = t.rows[:copy(t.rows, t.rows[1:])]
	}
	t.rows = append(t.rows, tailRow{m.story, m.origin, m.place, s})
}

// finishTails reads what all feeds show of the stories in their tails, as the
// transaction leaves it.
func (x *tx) finishTails() error {
	if len(x.substances) == 0 {
		return nil
	}
	leads := make([]any, 0, len(x.substances))
	for lead := range x.substances {
		leads = append(leads, lead)
	}
	err := x.ask(leads, func(n int) string {
		return `
			SELECT ` + substanceColumns + `
			FROM origins o
			JOIN stories s ON s.id = o.story_id
			WHERE o.id IN (` + parameters(1, n) + `)`
	}, func(r scanner) error {
		var s substance
		if err := s.scan(r); err != nil {
			return err
		}
		*x.substances[s.lead] = s
		return nil
	})
	if err != nil {
		return err
	}
	return x.row(`SELECT value FROM meta WHERE name = 'settings'`).Scan(&x.shownBy)
}

// after is the tail up to a Version with what of the feed's former one goes
// before it.
func (t tail) after(former *moment, version int64) tail {
	if former != nil && former.version+int64(len(t.rows)) == version && former.settings == t.settings {
		t.rows = slices.Concat(former.rows, t.rows)
	}
	t.rows = t.rows[max(0, len(t.rows)-tailLength):]
	return t
}

// since gives the entries that changed after a Version, the newest on top, and
// false if the tail is too short to tell. Of translations it knows nothing.
func (at *moment) since(version int64) (entries []*shown, ok bool) {
	missed := at.version - version
	if missed > int64(len(at.rows)) {
		return nil, false
	}
	for i, r := range slices.Backward(at.rows[int64(len(at.rows))-missed:]) {
		if r.family > 0 {
			return nil, false
		}
		e := &shown{story: r.story, origin: r.origin, state: in, last: version + 1 + int64(i), place: r.place, substance: *r.substance}
		if !slices.ContainsFunc(entries, func(o *shown) bool { return o.at(e.placed()) }) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, byPlace)
	return entries, true
}

func byPlace(a, b *shown) int { return cmp.Compare(b.place, a.place) }

// reviseByTail is Revise without SQL; nil where the store must be asked.
func (d *Desk) reviseByTail(outlet, feed string, earlier *Sheet) (*Revision, error) {
	p, f := d.find(outlet, feed)
	whole := d.live.find(feedKey{outlet, "feed"})
	if earlier == nil || f == nil || whole == nil {
		return nil, nil
	}
	at := f.at.Load()
	x := &tx{desk: d, setup: d.setup.Load(), profiles: d.profiles.Load()} // it reads nothing
	v := &view{x: x, outlet: p, feed: &feedState{feedKey: feedKey{outlet, feed}, kind: f.kind}, newest: at.tail.at}
	next := &Sheet{stamp: p.stamp(at, x.profiles), whole: earlier.whole, fading: earlier.fading}
	if f == whole {
		next.whole = at.version
	}
	switch {
	case at.tail.at == 0, at.settings != x.profiles.n, !earlier.leadsTo(next.stamp, d.page), earlier.faded(v):
		return nil, nil
	case whole.at.Load().version > next.whole+d.page: // the store would have to go through them one day
		return nil, nil
	}
	var ok bool
	if v.entries, ok = at.since(earlier.stamp.Version); !ok || len(d.decoded.find(v.entries)) > 0 {
		return nil, nil
	}
	r := &Revision{Stamp: next.stamp, Sheet: next}
	if r.From, ok = v.merge(earlier, next); !ok {
		return nil, nil
	}
	var err error
	r.Feed, err = v.document(r.Stamp)
	return r, err
}
