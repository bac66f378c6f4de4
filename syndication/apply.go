package syndication

import (
	"context"
	"fmt"
)

// applyBatch is how many stories one transaction of apply goes through.
const applyBatch = 100

// apply goes through the stories kept, the eldest first, for the feeds whose
// selection changed. It remembers how far it has come in the same transaction.
func (d *Desk) apply(ctx context.Context) error {
	for {
		done := false
		err := d.write(ctx, func(x *tx) (err error) {
			done, err = x.applyBatch()
			return err
		})
		if err != nil || done {
			return err
		}
	}
}

// applying are the feeds whose selection is being applied, with the story up to
// which it is.
func (x *tx) applying() (feeds map[int64]int64, from int64, err error) {
	var retopic int64
	if err := x.row(`SELECT value FROM meta WHERE name = 'retopic'`).Scan(&retopic); err != nil {
		return nil, 0, err
	}
	from = retopic
	rs, err := x.query(`SELECT id, applied FROM outlet_feeds WHERE applied >= 0`)
	if err != nil {
		return nil, 0, err
	}
	defer rs.Close()
	feeds = map[int64]int64{}
	for rs.Next() {
		var id, upTo int64
		if err := rs.Scan(&id, &upTo); err != nil {
			return nil, 0, err
		}
		feeds[id] = upTo
		if from < 0 || upTo < from {
			from = upTo
		}
	}
	return feeds, from, rs.Err()
}

func (x *tx) applyBatch() (done bool, err error) {
	feeds, from, err := x.applying()
	if err != nil || from < 0 {
		return true, err
	}
	ids, err := x.numbers(`SELECT id FROM stories WHERE id > $1 ORDER BY id LIMIT $2`, from, applyBatch)
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		if err := x.applyTo(id, feeds); err != nil {
			return false, fmt.Errorf("story %d: %w", id, err)
		}
	}
	upTo := int64(-1)
	if len(ids) == applyBatch {
		upTo = ids[len(ids)-1]
	}
	if err := x.exec(`UPDATE outlet_feeds SET applied = $1 WHERE applied >= 0 AND (applied < $1 OR $1 < 0)`, upTo); err != nil {
		return false, err
	}
	err = x.exec(`UPDATE meta SET value = $1 WHERE name = 'retopic' AND value >= 0 AND (value < $1 OR $1 < 0)`, upTo)
	return upTo < 0, err
}

// applyTo settles one story for the feeds that have not come so far.
func (x *tx) applyTo(id int64, feeds map[int64]int64) error {
	ch := change{apply: map[int64]bool{}}
	for feed, upTo := range feeds {
		if upTo < id {
			ch.apply[feed] = true
		}
	}
	s, err := x.story(id)
	if err != nil {
		return err
	}
	return x.settle(s, ch)
}

// applies reports whether the selection of a feed is being applied. A language
// of an outlet that named none goes with the outlet's whole stream: it may have
// come into being just now.
func (x *tx) applies(f *feedState, ch change) (bool, error) {
	p := x.setup.outlets[f.outlet]
	if ch.apply[f.id] || f.kind != languageFeed || p == nil || len(p.Languages) > 0 {
		return ch.apply[f.id], nil
	}
	whole, err := x.feed(feedKey{f.outlet, "feed"}, wholeFeed)
	if err != nil {
		return false, err
	}
	return ch.apply[whole.id], nil
}

func (x *tx) numbers(query string, args ...any) ([]int64, error) {
	rs, err := x.query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	var list []int64
	for rs.Next() {
		var n int64
		if err := rs.Scan(&n); err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, rs.Err()
}
