package match

import "sync/atomic"

// Some patterns have to be looked at where their letters stand: their marks or
// signs decide. An index with a memory keeps a fixed number of them as it read
// them, a newer one in the place of an older.
type patterns []atomic.Pointer[keptPattern]

const keptPatterns = 1 << 11

type keptPattern struct {
	atom     uint32
	language *language
	pattern  *pattern
}

// pattern reads an atom in a language.
func (ix *index) pattern(a uint32, l *language) *pattern {
	t := ix.term(a)
	if len(ix.patterns) == 0 {
		return readPattern(&t, l)
	}
	place := &ix.patterns[(a^uint32(l.salt))%keptPatterns]
	if k := place.Load(); k != nil && k.atom == a && k.language == l {
		return k.pattern
	}
	p := readPattern(&t, l)
	place.Store(&keptPattern{a, l, p})
	return p
}
