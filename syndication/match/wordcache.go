package match

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// Reading a word costs more than all that is done with it afterwards, and some
// ten thousand words make up most of what a day brings. So words are kept: a
// fixed number of them, of any language, a newer one in the place of the oldest
// of its set.
const (
	cachedSets = 1 << 13
	setSize    = 8  // words, of some 200 bytes each
	maxCached  = 48 // bytes of a word
)

// A wordSet has its keys side by side, in one line of the processor's cache.
// They are a hint; what counts is the key in the word.
type wordSet struct {
	keys  [setSize]atomic.Uint64
	words [setSize]atomic.Pointer[word] // newest first
}

var wordCache [cachedSets]wordSet

// wordKey is the key of a word as it is written in a text in l. Two words are
// taken for one if 64 bits of their hashes are equal, as everywhere in a table.
func wordKey(raw string, l *language) uint64 { return maphash.String(seed, raw) ^ l.salt }

// wordOf is readWord with a memory.
func wordOf(raw string, l *language) *word {
	if len(raw) > maxCached {
		return readWord(raw, l)
	}
	key := wordKey(raw, l)
	set := &wordCache[key%cachedSets]
	for i := range setSize {
		if set.keys[i].Load() == key {
			if w := set.words[i].Load(); w != nil && w.key == key {
				return w
			}
		}
	}
	w := readWord(strings.Clone(raw), l) // so that it does not hold the whole text
	w.key = key
	set.put(w)
	return w
}

func (s *wordSet) put(w *word) {
	for i := setSize - 1; i > 0; i-- {
		s.words[i].Store(s.words[i-1].Load())
		s.keys[i].Store(s.keys[i-1].Load())
	}
	s.words[0].Store(w)
	s.keys[0].Store(w.key)
}
