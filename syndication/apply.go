package syndication

import (
	"context"
	"fmt"
	"time"
)

// applyBatch is how many stories one transaction of apply goes through.
const applyBatch = 100

// progressEvery is how often the operator hears how far it has come.
const progressEvery = 2 * time.Second

// apply goes through the stories kept, the eldest first, for the feeds whose
// selection changed. It remembers how far it has come in the same transaction.
func (d *Desk) apply(ctx context.Context) error {
	began := time.Now()
	told := began
	for {
		var upTo int64
		err := d.write(ctx, func(x *tx) (err error) {
			upTo, err = x.applyBatch()
			return err
		})
		if err != nil || upTo < 0 {
			if told != began && err == nil {
				d.opt.Log.Info("the stories kept are in all feeds", "took", time.Since(began).Round(time.Second))
			}
			return err
		}
		if time.Since(told) > progressEvery {
			told = time.Now()
			d.tellProgress(ctx, upTo)
		}
	}
}

// tellProgress logs how many of the stories kept have been gone through.
func (d *Desk) tellProgress(ctx context.Context, upTo int64) {
	var all, done int64
	err := d.read(ctx, func(x *tx) error {
		return x.row(`SELECT COUNT(*), COUNT(CASE WHEN id <= $1 THEN 1 END) FROM stories`, upTo).Scan(&all, &done)
	})
	if err == nil {
		d.opt.Log.Info("filling feeds with the stories kept", "done", done, "of", all)
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
	feeds = map[int64]int64{}
	err = x.each(func(r scanner) error {
		var id, upTo int64
		err := r.Scan(&id, &upTo)
		feeds[id] = upTo
		if from < 0 || upTo < from {
			from = upTo
		}
		return err
	}, `SELECT id, applied FROM outlet_feeds WHERE applied >= 0`)
	return feeds, from, err
}

// applyBatch goes through the next stories and tells the last of them; -1 if
// nothing is left.
func (x *tx) applyBatch() (upTo int64, err error) {
	feeds, from, err := x.applying()
	if err != nil || from < 0 {
		return -1, err
	}
	ids, err := x.numbers(`SELECT id FROM stories WHERE id > $1 ORDER BY id LIMIT $2`, from, applyBatch)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := x.applyTo(id, feeds); err != nil {
			return 0, fmt.Errorf("story %d: %w", id, err)
		}
	}
	upTo = -1
	if len(ids) == applyBatch {
		upTo = ids[len(ids)-1]
	}
	if err := x.exec(`UPDATE outlet_feeds SET applied = $1 WHERE applied >= 0 AND (applied < $1 OR $1 < 0)`, upTo); err != nil {
		return 0, err
	}
	err = x.exec(`UPDATE meta SET value = $1 WHERE name = 'retopic' AND value >= 0 AND (value < $1 OR $1 < 0)`, upTo)
	return upTo, err
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
