package match

import (
	"hash/maphash"
	"math/bits"
)

// pass notes the atoms that d has, but for topics.
func (ix *index) pass(d *Doc, s *scratch) {
	if len(ix.ids) == 0 {
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
	for i := f.first; i < f.last; i++ {
		p.walk(p.ix.words, i)
		if len(p.view.words.bloom) > 0 {
			p.walk(p.view.words, i)
		}
		if w := p.doc.units[i].word; w != nil {
			p.inflected(w, i)
			p.begins(w, i)
		}
	}
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

// walk finds what begins at unit i and has the letters of the text, by going
// from each beginning to the one that is a unit longer.
func (p *passing) walk(t *table, i int) {
	hash := p.doc.units[i].hash
	for j := i + 1; ; j++ {
		longer := false
		for slot := t.first(hash); slot >= 0; slot = t.next(slot, hash) {
			if a := t.value(slot); a == inner {
				longer = true
			} else {
				p.hit(a, i, j)
			}
		}
		if !longer || j == p.field.last {
			return
		}
		hash = lengthen(hash, p.doc.units[j].hash)
	}
}

// lengthen is the hash of a beginning and one more unit. It is not symmetric:
// "A B" and "B A" differ.
func lengthen(hash, unit uint64) uint64 {
	hi, lo := bits.Mul64(bits.RotateLeft64(hash, 29)^0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
	return (hi ^ lo) + unit*0xA0761D6478BD642F
}

func (p *passing) inflected(w *word, i int) {
	t := p.view.forms
	for k := range w.forms {
		hash := w.forms[k].hash
		for slot := t.first(hash); slot >= 0; slot = t.next(slot, hash) {
			p.found(t.value(slot), i, i+1)
		}
	}
}

// begins finds what w begins with. Most words have a head that nothing begins with.
func (p *passing) begins(w *word, i int) {
	t := p.ix.begins
	if len(t.bloom) == 0 || p.ix.heads.first(w.heads[0]) < 0 && p.ix.heads.first(w.heads[1]) < 0 {
		return
	}
	end := 0
	for n := 1; n <= maxBegin; n++ {
		size := letters(w.bare[end:], 1)
		if size == 0 {
			return
		}
		end += size
		hash := maphash.String(seed, w.bare[:end])
		for slot := t.first(hash); slot >= 0; slot = t.next(slot, hash) {
			p.hit(t.value(slot), i, i+1)
		}
	}
}

// hit is called where an atom stands by its letters.
func (p *passing) hit(a uint32, first, end int) {
	f := p.ix.atoms[a].flags
	if p.s.has.get(a) || f&inAuthor != p.place&inAuthor || f&inTitle > p.place&inTitle {
		return
	}
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

// found is called where an atom stands by a form of its first word; a value
// with mustCheck has to be looked at.
func (p *passing) found(v uint32, first, end int) {
	a := v &^ mustCheck
	if v&mustCheck == 0 {
		p.hit(a, first, end)
		return
	}
	f := p.ix.atoms[a].flags
	if p.s.has.get(a) || f&inAuthor != p.place&inAuthor || f&inTitle > p.place&inTitle {
		return
	}
	if p.ix.stands(a, p.doc, p.field, first) {
		p.s.note(a)
	}
}

// stands is the plain look at one place.
func (ix *index) stands(a uint32, d *Doc, f *field, i int) bool {
	at := &ix.atoms[a]
	if at.flags&oneWord != 0 {
		return ix.wordStands(at, d.units[i].word, d.lang)
	}
	t := ix.term(a)
	_, ok := readPattern(&t, d.lang).at(d, f, i)
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
	case found == nil:
		return false
	case at.kind == phraseTerm:
		return asked.is(found)
	case at.kind == prefixTerm:
		return asked.begins(found)
	}
	return asked.finds(found)
}
