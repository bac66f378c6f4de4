package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold is a word of a text in tag with everything levelled that never tells two
// words apart: compatibility forms and width (NFKC), case (full folding: "ß" is
// "ss"; the i of Turkish and Azeri), digits of all scripts, and signs that are
// not seen or need not be written: tatweel, joiners, soft hyphens, marks of
// direction, vowel points of Arabic and Hebrew. Diacritics stay.
func Fold(tag, word string) string {
	if ascii(word) && !turkic(tag) {
		return strings.ToLower(word)
	}
	s := norm.NFKC.String(strings.ToValidUTF8(word, ""))
	if turkic(tag) {
		s = turkicLower.Replace(s)
	}
	s = cases.Fold().String(s)
	if tag == "vi" {
		s = vietnameseTones.Replace(s)
	}
	s = strings.Map(level, s)
	return strings.ReplaceAll(norm.NFKC.String(s), "i\u0307", "i")
}

// vietnameseTones puts the tone of oa, oe and uy on the first vowel. Both places
// are in use: hòa and hoà. Where a consonant follows there is one only, and it
// does not matter that all are moved.
var vietnameseTones = strings.NewReplacer(
	"oà", "òa", "oá", "óa", "oả", "ỏa", "oã", "õa", "oạ", "ọa",
	"oè", "òe", "oé", "óe", "oẻ", "ỏe", "oẽ", "õe", "oẹ", "ọe",
	"uỳ", "ùy", "uý", "úy", "uỷ", "ủy", "uỹ", "ũy", "uỵ", "ụy",
)

// turkicLower folds the two letters whose case differs in Turkish and Azeri.
var turkicLower = strings.NewReplacer("I", "ı", "İ", "i", "I\u0307", "i")

func turkic(tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	return base == "tr" || base == "az"
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// level maps a letter to what is compared, or to -1 if it falls away.
func level(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case Ignored(r):
		return -1
	case unicode.Is(unicode.Nd, r):
		return '0' + digit(r)
	}
	return r
}

// digit is the value of a decimal digit. Unicode keeps the ten digits of a
// script together, in order (The Unicode Standard, 4.6).
func digit(r rune) rune {
	if r >= 0x1D7CE && r <= 0x1D7FF { // mathematical digits: five alphabets in a row
		return (r - 0x1D7CE) % 10
	}
	zero := r
	for zero > r-9 && unicode.Is(unicode.Nd, zero-1) {
		zero--
	}
	return r - zero
}

// Ignored reports whether r is in a text without saying anything about the
// word it is in.
func Ignored(r rune) bool {
	switch {
	case r < 0xAD, r >= 0x3000 && r < 0xD800: // none are there, and nearly all text is
		return false
	case r == 0xAD, r == 0x34F, r == 0x640: // soft hyphen, grapheme joiner, tatweel
		return true
	case r >= 0x591 && r <= 0x5C7: // Hebrew points and accents
		return unicode.Is(unicode.Mn, r)
	case r >= 0x610 && r <= 0x8FF: // Arabic points, and Quranic signs
		return unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Arabic, unicode.Inherited)
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF: // variation selectors
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// EqualLetters writes a folded word with letters that differ by habit of
// writing only made equal: alef, ya, ta marbuta and kaf of Arabic script, and
// simplified and traditional Han.
func EqualLetters(folded string) string {
	if ascii(folded) {
		return folded
	}
	return strings.Map(sameLetter, folded)
}

func sameLetter(r rune) rune {
	switch {
	case r < 0x600:
		return r
	case r < 0x700:
		return arabicLetter(r)
	case r == 'ँ': // candrabindu is often printed as anusvara
		return 'ं'
	}
	return FoldHan(r)
}
