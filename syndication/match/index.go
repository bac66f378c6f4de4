package match

import (
	"sync"
	"sync/atomic"
)

// An index is a set of queries made ready to be tried all at once on a doc. It
// is immutable, but for its views, which are made when they are first needed.
//
// What the queries ask for is split into atoms, each held once. A pass over a
// doc finds the atoms that it has. Each query waits on the one atom it needs
// that fewest queries share, or on several of which it needs one: a query none
// of whose atoms is there is never looked at.
type index struct {
	text  string // of all atoms
	atoms []atom

	words   *table // first units, and longer and longer beginnings, of the atoms' patterns → atom or inner
	begins  *table // what words have to begin with → atom
	heads   *table // the first two or three letters of these
	names   *table // hash of an atom as typed → atom
	langs   []uint32
	sources []uint32

	queries []stored // by id, rising, and one that is the end
	code    []uint32

	waitStarts []uint32 // by atom: where its part of waits begins, and the end
	waits      []uint32 // queries, some with sure
	always     []uint32 // queries that need nothing

	memory   memory   // of what was found by words
	patterns patterns // that were read
	stale    uint32   // atoms that were dropped since all tables were made anew

	mu    sync.Mutex // for writing views
	views atomic.Pointer[map[*language]*view]
	bits  sync.Pool // of *scratch
}

// inner is the value of a beginning of longer patterns. It is no atom.
const inner = 1<<29 - 1

// An atom is a term without its place.
type atom struct {
	start uint32 // in index.text
	size  uint16
	kind  kind
	flags flags
}

type flags uint8

const (
	checked  flags = 1 << iota // more has to be right than letters: marks, signs, the field
	dotted                     // the same where I and İ are two letters
	spelled                    // one piece of a script without spaces
	oneWord                    // nothing but a word: only its marks have to be looked at
	inAuthor                   // looks at authors, and at nothing else
	inTitle
)

func (ix *index) term(a uint32) term {
	at := &ix.atoms[a]
	t := term{kind: at.kind, text: ix.text[at.start : at.start+uint32(at.size)]}
	switch {
	case at.flags&inAuthor != 0:
		t.field = "author"
	case at.flags&inTitle != 0:
		t.field = "title"
	}
	return t
}

// stored is a query: where its code begins.
type stored struct {
	id    ID
	start uint32
}

func (ix *index) size() int { return len(ix.queries) - 1 }

func (ix *index) codeOf(q uint32) []uint32 {
	return ix.code[ix.queries[q].start:ix.queries[q+1].start]
}

// remembering gives the index a memory. An overlay lives too short to have one.
func (ix *index) remembering() *index {
	ix.memory = newMemory(len(ix.atoms))
	ix.patterns = make(patterns, keptPatterns)
	return ix
}

// A scratch is what one pass over a doc notes down.
type scratch struct {
	has   bitset   // atoms
	atoms []uint32 // the same, as they were found
	found []uint32 // by the word at hand
	awake []uint32 // queries that may hit, some with sure; one may be there again
	tries []try
	hits  []ID

	fetched uint64 // nothing but a reason to fetch
}

func (ix *index) scratch() *scratch {
	if s, ok := ix.bits.Get().(*scratch); ok {
		return s
	}
	return &scratch{has: newBitset(len(ix.atoms))}
}

func (ix *index) done(s *scratch) {
	for _, a := range s.atoms {
		s.has.clear(a)
	}
	s.atoms = s.atoms[:0]
	ix.bits.Put(s)
}

// note puts an atom down as found.
func (s *scratch) note(a uint32) {
	if !s.has.get(a) {
		s.has.set(a)
		s.atoms = append(s.atoms, a)
	}
}

// awake lists the queries that wait on the atoms noted from n on.
func (ix *index) awake(s *scratch, n int) []uint32 {
	s.awake = s.awake[:0]
	for _, a := range s.atoms[n:] {
		s.awake = append(s.awake, ix.waits[ix.waitStarts[a]:ix.waitStarts[a+1]]...)
	}
	return s.awake
}
