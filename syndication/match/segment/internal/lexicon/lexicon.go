// Package lexicon keeps the words of a language with their costs: in a file,
// compressed, and in memory, where the words that begin at a place of a text
// are found in a few steps.
package lexicon

import "math/bits"

// An Entry is one reading of a word.
type Entry struct {
	Class uint16 // what kind of word it is: a row and a column of the lexicon's joins
	Cost  int16  // how rare it is: -800 times the natural logarithm of its frequency
}

// A Word is a word as a file holds it.
type Word struct {
	Letters []rune
	Entry
}

// A Lexicon is immutable. All words in it are folded, see [Fold].
type Lexicon struct {
	classes int
	joins   []int16 // cost of a word of class column after one of class row

	// A hash table of all words. It holds a fingerprint in place of the letters:
	// of a thousand million strings that are no words, one is taken for one.
	slots   []slot
	entries []Entry

	// The places of words of one letter, which are looked for everywhere. Letters
	// before the first and behind the last are rare.
	letters [lastLetter - firstLetter + 1]uint32

	// A bitmap of all words, which fits the processor's cache: most strings that
	// are no words are known by it.
	bloom []uint64

	lengths [1 << lengthBits]uint32 // by the first two letters: bit n is set if some word has n letters
}

// A slot is a word.
type slot struct {
	print uint32 // 0: free
	place uint32 // first entry << countBits | number of entries
}

const (
	bloomBits  = 8 // for each word
	countBits  = 8
	lengthBits = 16

	firstLetter = 0x0E00 // Thai
	lastLetter  = 0x9FFF // Han

	// MaxWord is the length of the longest word, in letters.
	MaxWord = 31
)

// Classes is the number of classes of words.
func (x *Lexicon) Classes() int { return x.classes }

// Join is the cost of a word of one class after one of another.
func (x *Lexicon) Join(left, right uint16) int {
	if x.joins == nil {
		return 0
	}
	return int(x.joins[int(left)*x.classes+int(right)])
}

// A Found is a word that letters begin with.
type Found struct {
	Length  int
	Entries []Entry
}

// Begin appends the words that the letters begin with, shortest first.
func (x *Lexicon) Begin(found []Found, letters []rune) []Found {
	if len(letters) == 0 {
		return found
	}
	if e := x.letter(letters[0]); e != nil {
		found = append(found, Found{1, e})
	}
	if len(letters) == 1 {
		return found
	}
	h := mix(mix(0, letters[0]), letters[1])
	lengths := x.lengths[h>>(64-lengthBits)]
	at := 2
	for lengths != 0 {
		n := bits.TrailingZeros32(lengths)
		lengths &= lengths - 1
		if n > len(letters) {
			break
		}
		for ; at < n; at++ {
			h = mix(h, letters[at])
		}
		if !x.may(h) {
			continue
		}
		if place := x.place(h); place != 0 {
			found = append(found, Found{n, x.at(place)})
		}
	}
	return found
}

// letter gives the readings of a word of one letter.
func (x *Lexicon) letter(r rune) []Entry {
	if r >= firstLetter && r <= lastLetter {
		return x.at(x.letters[r-firstLetter])
	}
	return x.at(x.place(mix(0, r)))
}

// Find gives the readings of a word, nil if it is not known.
func (x *Lexicon) Find(word []rune) []Entry {
	return x.at(x.place(hash(word)))
}

// Size is the memory it takes, in bytes.
func (x *Lexicon) Size() int {
	return 8*(len(x.slots)+len(x.bloom)) + 4*(len(x.entries)+len(x.lengths)+len(x.letters)) + 2*len(x.joins)
}

// place is where the entries of a word are, 0 if it is not known.
func (x *Lexicon) place(h uint64) uint32 {
	i, print := x.home(h)
	for s := x.slots[i]; s.print != 0; s = x.slots[i] {
		if s.print == print {
			return s.place
		}
		if i++; i == len(x.slots) {
			i = 0
		}
	}
	return 0
}

// at gives the entries of a place, nil if there are none.
func (x *Lexicon) at(place uint32) []Entry {
	if place == 0 {
		return nil
	}
	first := place >> countBits
	return x.entries[first : first+place&(1<<countBits-1)]
}

// home is the slot where the search for a hash begins, and its fingerprint.
func (x *Lexicon) home(h uint64) (int, uint32) {
	hi, _ := bits.Mul64(h, uint64(len(x.slots)))
	return int(hi), uint32(h) | 1
}

// may reports whether a hash can be that of a word.
func (x *Lexicon) may(h uint64) bool {
	return x.bloom[h>>6&uint64(len(x.bloom)-1)]>>(h&63)&1 != 0
}

func hash(word []rune) uint64 {
	var h uint64
	for _, r := range word {
		h = mix(h, r)
	}
	return h
}

// mix adds a letter to a hash.
func mix(h uint64, r rune) uint64 {
	hi, lo := bits.Mul64(h^uint64(r)^0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
	return hi ^ lo
}
