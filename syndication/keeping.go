package syndication

import (
	"context"
	"fmt"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// What is kept for good: all that the documents and archives of any feed show,
// and the names of every item, so that an old one that comes again is known.
// What goes when it is old: superseded versions, the words of corrections, the
// text of stories that no feed was ever given and of those whose rights have
// expired, and what readers did whose token is gone.

const (
	// tidied is how many stories one step of a pass goes through: it takes
	// milliseconds, so that no release waits for it.
	tidied = 200

	// tidyRest is how long it is from one pass over the store to the next.
	tidyRest = time.Hour
)

// A pass goes through the stories, the eldest first. It belongs to Run.
type pass struct {
	from    int64     // the story after which it goes on; 0: it begins
	surplus int64     // this story and those before it are beyond the number to keep; 0: none
	next    time.Time // when it begins; zero: now
}

// A keeping says which stories are old.
type keeping struct {
	before int64 // Unix milliseconds: what came and changed before is old; 0: nothing is for its age
	upTo   int64 // id: this story and those before it are old; 0: none is for its number
}

// tidy does one step of a pass, if the desk keeps not everything for ever and it
// is time.
func (d *Desk) tidy(ctx context.Context, p *pass) error {
	if d.opt.KeepFor <= 0 && d.opt.KeepStories <= 0 || time.Now().Before(p.next) {
		return nil
	}
	if p.from == 0 {
		if err := d.read(ctx, func(x *tx) error { return x.beginPass(p) }); err != nil {
			return fmt.Errorf("find what is old: %w", err)
		}
	}
	err := d.write(ctx, func(x *tx) error { return x.tidy(p) })
	if err != nil {
		err = fmt.Errorf("let go what is old: %w", err)
	}
	if p.from == 0 || err != nil {
		*p = pass{next: time.Now().Add(tidyRest)}
	}
	return err
}

// beginPass finds the stories that are too many.
func (x *tx) beginPass(p *pass) error {
	if x.desk.opt.KeepStories <= 0 {
		return nil
	}
	ids, err := x.numbers(`SELECT id FROM stories ORDER BY id DESC LIMIT 1 OFFSET $1`, x.desk.opt.KeepStories)
	if len(ids) > 0 {
		p.surplus = ids[0]
	}
	return err
}

// tidy goes through the next old stories; after the last, the pass is over.
func (x *tx) tidy(p *pass) error {
	k, last, err := x.step(p)
	if err != nil {
		return err
	}
	after := p.from
	p.from = last
	if last == 0 {
		return x.forgetReaders(k)
	}
	if err := x.forgetWords(after, last, k); err != nil {
		return err
	}
	return x.forgetStories(after, last, k)
}

// step says which stories are old, and where the next step ends; last is 0 when
// no old story follows. However many there are, those that may still find
// their near-duplicates are not old.
func (x *tx) step(p *pass) (k keeping, last int64, err error) {
	if x.desk.opt.KeepFor > 0 {
		k.before = x.now - x.desk.opt.KeepFor.Milliseconds()
	}
	rs, err := x.query(`SELECT id, created FROM stories WHERE id > $1 ORDER BY id LIMIT $2`, p.from, tidied)
	if err != nil {
		return k, 0, err
	}
	defer rs.Close()
	for rs.Next() {
		var id, created int64
		if err := rs.Scan(&id, &created); err != nil {
			return k, 0, err
		}
		if id <= p.surplus && created < x.now-fresh.Milliseconds() {
			k.upTo, last = id, id
		}
		if created < k.before {
			last = id
		}
	}
	return k, last, rs.Err()
}

// forgetStories lets go the texts that no feed shows. An embargo is a promise to
// show it.
func (x *tx) forgetStories(after, last int64, k keeping) error {
	ids, err := x.numbers(`
		SELECT s.id
		FROM stories s
		WHERE s.id > $1 AND s.id <= $2 AND s.embargo = 0
			AND EXISTS (
				SELECT 1 FROM origins o
				WHERE o.story_id = s.id AND o.forgotten = 0
					AND (o.status = 'expired' OR NOT EXISTS (SELECT 1 FROM members m WHERE m.story_id = s.id))
			)
			AND (s.id <= $4 OR s.changed < $3 AND NOT EXISTS (SELECT 1 FROM origins o WHERE o.story_id = s.id AND o.changed >= $3))
		ORDER BY s.id`, after, last, k.before, k.upTo)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := x.forget(id); err != nil {
			return fmt.Errorf("story %d: %w", id, err)
		}
	}
	return nil
}

// forget lets go the text of the origins of a story that no feed shows.
func (x *tx) forget(id int64) error {
	s, err := x.story(id)
	if err != nil {
		return err
	}
	members, err := x.members(s)
	if err != nil {
		return err
	}
	for _, o := range s.origins {
		if o.forgotten > 0 || o.embargo > 0 || len(members) > 0 && o.status != expired {
			continue
		}
		it, err := x.text(o)
		if err != nil {
			return err
		}
		text, err := encodeItem(remains(it))
		if err != nil {
			return err
		}
		if err := x.exec(`UPDATE versions SET item = $1 WHERE origin_id = $2 AND n = $3`, text, o.id, o.version); err != nil {
			return err
		}
		o.forgotten = x.now
		if err := x.keepOrigin(o); err != nil {
			return err
		}
	}
	return nil
}

// remains is what is kept of an item whose text goes: what editors need to find
// it, and its source to be understood when it sends it again.
func remains(it *feeds.Item) *feeds.Item {
	return &feeds.Item{
		ID: it.ID, Link: it.Link, Title: it.Title, Language: it.Language,
		Published: it.Published, Updated: it.Updated, Embargo: it.Embargo,
	}
}

// forgetReaders deletes how far readers had come whose token was revoked.
func (x *tx) forgetReaders(k keeping) error {
	return x.exec(`
		DELETE FROM receipts
		WHERE token <> '' AND served_at < $1 AND confirmed_at < $1 AND token NOT IN (SELECT id FROM tokens)`, k.before)
}
