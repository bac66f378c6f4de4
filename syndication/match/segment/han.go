package segment

import (
	"strings"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

// unknownHan takes every character for a word: names are sequences of them.
func unknownHan(l *lattice, at int, known bool) {
	if !known {
		l.add(at, 1, lexicon.Entry{Cost: 16000}, true)
	}
}

// insideNumber reports whether a place is between two digits of a number.
func (l *lattice) insideNumber(at int32) bool {
	return at > 0 && int(at) < len(l.letters) && isDigit(l.letters[at-1]) && isDigit(l.letters[at])
}

func isDigit(r rune) bool {
	return strings.ContainsRune("〇零一二三四五六七八九十百千万亿两", r)
}

func isHan(r rune) bool { return r >= 0x3400 && r != '\uFFFD' }

// stray reports whether a word is a single Han character beside another: mostly
// a piece of a word that is cut through.
func stray(letters []rune, start, end int) bool {
	return end-start == 1 && isHan(letters[start]) &&
		(start > 0 && isHan(letters[start-1]) || end < len(letters) && isHan(letters[end]))
}

// strayness is what a stray Chinese word costs more.
func strayness(letters []rune, start, end int) int16 {
	if stray(letters, start, end) {
		return 750
	}
	return 0
}
