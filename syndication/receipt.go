package syndication

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// receipts are what this process has served since it last wrote it down.
type receipts struct {
	mu   sync.Mutex
	news map[receiptKey]*receipt // guarded by mu
	kept map[receiptKey]progress // guarded by mu; what of it is written: most polls bring nothing new
}

// A progress is how far a reader is known to have come; Versions, 0: none.
type progress struct{ first, served, confirmed int64 }

// A receiptKey names a reader: a token, or all readers of a public feed, and
// what it reads. Tokens and feeds are finite, so the map is.
type receiptKey struct {
	feed  int64
	token string
}

type receipt struct {
	first, served, confirmed int64 // Versions; 0: none
	servedAt, confirmedAt    int64 // Unix milliseconds
	pushes                   []push
}

// A push is rows that the hub brought, and the callback took: those after one
// Version up to another. It may have come in parts, first is the end of the first.
type push struct{ after, first, last, at int64 }

// Served notes that a reader was sent a Version of a feed. token is the id of
// its token, "" for a public feed. It costs no SQL: [Desk.Run] writes what is new
// within about a second, and Close does.
func (d *Desk) Served(token, outlet, feed string, version int64) {
	written := func(p progress) bool { return p.first > 0 && p.served >= version }
	d.note(token, outlet, feed, written, func(r *receipt, now int64) {
		if r.first == 0 {
			r.first = version
		}
		if version > r.served {
			r.served, r.servedAt = version, now
		}
	})
}

// Confirmed notes that a reader said which Version it has. One that the feed has
// not come to yet is no Version.
func (d *Desk) Confirmed(token, outlet, feed string, version int64) {
	written := func(p progress) bool { return p.confirmed >= version }
	d.note(token, outlet, feed, written, func(r *receipt, now int64) {
		if version > r.confirmed {
			r.confirmed, r.confirmedAt = version, now
		}
	})
}

// Pushed notes that the hub brought a reader the rows of a feed after Version
// after, up to last, and that it took them: it was served them, and has them. That
// counts from where the reader had come otherwise; who has not heard of the rows
// before has not heard of them by these.
func (d *Desk) Pushed(token, outlet, feed string, after, last int64) {
	written := func(p progress) bool { return p.first > 0 && p.served >= last && p.confirmed >= last }
	d.note(token, outlet, feed, written, func(r *receipt, now int64) {
		i := slices.IndexFunc(r.pushes, func(p push) bool { return p.after <= after && after <= p.last })
		if i < 0 {
			r.pushes = append(r.pushes, push{after, last, last, now})
		} else if p := &r.pushes[i]; last > p.last {
			p.last, p.at = last, now
		}
	})
}

func (d *Desk) note(token, outlet, feed string, written func(progress) bool, set func(*receipt, int64)) {
	f := d.live.find(feedKey{outlet, feed})
	if f == nil {
		return
	}
	d.receipts.mu.Lock()
	defer d.receipts.mu.Unlock()
	key := receiptKey{f.id, token}
	if written(d.receipts.kept[key]) {
		return
	}
	r := d.receipts.news[key]
	if r == nil {
		if d.receipts.news == nil {
			d.receipts.news = map[receiptKey]*receipt{}
		}
		r = &receipt{}
		d.receipts.news[key] = r
	}
	set(r, d.opt.Now().UnixMilli())
}

