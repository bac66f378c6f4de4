package syndication

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
)

// A view is one feed as a reading transaction sees it.
type view struct {
	x       *tx
	outlet  *outlet
	feed    *feedState
	newest  int64              // when the newest row came
	gone    bool               // some of its stories were taken back
	fading  int64              // when the eldest of the tombstones beyond the rows went; 0: there is none
	entries []*shown           // the newest on top
	kin     map[int64][]*shown // by family: what the outlet's whole feed shows
}

// shown is an entry of a feed with the text to show.
type shown struct {
	story  int64
	origin int64 // as in members
	state  string
	last   int64
	left   int64
	place  int64
	gone   int64
	told   string // the note of the newest row
	substance
	rendition
}

// substance is what of an entry is the same in all feeds where its origin leads.
type substance struct {
	edits   Edit
	decided int64 // when an editor last changed the story; 0: never
	family  int64
	lead    int64
	version int
	changed int64
	topics  []string
}

func (x *tx) view(p *outlet, feed int64) (*view, error) {
	v := &view{x: x, outlet: p, feed: &feedState{}}
	var settings int64
	f := v.feed
	err := x.row(`
		SELECT `+feedColumns+`,
			(SELECT value FROM meta WHERE name = 'settings'),
			COALESCE((SELECT at FROM rows WHERE feed_id = id AND n = version), 0),
			EXISTS (SELECT 1 FROM members WHERE feed_id = id AND gone_at > 0)
		FROM outlet_feeds
		WHERE id = $1`, feed).
		Scan(&f.id, &f.outlet, &f.name, &f.kind, &f.version, &f.modified, &settings, &v.newest, &v.gone)
	if err != nil {
		return nil, err
	}
	if x.profiles.n != settings {
		x.profiles, err = x.loadProfiles(x.profiles)
	}
	return v, err
}

// shownColumns come from members m, their newest row t, stories s and origins o.
// What most entries have alike is NULL, which costs least to hand over.
const shownColumns = `
	m.story_id, m.origin_id, NULLIF(m.state, 'in'), m.last_row, m.left_row, m.place, m.gone_at, NULLIF(t.note, ''),` +
	substanceColumns

// substanceColumns come from stories s and origins o.
const substanceColumns = `
	NULLIF(s.edits, ''), s.changed, s.family,
	o.id, o.version, o.changed, NULLIF(o.topics, 'null')`

const shownTables = `
	JOIN stories s ON s.id = m.story_id
	JOIN origins o ON o.id = m.lead`

const newestRow = `
	JOIN rows t ON t.feed_id = m.feed_id AND t.n = m.last_row`

// latest adds the entries of the current document.
func (v *view) latest() error {
	full := v.feed.version / v.x.desk.page
	if err := v.since(max(0, full-1)*v.x.desk.page, v.feed.version); err != nil {
		return err
	}
	return v.tombstones()
}

// since adds the stories whose newest row is one of after..last. Of those that
// left the feed it is only what was corrected or withdrawn afterwards.
func (v *view) since(after, last int64) error {
	return v.add(`
		SELECT `+shownColumns+`
		FROM rows t
		CROSS JOIN members m`+shownTables+`
		WHERE t.feed_id = $1 AND t.n > $2 AND t.n <= $3
			AND m.story_id = t.story_id AND m.feed_id = t.feed_id AND m.origin_id = t.origin_id AND m.last_row = t.n
			AND (m.left_row = 0 OR EXISTS (
				SELECT 1
				FROM rows l
				WHERE l.feed_id = $1 AND l.n > $2 AND l.n > m.left_row
					AND l.story_id = m.story_id AND l.origin_id = m.origin_id
					AND l.kind NOT IN ('update', 'leave')
			))`,
		v.feed.id, after, last)
}

// archive adds the entries of rows after..last, each once, also those that left.
func (v *view) archive(after, last int64) error {
	return v.add(`
		SELECT `+shownColumns+`
		FROM (
			SELECT DISTINCT feed_id, story_id, origin_id
			FROM rows
			WHERE feed_id = $1 AND n > $2 AND n <= $3 AND kind <> 'leave'
		) r
		CROSS JOIN members m`+shownTables+newestRow+`
		WHERE m.story_id = r.story_id AND m.feed_id = r.feed_id AND m.origin_id = r.origin_id`,
		v.feed.id, after, last)
}

// maxTombstones bounds the withdrawals that a document keeps beyond its rows.
const maxTombstones = 1000

