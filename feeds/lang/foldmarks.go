package lang

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Marks of our own for letters that Unicode does not take apart.
const (
	stroke  = '\u0335'
	solidus = '\u0338'
	dotless = '\u0323' + 0x40 // U+0363, which no living language puts on an i
)

// Romanian is written with either; keyboards of old had the cedilla only.
const (
	commaBelow = "\u0326"
	cedilla    = "\u0327"
)

// maxMarks is how many marks of one letter are looked at: stacked marks beyond
// it are noise (UAX 15 allows 30 in sound text; no language needs 5).
const maxMarks = 8

// optionalMark reports whether r is a mark that a writer may leave out.
func optionalMark(r rune) bool {
	return r >= 0x300 && r <= 0x36F || r == 0x93C || r == '׳' || r == '״' || r == 'ʼ'
}

// Bare takes a folded word apart: its letters without their marks, and the
// same letters each followed by its marks.
func Bare(folded string) (bare, marked string) {
	if ascii(folded) {
		return folded, folded
	}
	var plain, full strings.Builder
	marks := 0
	for _, r := range folded {
		for _, part := range parts(r) {
			if !optionalMark(part) {
				plain.WriteRune(part)
				marks = 0
			} else if marks++; marks > maxMarks {
				continue
			}
			full.WriteRune(part)
		}
	}
	return plain.String(), full.String()
}

// parts is a letter and its marks, as text.
func parts(r rune) string {
	if r >= 0xC0 && r < partsEnd {
		return partsTable()[r]
	}
	return string(r)
}

// partsEnd is the end of the letters that are taken apart: Latin, Greek,
// Cyrillic and the scripts of India.
const partsEnd = 0x2000

var partsTable = sync.OnceValue(func() *[partsEnd]string {
	t := new([partsEnd]string)
	for r := range rune(partsEnd) {
		t[r] = takeApart(r)
	}
	return t
})

func takeApart(r rune) string {
	switch r {
	case 'й', 'ї', 'ў', 'ѝ': // letters of their own, whatever Unicode says
		return string(r)
	case 'ø':
		return string([]rune{'o', solidus})
	case 'đ':
		return string([]rune{'d', stroke})
	case 'ł':
		return string([]rune{'l', stroke})
	case 'ħ':
		return string([]rune{'h', stroke})
	case 'ŧ':
		return string([]rune{'t', stroke})
	case 'ı':
		return string([]rune{'i', dotless})
	}
	taken := strings.ReplaceAll(norm.NFD.String(string(r)), commaBelow, cedilla)
	for i, part := range taken {
		if i > 0 && !optionalMark(part) { // a vowel sign in two halves, not a letter with a mark
			return string(r)
		}
	}
	return taken
}

// HasMarks reports whether a letter of marked, as Bare gives it, has a mark.
func HasMarks(marked string) bool {
	if ascii(marked) {
		return false
	}
	return strings.ContainsFunc(marked, optionalMark)
}

// AllMarked reports whether found has every mark that asked has, letter by
// letter: what was typed is required, what was left out is free. Both are as
// Bare gives them, with the same letters.
func AllMarked(asked, found string) bool {
	for asked != "" {
		var want, have []rune
		_, asked, want = letter(asked)
		_, found, have = letter(found)
		for _, m := range want {
			if !contains(have, m) {
				return false
			}
		}
	}
	return true
}

// letter cuts the first letter with its marks off s.
func letter(s string) (base rune, rest string, marks []rune) {
	base, n := utf8.DecodeRuneInString(s)
	s = s[n:]
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if !optionalMark(r) {
			break
		}
		marks, s = append(marks, r), s[n:]
	}
	return base, s, marks
}

func contains(marks []rune, m rune) bool {
	for _, x := range marks {
		if x == m {
			return true
		}
	}
	return false
}
