package server

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// encodings keeps encoded items: a story that many feeds show is encoded once
// for each format. It is bounded in bytes.
type encodings struct {
	limit   int // bytes
	keyring keyring

	mu    sync.Mutex
	of    map[itemKey]*rendition // guarded by mu, as are the next two
	held  int                    // bytes
	swept time.Time
}

// encodingsLife is how long an item stays at most in which nobody takes an
// interest: twice that long, however much room there is.
const encodingsLife = 10 * time.Minute

// A rendition is one item in each of the formats that were asked for. Who holds
// it finds its texts without looking for them, as long as they are kept.
type rendition struct {
	texts [formats]atomic.Pointer[encoded]
	used  atomic.Bool // since the last sweep
}

// formats is how many feeds.Formats there are.
const formats = 3

func ordinal(format feeds.Format) int { return slices.Index(feeds.Formats, format) }

// An encoded item knows the hash of its text: the documents that share it are
// told apart without reading it again.
type encoded struct {
	text []byte
	sum  digest
}

func (e *encoded) size() int { return len(e.text) + entryOverhead }

// entryOverhead is roughly what an entry holds beside its bytes.
const entryOverhead = 128

// in gives the text in a format, nil if it is not kept.
func (r *rendition) in(format int) *encoded {
	if !r.used.Load() { // so that those who only read share the line
		r.used.Store(true)
	}
	return r.texts[format].Load()
}

func newEncodings(limit int64) *encodings {
	return &encodings{limit: int(limit), keyring: newKeyring(), of: map[itemKey]*rendition{}, swept: time.Now()}
}

// encode gives all items, encoded now or before.
func (e *encodings) encode(items []feeds.Item, format feeds.Format) ([]*rendition, []*encoded, error) {
	renditions, texts, n := make([]*rendition, len(items)), make([]*encoded, len(items)), ordinal(format)
	for i, key := range e.keyring.keys(items) {
		if renditions[i], texts[i] = e.find(key, n); texts[i] != nil {
			continue
		}
		text, err := feeds.Encode(&items[i], format)
		if err != nil {
			return nil, nil, err
		}
		texts[i] = &encoded{text, digestOf(text)}
		renditions[i] = e.put(key, n, texts[i])
	}
	return renditions, texts, nil
}

func (e *encodings) find(key itemKey, format int) (*rendition, *encoded) {
	e.mu.Lock()
	defer e.mu.Unlock()
	r := e.of[key]
	if r == nil {
		return nil, nil
	}
	return r, r.in(format)
}

func (e *encodings) put(key itemKey, format int, text *encoded) *rendition {
	e.mu.Lock()
	defer e.mu.Unlock()
	r := e.of[key]
	if r == nil {
		r = new(rendition)
		e.of[key] = r
	}
	r.used.Store(true)
	e.held += text.size()
	if former := r.texts[format].Swap(text); former != nil {
		e.held -= former.size()
	}
	if now := time.Now(); e.held > e.limit || now.Sub(e.swept) > encodingsLife {
		e.swept = now
		e.sweep()
	}
	return r
}

// sweep forgets what was not used since the last sweep, and where that was all,
// any, and a tenth more than it must: it looks at everything. It needs mu.
func (e *encodings) sweep() {
	for key, r := range e.of {
		if !r.used.Swap(false) {
			e.forget(key, r)
		}
	}
	if e.held <= e.limit {
		return
	}
	for key, r := range e.of {
		if e.held <= e.limit/10*9 {
			return
		}
		e.forget(key, r)
	}
}

// forget needs mu.
func (e *encodings) forget(key itemKey, r *rendition) {
	delete(e.of, key)
	for i := range r.texts {
		if text := r.texts[i].Swap(nil); text != nil {
			e.held -= text.size()
		}
	}
}
