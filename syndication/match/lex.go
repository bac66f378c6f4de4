package match

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds/lang"
)

// A symbol is a kind of token.
type symbol uint8

const (
	symEnd symbol = iota
	symOpen
	symClose
	symAnd
	symOr
	symNot // "-" or NOT
	symField
	symWord
	symPhrase
	symPrefix
)

// A token is a piece of a query.
type token struct {
	sym  symbol
	text string // as typed, without quotes, star and colon
	pos  int    // in characters, from 1
	end  int    // just behind it
}

// A lexer cuts a query into tokens. The first mistake ends it.
type lexer struct {
	text []rune
	pos  int
}

// next reads a token.
func (l *lexer) next() (token, error) {
	for l.pos < len(l.text) && l.skips(l.text[l.pos]) {
		l.pos++
	}
	if l.pos == len(l.text) {
		return token{sym: symEnd, pos: l.pos + 1, end: l.pos + 1}, nil
	}
	r := l.text[l.pos]
	switch {
	case isOpen(r):
		return l.sign(symOpen), nil
	case isClose(r):
		return l.sign(symClose), nil
	case isDash(r):
		return l.dash()
	case isDouble(r), closing(r) != "" && l.singleEnd() > 0:
		return l.phrase()
	}
	if err := l.foreign(r); err != nil {
		return token{}, err
	}
	return l.word()
}

// skips reports whether r, before a token, says nothing; so does a single quote
// that begins no phrase: 'tis.
func (l *lexer) skips(r rune) bool {
	return isBlank(r) || lang.Ignored(r) || isSingle(r) && l.singleEnd() == 0
}

func (l *lexer) sign(s symbol) token {
	t := token{sym: s, text: string(l.text[l.pos]), pos: l.pos + 1, end: l.pos + 2}
	l.pos++
	return t
}

// dash reads the sign of an exclusion, which stands right before what it excludes.
func (l *lexer) dash() (token, error) {
	t := l.sign(symNot)
	if l.pos == len(l.text) || isBlank(l.text[l.pos]) || isClose(l.text[l.pos]) {
		return t, mistake(t.pos, "write -sport, without a space, or leave it out",
			"a “%s” on its own: expected a word to exclude right after it", t.text)
	}
	return t, nil
}

// foreign tells of signs that other search languages use.
func (l *lexer) foreign(r rune) error {
	switch plain(r) {
	case '|':
		return mistake(l.pos+1, "write OR between the two", "“%s” is not a sign of this language", l.again(r))
	case '!':
		return mistake(l.pos+1, "write -word to exclude a word", "“!” is not a sign of this language")
	case '+':
		return mistake(l.pos+1, "leave the + out", "“+” is not needed: every word is required")
	case '[', '{', ']', '}':
		return mistake(l.pos+1, "write ( and )", "“%c” is not a bracket of this language", r)
	case '~', '^':
		return mistake(l.pos+1, "leave it out", "“%c” is not a sign of this language", r)
	}
	return nil
}

// again is the sign r, twice if it is typed twice.
func (l *lexer) again(r rune) string {
	if l.pos+1 < len(l.text) && l.text[l.pos+1] == r {
		return string([]rune{r, r})
	}
	return string(r)
}

// phrase reads "…" with whatever quotes; a quote inside a Hebrew word does not
// end it.
func (l *lexer) phrase() (token, error) {
	open := l.pos
	ends := closing(l.text[open])
	single := l.singleEnd()
	for l.pos++; l.pos < len(l.text); l.pos++ {
		r := l.text[l.pos]
		if single > 0 && l.pos < single || !strings.ContainsRune(ends, r) || gershayim(l.text, l.pos) {
			continue
		}
		t := token{sym: symPhrase, text: phraseText(l.text[open+1 : l.pos]), pos: open + 1, end: l.pos + 2}
		l.pos++
		if i := strings.IndexAny(t.text, stars); i >= 0 {
			return t, mistake(open+1, "take the word with the * out of the quotes", "a “*” inside quotes finds nothing: in quotes every word is exactly as typed")
		}
		return t, nil
	}
	return token{}, mistake(open+1, `put a " at the end of the phrase`, "this quote is not closed: expected another one after it")
}