// tombstones adds the withdrawals that are younger than WithdrawnFor. Their age
// is measured at the feed's newest row: the same Version gives the same bytes.
// A sum, since of a bare parameter SQLite would prepare anew for every value.
func (v *view) tombstones() error {
	if !v.gone {
		return nil
	}
	before := slices.Clone(v.entries)
	err := v.add(`
		SELECT `+shownColumns+`
		FROM members m`+shownTables+newestRow+`
		WHERE m.feed_id = $1 AND m.gone_at > $2 + 0 AND m.gone_at > 0 AND m.state <> 'expired'
		ORDER BY m.gone_at DESC
		LIMIT $3`,
		v.feed.id, v.horizon(), maxTombstones)
	for _, e := range v.entries {
		if e.gone > 0 && (v.fading == 0 || e.gone < v.fading) && !slices.Contains(before, e) {
			v.fading = e.gone
		}
	}
	return err
}

// horizon is the instant of the eldest withdrawal that the current document
// still shows.
func (v *view) horizon() int64 { return v.newest - v.outlet.withdrawnFor().Milliseconds() }

// top adds the stories that stand on top.
func (v *view) top(n int) error {
	return v.add(`
		SELECT `+shownColumns+`
		FROM members m`+shownTables+newestRow+`
		WHERE m.feed_id = $1 AND m.state = 'in' AND m.left_row = 0
		ORDER BY m.place DESC
		LIMIT $2`,
		v.feed.id, n)
}

// add runs a query for shownColumns and keeps entries that are not there yet.
func (v *view) add(query string, args ...any) error {
	found, err := v.x.shown(query, args...)
	if err != nil {
		return err
	}
	has := map[[2]int64]bool{}
	for _, e := range v.entries {
		has[[2]int64{e.story, e.origin}] = true
	}
	for _, e := range found {
		if !has[[2]int64{e.story, e.origin}] {
			v.entries = append(v.entries, e)
		}
	}
	slices.SortFunc(v.entries, byPlace)
	return nil
}

// shown runs a query for shownColumns, and reads the texts.
func (x *tx) shown(query string, args ...any) ([]*shown, error) {
	rs, err := x.query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	var list []*shown
	for rs.Next() {
		e, err := scanShown(rs)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	if err := cmp.Or(rs.Err(), rs.Close()); err != nil {
		return nil, err
	}
	return list, x.readTexts(x.desk.decoded.find(list))
}

func scanShown(r scanner) (*shown, error) {
	e := &shown{}
	var state, note sql.NullString
	err := e.substance.scan(r, &e.story, &e.origin, &state, &e.last, &e.left, &e.place, &e.gone, &note)
	e.state, e.told = cmp.Or(state.String, in), note.String
	return e, err
}

// scan reads the columns first, and substanceColumns after them.
func (s *substance) scan(r scanner, first ...any) (err error) {
	var corrected, topics sql.NullString
	err = r.Scan(append(first, &corrected, &s.decided, &s.family, &s.lead, &s.version, &s.changed, &topics)...)
	if err != nil {
		return err
	}
	if topics.Valid {
		if err := json.Unmarshal([]byte(topics.String), &s.topics); err != nil {
			return fmt.Errorf("topics of origin %d: %w", s.lead, err)
		}
	}
	s.edits, err = decodeEdit(corrected.String)
	return err
}

// readTexts completes entries whose version this process has not read yet.
func (x *tx) readTexts(entries []*shown) error {
	leads := map[int64][]*shown{}
	var asked []any
	for _, e := range entries {
		if leads[e.lead] == nil {
			asked = append(asked, e.lead)
		}
		leads[e.lead] = append(leads[e.lead], e)
	}
	return x.ask(asked, func(n int) string {
		return `
			SELECT o.id, o.version, o.source, o.language, s.sid, v.item
			FROM origins o
			JOIN stories s ON s.id = o.story_id
			JOIN versions v ON v.origin_id = o.id AND v.n = o.version
			WHERE o.id IN (` + parameters(1, n) + `)`
	}, func(r scanner) (err error) {
		var k versionKey
		var t rendition
		var text string
		if err := r.Scan(&k.origin, &k.version, &t.source, &t.language, &t.sid, &text); err != nil {
			return err
		}
		if t.item, err = decodeItem(text); err != nil {
			return fmt.Errorf("version %d of origin %d: %w", k.version, k.origin, err)
		}
		t.size = len(text)
		x.desk.decoded.add(k, t)
		for _, e := range leads[k.origin] {
			e.rendition = t
		}
		return nil
	})
}

// story adds the entries of one story.
func (v *view) story(id int64) error {
	return v.add(`
		SELECT `+shownColumns+`
		FROM members m`+shownTables+newestRow+`
		WHERE m.feed_id = $1 AND m.story_id = $2 AND m.left_row = 0`,
		v.feed.id, id)
}
