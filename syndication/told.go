package syndication

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// A Telling is what one row of a feed told readers of a story.
type Telling struct {
	At    time.Time
	Kind  Kind
	Note  string // for readers
	Title string // that the story had from then on; "" where it is not known, or was gone
}

// Tellings look at the row by which a story came, and at no more than lookback
// rows before its newest; they give the newest maxTellings.
const (
	lookback    = 10_000
	maxTellings = 50
)

// ToldIn gives what a feed has told of a story, the newest on top. Of one that is
// gone it says no more than its tombstone does: no title, and the last note
// alone. It errs with ErrNotFound as StoryIn does.
func (d *Desk) ToldIn(ctx context.Context, outlet, feed, id string) ([]Telling, error) {
	p, f := d.find(outlet, feed)
	if f == nil {
		return nil, fmt.Errorf("feed %s/%s: %w", outlet, feed, ErrNotFound)
	}
	var list []Telling
	err := d.read(ctx, func(x *tx) error {
		s, err := x.storyBySID(storyID(id))
		if err != nil {
			return err
		}
		m, err := x.holds(s, f.id)
		if err != nil || m.state == held { // of which nothing is said
			return err
		}
		if list, err = x.tellings(m); err != nil {
			return err
		}
		if m.state != in {
			list = silenced(list)
			return nil
		}
		list, err = x.entitle(s, p, list)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("story %s in feed %s/%s: %w", storyID(id), outlet, feed, err)
	}
	slices.Reverse(list)
	return list[:min(len(list), maxTellings)], nil
}

// holds is the story as a feed holds it, spread over the rows of all its entries.
func (x *tx) holds(s *story, feed int64) (*member, error) {
	members, err := x.members(s)
	if err != nil {
		return nil, err
	}
	var all *member
	for _, m := range members {
		if m.feed.id != feed || m.left > 0 && m.state == in {
			continue
		}
		if all == nil {
			all = m
			continue
		}
		all.first, all.last = min(all.first, m.first), max(all.last, m.last)
		if m.state == in {
			all.state = in
		}
	}
	if all == nil {
		return nil, ErrNotFound
	}
	return all, nil
}

// tellings are the rows of a story, the first on top, but those of which readers
// hear nothing.
func (x *tx) tellings(m *member) ([]Telling, error) {
	return collect(x, func(r scanner) (t Telling, err error) {
		var n, at int64
		err = r.Scan(&n, &at, &t.Kind, &t.Note)
		t.At = instantAt(at)
		return t, err
	}, `
		SELECT n, at, kind, note FROM rows
		WHERE feed_id = $1 AND n = $2 AND kind <> 'leave'
		UNION
		SELECT n, at, kind, note FROM rows
		WHERE feed_id = $1 AND n > $3 AND n <= $4 AND story_id = $5 AND kind <> 'leave'
		ORDER BY n`, m.feed.id, m.first, max(m.first, m.last-lookback), m.last, m.story)
}

// silenced leaves of what was told of a story that is gone the kinds and the
// instants, and the last note, which its tombstone shows.
func silenced(list []Telling) []Telling {
	list = slices.DeleteFunc(list, func(t Telling) bool { return t.Kind == Update })
	for i := range list[:max(0, len(list)-1)] {
		list[i].Note = ""
	}
	return list
}
