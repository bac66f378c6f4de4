package segment

import "github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"

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
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两':
		return true
	}
	return false
}

func isHan(r rune) bool { return r >= 0x3400 && r != '\uFFFD' }

// stray reports whether a word is a single Han character beside another: mostly
// a piece of a word that is cut through.
func stray(letters []rune, start, end int) bool {
	return end-start == 1 && isHan(letters[start]) &&
		(start > 0 && isHan(letters[start-1]) || end < len(letters) && isHan(letters[end]))
}

// strayness is what a stray Chinese word costs more.
func strayness(letters []rune, start, end int, _ uint16) int16 {
	if stray(letters, start, end) {
		return 750
	}
	return 0
}
