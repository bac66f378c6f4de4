package syndication

import (
	"sync"

	"github.com/silkwire/silkwire/feeds"
)

// generation is how much text of items one half of a decoded holds, in bytes.
const generation = 16 << 20

// decoded remembers items that were read from the store, by their text: a story
// that goes to ten thousand outlets is decoded once. It cannot be out of date,
// because nothing but the text decides what the item is. Items are shared and
// must not be changed. What was not asked for during a generation is forgotten.
type decoded struct {
	mu         sync.Mutex
	young, old map[string]*feeds.Item
	size       int // of young
}

// item is decodeItem with a memory.
func (d *decoded) item(text string) (*feeds.Item, error) {
	if it := d.find(text); it != nil {
		return it, nil
	}
	it, err := decodeItem(text)
	if err == nil {
		d.mu.Lock()
		d.keep(text, it)
		d.mu.Unlock()
	}
	return it, err
}

func (d *decoded) find(text string) *feeds.Item {
	d.mu.Lock()
	defer d.mu.Unlock()
	if it := d.young[text]; it != nil {
		return it
	}
	it := d.old[text]
	if it != nil {
		d.keep(text, it)
	}
	return it
}

// keep is called with mu held.
func (d *decoded) keep(text string, it *feeds.Item) {
	if d.young == nil || d.size+len(text) > generation {
		d.young, d.old, d.size = map[string]*feeds.Item{}, d.young, 0
	}
	if d.young[text] == nil {
		d.young[text] = it
		d.size += len(text)
	}
}
