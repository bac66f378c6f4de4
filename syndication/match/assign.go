package match

import (
	"math/bits"
	"slices"
)

// assign gives d the topics whose keywords it has and those that are above a
// topic of its own, and lists the ids of all its topics, sorted. Topics are
// gone through in their order: what a topic depends on is decided before it.
func (t *taxonomy) assign(d *Doc) []string {
	d.found = d.found[:0]
	a := assigning{t: t, d: d, due: newBitset(len(t.topics)), own: newBitset(len(t.topics))}
	var ids []string
	for _, name := range d.assigned {
		if p := t.byName[name]; p != nil {
			a.own.set(uint32(p.place))
			a.due.set(uint32(p.place))
		} else {
			ids = append(ids, name)
		}
	}
	if len(t.topics) > 0 {
		a.run()
	}
	for i, n := uint32(0), uint32(len(t.topics)); i < n; i++ {
		if a.own[i>>6] == 0 {
			i |= 63
		} else if a.own.get(i) {
			ids = append(ids, t.topics[i].ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// An assigning is one pass over the topics.
type assigning struct {
	t   *taxonomy
	d   *Doc
	s   *scratch
	own bitset // topics that d has
	due bitset // topics that have to be looked at
}

func (a *assigning) run() {
	ix := a.t.index
	a.s = ix.scratch()
	defer ix.done(a.s)
	ix.pass(a.d, a.s)
	ix.passTopics(a.d.assigned, a.s)
	a.wake(ix.awake(a.s, 0))
	a.wake(ix.always)
	for word := range a.due {
		for a.due[word] != 0 {
			i := word<<6 + bits.TrailingZeros64(a.due[word])
			a.due.clear(uint32(i))
			a.decide(a.t.topics[i])
		}
	}
}

// wake has the topics of keywords looked at whose queries may hit.
func (a *assigning) wake(queries []uint32) {
	for _, q := range queries {
		k := a.t.keywords[a.t.index.queries[q&^sure].id]
		a.due.set(uint32(k.topic.place))
	}
}

// decide gives d the topic p if it is to have it. All that p depends on is decided.
func (a *assigning) decide(p *placedTopic) {
	if !a.own.get(uint32(p.place)) && !a.hasKeywords(p) {
		return
	}
	a.own.set(uint32(p.place))
	if p.parent != nil {
		a.own.set(uint32(p.parent.place))
		a.due.set(uint32(p.parent.place))
	}
	n := len(a.s.atoms)
	a.d.found = append(a.d.found, p.names()...)
	a.t.index.passTopics(p.names(), a.s)
	a.wake(a.t.index.awake(a.s, n))
}

// hasKeywords reports whether keywords of p hit in the language of the doc.
func (a *assigning) hasKeywords(p *placedTopic) bool {
	for i := p.keywords; i < p.keywordsEnd; i++ {
		code := a.t.index.codeOf(uint32(i))
		if applies(a.t.keywords[i].tag, a.d) && holds(code[0], code[1:], a.s.has) {
			return true
		}
	}
	return false
}
