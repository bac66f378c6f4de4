package match

import (
	"math/bits"
	"sync/atomic"
)

// What an index finds by a word depends on the word and its language only. So
// the index remembers it: it reads a word and asks its tables once, and from
// then on it looks at one line of the processor's cache. Half of the words of a
// text are such that nothing is found by them.

// A memory holds what was found by a fixed number of words, a newer one in the
// place of an older. There are no pointers in it and no locks: a reader that
// comes between the two halves of a memo sees that they do not fit.
type memory []memorySet

// A memorySet is one line of the processor's cache.
type memorySet [4]memo

// A memo has two elements of what was found by a word, each and 1; 0 if there
// are no more. Of three and more, the rest is under the key that follows.
type memo struct {
	sum   atomic.Uint64 // key ^ found
	found atomic.Uint64
}

// rest is in the place of the second element.
const rest = 1<<32 - 1

// newMemory has more room the more there is to find: at most that for the words
// of a day's news, 2 MB.
func newMemory(atoms int) memory {
	return make(memory, 1<<min(15, max(6, bits.Len(uint(4*atoms)))))
}

// get appends what was found by the word of a key; false if it is not known.
func (m memory) get(found []uint32, key uint64) ([]uint32, bool) {
	for {
		two, known := m.at(key)
		if !known {
			return found, false
		}
		first, second := uint32(two), uint32(two>>32)
		if first != 0 {
			found = append(found, first-1)
		}
		if second != 0 && second != rest {
			found = append(found, second-1)
		}
		if second != rest {
			return found, true
		}
		key = following(key)
	}
}

func (m memory) at(key uint64) (found uint64, known bool) {
	if len(m) == 0 {
		return 0, false
	}
	set := m.set(key)
	for i := range set {
		if found = set[i].found.Load(); set[i].sum.Load()^found == key {
			return found, true
		}
	}
	return 0, false
}

// mostFound is how many elements are remembered for a word: more would take the
// place of too many others.
const mostFound = 64

// add remembers what was found by the word of a key.
func (m memory) add(key uint64, found []uint32) {
	if len(found) > mostFound {
		return
	}
	for len(found) > 2 {
		m.put(key, uint64(found[0]+1)|rest<<32)
		key, found = following(key), found[1:]
	}
	two := uint64(0)
	for i, v := range found {
		two |= uint64(v+1) << (32 * i)
	}
	m.put(key, two)
}

// put takes a free place, or any: the key decides which.
func (m memory) put(key, found uint64) {
	if len(m) == 0 {
		return
	}
	set := m.set(key)
	place := key >> 60 % uint64(len(set))
	for i := range set {
		if set[i].sum.Load()|set[i].found.Load() == 0 {
			place = uint64(i)
			break
		}
	}
	set[place].found.Store(found)
	set[place].sum.Store(key ^ found)
}

// fetch has the processor fetch what at will look at.
func (m memory) fetch(key uint64) uint64 {
	if len(m) == 0 {
		return 0
	}
	return m.set(key)[0].sum.Load()
}

func (m memory) set(key uint64) *memorySet { return &m[key&uint64(len(m)-1)] }

// following is the key of what did not fit under a key.
func following(key uint64) uint64 { return bits.RotateLeft64(key, 32) + 1 }
