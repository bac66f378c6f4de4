package match

import "math/bits"

// pass notes the atoms that d has, but for topics.
func (ix *index) pass(d *Doc, s *scratch) {
	if ix.size() == 0 {
		return
	}
	for _, a := range ix.langs {
		if t := ix.term(a); covers(t.text, d.tag) {
			s.note(a)
		}
	}
	for _, a := range ix.sources {
		if t := ix.term(a); isSource(t.text, d.source) {
			s.note(a)
		}
	}
	d.read()
	p := passing{ix: ix, view: ix.view(d.lang), doc: d, s: s}
	for n := range d.fields {
		p.in(&d.fields[n])
	}
}

// passTopics notes the topics that d has been given.
func (ix *index) passTopics(names []string, s *scratch) {
	for _, name := range names {
		if a, ok := ix.find(&term{kind: topicTerm, text: name}); ok {
			s.note(a)
		}
	}
}

// A passing is one pass over a doc.
type passing struct {
	ix    *index
	view  *view
	doc   *Doc
	s     *scratch
	field *field
	place flags // what the field is: inAuthor, inTitle, or 0
}

func (p *passing) in(f *field) {
	p.field = f
	p.place = placeOf(f.name)
	p.fetch(f)
	for i := f.first; i < f.last; i++ {
		u := &p.doc.units[i]
		if !u.letter {
			p.word(i)
			continue
		}
		p.walk(p.ix.words, u.hash, i, i+1)
		if len(p.view.words.bloom) > 0 {
			p.walk(p.view.words, u.hash, i, i+1)
		}
	}
}

// word notes what stands at the word i.
func (p *passing) word(i int) {
	for _, v := range p.foundBy(i) {
		switch {
		case v == longer && i+1 < p.field.last:
			p.walk(p.ix.words, lengthen(p.hash(i), p.hash(i+1)), i, i+2)
		case v == longer:
		case v&(unsure|fielded) != 0:
			p.look(v, i)
		case p.place&inAuthor == 0:
			p.s.note(v)
		}
	}
}

// look notes an atom if the place is right.
func (p *passing) look(v uint32, i int) {
	a := v &^ (unsure | fielded)
	if p.mayNote(a) && (v&unsure == 0 || p.ix.stands(a, p.doc, p.field, i)) {
		p.s.note(a)
	}
}

// mayNote reports whether an atom is new and looks into the field at hand.
func (p *passing) mayNote(a uint32) bool {
	f := p.ix.atoms[a].flags
	return !p.s.has.get(a) && f&inAuthor == p.place&inAuthor && f&inTitle <= p.place&inTitle
}

func placeOf(field string) flags {
	switch field {
	case "author":
		return inAuthor
	case "title":
		return inTitle
	}
	return 0
}

// walk finds what stands from unit i on and has the letters of the text, by
// going from each beginning to the one that is a unit longer. It starts with
// the units up to j, which have that hash.
func (p *passing) walk(t *table, hash uint64, i, j int) {
	for ; ; j++ {
		more := false
		for slot := t.first(hash); slot >= 0; slot = t.next(slot, hash) {
			if a := t.value(slot); a == inner {
				more = true
			} else {
				p.hit(a, i, j)
			}
		}
		if !more || j == p.field.last {
			return
		}
		hash = lengthen(hash, p.hash(j))
	}
}

// fetch looks at what all units of a field will be looked up in, one after the
// other: the processor does not wait for one before it fetches the next.
func (p *passing) fetch(f *field) {
	units := p.doc.units[f.first:f.last]
	for i := range units {
		switch u := &units[i]; {
		case !u.letter:
			p.s.fetched += p.ix.memory.fetch(u.hash)
		case i+1 < len(units):
			p.s.fetched += p.ix.words.fetch(lengthen(u.hash, units[i+1].hash))
		}
	}
}

// hash is that of the unit i in the tables. That of a word is remembered.
func (p *passing) hash(i int) uint64 {
	u := &p.doc.units[i]
	if u.letter {
		return u.hash
	}
	key := bits.RotateLeft64(u.hash, 16)
	hash, known := p.ix.memory.at(key)
	if !known {
		hash = p.doc.word(p.field, i).hash
		p.ix.memory.put(key, hash)
	}
	return hash
}

// lengthen is the hash of a beginning and one more unit. It is not symmetric:
// "A B" and "B A" differ.
func lengthen(hash, unit uint64) uint64 {
	hi, lo := bits.Mul64(bits.RotateLeft64(hash, 29)^0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
	return (hi ^ lo) + unit*0xA0761D6478BD642F
}

// hit is called where an atom stands by its letters.
func (p *passing) hit(a uint32, first, end int) {
	if !p.mayNote(a) {
		return
	}
	f := p.ix.atoms[a].flags
	switch {
	case f&checked != 0, f&dotted != 0 && p.doc.lang.dotless:
		if !p.ix.stands(a, p.doc, p.field, first) {
			return
		}
	case f&spelled != 0 && !p.doc.isWord(first, end):
		return
	}
	p.s.note(a)
}

// stands is the plain look at one place.
func (ix *index) stands(a uint32, d *Doc, f *field, i int) bool {
	at := &ix.atoms[a]
	if at.flags&oneWord != 0 {
		return !d.units[i].letter && ix.wordStands(at, d.word(f, i), d.lang)
	}
	_, ok := ix.pattern(a, d.lang).at(d, f, i)
	return ok
}

// wordStands is stands for an atom of one word.
func (ix *index) wordStands(at *atom, found *word, l *language) bool {
	text := ix.text[at.start : at.start+uint32(at.size)]
	if l.dotless {
		text = eitherI(text)
	}
	asked := wordOf(text, l)
	switch {
	case at.kind == phraseTerm:
		return asked.is(found)
	case at.kind == prefixTerm:
		return asked.begins(found)
	}
	return asked.finds(found)
}
