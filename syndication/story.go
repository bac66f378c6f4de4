package syndication

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication/match"
)

// A story is a line of stories with its origins, inside a transaction.
type story struct {
	id      int64
	sid     string
	created int64
	origins []*origin // in the order in which they came
	isNew   bool      // made by this transaction: no feed holds it

	storyState
	kept storyState // as the store has it
}

// storyState is what changes in a story.
type storyState struct {
	status  string
	note    string
	edits   Edit
	embargo int64
	due     int64
	family  int64
	changed int64
}

// An origin is a story as one source tells it, inside a transaction.
type origin struct {
	id        int64
	source    string
	language  string
	version   int
	hash      []byte
	status    string // '', withdrawn, expired, held, killed
	embargo   int64
	expires   int64
	published int64
	received  int64
	changed   int64
	tombstone int64
	names     int
	topics    []string
	waiting   waits // for an editor
	released  int64 // when an editor released it from its source's embargo; 0: never
	forgotten int64 // when its text was let go; 0: it is here

	item  *feeds.Item   // loaded when asked for
	found *match.Result // of the item with the story's edits; made when asked for
}

func (o *origin) usable() bool { return o.status == "" && o.embargo == 0 && o.forgotten == 0 }

// visible reports whether anybody may see the story.
func (s *story) visible() bool { return s.status == "" && s.embargo == 0 }

// sealed reports whether nothing of the story may be known yet: an editor, or
// each of its sources, holds it until a later instant.
func (s *story) sealed(now int64) bool {
	return s.embargo > now || !slices.ContainsFunc(s.origins, func(o *origin) bool { return o.embargo <= now })
}

func (s *story) find(id int64) *origin {
	i := slices.IndexFunc(s.origins, func(o *origin) bool { return o.id == id })
	if i < 0 {
		return nil
	}
	return s.origins[i]
}

// turn notes that what readers see of the story changes now. What they see as
// updated rises, also when the clock went back.
func (s *story) turn(now int64) {
	s.changed = max(now, s.changed+1000)
	for _, o := range s.origins {
		s.changed = max(s.changed, o.changed+1000)
	}
}

// turn notes that what readers see of the story changes now with this origin.
func (o *origin) turn(s *story, now int64) {
	o.changed = max(now, o.changed+1000, s.changed+1000)
}

// lead is the first usable origin in the outlet's order of trust; nil if none.
func (s *story) lead(p *outlet) *origin {
	var best *origin
	for _, o := range s.origins {
		if o.usable() && p.takes(o) && (best == nil || p.trust(o.source) < p.trust(best.source)) {
			best = o
		}
	}
	return best
}

const originColumns = `id, source, language, version, hash, status, embargo, expires, published, received, changed, tombstone, names, topics, released, forgotten, waiting`

func scanOrigin(r scanner) (*origin, error) {
	o := &origin{}
	var topics, waiting string
	err := r.Scan(&o.id, &o.source, &o.language, &o.version, &o.hash, &o.status, &o.embargo, &o.expires,
		&o.published, &o.received, &o.changed, &o.tombstone, &o.names, &topics, &o.released, &o.forgotten, &waiting)
	if err != nil {
		return nil, err
	}
	if o.waiting, err = decodeWaits(waiting); err != nil {
		return nil, err
	}
	return o, json.Unmarshal([]byte(topics), &o.topics)
}

func (x *tx) story(id int64) (*story, error) {
	s := &story{id: id}
	var corrected string
	err := x.row(`
		SELECT sid, status, note, edits, embargo, due, family, created, changed
		FROM stories
		WHERE id = $1`, id).Scan(&s.sid, &s.status, &s.note, &corrected, &s.embargo, &s.due, &s.family, &s.created, &s.changed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("story %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	if s.edits, err = decodeEdit(corrected); err != nil {
		return nil, err
	}
	s.kept = s.storyState
	rs, err := x.query(`SELECT `+originColumns+` FROM origins WHERE story_id = $1 ORDER BY id`, id)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	for rs.Next() {
		o, err := scanOrigin(rs)
		if err != nil {
			return nil, err
		}
		s.origins = append(s.origins, o)
	}
	return s, rs.Err()
}

// text is the item of an origin's present version, as its source told it.
func (x *tx) text(o *origin) (*feeds.Item, error) {
	if o.item != nil {
		return o.item, nil
	}
	var kept string
	err := x.row(`SELECT item FROM versions WHERE origin_id = $1 AND n = $2`, o.id, o.version).Scan(&kept)
	if err != nil {
		return nil, fmt.Errorf("version %d of origin %d: %w", o.version, o.id, err)
	}
	o.item, err = decodeItem(kept)
	return o.item, err
}

// matched is what the matcher finds in an origin as readers would see it.
func (x *tx) matched(s *story, o *origin) (match.Result, error) {
	if o.found != nil {
		return *o.found, nil
	}
	it, err := x.text(o)
	if err != nil {
		return match.Result{}, err
	}
	found := x.setup.match(o.source, x.profiles.of[o.source].Topics, s.edits.apply(it))
	o.found = &found
	changed, err := x.keepTopics(o, found.Topics)
	if changed && !s.sealed(x.now) { // documents show topics
		err = x.restyle()
	}
	return found, err
}

// match runs the one engine on an item.
func (c *setup) match(source string, assigned []string, it *feeds.Item) match.Result {
	return c.matcher.Match(c.filing.Doc(source, assigned, it))
}

func (x *tx) keepTopics(o *origin, topics []string) (changed bool, err error) {
	var id int64
	err = x.row(`UPDATE origins SET topics = $1 WHERE id = $2 AND topics <> $1 RETURNING id`, jsonOf(topics), o.id).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// jsonOf writes plain data, which cannot fail.
func jsonOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// keepOrigin writes what a transaction changed in an origin.
func (x *tx) keepOrigin(o *origin) error {
	return x.exec(`
		UPDATE origins SET
			language = $1, version = $2, hash = $3, status = $4, embargo = $5,
			expires = $6, changed = $7, tombstone = $8, released = $9, forgotten = $10, waiting = $11
		WHERE id = $12`,
		o.language, o.version, o.hash, o.status, o.embargo, o.expires, o.changed, o.tombstone, o.released, o.forgotten, o.waiting.encode(), o.id)
}

// keepStory writes what a transaction changed in a story, and the next instant
// at which time alone will change it.
func (x *tx) keepStory(s *story) error {
	s.due = s.nextDue()
	if s.kept == s.storyState {
		return nil
	}
	s.kept = s.storyState
	return x.exec(`
		UPDATE stories SET
			status = $1, note = $2, edits = $3, embargo = $4, due = $5, family = $6, changed = $7
		WHERE id = $8`,
		s.status, s.note, s.edits.encode(), s.embargo, s.due, s.family, s.changed, s.id)
}

func (s *story) nextDue() int64 {
	due := s.embargo
	for _, o := range s.origins {
		for _, at := range []int64{o.embargo, o.expires} {
			if o.status == "" && at > 0 && (due == 0 || cmp.Less(at, due)) {
				due = at
			}
		}
	}
	return due
}
