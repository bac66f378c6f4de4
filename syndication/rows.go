package syndication

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// feedState is a line of outlet_feeds as a transaction sees and changes it.
type feedState struct {
	feedKey
	id       int64
	kind     string
	version  int64
	modified int64 // Unix milliseconds, whole seconds
	touched  bool
	before   int64 // the Version before the transaction, once it is touched
	tail     tail  // of the rows that the transaction gave it
}

// A member is a story, or one of its origins, as one feed holds it.
type member struct {
	feed   *feedState
	story  int64
	origin int64 // 0: the story as one
	lead   int64
	state  string
	first  int64
	last   int64
	place  int64
	left   int64
	gone   int64

	pending bool // append has inserted it: one statement must not write it twice
}

// The states of a member.
const (
	in        = "in"
	withdrawn = "withdrawn"
	expired   = "expired"
	held      = "held"   // embargoed after the feed had it; of an origin: part of a burst
	killed    = "killed" // of an origin: see heed
)

// append gives the feed its next row. The caller has set what the row changes
// in the member.
func (x *tx) append(m *member, kind Kind, note string) error {
	if m.pending {
		if err := x.flush(); err != nil {
			return err
		}
	}
	m.pending = true
	f := m.feed
	if !f.touched {
		f.touched, f.before = true, f.version
	}
	f.version++
	m.last = f.version
	came := kind == New || kind == Enter
	if came && m.first == 0 {
		m.first = f.version
	}
	if came || slices.Contains(x.setup.movesUp(f.outlet), kind) {
		m.place = f.version
	}
	if kind == Leave {
		m.left = f.version
	}
	x.trail(m)
	if err := x.insert(rowTable, f.id, f.version, m.story, m.origin, kind, x.now, note); err != nil {
		return err
	}
	return x.insert(memberTable, m.story, f.id, m.origin, m.lead, m.state, m.first, m.last, m.place, m.left, m.gone)
}

// members are all feeds that were ever given the story, also those whose outlet
// has left the configuration.
func (x *tx) members(s *story) ([]*member, error) {
	if s.isNew {
		return nil, nil
	}
	story := s.id
	rs, err := x.query(`
		SELECT feed_id, origin_id, lead, state, first_row, last_row, place, left_row, gone_at
		FROM members
		WHERE story_id = $1
		ORDER BY feed_id, origin_id`, story)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	var list []*member
	var ids []int64
	for rs.Next() {
		m := &member{story: story}
		var id int64
		if err := rs.Scan(&id, &m.origin, &m.lead, &m.state, &m.first, &m.last, &m.place, &m.left, &m.gone); err != nil {
			return nil, err
		}
		list, ids = append(list, m), append(ids, id)
	}
	if err := rs.Close(); err != nil {
		return nil, err
	}
	for i, m := range list {
		if m.feed, err = x.feedByID(ids[i]); err != nil {
			return nil, err
		}
	}
	return list, rs.Err()
}

const feedColumns = `id, outlet, name, kind, version, modified`

func scanFeed(r scanner) (*feedState, error) {
	f := &feedState{}
	err := r.Scan(&f.id, &f.outlet, &f.name, &f.kind, &f.version, &f.modified)
	return f, err
}

func (x *tx) feedByID(id int64) (*feedState, error) {
	if f := x.byID[id]; f != nil {
		return f, nil
	}
	f, err := scanFeed(x.row(`SELECT `+feedColumns+` FROM outlet_feeds WHERE id = $1`, id))
	if err != nil {
		return nil, err
	}
	return x.remember(f), nil
}

// feed finds a feed by its name, and makes it if there is none yet.
func (x *tx) feed(key feedKey, kind string) (*feedState, error) {
	if f := x.byName[key]; f != nil {
		return f, nil
	}
	f, err := scanFeed(x.row(`SELECT `+feedColumns+` FROM outlet_feeds WHERE outlet = $1 AND name = $2`, key.outlet, key.name))
	if errors.Is(err, sql.ErrNoRows) {
		f, err = x.makeFeed(key, kind)
	}
	if err != nil {
		return nil, fmt.Errorf("feed %s/%s: %w", key.outlet, key.name, err)
	}
	return x.remember(f), nil
}

func (x *tx) makeFeed(key feedKey, kind string) (*feedState, error) {
	p := x.setup.outlets[key.outlet]
	f := &feedState{feedKey: key, kind: kind, touched: true}
	err := x.row(`
		INSERT INTO outlet_feeds (outlet, name, kind, version, modified, selection, order_by, applied, tick)
		VALUES ($1, $2, $3, 0, 0, $4, $5, -1, 0)
		RETURNING id`, key.outlet, key.name, kind, p.selects(key.name, kind), p.orderBy()).Scan(&f.id)
	return f, err
}

func (x *tx) remember(f *feedState) *feedState {
	x.byName[f.feedKey], x.byID[f.id] = f, f
	return f
}

// finishFeeds writes the Version of each feed that got rows. Modified rises
// with it by a second at least, because HTTP dates have whole seconds.
func (x *tx) finishFeeds() error {
	var tick int64
	for _, f := range x.byID {
		if !f.touched {
			continue
		}
		if tick == 0 {
			n, err := x.count("tick")
			if err != nil {
				return err
			}
			tick = n
		}
		f.modified = max(x.now/1000*1000, f.modified+1000)
		err := x.exec(`UPDATE outlet_feeds SET version = $1, modified = $2, tick = $3 WHERE id = $4`,
			f.version, f.modified, tick, f.id)
		if err != nil {
			return err
		}
	}
	return nil
}
