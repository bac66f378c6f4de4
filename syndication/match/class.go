package match

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds/lang"
	"golang.org/x/text/unicode/norm"
)

// A class tells what a character is to the words of a text.
type class uint8

const (
	separator  class = iota
	digit            // also superscripts and the like
	mark             // belongs to the letter before it
	ignored          // is not there
	apostrophe       // and what is used as one
	quote            // a straight or curly double quote: in Hebrew a gershayim
	stop             // a full stop: between initials

	firstLetter // letters, a class for each script in alphabets
)

// alphabets are the scripts whose letters stand in words with spaces between.
// A word ends where its script changes. Letters of other scripts share a class.
var alphabets = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew, unicode.Hangul,
	unicode.Devanagari, unicode.Bengali, unicode.Tamil, unicode.Telugu, unicode.Georgian, unicode.Armenian,
}

const (
	latin       = firstLetter
	cyrillic    = firstLetter + 1
	greek       = firstLetter + 2
	arabic      = firstLetter + 3
	hebrew      = firstLetter + 4
	hangul      = firstLetter + 5
	devanagari  = firstLetter + 6
	bengali     = firstLetter + 7
	tamil       = firstLetter + 8
	telugu      = firstLetter + 9
	georgian    = firstLetter + 10
	armenian    = firstLetter + 11
	otherLetter = firstLetter + 100

	// Scripts without spaces: what stands between two other signs is a run.
	firstUnspaced class = 200
	cjk                 = firstUnspaced // Han and kana, which Japanese mixes
)

var unspacedScripts = []*unicode.RangeTable{
	unicode.Han, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

func (c class) isLetter() bool   { return c >= firstLetter && c < firstUnspaced }
func (c class) isUnspaced() bool { return c >= firstUnspaced }

// classTableEnd is the end of the characters whose class is looked up.
const classTableEnd = 0x3400

var classTable = sync.OnceValue(func() *[classTableEnd]class {
	t := new([classTableEnd]class)
	for r := range rune(classTableEnd) {
		t[r] = findClass(r)
	}
	return t
})

// classOf is the class of r.
func classOf(t *[classTableEnd]class, r rune) class {
	switch {
	case r < classTableEnd:
		return t[r]
	case r >= 0x3400 && r <= 0x9FFF:
		return cjk
	case r >= 0xAC00 && r <= 0xD7A3:
		return hangul
	}
	return findClass(r)
}

func findClass(r rune) class {
	switch r {
	case '\'', '’', '‘', 'ʼ', '´', '`', '＇', '׳':
		return apostrophe
	case '"', '“', '”', '„', '״', '＂':
		return quote
	case '.', '．':
		return stop
	case 'ー', 'ｰ', '々', '〇', '〻', '\u3099', '\u309A', '\uFF9E', '\uFF9F':
		return cjk
	case utf8.RuneError:
		return separator
	}
	if lang.Ignored(r) {
		return ignored
	}
	if unicode.Is(unicode.Nd, r) {
		return digit
	}
	if c := unspacedClass(r); c != separator {
		return c
	}
	if unicode.Is(unicode.M, r) || isLoneMark(r) {
		return mark
	}
	return letterClass(r)
}

// isLoneMark reports whether r is a vowel sign of Arabic with a stroke to stand
// on: Unicode calls it a letter, and folding leaves nothing of it.
func isLoneMark(r rune) bool {
	return r >= '\uFCF2' && r <= '\uFCF4' || r > '\uFE76' && r <= '\uFE7F' && r&1 == 1 || r == '\uFE71'
}

func unspacedClass(r rune) class {
	if unicode.In(r, unicode.Hiragana, unicode.Katakana) && !unicode.Is(unicode.So, r) {
		return cjk
	}
	if !unicode.In(r, unicode.L, unicode.M) {
		return separator
	}
	for i, script := range unspacedScripts {
		if unicode.Is(script, r) {
			return firstUnspaced + class(i)
		}
	}
	return separator
}

// letterClass is the class of a letter, or of a sign that stands for letters
// or digits: "ﬁ", "²", "№".
func letterClass(r rune) class {
	if unicode.IsLetter(r) {
		for i, script := range alphabets {
			if unicode.Is(script, r) {
				return firstLetter + class(i)
			}
		}
		return otherLetter
	}
	if r < utf8.RuneSelf || !unicode.In(r, unicode.N, unicode.So) {
		return separator
	}
	plain, _ := utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
	if plain == r || plain == '(' {
		return separator
	}
	return findClass(plain)
}
