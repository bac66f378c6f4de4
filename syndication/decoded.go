package syndication

import (
	"sync"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// A generation is half of what a decoded holds.
const (
	generation     = 16 << 20 // bytes of text of items
	generationLife = 10 * time.Minute
)

// A versionKey names one version of an origin. What it says never changes.
type versionKey struct {
	origin  int64
	version int
}

// A rendition is what of an entry is the same wherever its version is shown.
type rendition struct {
	sid      string // of the story
	source   string
	language string
	item     *feeds.Item
	size     int // of the text in the store, in bytes
}

// decoded remembers items that were read from the store: a story that goes to
// ten thousand outlets is read and decoded once. Items are shared and must not
// be changed. What was not asked for during a generation is forgotten.
type decoded struct {
	mu         sync.Mutex
	young, old map[versionKey]rendition
	size       int       // of young
	begun      time.Time // when young was empty
}

// find completes the entries whose version is remembered, and gives the others.
func (d *decoded) find(entries []*shown) (unknown []*shown) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, e := range entries {
		k := versionKey{e.lead, e.version}
		t, ok := d.young[k]
		if !ok {
			if t, ok = d.old[k]; ok {
				d.keep(k, t)
			}
		}
		if e.rendition = t; !ok {
			unknown = append(unknown, e)
		}
	}
	return unknown
}

// add remembers a version.
func (d *decoded) add(k versionKey, t rendition) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.keep(k, t)
}

// keep is called with mu held.
func (d *decoded) keep(k versionKey, t rendition) {
	if now := time.Now(); d.size+t.size > generation || now.Sub(d.begun) > generationLife {
		d.young, d.old, d.size, d.begun = map[versionKey]rendition{}, d.young, 0, now
	}
	if _, ok := d.young[k]; !ok {
		d.young[k] = t
		d.size += t.size
	}
}