// keepReceipts writes what was noted. What cannot be written is noted again.
func (d *Desk) keepReceipts(ctx context.Context) error {
	d.receipts.mu.Lock()
	news := d.receipts.news
	d.receipts.news = nil
	d.receipts.mu.Unlock()
	if len(news) == 0 {
		return nil
	}
	err := d.write(ctx, func(x *tx) error {
		for key, r := range news {
			if err := x.keepReceipt(key, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.receipts.restore(news)
		return fmt.Errorf("write who was served: %w", err)
	}
	d.receipts.keep(news)
	return nil
}

// keep remembers what was written.
func (r *receipts) keep(news map[receiptKey]*receipt) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		r.kept = map[receiptKey]progress{}
	}
	for key, n := range news {
		p := r.kept[key]
		r.kept[key] = progress{max(p.first, n.first), max(p.served, n.served), max(p.confirmed, n.confirmed)}
	}
}

// restore puts back what could not be written, under what came since.
func (r *receipts) restore(news map[receiptKey]*receipt) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, later := range r.news {
		if was := news[key]; was != nil {
			was.served, was.servedAt = max(was.served, later.served), max(was.servedAt, later.servedAt)
			was.confirmed, was.confirmedAt = max(was.confirmed, later.confirmed), max(was.confirmedAt, later.confirmedAt)
			was.pushes = append(was.pushes, later.pushes...)
		} else {
			news[key] = later
		}
	}
	r.news = news
}

// takePushes counts the pushes of r that go on from what its reader was served.
// One that was served nothing yet begins with its first push.
func (x *tx) takePushes(key receiptKey, r *receipt) error {
	if len(r.pushes) == 0 {
		return nil
	}
	var served, confirmed int64
	err := x.row(`SELECT served, confirmed FROM receipts WHERE feed_id = $1 AND token = $2`, key.feed, key.token).Scan(&served, &confirmed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	slices.SortStableFunc(r.pushes, func(a, b push) int { return cmp.Compare(a.after, b.after) })
	had := cmp.Or(max(served, confirmed, r.served, r.confirmed), r.pushes[0].after)
	for _, p := range r.pushes {
		if p.after > had {
			break
		}
		if had = max(had, p.last); r.first == 0 {
			r.first = p.first
		}
		if p.last > r.served {
			r.served, r.servedAt = p.last, p.at
		}
		if p.last > r.confirmed {
			r.confirmed, r.confirmedAt = p.last, p.at
		}
	}
	r.pushes = nil
	return nil
}

func (x *tx) keepReceipt(key receiptKey, r *receipt) error {
	if err := x.takePushes(key, r); err != nil {
		return err
	}
	return x.exec(`
		INSERT INTO receipts (feed_id, token, first, served, served_at, confirmed, confirmed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (feed_id, token) DO UPDATE SET
			first = CASE WHEN first = 0 THEN excluded.first ELSE first END,
			served_at = CASE WHEN excluded.served > served THEN excluded.served_at ELSE served_at END,
			served = MAX(served, excluded.served),
			confirmed_at = CASE WHEN excluded.confirmed > confirmed THEN excluded.confirmed_at ELSE confirmed_at END,
			confirmed = MAX(confirmed, excluded.confirmed)`,
		key.feed, key.token, r.first, r.served, r.servedAt, r.confirmed, r.confirmedAt)
}

// A Reader is who was given a story with a feed, and how far it has come.
type Reader struct {
	Token       string // its id; "" stands for all readers of a public feed
	Name        string // of the token; "" if it was revoked
	Had         bool   // it was served the story before the newest row that told of it
	Told        bool   // it was served that row: the withdrawal, the correction
	Confirmed   bool   // it said that it has it
	ServedAt    time.Time
	ConfirmedAt time.Time // zero: never
}

// readers are those of a member's feed.
func (x *tx) readers(m *member) ([]Reader, error) {
	return collect(x, func(r scanner) (Reader, error) {
		var one Reader
		var first, served, confirmed, servedAt, confirmedAt int64
		err := r.Scan(&one.Token, &one.Name, &first, &served, &confirmed, &servedAt, &confirmedAt)
		one.Had = first > 0 && served >= m.first && (first < m.last || m.first == m.last)
		one.Told, one.Confirmed = served >= m.last, confirmed >= m.last
		one.ServedAt, one.ConfirmedAt = instantAt(servedAt), instantAt(confirmedAt)
		return one, err
	}, `
		SELECT r.token, COALESCE(t.name, ''), r.first, r.served, r.confirmed, r.served_at, r.confirmed_at
		FROM receipts r
		LEFT JOIN tokens t ON t.id = r.token
		WHERE r.feed_id = $1
		ORDER BY r.token`, m.feed.id)
}
