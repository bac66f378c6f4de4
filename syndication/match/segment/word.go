package segment

// word reports whether a sensible reading has boundaries at both ends of a hit,
// given in letters of the run.
func (l *lattice) word(start, end int) bool {
	s, e := int32(start-l.offset), int32(end-l.offset)
	if !l.isOpen(int(s)) || !l.isOpen(int(e)) || l.insideNumber(s) || l.insideNumber(e) {
		return false
	}
	return l.whole(s, e)-l.best <= l.model.doubt || l.forced(s, e)-l.best <= l.model.doubt || l.insideUnknown(s, e)
}

// whole is the cost of the best reading in which a hit is one word. Most hits
// need no more than this look.
func (l *lattice) whole(s, e int32) int {
	best := int32(never)
	for i := l.starts[s]; i < l.starts[s+1]; i++ {
		if w := &l.nodes[i]; w.end == e {
			best = min(best, w.before+w.after)
		}
	}
	return int(best)
}

// forced is the cost of the best reading with boundaries at s and e. A word may
// stand across a boundary if it has sensible parts with one there.
func (l *lattice) forced(s, e int32) int {
	best := int32(never)
	base := l.starts[max(0, s-l.longest)]
	values := sized(l.values, int(l.starts[e]-base))
	l.values = values
	for i := range values {
		w := &l.nodes[base+int32(i)]
		values[i] = never
		price := int32(0)
		if crosses(w, s, e) {
			if !l.splits(w, s, e) {
				continue
			}
			price = int32(l.model.doubt) // divided only if the best reading has it
		}
		if w.start <= s {
			values[i] = w.before + price
		}
		for p := l.ends[w.start]; w.start > s && p >= base; p = l.nodes[p].previous {
			join := int32(l.lexicon.Join(l.nodes[p].class, w.class))
			values[i] = min(values[i], values[p-base]+join+w.cost+price)
		}
		if w.end >= e {
			best = min(best, values[i]+w.after)
		}
	}
	return int(best)
}
