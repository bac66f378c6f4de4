package segment

import (
	"math"
	"slices"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

// A lattice holds all words that stand somewhere in a stretch of a run, and the
// costs of the best ways to read what is before and after each.
type lattice struct {
	model   *model
	lexicon *lexicon.Lexicon
	letters []rune // of the stretch
	offset  int    // of the stretch in the run
	from    int    // hits from here on are judged
	to      int    // up to here
	open    []bool // where boundaries may be, nil: everywhere

	// What a stretch has is overwritten by the next one.
	nodes   []node
	found   []lexicon.Found // at a letter
	places  []int32         // room of starts and ends
	starts  []int32         // the first node that starts at a letter
	ends    []int32         // the last node that ends at a letter, -1: none
	longest int32           // word, in letters
	best    int
	values  []int32    // scratch of forced
	last    []lastJoin // scratch of readBackward
	parts   map[cut]bool
}

// A node is a word at a place.
type node struct {
	start, end    int32
	previous      int32 // another node with the same end, -1: none
	class         uint16
	unknown       bool // to the dictionary
	cost          int32
	before, after int32 // cost of the best reading up to and with the word, and of what follows it
}

// Stretches overlap, so that each hit is judged with what is around it.
const (
	stretch = 256
	margin  = 40
	never   = math.MaxInt32 / 4
)

// read reads the stretch that begins some letters before the hit.
func (l *lattice) read(m *model, letters []rune, start, end int) {
	l.model, l.lexicon, l.from = m, m.words(), start
	l.offset = max(0, start-margin)
	last := min(len(letters), max(end, start+stretch)+margin)
	l.to = last
	if last < len(letters) {
		l.to = last - margin
	}
	l.letters = letters[l.offset:last]
	l.open = nil
	if m.open != nil {
		l.open = m.open(l.letters)
	}
	clear(l.parts)
	l.addNodes()
	l.readForward()
	l.readBackward()
}

func (l *lattice) holds(start, end int) bool { return start >= l.from && end <= l.to }

// isOpen reports whether a word may begin or end before a letter.
func (l *lattice) isOpen(at int) bool { return l.open == nil || l.open[at] }

func (l *lattice) addNodes() {
	n := len(l.letters)
	l.places = sized(l.places, 2*(n+1))
	l.starts, l.ends = l.places[:n+1], l.places[n+1:]
	for i := range l.ends {
		l.ends[i] = -1
	}
	l.nodes, l.longest = l.nodes[:0], 0
	for at := range n {
		l.starts[at] = int32(len(l.nodes))
		if l.isOpen(at) {
			known := l.addKnown(at)
			l.model.unknown(l, at, known)
		}
	}
	l.starts[n] = int32(len(l.nodes))
}

// addKnown adds the words of the dictionary that begin at a letter. It reports
// whether the letter is a word itself.
func (l *lattice) addKnown(at int) (letter bool) {
	l.found = l.lexicon.Begin(l.found[:0], l.letters[at:min(len(l.letters), at+lexicon.MaxWord)])
	for _, w := range l.found {
		letter = letter || w.Length == 1
		for _, e := range w.Entries {
			if l.model.extra != nil {
				e.Cost += l.model.extra(l.letters, at, at+w.Length, e.Class)
			}
			l.add(at, w.Length, e, false)
		}
	}
	return letter
}

// add adds a word; unknown, if no dictionary has it.
func (l *lattice) add(at, length int, e lexicon.Entry, unknown bool) {
	end := at + length
	if !l.isOpen(end) {
		return
	}
	l.nodes = append(l.nodes, node{
		start: int32(at), end: int32(end), previous: l.ends[end],
		class: e.Class, unknown: unknown, cost: int32(e.Cost),
	})
	l.ends[end] = int32(len(l.nodes) - 1)
	l.longest = max(l.longest, int32(length))
}

// sized gives s another length, and does not care what is in it.
func sized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

// readForward finds the best way to read what is before each word. It depends on
// the word's start and class only.
func (l *lattice) readForward() {
	start, class, before := int32(-1), uint16(0), int32(0)
	for i := range l.nodes {
		w := &l.nodes[i]
		if w.start != start || w.class != class {
			start, class, before = w.start, w.class, l.joinBefore(w)
		}
		w.before = before + w.cost
	}
}

func (l *lattice) joinBefore(w *node) int32 {
	if w.start == 0 {
		return int32(l.lexicon.Join(edge, w.class))
	}
	best := int32(never)
	for p := l.ends[w.start]; p >= 0; p = l.nodes[p].previous {
		v := &l.nodes[p]
		best = min(best, v.before+int32(l.lexicon.Join(v.class, w.class)))
	}
	return best
}

// A lastJoin is what was found last for the words with an end.
type lastJoin struct {
	known bool
	class uint16
	after int32
}

// readBackward finds the best way to read what follows each word. It depends on
// the word's end and class only.
func (l *lattice) readBackward() {
	n := len(l.letters)
	last := sized(l.last, n+1)
	clear(last)
	l.last = last
	l.best = never
	for i := len(l.nodes) - 1; i >= 0; i-- {
		v := &l.nodes[i]
		if c := &last[v.end]; !c.known || c.class != v.class {
			c.known, c.class, c.after = true, v.class, l.joinAfter(v)
		}
		v.after = last[v.end].after
		if v.start == 0 {
			l.best = min(l.best, int(v.before+v.after))
		}
	}
}

func (l *lattice) joinAfter(v *node) int32 {
	if int(v.end) == len(l.letters) {
		return int32(l.lexicon.Join(v.class, edge))
	}
	best := int32(never)
	for i := l.starts[v.end]; i < l.starts[v.end+1]; i++ {
		w := &l.nodes[i]
		best = min(best, int32(l.lexicon.Join(v.class, w.class))+w.cost+w.after)
	}
	return best
}
