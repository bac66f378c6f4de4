package segment

import "strings"

// A cut is a word with one or two places in it.
type cut struct{ start, end, first, second int32 }

// word reports whether a sensible reading has boundaries at both ends of a hit,
// given in letters of the run.
func (l *lattice) word(start, end int) bool {
	s, e := int32(start-l.offset), int32(end-l.offset)
	if !l.isOpen(int(s)) || !l.isOpen(int(e)) || l.insideNumber(s) || l.insideNumber(e) {
		return false
	}
	return l.forced(s, e)-l.best <= l.model.doubt
}

// insideNumber reports whether a place is between two digits of a number.
func (l *lattice) insideNumber(at int32) bool {
	return at > 0 && int(at) < len(l.letters) && isDigit(l.letters[at-1]) && isDigit(l.letters[at])
}

func isDigit(r rune) bool {
	return strings.ContainsRune("〇零一二三四五六七八九十百千万亿两", r)
}

// forced is the cost of the best reading with boundaries at s and e. A word may
// stand across a boundary if it has sensible parts with one there.
func (l *lattice) forced(s, e int32) int {
	n := int32(len(l.letters))
	best := int32(never)
	first := max(0, s-31)
	values := make([]int32, l.starts[min(e, n)]-l.starts[first])
	base := l.starts[first]
	for i := range values {
		w := &l.nodes[base+int32(i)]
		values[i] = never
		price := int32(0)
		if crosses := w.start < s && s < w.end || w.start < e && e < w.end; crosses {
			if !l.splits(w, s, e) {
				continue
			}
			price = int32(l.model.doubt) // divided only if the best reading has it
		}
		if w.start <= s {
			values[i] = w.before + price
		} else {
			for p := l.ends[w.start]; p >= 0; p = l.nodes[p].previous {
				if v := &l.nodes[p]; p >= base {
					values[i] = min(values[i], values[p-base]+int32(l.lexicon.Join(v.class, w.class))+w.cost+price)
				}
			}
		}
		if w.end >= e {
			best = min(best, values[i]+w.after)
		}
	}
	return int(best)
}

// splits reports whether a word is made of parts with boundaries at those of s
// and e that are inside it.
func (l *lattice) splits(w *node, s, e int32) bool {
	if w.unknown || w.end-w.start < 3 && l.model.clusters == nil {
		return false
	}
	c := cut{w.start, w.end, max(s, w.start), min(e, w.end)}
	if yes, ok := l.parts[c]; ok {
		return yes
	}
	free := l.divide(w.start, w.end, w.start, w.end)
	yes := free < never && free-w.cost <= int32(l.model.opaque)
	if yes {
		yes = l.divide(w.start, w.end, c.first, c.second)-free <= int32(l.model.part)
	}
	l.parts[c] = yes
	return yes
}

// divide is the cost of the best way to read the letters from start to end as
// two words or more, with boundaries at s and e.
func (l *lattice) divide(start, end, s, e int32) int32 {
	base := l.starts[start]
	values := make([]int32, l.starts[end]-base)
	best := int32(never)
	for i := range values {
		w := &l.nodes[base+int32(i)]
		values[i] = never
		if w.end > end || w.start == start && w.end == end || w.unknown {
			continue
		}
		if w.end-w.start == 1 && isKana(l.letters[w.start]) {
			continue
		}
		if (w.start < s && s < w.end || w.start < e && e < w.end) && !l.splits(w, s, e) {
			continue
		}
		if w.start == start {
			values[i] = w.cost
		} else {
			for p := l.ends[w.start]; p >= base; p = l.nodes[p].previous {
				values[i] = min(values[i], values[p-base]+int32(l.lexicon.Join(l.nodes[p].class, w.class))+w.cost)
			}
		}
		if w.end == end {
			best = min(best, values[i])
		}
	}
	return best
}
