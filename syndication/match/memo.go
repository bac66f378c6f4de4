package match

import (
	"hash/maphash"
	"sync/atomic"
)

// What an index finds by a word depends on nothing but the word, most of the
// time. So a word remembers it: the index asks its tables once for each word
// that is kept, and most words of an item cost one look.

// A memo is what an index found by a word.
type memo struct {
	index uint64 // its number
	found []uint32
}

// An element of memo.found is an atom, alone or with marks: or longer.
const (
	unsure  = 1 << 31 // the place in the text has to be looked at
	fielded = 1 << 30 // the atom looks at one field, or not at it
	longer  = inner   // a pattern of several units begins with the word
)

// memos are the places of a word's memos: the topics of a matcher and its large
// index have one each. An overlay lives too short to be remembered.
type memos [2]atomic.Pointer[memo]

const (
	memoOfTopics = iota
	memoOfQueries
	noMemo = -1
)

var lastNumber atomic.Uint64

// rememberAt has words remember what the index finds. A memo has its number and
// no pointer, so that words that are not seen again do not hold an old index.
func (ix *index) rememberAt(place int) *index {
	ix.memo, ix.number = place, lastNumber.Add(1)
	ix.nothing = &memo{index: ix.number}
	return ix
}

// foundBy gives what the index finds by a word.
func (p *passing) foundBy(w *word) []uint32 {
	ix := p.ix
	if ix.memo == noMemo {
		p.s.found = p.lookUp(p.s.found[:0], w)
		return p.s.found
	}
	m := w.memos[ix.memo].Load()
	if m == nil || m.index != ix.number {
		m = &memo{ix.number, p.lookUp(nil, w)}
		if len(m.found) == 0 {
			m = ix.nothing
		}
		w.memos[ix.memo].Store(m)
	}
	return m.found
}

// lookUp asks the tables for a word.
func (p *passing) lookUp(found []uint32, w *word) []uint32 {
	add := func(t *table, hash uint64) {
		for slot := t.first(hash); slot >= 0; slot = t.next(slot, hash) {
			found = p.ix.weigh(found, t.value(slot), w, p.doc.lang)
		}
	}
	add(p.ix.words, w.hash)
	add(p.view.words, w.hash)
	for k := range w.forms {
		add(p.view.forms, w.forms[k].hash)
	}
	if p.ix.hasHead(w) {
		end := 0
		for range maxBegin {
			size := letters(w.bare[end:], 1)
			if size == 0 {
				break
			}
			end += size
			add(p.ix.begins, maphash.String(seed, w.bare[:end]))
		}
	}
	return found
}

// hasHead reports whether something begins as w does. Most words have a head
// that nothing begins with.
func (ix *index) hasHead(w *word) bool {
	return len(ix.begins.bloom) > 0 && (ix.heads.first(w.heads[0]) >= 0 || ix.heads.first(w.heads[1]) >= 0)
}

// weigh appends what a table has for w. An atom that is one word is decided here.
func (ix *index) weigh(found []uint32, v uint32, w *word, l *language) []uint32 {
	if v == inner {
		return append(found, longer)
	}
	a := v &^ mustCheck
	at := &ix.atoms[a]
	if v&mustCheck != 0 || at.flags&checked != 0 || at.flags&dotted != 0 && l.dotless {
		if at.flags&oneWord == 0 {
			a |= unsure
		} else if !ix.wordStands(at, w, l) {
			return found
		}
	}
	if at.flags&(inAuthor|inTitle) != 0 {
		a |= fielded
	}
	return append(found, a)
}
