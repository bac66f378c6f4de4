package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mode is how a word of a query finds a word of a text.
type mode uint8

const (
	exact  mode = iota // itself, with what marks were left out
	forms              // any form of it
	begins             // a word that begins with it
)

// A pattern is the text of a term as one language reads it: what has to stand
// side by side in a text.
type pattern struct {
	elems         []element
	before, after string // signs right at its ends: "C#"
	whole         bool   // its first unit is all of the text
}

// An element is one unit of a pattern.
type element struct {
	word    *word // nil for a character
	hash    uint64
	mode    mode
	capital bool   // must be written in capitals: "U.N."
	signs   string // that must stand between it and the element before: "R&D"
	piece   int    // characters typed without anything between have one number
}

// readPattern reads a term in a language. A pattern without elements finds
// nothing.
func readPattern(t *term, l *language) *pattern {
	p := &pattern{}
	s := newScanner(t.text, l)
	end, piece := -1, 0
	for {
		span, ok := s.next()
		if !ok {
			break
		}
		signs := ""
		if end >= 0 {
			signs = signsBetween(t.text, end, span.start)
		} else {
			p.before = signsBefore(t.text, span.start)
			p.whole = span.start == 0 && span.end == len(t.text)
		}
		piece++
		if p.add(t, l, span, signs, piece) {
			end = span.end
		}
	}
	if end >= 0 {
		p.after = signsAfter(t.text, end)
	}
	if n := len(p.elems); n > 0 && t.kind == prefixTerm {
		p.elems[n-1].mode, p.after = begins, ""
	}
	return p
}

// add takes a span into the pattern; false if nothing is left of it.
func (p *pattern) add(t *term, l *language, s span, signs string, piece int) bool {
	text := t.text[s.start:s.end]
	if s.run {
		eachLetter(text, func(_, _ int, hash uint64) {
			p.elems = append(p.elems, element{hash: hash, signs: signs, piece: piece})
			signs = ""
		})
		return true
	}
	if l.dotless {
		text = eitherI(text)
	}
	w := wordOf(text, l)
	if w.bare == "" {
		return false
	}
	e := element{word: w, hash: w.hash, signs: signs, piece: piece}
	e.capital = strings.ContainsAny(text, ".．")
	if t.kind != phraseTerm && !e.capital {
		e.mode = forms
	}
	p.elems = append(p.elems, e)
	return true
}

// eitherI reads the I that begins a word of a query as one whose dot was left
// out: who types Istanbul has no İ.
func eitherI(text string) string {
	if len(text) > 1 && text[0] == 'I' && (text[1] >= 'a' && text[1] <= 'z' || text[1] >= utf8.RuneSelf) {
		return "i" + text[1:]
	}
	return text
}

// at reports whether the pattern stands in f from unit i on, and gives the
// unit behind it.
func (p *pattern) at(d *Doc, f *field, i int) (end int, ok bool) {
	end = i + len(p.elems)
	if len(p.elems) == 0 || end > f.last {
		return 0, false
	}
	for k := range p.elems {
		e := &p.elems[k]
		if !e.finds(d, f, i+k) {
			return 0, false
		}
		if e.signs != "" && (k == 0 || e.signs != signsBetween(f.text, d.units[i+k-1].end(), int(d.units[i+k].start))) {
			return 0, false
		}
	}
	return end, p.bounded(d, f, i, end) && p.signed(d, f, i, end)
}

// finds reports whether the unit i of f is what e asks for.
func (e *element) finds(d *Doc, f *field, i int) bool {
	if u := &d.units[i]; e.word == nil || u.letter {
		return e.word == nil && u.letter && e.hash == u.hash
	}
	found := d.word(f, i)
	if e.capital && !found.capital {
		return false
	}
	switch e.mode {
	case forms:
		return e.word.finds(found)
	case begins:
		return e.word.begins(found)
	}
	return e.word.is(found)
}

// bounded reports whether each piece of characters stands where words stand.
func (p *pattern) bounded(d *Doc, f *field, i, end int) bool {
	for a := 0; a < len(p.elems); {
		b := a + 1
		for b < len(p.elems) && p.elems[b].piece == p.elems[a].piece {
			b++
		}
		open := b == len(p.elems) && p.elems[b-1].mode == begins
		switch {
		case p.elems[a].word != nil:
		case open && !d.beginsWord(i+a, i+b, f.last), !open && !d.isWord(i+a, i+b):
			return false
		}
		a = b
	}
	return true
}

// signed reports whether the signs typed at the ends of the pattern are there.
func (p *pattern) signed(d *Doc, f *field, i, end int) bool {
	if p.before != "" && p.before != signsBefore(f.text, int(d.units[i].start)) {
		return false
	}
	return p.after == "" || p.after == signsAfter(f.text, d.units[end-1].end())
}

// maxSigns bounds how many signs are looked at beside a word.
const maxSigns = 8

// isSign reports whether r, typed in a term, is a part of it: R&D, C#, €.
func isSign(r rune) bool {
	switch plain(r) {
	case '&', '#', '@', '%', '§', '+', '=', '$':
		return true
	}
	return unicode.Is(unicode.Sc, r)
}

// signsBetween gives the signs of text from start to end. Between digits a
// stop, comma or colon is one too: "3.5".
func signsBetween(text string, start, end int) string {
	if start >= end {
		return ""
	}
	if end-start == 1 && strings.IndexByte(".,:", text[start]) >= 0 && digitAt(text, start-1) && digitAt(text, end) {
		return text[start:end]
	}
	var b strings.Builder
	for _, r := range text[start:end] {
		if isSign(r) && b.Len() < 4*maxSigns {
			b.WriteRune(plain(r))
		}
	}
	return b.String()
}

func digitAt(text string, i int) bool {
	return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9'
}

// signsBefore gives the signs right before a place; also the stop of ".NET".
func signsBefore(text string, at int) string {
	start := at
	for n := 0; n < maxSigns; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !isSign(r) {
			break
		}
		start -= size
	}
	if start == at && at > 0 && text[at-1] == '.' && (at == 1 || text[at-2] == ' ') {
		return "."
	}
	return plainText([]rune(text[start:at]))
}

// signsAfter gives the signs right behind a place.
func signsAfter(text string, at int) string {
	end := at
	for n := 0; n < maxSigns && end < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isSign(r) {
			break
		}
		end += size
	}
	return plainText([]rune(text[at:end]))
}
