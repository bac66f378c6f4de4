package match

import (
	"hash/maphash"
	"maps"
	"slices"
	"strings"
)

// A builder makes an index of what an older one holds and of fresh queries.
// Atoms that both have are taken over as they are, which is what makes a
// rebuild fast.
type builder struct {
	old   *index
	kept  []uint32 // by atom of old: its number here and 1, or 0
	ix    *index
	text  strings.Builder
	fresh map[term]uint32 // atoms that old has not

	words, begins, heads, names []entry
	views                       map[*language]*viewMaker
}

var noIndex = newIndex()

func newIndex() *index {
	ix := &index{words: &table{}, begins: &table{}, heads: &table{}, names: &table{}, queries: []stored{{}}, waitStarts: []uint32{0}}
	ix.views.Store(&map[*language]*view{})
	return ix
}

// build makes an index of the queries of old, without those in dead, and of
// fresh ones, which take the place of old ones.
func build(old *index, dead bitset, fresh map[ID]*node) *index {
	b := &builder{old: old, kept: make([]uint32, len(old.atoms)), ix: newIndex(), fresh: map[term]uint32{}}
	b.queries(dead, fresh)
	b.ix.text = b.text.String()
	b.ix.stale = old.stale + uint32(len(old.atoms)+len(b.fresh)-len(b.ix.atoms))
	if b.ix.stale > 1000+uint32(len(b.ix.atoms)) {
		b.renew()
	}
	b.atoms()
	b.ix.waitOn()
	return b.ix
}

// renew lets every table be made anew. The tables taken over keep beginnings
// of what is no longer there.
func (b *builder) renew() {
	clear(b.kept)
	for a := range b.ix.atoms {
		b.fresh[b.ix.term(uint32(a))] = uint32(a)
	}
	b.ix.stale = 0
	b.old = noIndex
}

// queries merges old and fresh queries by id.
func (b *builder) queries(dead bitset, fresh map[ID]*node) {
	b.ix.queries = make([]stored, 0, len(b.old.queries)+len(fresh))
	b.ix.code = make([]uint32, 0, len(b.old.code)+4*len(fresh))
	rising := slices.Sorted(maps.Keys(fresh))
	for q := range b.old.size() {
		id := b.old.queries[q].id
		for len(rising) > 0 && rising[0] <= id {
			b.add(rising[0], fresh[rising[0]])
			rising = rising[1:]
		}
		if _, replaced := fresh[id]; !replaced && !dead.get(uint32(q)) {
			b.copy(id, b.old.codeOf(uint32(q)))
		}
	}
	for _, id := range rising {
		b.add(id, fresh[id])
	}
	b.begin(0)
}

func (b *builder) add(id ID, root *node) {
	b.begin(id)
	b.compile(root)
}

func (b *builder) copy(id ID, code []uint32) {
	b.begin(id)
	for _, c := range code {
		if c&codeMask == codeAtom {
			c = b.keep(c)
		}
		b.ix.code = append(b.ix.code, c)
	}
}

func (b *builder) begin(id ID) {
	b.ix.queries = append(b.ix.queries, stored{id, uint32(len(b.ix.code))})
}

func (b *builder) compile(n *node) {
	emit := func(c uint32) { b.ix.code = append(b.ix.code, c) }
	if n.op == opTerm {
		emit(b.intern(n.term))
		for _, form := range n.forms {
			emit(b.intern(form))
			emit(codeOr)
		}
		return
	}
	for i, kid := range n.kids {
		b.compile(kid)
		switch {
		case n.op == opNot:
			emit(codeNot)
		case i > 0 && n.op == opAnd:
			emit(codeAnd)
		case i > 0:
			emit(codeOr)
		}
	}
}

// keep is the number here of an atom of old.
func (b *builder) keep(a uint32) uint32 {
	if b.kept[a] == 0 {
		at := b.old.atoms[a]
		b.kept[a] = b.append(b.old.text[at.start:at.start+uint32(at.size)], at.kind, at.flags) + 1
	}
	return b.kept[a] - 1
}

func (b *builder) append(text string, k kind, f flags) uint32 {
	b.ix.atoms = append(b.ix.atoms, atom{uint32(b.text.Len()), uint16(len(text)), k, f})
	b.text.WriteString(text)
	return uint32(len(b.ix.atoms) - 1)
}

// intern is the number of the atom of a term.
func (b *builder) intern(t *term) uint32 {
	key := term{kind: t.kind, field: t.field, text: t.text}
	if a, ok := b.fresh[key]; ok {
		return a
	}
	if a, ok := b.old.find(&key); ok {
		return b.keep(a)
	}
	a := b.append(t.text, t.kind, 0)
	b.fresh[key] = a
	return a
}

// find is the number of the atom of a term, if there is one.
func (ix *index) find(t *term) (uint32, bool) {
	hash := nameHash(t)
	for slot := ix.names.first(hash); slot >= 0; slot = ix.names.next(slot, hash) {
		if a := ix.names.value(slot); ix.term(a) == (term{kind: t.kind, field: t.field, text: t.text}) {
			return a, true
		}
	}
	return 0, false
}

