package match

import (
	"slices"
	"sync"
	"testing"

	"github.com/silkwire/silkwire/feeds"
	"pgregory.net/rapid"
)

// foundFor makes up what an index finds by the word of a key.
func foundFor(key uint64) []uint32 {
	all := []uint32{longer, uint32(key), uint32(key>>7) | unsure, 0, uint32(key>>3) | fielded, 1, 2}
	for i := range all {
		all[i] &^= 1 << 29 // no atom has it
	}
	all[0] = longer
	return all[:key%uint64(len(all)+1)]
}

func TestAMemoryForgetsButDoesNotMixUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := make(memory, 1<<rapid.IntRange(0, 4).Draw(t, "sets"))
		words := rapid.SliceOfN(rapid.String(), 1, 60).Draw(t, "words")
		for _, word := range words {
			key := wordKey(word, und)
			m.add(key, foundFor(key))
			if _, known := m.get(nil, key); !known && len(foundFor(key)) <= 2 {
				t.Fatalf("what was found by %q is not remembered", word)
			}
		}
		for _, word := range words {
			key := wordKey(word, und)
			if found, known := m.get(nil, key); known && !slices.Equal(found, foundFor(key)) {
				t.Fatalf("%q: %x instead of %x", word, found, foundFor(key))
			}
		}
	})
}

func TestAMemoryIsReadWhileItIsWritten(t *testing.T) {
	m := make(memory, 2)
	var all sync.WaitGroup
	for first := range uint64(4) {
		all.Go(func() {
			for i := range uint64(20_000) {
				key := letterHash(rune((i*7 + first) % 41))
				if found, known := m.get(nil, key); known && !slices.Equal(found, foundFor(key)) {
					t.Errorf("%x: %x instead of %x", key, found, foundFor(key))
					return
				}
				m.add(key, foundFor(key))
			}
		})
	}
	all.Wait()
}

func TestADocIsExplainedAfterItWasMatched(t *testing.T) {
	m := NewMatcher()
	q := parse(t, "上海 OR ports")
	m.SetAll(map[ID]*Query{1: q})
	d := NewDoc("one", &feeds.Item{Title: "上海的 port", Language: "zh"})
	for range 2 {
		if got := m.Match(d).Queries; !slices.Equal(got, []ID{1}) {
			t.Errorf("found %v", got)
		}
		if e := q.Explain(d); len(e.Hits) != 1 || e.Hits[0].End != len("上海") {
			t.Errorf("explained by %+v", e.Hits)
		}
	}
}
