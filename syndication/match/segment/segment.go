// Package segment finds where words stand in scripts without spaces: Han,
// kana, Thai, Lao, Khmer and Burmese. It weighs all ways to read a run of text
// as words of a dictionary: a place is a boundary if a reading that has one
// there is about as good as the best. README.md tells where the dictionaries
// are from.
package segment

import (
	"sort"
	"sync"
)

// A Reading is a run of text and the sensible ways to read it as words. It
// belongs to one goroutine.
type Reading struct {
	model   *model
	letters []rune
	places  []int32 // of the letters, and of the end, in bytes
	lattice lattice // of the stretch that was asked for last
}

// room holds readings that are done, for what they have room for.
var room = sync.Pool{New: func() any { return new(Reading) }}

// Read finds the sensible readings of a run of text in a script without spaces.
// The language is that of the text, a BCP 47 tag; it tells Chinese from Japanese
// where the run has Han characters only. The run may be folded or not.
// Who has many runs to read says when each is [Reading.Done].
func Read(language, run string) *Reading {
	r := room.Get().(*Reading)
	r.letters, r.places = fold(r.letters[:0], r.places[:0], run)
	r.model = modelOf(language, r.letters)
	r.lattice.to = -1 // nothing is read yet
	return r
}

// Done leaves the room that the reading takes to others. It must not be used
// afterwards.
func (r *Reading) Done() { room.Put(r) }

// Word reports whether some sensible reading has word boundaries at both byte
// offsets start and end of the run.
func (r *Reading) Word(start, end int) bool {
	s, e := r.letter(start), r.letter(end)
	if s < 0 || e < 0 || s >= e {
		return false
	}
	if r.model == nil {
		return true
	}
	if e-s > stretch {
		return r.word(s, s) && r.word(e, e)
	}
	return r.word(s, e)
}

// word reports whether boundaries at two letters, or at one, are sensible.
func (r *Reading) word(s, e int) bool {
	if s == e && (s == 0 || s == len(r.letters)) {
		return true
	}
	if !r.lattice.holds(s, e) {
		r.lattice.read(r.model, r.letters, s, e)
	}
	return r.lattice.word(s, e)
}

// letter is the first letter at a place, -1 if none begins or ends there.
func (r *Reading) letter(place int) int {
	i := sort.Search(len(r.places), func(i int) bool { return int(r.places[i]) >= place })
	if i == len(r.places) || int(r.places[i]) != place {
		return -1
	}
	return i
}
