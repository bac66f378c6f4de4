package match

import (
	"math/bits"
	"slices"
)

// A table finds the values of a hash, in a few nanoseconds if there are none: a
// bitmap that fits the processor's cache is asked first. It is immutable.
type table struct {
	bloom []uint64
	slots []slot
}

// A slot holds a value and its hash side by side: one look at the memory.
type slot struct {
	hash  uint64
	value uint32 // 0: the slot is empty; else a value and 1
}

type entry struct {
	hash  uint64
	value uint32
}

const bloomBits = 16 // for each entry: one hash in sixteen passes for nothing

// newTable holds entries, each once; it sorts them.
func newTable(entries []entry) *table {
	slices.SortFunc(entries, func(a, b entry) int {
		if a.hash != b.hash {
			if a.hash < b.hash {
				return -1
			}
			return 1
		}
		return int(a.value) - int(b.value)
	})
	entries = slices.Compact(entries)
	if len(entries) == 0 {
		return &table{}
	}
	t := &table{
		bloom: make([]uint64, 1<<bits.Len(uint(len(entries)*bloomBits/64))),
		slots: make([]slot, len(entries)*4/3+1),
	}
	for _, e := range entries {
		word, bit := t.bloomBit(e.hash)
		t.bloom[word] |= bit
		i := t.home(e.hash)
		for t.slots[i].value != 0 {
			i = t.after(i)
		}
		t.slots[i] = slot{e.hash, e.value + 1}
	}
	return t
}

// home is the slot where the search for a hash begins: its high bits scaled to
// the number of slots.
func (t *table) home(hash uint64) int {
	i, _ := bits.Mul64(hash, uint64(len(t.slots)))
	return int(i)
}

func (t *table) after(i int) int {
	if i++; i == len(t.slots) {
		return 0
	}
	return i
}

// bloomBit is made of the low bits of a hash, home of the high ones.
func (t *table) bloomBit(hash uint64) (word int, bit uint64) {
	return int(hash>>6) & (len(t.bloom) - 1), 1 << (hash & 63)
}

// first is the slot of the first value of a hash; -1 if there is none.
func (t *table) first(hash uint64) int {
	if len(t.bloom) == 0 {
		return -1
	}
	if word, bit := t.bloomBit(hash); t.bloom[word]&bit == 0 {
		return -1
	}
	return t.from(t.home(hash), hash)
}

// next is the slot of the value after that of a slot; -1 if there is none.
func (t *table) next(slot int, hash uint64) int { return t.from(t.after(slot), hash) }

func (t *table) from(i int, hash uint64) int {
	for t.slots[i].value != 0 {
		if t.slots[i].hash == hash {
			return i
		}
		i = t.after(i)
	}
	return -1
}

// fetch has the processor fetch what first will look at.
func (t *table) fetch(hash uint64) uint64 {
	if len(t.bloom) == 0 {
		return 0
	}
	word, _ := t.bloomBit(hash)
	return t.bloom[word] + t.slots[t.home(hash)].hash
}

func (t *table) value(slot int) uint32 { return t.slots[slot].value - 1 }

// entries lists what the table holds with new values; those that keep refuses
// are left out.
func (t *table) entries(keep func(value uint32) (uint32, bool)) []entry {
	all := make([]entry, 0, len(t.slots))
	for _, s := range t.slots {
		if s.value == 0 {
			continue
		}
		if to, ok := keep(s.value - 1); ok {
			all = append(all, entry{s.hash, to})
		}
	}
	return all
}
