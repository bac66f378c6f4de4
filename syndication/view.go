package syndication

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/silkwire/silkwire/feeds"
)

// A view is one feed as a reading transaction sees it.
type view struct {
	x       *tx
	outlet  *outlet
	feed    *feedState
	entries []*shown // the newest on top
	fading  int64    // when the eldest of the tombstones beyond the rows went; 0: there is none
}

// shown is an entry of a feed with the text to show.
type shown struct {
	story    int64
	origin   int64 // as in members
	sid      string
	state    string
	last     int64
	left     int64
	place    int64
	gone     int64
	told     string // the note of the newest row
	edits    Edit
	decided  int64 // when an editor last changed the story; 0: never
	family   int64
	lead     int64
	source   string
	language string
	version  int
	changed  int64
	topics   []string
	item     *feeds.Item
}

func (x *tx) view(p *outlet, feed int64) (*view, error) {
	f, err := scanFeed(x.row(`SELECT `+feedColumns+` FROM outlet_feeds WHERE id = $1`, feed))
	if err != nil {
		return nil, err
	}
	if x.profiles, err = x.loadProfiles(x.profiles); err != nil {
		return nil, err
	}
	return &view{x: x, outlet: p, feed: f}, nil
}

// shownColumns come from members m, their newest row t, stories s, origins o and
// versions v.
const shownColumns = `
	m.story_id, m.origin_id, m.state, m.last_row, m.left_row, m.place, m.gone_at, t.note,
	s.sid, s.edits, s.changed, s.family,
	o.id, o.source, o.language, o.version, o.changed, o.topics,
	v.item`

const shownTables = `
	JOIN stories s ON s.id = m.story_id
	JOIN rows t ON t.feed_id = m.feed_id AND t.n = m.last_row
	JOIN origins o ON o.id = m.lead
	JOIN versions v ON v.origin_id = o.id AND v.n = o.version`

// What of the rows a document shows of stories that left the feed: the current
// document nothing but corrections and withdrawals since, an archive page all.
const (
	current  = ` AND (m.left_row = 0 OR r.loud > m.left_row)`
	archived = ``
)

// latest adds the entries of the current document.
func (v *view) latest() error {
	full := v.feed.version / v.x.desk.page
	if err := v.rows(max(0, full-1)*v.x.desk.page, v.feed.version, current); err != nil {
		return err
	}
	return v.tombstones()
}

// rows adds the entries of rows after..last, each once.
func (v *view) rows(after, last int64, of string) error {
	return v.add(`
		SELECT `+shownColumns+`
		FROM (
			SELECT feed_id, story_id, origin_id,
				MAX(CASE WHEN kind = 'update' THEN 0 ELSE n END) AS loud
			FROM rows
			WHERE feed_id = $1 AND n > $2 AND n <= $3 AND kind <> 'leave'
			GROUP BY feed_id, story_id, origin_id
		) r
		JOIN members m ON m.story_id = r.story_id AND m.feed_id = r.feed_id AND m.origin_id = r.origin_id`+
		shownTables+`
		WHERE 1 = 1`+of,
		v.feed.id, after, last)
}

// maxTombstones bounds the withdrawals that a document keeps beyond its rows.
const maxTombstones = 1000

// tombstones adds the withdrawals that are younger than WithdrawnFor. Their age
// is measured at the feed's newest row: the same Version gives the same bytes.
func (v *view) tombstones() error {
	if v.feed.version == 0 {
		return nil
	}
	horizon, err := v.horizon()
	if err != nil {
		return err
	}
	before := slices.Clone(v.entries)
	err = v.add(`
		SELECT `+shownColumns+`
		FROM members m`+shownTables+`
		WHERE m.feed_id = $1 AND m.gone_at > $2 AND m.gone_at > 0 AND m.state <> 'expired'
		ORDER BY m.gone_at DESC
		LIMIT $3`,
		v.feed.id, horizon, maxTombstones)
	for _, e := range v.entries {
		if e.gone > 0 && (v.fading == 0 || e.gone < v.fading) && !slices.Contains(before, e) {
			v.fading = e.gone
		}
	}
	return err
}

// horizon is the instant of the eldest withdrawal that the current document
// still shows.
func (v *view) horizon() (int64, error) {
	var newest int64
	err := v.x.row(`SELECT at FROM rows WHERE feed_id = $1 AND n = $2`, v.feed.id, v.feed.version).Scan(&newest)
	return newest - v.outlet.withdrawnFor().Milliseconds(), err
}

// newest adds the stories that stand on top.
func (v *view) newest(n int) error {
	return v.add(`
		SELECT `+shownColumns+`
		FROM members m`+shownTables+`
		WHERE m.feed_id = $1 AND m.state = 'in' AND m.left_row = 0
		ORDER BY m.place DESC
		LIMIT $2`,
		v.feed.id, n)
}

// add runs a query for shownColumns and keeps entries that are not there yet.
func (v *view) add(query string, args ...any) error {
	rs, err := v.x.query(query, args...)
	if err != nil {
		return err
	}
	defer rs.Close()
	has := map[[2]int64]bool{}
	for _, e := range v.entries {
		has[[2]int64{e.story, e.origin}] = true
	}
	for rs.Next() {
		e, err := v.x.desk.scanShown(rs)
		if err != nil {
			return err
		}
		if !has[[2]int64{e.story, e.origin}] {
			v.entries = append(v.entries, e)
		}
	}
	slices.SortFunc(v.entries, func(a, b *shown) int { return cmp.Compare(b.place, a.place) })
	return rs.Err()
}

func (d *Desk) scanShown(r scanner) (*shown, error) {
	e := &shown{}
	var corrected, topics, item string
	err := r.Scan(
		&e.story, &e.origin, &e.state, &e.last, &e.left, &e.place, &e.gone, &e.told,
		&e.sid, &corrected, &e.decided, &e.family,
		&e.lead, &e.source, &e.language, &e.version, &e.changed, &topics,
		&item)
	if err != nil {
		return nil, err
	}
	if e.edits, err = decodeEdit(corrected); err != nil {
		return nil, err
	}
	if topics != "null" { // which most are
		if err := json.Unmarshal([]byte(topics), &e.topics); err != nil {
			return nil, fmt.Errorf("topics of origin %d: %w", e.lead, err)
		}
	}
	e.item, err = d.decoded.item(item)
	return e, err
}

// story adds the entries of one story.
func (v *view) story(id int64) error {
	return v.add(`
		SELECT `+shownColumns+`
		FROM members m`+shownTables+`
		WHERE m.feed_id = $1 AND m.story_id = $2 AND m.left_row = 0`,
		v.feed.id, id)
}
