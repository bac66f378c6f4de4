package server

import (
	"container/list"
	"context"
	"sync"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// A draft is what is left of a document to make the next one of its feed from:
// where its stories stood, their items, and what was around them.
type draft struct {
	path   string // of the outlet and the feed; the formats share it
	sheet  *syndication.Sheet
	items  []*rendition
	scene  scene
	frames [formats]*frame // by format, nil where it was not asked for; of scene
}

// A scene is what the frames of a feed depend on.
type scene struct {
	settings uint64
	archive  int64 // the newest full page
}

func (d *draft) size() int {
	size := 256 + len(d.path) + 8*len(d.items) + d.sheet.Size()
	for _, f := range d.frames {
		if f != nil {
			size += f.size
		}
	}
	return size
}

// frame gives what goes around the items of f, made now or before.
func (d *draft) frame(f *feeds.Feed, name feedName) (*frame, error) {
	n := ordinal(name.format)
	if d.frames[n] == nil {
		made, err := newFrame(f, name)
		if err != nil {
			return nil, err
		}
		d.frames[n] = made
	}
	return d.frames[n], nil
}

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

// revise gives what a feed shows at present, its items, and the draft of the next
// document. It reads what changed since the last draft, and all where there is
// none or where the text of an item of it is no longer kept.
func (s *Server) revise(ctx context.Context, name feedName) (*syndication.Revision, *listing, draft, error) {
	last := s.drafts.get(name.outlet + "/" + name.feed)
	for {
		r, err := s.desk.Revise(ctx, name.outlet, name.feed, last.sheet)
		if err != nil {
			return nil, nil, draft{}, err
		}
		items, next, err := s.redraft(r, last, name)
		if err != nil || items != nil {
			return r, items, next, err
		}
		last = draft{path: last.path}
	}
}

// redraft brings a draft up to date, and gives its items; none if the text of one
// of those that stood in it is no longer kept.
func (s *Server) redraft(r *syndication.Revision, last draft, name feedName) (*listing, draft, error) {
	fresh, texts, err := s.items.encode(r.Feed.Items, name.format)
	if err != nil {
		return nil, draft{}, renderError(err, name)
	}
	next := draft{path: last.path, sheet: r.Sheet, items: make([]*rendition, len(r.From)), scene: scene{r.Stamp.Settings, r.Stamp.Version / archiveSize}}
	if next.scene == last.scene {
		next.frames = last.frames
	}
	all, format := make([]*encoded, 0, 256), ordinal(name.format) // on the stack, enough for most
	for i, at := range r.From {
		if at < 0 {
			next.items[i], all = fresh[0], append(all, texts[0])
			fresh, texts = fresh[1:], texts[1:]
			continue
		}
		next.items[i] = last.items[at]
		text := last.items[at].in(format)
		if text == nil {
			return nil, draft{}, nil
		}
		all = append(all, text)
	}
	return listed(all), next, nil
}
