package syndication

import (
	"context"
	"slices"
	"strconv"

	"github.com/silkwire/silkwire/feeds"
)

// A Sheet is a document of a feed without its words: which entries stand in it,
// the newest on top. Who keeps it reads of the next document only what changed.
type Sheet struct {
	stamp   Stamp
	whole   int64 // Version of the outlet's whole feed, which tells of translations
	fading  int64 // how old the eldest tombstone kept beyond the rows is; 0: there is none
	entries []placed
}

// placed is an entry by its key, and where it stands.
type placed struct{ story, origin, place int64 }

// Size is roughly how much memory a Sheet takes, in bytes.
func (s *Sheet) Size() int { return 128 + 24*len(s.entries) }

// A Revision is the current document of a feed as it differs from an earlier one.
type Revision struct {
	Feed  *feeds.Feed // its Items are only those that are not From the earlier document
	Stamp Stamp
	Sheet *Sheet // of the current document

	// From tells for each item of the document, the newest on top, where it stood
	// in the earlier one, from 0; -1: it is the next of Items.
	From []int
}

// maxRevised is how many entries are read one by one; where more changed, the
// whole document is as fast.
const maxRevised = 50

// revisedLimit stands in the statement: SQLite plans one anew whenever the value
// of its LIMIT is given.
var revisedLimit = strconv.Itoa(maxRevised + 1)

// Revise is Feed for who has the Sheet of an earlier document, nil if none. What
// cannot be told from a few entries is read whole.
func (d *Desk) Revise(ctx context.Context, outlet, feed string, earlier *Sheet) (*Revision, error) {
	if r, err := d.reviseByTail(outlet, feed, earlier); r != nil || err != nil {
		return r, err
	}
	return d.reviseByStore(ctx, outlet, feed, earlier)
}

func (d *Desk) reviseByStore(ctx context.Context, outlet, feed string, earlier *Sheet) (*Revision, error) {
	r := &Revision{Sheet: &Sheet{}}
	var err error
	r.Feed, r.Stamp, err = d.document(ctx, outlet, feed, func(v *view, stamp Stamp) error {
		whole := d.live.find(feedKey{outlet, "feed"})
		if ok, err := v.revise(stamp, earlier, whole, r); ok || err != nil {
			return err
		}
		if err := v.latest(); err != nil {
			return err
		}
		r.Sheet.stamp, r.Sheet.fading = stamp, v.fading
		for _, e := range v.entries {
			r.Sheet.entries = append(r.Sheet.entries, e.placed())
			r.From = append(r.From, -1)
		}
		return v.wholeVersion(whole, &r.Sheet.whole)
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

func (e *shown) placed() placed { return placed{e.story, e.origin, e.place} }

// at reports whether e stood, or stands, at p.
func (e *shown) at(p placed) bool { return p.story == e.story && p.origin == e.origin }

// wholeVersion reads how far the whole feed of the outlet has come.
func (v *view) wholeVersion(whole *liveFeed, n *int64) error {
	switch {
	case whole == nil:
		return nil
	case whole.id == v.feed.id:
		*n = v.feed.version
		return nil
	}
	return v.x.row(`SELECT version FROM outlet_feeds WHERE id = $1`, whole.id).Scan(n)
}

// revise leaves in the view the entries that changed since an earlier document,
// and in r where all stand. It reports false, and leaves nothing, where the
// document may differ in more: by settings, by an archive page that is full now,
// by a tombstone that is too old, by a story that goes or comes back.
func (v *view) revise(stamp Stamp, earlier *Sheet, whole *liveFeed, r *Revision) (bool, error) {
	if earlier == nil || whole == nil || !earlier.leadsTo(stamp, v.x.desk.page) || earlier.faded(v) {
		return false, nil
	}
	next := &Sheet{stamp: stamp, fading: earlier.fading}
	if err := v.wholeVersion(whole, &next.whole); err != nil {
		return false, err
	}
	if err := v.changed(earlier, whole.id); err != nil || len(v.entries) > maxRevised {
		return v.undo(err)
	}
	from, ok := v.merge(earlier, next)
	if !ok {
		return v.undo(nil)
	}
	r.From, r.Sheet = from, next
	return true, nil
}

// leadsTo reports whether the document of a stamp may differ from an earlier one
// by the rows between them alone.
func (s *Sheet) leadsTo(stamp Stamp, page int64) bool {
	return s.stamp.Settings == stamp.Settings &&
		s.stamp.Version <= stamp.Version && s.stamp.Version/page == stamp.Version/page
}

// faded reports whether a tombstone of the document is too old by now.
func (s *Sheet) faded(v *view) bool { return s.fading > 0 && s.fading <= v.horizon() }

func (v *view) undo(err error) (bool, error) {
	v.entries = nil
	return false, err
}

// changed adds the entries that have a row after an earlier document, and those
// whose translations have one in the outlet's whole feed: a link may change
// without a row where the feed has another one (tellIn).
func (v *view) changed(earlier *Sheet, whole int64) error {
	return v.add(`
		SELECT `+shownColumns+`
		FROM (
			SELECT feed_id, story_id FROM rows WHERE feed_id = $1 AND n > $2
			UNION
			SELECT $1, k.id
			FROM rows r
			JOIN stories s ON s.id = r.story_id
			JOIN stories k ON k.family = s.family AND k.family > 0
			WHERE r.feed_id = $3 AND r.n > $4
		) c
		JOIN members m ON m.story_id = c.story_id AND m.feed_id = c.feed_id`+
		shownTables+newestRow+`
		LIMIT `+revisedLimit,
		v.feed.id, earlier.stamp.Version, whole, earlier.whole)
}

// merge puts what changed among the entries of an earlier document. It reports
// false where one that changed is gone or has left.
func (v *view) merge(earlier, next *Sheet) (from []int, ok bool) {
	fresh := v.entries[:0]
	for _, e := range v.entries {
		switch {
		case e.last > earlier.stamp.Version && (e.state != in || e.left > 0):
			return nil, false
		case e.last > earlier.stamp.Version || slices.ContainsFunc(earlier.entries, e.at):
			fresh = append(fresh, e)
		}
	}
	v.entries = fresh
	from = make([]int, 0, len(earlier.entries)+len(fresh))
	next.entries = make([]placed, 0, cap(from))
	put := func(p placed, at int) { next.entries, from = append(next.entries, p), append(from, at) }
	for i, p := range earlier.entries {
		if slices.ContainsFunc(v.entries, func(e *shown) bool { return e.at(p) }) {
			continue
		}
		for ; len(fresh) > 0 && fresh[0].place > p.place; fresh = fresh[1:] {
			put(fresh[0].placed(), -1)
		}
		put(p, i)
	}
	for _, e := range fresh {
		put(e.placed(), -1)
	}
	return from, true
}
