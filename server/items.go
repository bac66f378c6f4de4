package server

import (
	"crypto/sha256"
	"encoding/binary"
	"hash/maphash"
	"sync"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// encodings keeps encoded items: a story that many feeds show is encoded once
// for each format. It is bounded in bytes by two generations: what was not used
// while one filled up is forgotten with it.
type encodings struct {
	limit int // bytes of a generation
	seeds [2]maphash.Seed

	mu     sync.Mutex
	young  map[encodedKey]*encoded // guarded by mu, as are the next three
	old    map[encodedKey]*encoded
	filled int // bytes in young
	begun  time.Time
}

// encodingsLife is how long a generation lasts at most: what is in no document
// that is made anew goes, however much room there is.
const encodingsLife = 10 * time.Minute

// An encoded item knows the hash of its text: the documents that share it are
// told apart without reading it again.
type encoded struct {
	text feeds.Encoded
	sum  [sha256.Size]byte
}

// An itemKey is a hash of all that an encoded item depends on. Its seeds are
// random, so that nobody can make two items that share one.
type itemKey [2]uint64

type encodedKey struct {
	item   itemKey
	format feeds.Format
}

func newEncodings(limit int64) *encodings {
	return &encodings{
		limit: int(limit / 2),
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		young: map[encodedKey]*encoded{},
	}
}

// keys are those of items.
func (e *encodings) keys(items []feeds.Item) []itemKey {
	list := make([]itemKey, len(items))
	text := make([]byte, 0, 8<<10) // on the stack, enough for most
	for i := range items {
		text = appendItem(text[:0], &items[i])
		list[i] = itemKey{maphash.Bytes(e.seeds[0], text), maphash.Bytes(e.seeds[1], text)}
	}
	return list
}

// encode gives all items of a feed, encoded now or before.
func (e *encodings) encode(items []feeds.Item, keys []itemKey, format feeds.Format) ([]*encoded, error) {
	list := make([]*encoded, len(items))
	for i := range items {
		key := encodedKey{keys[i], format}
		if list[i] = e.get(key); list[i] != nil {
			continue
		}
		text, err := feeds.Encode(&items[i], format)
		if err != nil {
			return nil, err
		}
		list[i] = &encoded{text, sha256.Sum256(text)}
		e.put(key, list[i])
	}
	return list, nil
}

func (e *encodings) get(key encodedKey) *encoded {
	e.mu.Lock()
	defer e.mu.Unlock()
	if found := e.young[key]; found != nil {
		return found
	}
	found := e.old[key]
	if found != nil {
		e.add(key, found)
	}
	return found
}

func (e *encodings) put(key encodedKey, item *encoded) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.add(key, item)
}

// entryOverhead is roughly what an entry holds beside its bytes.
const entryOverhead = 128

// add needs mu.
func (e *encodings) add(key encodedKey, item *encoded) {
	if now := time.Now(); e.filled > e.limit || now.Sub(e.begun) > encodingsLife {
		e.old, e.young, e.filled, e.begun = e.young, map[encodedKey]*encoded{}, 0, now
	}
	e.young[key] = item
	e.filled += len(item.text) + entryOverhead
}

// appendItem writes every field that documents show, each so that no two items
// that differ are written alike.
func appendItem(b []byte, it *feeds.Item) []byte {
	b = appendTexts(b, it.ID, it.Link, it.Title, it.Summary, it.Content, it.Language, it.Origin.Title, it.Origin.Link,
		it.Credit, it.Place, it.Section, it.Note, string(it.Status))
	b = appendNumbers(b, int64(it.Urgency), int64(len(it.Authors)), int64(len(it.Topics)), int64(len(it.Keywords)), int64(len(it.Media)))
	b = appendTime(appendTime(b, it.Published), it.Updated)
	for _, p := range it.Authors {
		b = appendTexts(b, p.Name, p.Email, p.URL)
	}
	for _, c := range it.Topics {
		b = appendTexts(b, c.Term, c.Scheme, c.Label)
	}
	b = appendTexts(b, it.Keywords...)
	for _, m := range it.Media {
		b = appendTexts(b, m.URL, m.Type, m.Title, m.Alt, m.Credit)
		b = appendNumbers(b, m.Length, int64(m.Width), int64(m.Height), int64(m.Seconds))
	}
	for _, t := range it.Translations {
		b = appendTexts(b, t.Language, t.Link, t.ID, t.Title)
	}
	return b
}

func appendTexts(b []byte, texts ...string) []byte {
	for _, s := range texts {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

func appendNumbers(b []byte, numbers ...int64) []byte {
	for _, n := range numbers {
		b = binary.AppendVarint(b, n)
	}
	return b
}

func appendTime(b []byte, t feeds.Time) []byte {
	_, offset := t.Zone()
	dateOnly := int64(0)
	if t.DateOnly {
		dateOnly = 1
	}
	return appendTexts(appendNumbers(b, t.Unix(), int64(t.Nanosecond()), int64(offset), dateOnly), t.Original)
}
