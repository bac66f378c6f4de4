package segment

import (
	"strings"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

// unknownHan takes every character for a word: names are sequences of them.
func unknownHan(_ *lattice, _ int, known bool, add func(lexicon.Entry, int)) {
	if !known {
		add(lexicon.Entry{Cost: 16000}, 1)
	}
}

// insideNumber reports whether a place is between two digits of a number.
func (l *lattice) insideNumber(at int32) bool {
	return at > 0 && int(at) < len(l.letters) && isDigit(l.letters[at-1]) && isDigit(l.letters[at])
}

func isDigit(r rune) bool {
	return strings.ContainsRune("〇零一二三四五六七八九十百千万亿两", r)
}
