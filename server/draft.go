package server

import (
	"container/list"
	"context"
	"sync"

	"github.com/silkwire/silkwire/syndication"
)

// A draft is what is left of a document to make the next one of its feed from:
// where its stories stood, and under which keys their items are kept.
type draft struct {
	path  string // of the outlet and the feed; the formats share it
	sheet *syndication.Sheet
	keys  []itemKey
}

func (d *draft) size() int { return 256 + len(d.path) + 16*len(d.keys) + d.sheet.Size() }

// drafts keeps one draft of each feed, bounded in bytes; the longest unused goes.
type drafts struct {
	limit int

	mu   sync.Mutex
	of   map[string]*list.Element // of draft; guarded by mu, as are the next two
	used *list.List               // the last used in front
	held int                      // bytes
}

func newDrafts(limit int64) *drafts {
	return &drafts{limit: int(limit), of: map[string]*list.Element{}, used: list.New()}
}

// get gives the draft of a feed; an empty one if there is none.
func (d *drafts) get(path string) draft {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.of[path]
	if e == nil {
		return draft{path: path}
	}
	d.used.MoveToFront(e)
	return e.Value.(draft)
}

func (d *drafts) put(next draft) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if e := d.of[next.path]; e != nil {
		d.drop(e)
	}
	d.of[next.path] = d.used.PushFront(next)
	d.held += next.size()
	for d.held > d.limit {
		d.drop(d.used.Back())
	}
}

// drop needs mu.
func (d *drafts) drop(e *list.Element) {
	gone := d.used.Remove(e).(draft)
	delete(d.of, gone.path)
	d.held -= gone.size()
}

// revise gives the present items of a feed, encoded, and what goes around them.
// It reads what changed since the last draft, and all where there is none or
// where an item of it is no longer kept.
func (s *Server) revise(ctx context.Context, name feedName) (*syndication.Revision, []*encoded, error) {
	last := s.drafts.get(name.outlet + "/" + name.feed)
	for {
		r, err := s.desk.Revise(ctx, name.outlet, name.feed, last.sheet)
		if err != nil {
			return nil, nil, err
		}
		next, items, err := s.redraft(r, last, name)
		if err != nil {
			return nil, nil, err
		}
		if items != nil {
			s.drafts.put(next)
			return r, items, nil
		}
		last = draft{path: last.path}
	}
}

// redraft brings a draft up to date, and gives its items; none if one of those
// that stood in it is no longer kept.
func (s *Server) redraft(r *syndication.Revision, last draft, name feedName) (draft, []*encoded, error) {
	keys := s.items.keys(r.Feed.Items)
	fresh, err := s.items.encode(r.Feed.Items, keys, name.format)
	if err != nil {
		return draft{}, nil, renderError(err, name)
	}
	next := draft{path: last.path, sheet: r.Sheet, keys: make([]itemKey, len(r.From))}
	items := make([]*encoded, len(r.From))
	for i, at := range r.From {
		if at < 0 {
			next.keys[i], items[i] = keys[0], fresh[0]
			keys, fresh = keys[1:], fresh[1:]
			continue
		}
		next.keys[i] = last.keys[at]
		if items[i] = s.items.get(encodedKey{next.keys[i], name.format}); items[i] == nil {
			return draft{}, nil, nil
		}
	}
	return next, items, nil
}
