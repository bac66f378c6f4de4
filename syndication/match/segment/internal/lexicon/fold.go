package lexicon

import (
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds/lang"
	"golang.org/x/text/unicode/norm"
)

// Fold appends the letters of a text with everything levelled that never tells
// two words apart, and the place of each in the text, in bytes: traditional
// characters are simplified, half-width kana full, vowels of Thai and Lao that
// consist of two signs taken apart.
func Fold(letters []rune, places []int32, text string) ([]rune, []int32) {
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		if r >= 'ぁ' && n < len(text)-at {
			if mark, m := utf8.DecodeRuneInString(text[at+n:]); isVoice(mark) {
				r, n = compose(text[at:at+n+m]), n+m
			}
		}
		letters, places = add(letters, places, r, int32(at))
		at += n
	}
	return letters, places
}

func add(letters []rune, places []int32, r rune, at int32) ([]rune, []int32) {
	switch {
	case r == 'ำ' || r == 'ຳ':
		first, second := 'ํ', 'า'
		if r == 'ຳ' {
			first, second = 'ໍ', 'າ'
		}
		return append(letters, first, second), append(places, at, at)
	case r == 'ໜ':
		return append(letters, 'ຫ', 'ນ'), append(places, at, at)
	case r == 'ໝ':
		return append(letters, 'ຫ', 'ມ'), append(places, at, at)
	case isTone(r) && len(letters) > 0 && isRing(letters[len(letters)-1]):
		last := len(letters) - 1 // the tone is typed before or after the ring
		letters = append(letters, letters[last])
		letters[last] = r
		return letters, append(places, at)
	case lang.Ignored(r):
		return letters, places
	}
	return append(letters, foldLetter(r)), append(places, at)
}

func isRing(r rune) bool { return r == 'ํ' || r == 'ໍ' }

func isTone(r rune) bool { return r >= '่' && r <= '๋' || r >= '່' && r <= '໋' }

func isVoice(r rune) bool { return r == '\u3099' || r == '\u309A' || r == 'ﾞ' || r == 'ﾟ' }

func foldLetter(r rune) rune {
	if r < 0x3400 || r > 0x9FFF && r < 0xF900 {
		return r
	}
	if r >= 0xF900 && r <= 0xFFFF || r >= 0x2F800 {
		r = compose(string(r))
	}
	return lang.FoldHan(r)
}

func compose(s string) rune {
	r, _ := utf8.DecodeRuneInString(norm.NFKC.String(s))
	return r
}
