package match

import (
	"unicode"
	"unicode/utf8"
)

// maxWord bounds a word, in bytes. What is longer is no word of a language and
// is cut.
const maxWord = 256

// A span is a word of a text, or a run of a script without spaces.
type span struct {
	start, end int // bytes
	run        bool
}

// A scanner reads the words of a text in one pass.
type scanner struct {
	text  string
	lang  *language
	table *[classTableEnd]class
	pos   int
}

func newScanner(text string, l *language) scanner {
	return scanner{text: text, lang: l, table: classTable()}
}

// next gives the next word or run; false at the end.
func (s *scanner) next() (span, bool) {
	for s.pos < len(s.text) {
		c, n := s.class(s.pos)
		switch {
		case c.isUnspaced():
			return s.run(c), true
		case c.isLetter(), c == digit:
			if w, ok := s.word(); ok {
				return w, true
			}
		default:
			s.pos += n
		}
	}
	return span{}, false
}

func (s *scanner) class(at int) (class, int) {
	if at >= len(s.text) {
		return separator, 0
	}
	b := s.text[at]
	if b < utf8.RuneSelf {
		return s.table[b], 1
	}
	if b >= 0xC2 && b < 0xE0 && at+1 < len(s.text) && s.text[at+1]&0xC0 == 0x80 {
		return s.table[int(b&0x1F)<<6|int(s.text[at+1]&0x3F)], 2 // most letters of most alphabets
	}
	if b >= 0xE4 && b <= 0xE9 && at+2 < len(s.text) && s.text[at+1]&0xC0 == 0x80 && s.text[at+2]&0xC0 == 0x80 {
		return cjk, 3 // most ideographs
	}
	r, n := utf8.DecodeRuneInString(s.text[at:])
	return classOf(s.table, r), n
}

func (s *scanner) run(c class) span {
	start := s.pos
	for s.pos < len(s.text) {
		k, n := s.class(s.pos)
		if k != c && k != ignored && k != mark {
			break
		}
		s.pos += n
	}
	return span{start, s.pos, true}
}

// word reads a word; false if what it read falls away.
func (s *scanner) word() (span, bool) {
	if end := s.initials(); end > 0 {
		w := span{start: s.pos, end: end}
		s.pos = end
		return w, true
	}
	start, last := s.pos, separator
	for s.pos < len(s.text) && s.pos-start < maxWord {
		if last == latin && s.table[s.text[s.pos]&0x7F] == latin && s.text[s.pos] < utf8.RuneSelf {
			s.pos++ // most bytes of most texts
			continue
		}
		c, n := s.class(s.pos)
		switch {
		case c == last && c.isLetter(): // most letters
		case c == mark || c == ignored:
		case c == digit && last != hangul, c.isLetter() && joinable(last, c):
			last = c
		case (c == apostrophe || c == quote) && s.insideWord(c, last, s.pos+n):
		default:
			return s.beforeApostrophe(start, c)
		}
		s.pos += n
	}
	return span{start: start, end: s.pos}, true
}

// joinable reports whether a letter continues a word after a letter or digit.
func joinable(last, c class) bool {
	return last == separator || last == c || last == digit && c != hangul
}

// insideWord reports whether an apostrophe or quote after a letter of class
// last, with the rest at next, belongs to the word.
func (s *scanner) insideWord(c, last class, next int) bool {
	after, _ := s.class(next)
	if last == hebrew && after == hebrew {
		return true
	}
	return c == apostrophe && s.lang.joins && last == cyrillic && after == cyrillic
}

// beforeApostrophe ends the word from start at a character of class c. In some
// languages what stands around an apostrophe falls away: "l'Asie", "France's".
func (s *scanner) beforeApostrophe(start int, c class) (span, bool) {
	w := span{start: start, end: s.pos}
	if c != apostrophe {
		return w, true
	}
	_, n := s.class(s.pos)
	after := s.pos + n
	if k, _ := s.class(after); k.isLetter() && s.lang.elides(s.text[start:s.pos]) {
		s.pos = after
		return span{}, false
	}
	if s.lang.possesses && after < len(s.text) && (s.text[after] == 's' || s.text[after] == 'S') {
		if k, _ := s.class(after + 1); !k.isLetter() && k != digit && k != mark {
			s.pos = after + 1
		}
	}
	return w, true
}

// initials gives the end of capitals with stops between them, "U.N.", that
// begin here; 0 if none do. The last stop is not part of it.
func (s *scanner) initials() int {
	_, n := s.class(s.pos)
	if after, _ := s.class(s.pos + n); after != stop || !s.initial(s.pos) {
		return 0
	}
	end, at := 0, s.pos
	for at-s.pos < maxWord {
		_, n := s.class(at)
		after, m := s.class(at + n)
		if k, _ := s.class(at + n); k.isLetter() || k == digit || k == mark {
			return end
		}
		if at > s.pos {
			end = at + n
		}
		if after != stop || !s.initial(at+n+m) {
			return end
		}
		at += n + m
	}
	return end
}

// initial reports whether a capital letter stands at a place.
func (s *scanner) initial(at int) bool {
	if at >= len(s.text) {
		return false
	}
	if b := s.text[at]; b < utf8.RuneSelf {
		return b >= 'A' && b <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s.text[at:])
	return unicode.IsUpper(r)
}
