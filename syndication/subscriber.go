package syndication

import (
	"context"
	"fmt"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// A Subscriber gets one document of a feed pushed by the hub (WebSub). Outlet,
// Feed, Format and Callback identify it.
type Subscriber struct {
	ID        int64
	Outlet    string
	Feed      string
	Format    feeds.Format
	Callback  string    // where it is pushed to; a secret of the subscriber
	Secret    []byte    // signs what is pushed; none: nothing is signed
	Token     string    // id of the token it subscribed with; "" where none was needed
	Lease     time.Time // when it ends
	Created   time.Time
	Delivered int64     // number of the newest row it has
	Failures  int       // deliveries that failed since the last that did not
	NextTry   time.Time // not before; zero: at once
}

// Subscribe keeps a subscriber that has confirmed, and gives it as kept. Of one
// that is there already, the lease, the secret and the token are replaced, and it
// goes on from the row it has; a new one begins after s.Delivered.
func (d *Desk) Subscribe(ctx context.Context, s Subscriber) (Subscriber, error) {
	err := d.write(ctx, func(x *tx) error {
		r := x.row(`
			INSERT INTO subscribers (outlet, feed, format, callback, secret, token, lease, created, delivered, failures, next_try)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)
			ON CONFLICT (outlet, feed, format, callback) DO UPDATE SET
				secret = excluded.secret,
				token = excluded.token,
				lease = excluded.lease,
				failures = 0,
				next_try = 0
			RETURNING `+subscriberColumns,
			s.Outlet, s.Feed, string(s.Format), s.Callback, append([]byte{}, s.Secret...), s.Token,
			milliseconds(s.Lease), x.now, s.Delivered)
		return s.scan(r)
	})
	if err != nil {
		return Subscriber{}, fmt.Errorf("subscribe to feed %s/%s: %w", s.Outlet, s.Feed, err)
	}
	return s, nil
}

// Subscribers lists all subscribers, the eldest first, also those of feeds that
// have left the configuration.
func (d *Desk) Subscribers(ctx context.Context) ([]Subscriber, error) {
	var list []Subscriber
	err := d.read(ctx, func(x *tx) (err error) {
		list, err = collect(x, func(r scanner) (s Subscriber, err error) {
			err = s.scan(r)
			return s, err
		}, `SELECT `+subscriberColumns+` FROM subscribers ORDER BY id`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read subscribers: %w", err)
	}
	return list, nil
}

// Progress is how far the pushes to a subscriber have come.
type Progress struct {
	ID        int64
	Delivered int64
	Failures  int
	NextTry   time.Time
	Ended     bool // it is no subscriber any more
}

// SaveProgress keeps all of list, or nothing on error.
func (d *Desk) SaveProgress(ctx context.Context, list []Progress) error {
	err := d.write(ctx, func(x *tx) error {
		for _, p := range list {
			if err := x.saveProgress(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("save the progress of %d subscribers: %w", len(list), err)
	}
	return nil
}

func (x *tx) saveProgress(p Progress) error {
	if p.Ended {
		return x.exec(`DELETE FROM subscribers WHERE id = $1`, p.ID)
	}
	return x.exec(`UPDATE subscribers SET delivered = $1, failures = $2, next_try = $3 WHERE id = $4`,
		p.Delivered, p.Failures, milliseconds(p.NextTry), p.ID)
}

// MayRead reports whether the token with this id may read a feed now. It is
// cheap: tokens are held in memory.
func (d *Desk) MayRead(token, outlet, feed string) bool {
	k := d.tokens.Load().byID[token]
	return k != nil && k.reads(outlet, feed, d.opt.Now())
}

// NextChanges gives what changed in a feed in the next rows after Version since,
// a page of them at most; last is the newest that is covered. Who goes on from
// there gets each story once, in the page of its newest row. It errs with
// ErrNotFound if since is no Version of the feed.
func (d *Desk) NextChanges(ctx context.Context, outlet, feed string, since int64) (f *feeds.Feed, stamp Stamp, last int64, err error) {
	f, stamp, err = d.document(ctx, outlet, feed, func(v *view, _ Stamp) error {
		if since < 0 || since > v.feed.version {
			return fmt.Errorf("version %d: %w", since, ErrNotFound)
		}
		last = min(since+d.page, v.feed.version)
		return v.since(since, last)
	})
	return f, stamp, last, err
}

const subscriberColumns = `id, outlet, feed, format, callback, secret, token, lease, created, delivered, failures, next_try`

func (s *Subscriber) scan(r scanner) error {
	var format string
	var lease, created, next int64
	err := r.Scan(&s.ID, &s.Outlet, &s.Feed, &format, &s.Callback, &s.Secret, &s.Token,
		&lease, &created, &s.Delivered, &s.Failures, &next)
	s.Format = feeds.Format(format)
	s.Lease, s.Created, s.NextTry = instantAt(lease), instantAt(created), instantAt(next)
	return err
}
