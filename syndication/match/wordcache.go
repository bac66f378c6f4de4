package match

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// Reading a word costs more than all that is done with it afterwards, and a
// few thousand words make up most of any text. So words are kept: a fixed
// number of them, of any language, a newer one in the place of an older.
const (
	cachedWords = 1 << 15 // some 250 bytes each
	maxCached   = 48      // bytes of a word
)

// wordCache is a table of pairs: the newer word stands first.
var wordCache [cachedWords / 2][2]atomic.Pointer[word]

// wordOf is readWord with a memory.
func wordOf(raw string, l *language) *word {
	if len(raw) > maxCached {
		return readWord(raw, l)
	}
	pair := &wordCache[(maphash.String(seed, raw)^l.salt)%(cachedWords/2)]
	first := pair[0].Load()
	if first != nil && first.lang == l && first.raw == raw {
		return first
	}
	if w := pair[1].Load(); w != nil && w.lang == l && w.raw == raw {
		return w
	}
	w := readWord(strings.Clone(raw), l) // so that it does not hold the whole text
	pair[1].Store(first)
	pair[0].Store(w)
	return w
}