func nameHash(t *term) uint64 {
	return lengthen(maphash.String(seed, t.text), uint64(t.kind)<<8|uint64(len(t.field)))
}

// atoms makes the tables: what old has of the atoms kept, and the fresh ones.
func (b *builder) atoms() {
	keep := func(a uint32) (uint32, bool) {
		if a == inner {
			return inner, true
		}
		return b.kept[a] - 1, b.kept[a] != 0
	}
	b.words, b.begins = b.old.words.entries(keep), b.old.begins.entries(keep)
	b.heads, b.names = b.old.heads.entries(keep), b.old.names.entries(keep)
	b.views = map[*language]*viewMaker{}
	for l := range *b.old.views.Load() {
		b.views[l] = &viewMaker{lang: l}
	}
	for t, a := range b.fresh {
		b.describe(a, &t)
	}
	ix := b.ix
	ix.words, ix.begins, ix.heads, ix.names = newTable(b.words), newTable(b.begins), newTable(b.heads), newTable(b.names)
	for a := range ix.atoms {
		switch ix.atoms[a].kind {
		case langTerm:
			ix.langs = append(ix.langs, uint32(a))
		case sourceTerm:
			ix.sources = append(ix.sources, uint32(a))
		}
	}
	b.carry(keep)
}

// carry makes the views that old has.
func (b *builder) carry(keep func(uint32) (uint32, bool)) {
	keepForm := func(v uint32) (uint32, bool) {
		a, ok := keep(v &^ mustCheck)
		return a | v&mustCheck, ok
	}
	views := map[*language]*view{}
	for l, m := range b.views {
		for _, a := range b.fresh {
			m.add(b.ix, a)
		}
		views[l] = m.view((*b.old.views.Load())[l], keepForm)
	}
	b.ix.views.Store(&views)
}

// maxBegin is the longest beginning of a word, in letters, that is looked up;
// a longer one is found by its first letters and then checked.
const maxBegin = 16

// describe enters a fresh atom into the tables.
func (b *builder) describe(a uint32, t *term) {
	b.names = append(b.names, entry{nameHash(t), a})
	if t.kind > prefixTerm {
		return
	}
	p := readPattern(t, und)
	b.ix.atoms[a].flags = p.flags(t)
	if len(p.elems) == 0 || varies(t.text) {
		return
	}
	if first := &p.elems[0]; first.word != nil && first.mode == begins {
		bare := first.word.bare
		if n := letters(bare, maxBegin); n > 0 && n < len(bare) {
			bare = bare[:n]
			b.ix.atoms[a].flags |= checked
		}
		b.begins = append(b.begins, entry{maphash.String(seed, bare), a})
		b.heads = append(b.heads, entry{headOf(first.word), a})
		return
	}
	b.chain(a, p)
}

// headOf is the hash of the first three letters, or of two if there are no more.
func headOf(w *word) uint64 {
	if w.heads[1] != 0 {
		return w.heads[1]
	}
	return w.heads[0]
}

// chain enters the units of a pattern, as far as they are what stands in the
// text, and marks each shorter beginning.
func (b *builder) chain(a uint32, p *pattern) {
	hash := p.elems[0].hash
	for i := 1; i < p.fixed(); i++ {
		b.words = append(b.words, entry{hash, inner})
		hash = lengthen(hash, p.elems[i].hash)
	}
	b.words = append(b.words, entry{hash, a})
}

// fixed is the number of units at the beginning of p that a text has as they
// are; at least one.
func (p *pattern) fixed() int {
	for i := range p.elems {
		if e := &p.elems[i]; e.word != nil && e.mode != exact {
			return max(i, 1)
		}
	}
	return len(p.elems)
}

// flags tells what has to be looked at where the letters of p stand.
func (p *pattern) flags(t *term) flags {
	var f flags
	switch t.field {
	case "author":
		f |= inAuthor
	case "title":
		f |= inTitle
	}
	if p.before != "" || p.after != "" || varies(t.text) || p.fixed() < len(p.elems) && len(p.elems) > 1 {
		f |= checked
	}
	if strings.ContainsAny(t.text, "Iİ") {
		f |= dotted
	}
	if len(p.elems) == 1 && p.elems[0].word != nil && p.whole && !p.elems[0].capital && !varies(t.text) {
		f |= oneWord
	}
	for i := range p.elems {
		e := &p.elems[i]
		switch {
		case e.word == nil:
			f |= spelled
		case e.word.hasMark, e.capital:
			f |= checked
		}
		if e.signs != "" || e.piece != p.elems[0].piece && (e.word == nil || p.elems[0].word == nil) || e.word == nil && e.mode == begins {
			f |= checked
		}
	}
	return f
}

// varies reports whether a term may be read otherwise in each language.
func varies(text string) bool {
	t := classTable()
	for _, r := range text {
		if c := classOf(t, r); c == apostrophe || c == quote {
			return true
		}
	}
	return false
}