// phraseText is a phrase with single spaces and no quotes in it.
func phraseText(text []rune) string {
	out := make([]rune, 0, len(text))
	for i, r := range text {
		switch {
		case lang.Ignored(r):
			continue
		case gershayim(text, i):
			r = '״'
		case isBlank(r), isDouble(r):
			r = ' '
		}
		out = append(out, r)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// singleEnd gives where the phrase that begins with a single quote at l.pos
// ends: at a single quote with a space, bracket or quote after it. It is 0 if there is
// none; the quote is an apostrophe then.
func (l *lexer) singleEnd() int {
	if !isSingle(l.text[l.pos]) {
		return 0
	}
	for i := l.pos + 2; i < len(l.text); i++ {
		if !isSingle(l.text[i]) {
			continue
		}
		if i+1 == len(l.text) || isBlank(l.text[i+1]) || isOpen(l.text[i+1]) || isClose(l.text[i+1]) || isDouble(l.text[i+1]) {
			return i
		}
	}
	return 0
}

// word reads a word up to a blank, a bracket or a quote, or a field's name up
// to its colon.
func (l *lexer) word() (token, error) {
	start := l.pos
	var text []rune
	for ; l.pos < len(l.text); l.pos++ {
		r := l.text[l.pos]
		switch {
		case isBlank(r) || isOpen(r) || isClose(r):
			return l.wordToken(start, text)
		case gershayim(l.text, l.pos):
			r = '״'
		case isDouble(r):
			return l.wordToken(start, text)
		case isColon(r) && isName(text):
			t := token{sym: symField, text: string(text), pos: start + 1, end: l.pos + 2}
			l.pos++
			return t, nil
		case plain(r) == '|':
			return token{}, l.foreign(r)
		case lang.Ignored(r):
			continue
		}
		text = append(text, r)
	}
	return l.wordToken(start, text)
}

// isName reports whether text may be the name of a field.
func isName(text []rune) bool {
	for _, r := range text {
		if r = plain(r); r > 'z' || !unicode.IsLetter(r) {
			return false
		}
	}
	return len(text) > 1
}

// wordToken makes a token of a word. Single quotes at its end are no part of it:
// workers'.
func (l *lexer) wordToken(start int, text []rune) (token, error) {
	for isSingle(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	t := token{sym: symWord, text: string(text), pos: start + 1, end: l.pos + 1}
	switch plainText(text) {
	case "AND":
		t.sym = symAnd
	case "OR":
		t.sym = symOr
	case "NOT":
		t.sym = symNot
	default:
		if err := foreignWord(t); err != nil {
			return t, err
		}
		return l.prefix(t, text)
	}
	return t, nil
}

var (
	fuzzy  = regexp.MustCompile(`^(.+)~[0-9.]*$`)
	near   = regexp.MustCompile(`^(NEAR|ADJ|W|N)/[0-9]+$`)
	regexs = regexp.MustCompile(`^/.+/$`)
	holes  = regexp.MustCompile(`^[\pL\pM]+\?[\pL\pM]+$`) // any letter, elsewhere
)

// foreignWord tells of words that mean something in other search languages.
func foreignWord(t token) error {
	text := plainText([]rune(t.text))
	switch {
	case text == "&", strings.HasPrefix(text, "&&"):
		return mistake(t.pos, "leave it out: a space means AND", "“%s” stands alone: expected a word", text[:min(len(text), 2)])
	case fuzzy.MatchString(text):
		return mistake(t.pos, "write "+fuzzy.FindStringSubmatch(text)[1]+": it finds the forms of the word", "there is no search for similar words, “~”")
	case near.MatchString(text):
		return mistake(t.pos, `write the words in quotes, "Shanghai summit", or side by side to find both anywhere`, "“%s” is not an operator of this language", text)
	case holes.MatchString(t.text):
		at := strings.IndexByte(t.text, '?')
		return mistake(t.pos+utf8.RuneCountInString(t.text[:at]), "write the beginning of the word and a *, such as econom*", "a “?” stands for no letter")
	case regexs.MatchString(text):
		return mistake(t.pos, "write the beginning of the word and a *, such as econom*", "regular expressions are not read")
	}
	return nil
}

// prefix takes the star off a word that ends with one.
func (l *lexer) prefix(t token, text []rune) (token, error) {
	for i, r := range text {
		switch {
		case !isStar(r):
			continue
		case len(text) == 1:
			return t, mistake(t.pos, "leave the query empty to get everything, or write econom*", "a “*” on its own: expected the beginning of a word before it")
		case i < len(text)-1:
			return t, mistake(t.pos+i, "write the beginning of the word and a *, such as econom*", "a “*” may stand at the end of a word only")
		}
		t.sym, t.text = symPrefix, string(text[:i])
	}
	return t, nil
}
