package syndication

import (
	"cmp"
	"context"
	"fmt"
	"time"
)

const (
	// beat is how often Run looks for what other processes committed.
	beat = 300 * time.Millisecond
	// lazily is how often the last use of tokens is written.
	lazily = 5 * time.Minute
	// soon is how often it is written who was served, if anything of it is new:
	// editors who withdraw a story watch who has heard.
	soon = 700 * time.Millisecond
)

// Run does what time brings until ctx ends: releases of embargoes, expiry, and
// changes made by other processes on the same store. What fell due while
// nothing ran is done at once.
func (d *Desk) Run(ctx context.Context) error {
	conn, err := d.store.reader.Conn(ctx)
	if err != nil {
		return fmt.Errorf("watch the store: %w", err)
	}
	defer conn.Close()
	timer := time.NewTimer(0)
	defer timer.Stop()
	upkeep := &upkeep{served: time.Now(), used: time.Now()}
	var before int64
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		pulse, err := d.store.dialect.pulse(ctx, conn)
		if err == nil && pulse != before {
			if err = cmp.Or(d.catchUp(ctx), d.followSubscriptions(ctx)); err == nil {
				before = pulse
			}
		}
		next, late := d.fallDue(ctx)
		if err = cmp.Or(err, late, upkeep.do(ctx, d)); err != nil && ctx.Err() == nil {
			d.opt.Log.Error("watch the store", "error", err)
		}
		timer.Reset(min(beat, max(time.Millisecond, next)))
	}
}

// An upkeep is what Run does less often than it looks around.
type upkeep struct {
	keeping pass
	served  time.Time // when it was last written who was served
	used    time.Time // when the last use of tokens was
	cleared int64     // how often the shelf was
}

// do does what is due. What fails holds up nothing else; the first error is given.
func (u *upkeep) do(ctx context.Context, d *Desk) error {
	err := d.tidy(ctx, &u.keeping)
	if time.Since(u.served) > soon {
		u.served = time.Now()
		err = cmp.Or(err, d.keepReceipts(ctx))
	}
	if time.Since(u.used) > lazily {
		u.used = time.Now()
		u.cleared++
		err = cmp.Or(err,
			d.keepLastUsed(ctx),
			d.write(ctx, func(x *tx) error { return x.clearShelf(u.cleared) }),
			d.warnUnconfirmed(ctx))
	}
	return err
}

// dueAtOnce is how many stories are settled before Run looks around again.
const dueAtOnce = 500

// fallDue settles the stories whose instant has come, and tells how long it is
// until the next. A story that cannot be settled holds up no other.
func (d *Desk) fallDue(ctx context.Context) (next time.Duration, err error) {
	var ids []int64
	next = beat
	err = d.read(ctx, func(x *tx) (err error) {
		ids, err = x.numbers(`SELECT id FROM stories WHERE due > 0 AND due <= $1 ORDER BY due LIMIT $2`, x.now, dueAtOnce)
		if err != nil || len(ids) > 0 {
			return err
		}
		at, err := x.numbers(`SELECT due FROM stories WHERE due > 0 ORDER BY due LIMIT 1`)
		if len(at) > 0 {
			next = time.Duration(min(at[0]-x.now, beat.Milliseconds())) * time.Millisecond // the year 9999 is more than a Duration holds
		}
		return err
	})
	for _, id := range ids {
		failed := d.write(ctx, func(x *tx) error {
			s, err := x.story(id)
			if err != nil {
				return err
			}
			return x.settle(s, change{})
		})
		if failed != nil {
			err = cmp.Or(err, fmt.Errorf("settle story %d: %w", id, failed))
		}
	}
	return next, err
}
