package match

// A try is a query that may hit.
type try struct {
	id         ID
	query      uint32 // perhaps with sure
	first      uint32 // of its code
	start, end uint32 // of the rest
}

// try gathers what decides a query. It lies far apart in the memory: it is
// gathered for all queries before the first is decided, so that the processor
// fetches many at a time.
func (ix *index) try(wait uint32) try {
	q := ix.queries[wait&^sure:]
	return try{q[0].id, wait, ix.code[q[0].start], q[0].start + 1, q[1].start}
}

// matches appends the queries that hit d; one may be there again.
func (ix *index) matches(d *Doc, dead bitset, ids []ID) []ID {
	if ix.size() == 0 {
		return ids
	}
	s := ix.scratch()
	defer ix.done(s)
	ix.pass(d, s)
	ix.passTopics(d.assigned, s)
	ix.passTopics(d.found, s)
	s.tries = s.tries[:0]
	for _, q := range ix.awake(s, 0) {
		s.tries = append(s.tries, ix.try(q))
	}
	for _, q := range ix.always {
		s.tries = append(s.tries, ix.try(q))
	}
	s.hits = s.hits[:0]
	for i := range s.tries {
		t := &s.tries[i]
		hit := t.query&sure != 0 || holds(t.first, ix.code[t.start:t.end], s.has)
		if hit && (dead == nil || !dead.get(t.query&^sure)) {
			s.hits = append(s.hits, t.id)
		}
	}
	return append(ids, s.hits...)
}
