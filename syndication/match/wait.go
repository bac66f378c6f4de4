package match

// waitOn decides for each query which atoms wake it: those of the clause it
// needs that the fewest queries share. That an atom is common in texts matters
// only as far as many queries wait on it.
func (ix *index) waitOn() {
	cost := ix.costs()
	counts := make([]uint32, len(ix.atoms)+1)
	chosen := make([][]uint32, ix.size())
	for q := range ix.size() {
		atoms, ok := needs(ix.codeOf(uint32(q)), cost)
		if !ok {
			ix.always = append(ix.always, uint32(q))
		}
		chosen[q] = atoms
		for _, a := range atoms {
			counts[a+1]++
		}
	}
	for a := range ix.atoms {
		counts[a+1] += counts[a]
	}
	ix.waitStarts = counts
	ix.waits = make([]uint32, counts[len(ix.atoms)])
	at := append([]uint32(nil), counts...)
	for q, atoms := range chosen {
		wait := uint32(q)
		if isChoice(ix.codeOf(wait)) {
			wait |= sure
		}
		for _, a := range atoms {
			ix.waits[at[a]] = wait
			at[a]++
		}
	}
}

// sure marks a query that waits on all of its atoms and needs only one: it need
// not be looked at when one is there.
const sure = 1 << 31

func isChoice(code []uint32) bool {
	for _, c := range code {
		if k := c & codeMask; k == codeNot || k == codeAnd {
			return false
		}
	}
	return true
}

// What an atom costs beyond the queries that share it: some are there in most
// items.
var kindCosts = [...]uint64{wordTerm: 0, phraseTerm: 0, prefixTerm: 4, topicTerm: 64, sourceTerm: 1 << 20, langTerm: 1 << 24}

func (ix *index) costs() []uint64 {
	cost := make([]uint64, len(ix.atoms))
	for _, c := range ix.code {
		if c&codeMask == codeAtom {
			cost[c]++
		}
	}
	for a := range ix.atoms {
		cost[a] += kindCosts[ix.atoms[a].kind]
	}
	return cost
}

// A need is a set of atoms of which a clause needs one; never, if it can do
// without any.
type need struct {
	atoms []uint32
	cost  uint64
	none  bool
}

// needs runs code on needs instead of bits.
func needs(code []uint32, cost []uint64) ([]uint32, bool) {
	var stack []need
	pop := func() need {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return n
	}
	for i, c := range code {
		switch c & codeMask {
		case codeAtom:
			stack = append(stack, need{atoms: code[i : i+1 : i+1], cost: cost[c]})
		case codeNot:
			pop()
			stack = append(stack, need{none: true})
		case codeAnd:
			b, a := pop(), pop()
			if a.none || !b.none && b.cost < a.cost {
				a = b
			}
			stack = append(stack, a)
		case codeOr:
			b, a := pop(), pop()
			stack = append(stack, a.or(b))
		}
	}
	top := pop()
	return top.atoms, !top.none
}

func (n need) or(m need) need {
	if n.none || m.none {
		return need{none: true}
	}
	return need{atoms: append(n.atoms, m.atoms...), cost: n.cost + m.cost}
}
