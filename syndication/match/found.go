package match

import (
	"hash/maphash"
	"slices"
)

// An element of what an index finds by a word is an atom, alone or with marks:
// or longer.
const (
	unsure  = 1 << 31 // the place in the text has to be looked at
	fielded = 1 << 30 // the atom looks at one field, or not at it
	longer  = inner   // a pattern of several units begins with the word
)

// foundBy gives what the index finds by the word at unit i.
func (p *passing) foundBy(i int) []uint32 {
	key := p.doc.units[i].hash
	known := false
	if p.s.found, known = p.ix.memory.get(p.s.found[:0], key); !known {
		p.s.found = p.lookUp(p.s.found[:0], p.doc.word(p.field, i))
		p.ix.memory.add(key, p.s.found)
	}
	return p.s.found
}

// lookUp asks the tables for a word.
func (p *passing) lookUp(found []uint32, w *word) []uint32 {
	add := func(t *table, hash uint64) {
		for slot := t.first(hash); slot >= 0; slot = t.next(slot, hash) {
			v, ok := p.ix.weigh(t.value(slot), w, p.doc.lang)
			if ok && !slices.Contains(found, v) {
				found = append(found, v)
			}
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

// weigh gives what a table has for w its marks; false if it is not there after
// all. An atom that is one word is decided here.
func (ix *index) weigh(v uint32, w *word, l *language) (uint32, bool) {
	if v == inner {
		return longer, true
	}
	a := v &^ mustCheck
	at := &ix.atoms[a]
	if v&mustCheck != 0 || at.flags&checked != 0 || at.flags&dotted != 0 && l.dotless {
		if at.flags&oneWord == 0 {
			a |= unsure
		} else if !ix.wordStands(at, w, l) {
			return 0, false
		}
	}
	if at.flags&(inAuthor|inTitle) != 0 {
		a |= fielded
	}
	return a, true
}
