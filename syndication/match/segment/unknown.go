package segment

import (
	"unicode"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

// Classes of IPADIC.
const (
	edge = 0    // before and after a text
	noun = 1285 // common nouns
)

func isKana(r rune) bool { return r >= 'ぁ' && r <= 'ヿ' }

func isKatakana(r rune) bool { return r >= 'ァ' && r <= 'ヿ' && r != '・' }

func isHiragana(r rune) bool { return r >= 'ぁ' && r <= 'ゟ' }

// unknownHan takes every character for a word: names are sequences of them.
func unknownHan(_ *lattice, _ int, known bool, add func(lexicon.Entry, int)) {
	if !known {
		add(lexicon.Entry{Cost: 16000}, 1)
	}
}

func unknownJapanese(l *lattice, at int, known bool, add func(lexicon.Entry, int)) {
	if !isKatakana(l.letters[at]) {
		if !known {
			add(lexicon.Entry{Class: noun, Cost: 13000}, 1)
		}
		return
	}
	const longest = 20
	for n := 1; n <= longest && at+n <= len(l.letters) && isKatakana(l.letters[at+n-1]); n++ {
		cost := 9461 + 300*n
		if n < 4 {
			cost += 2500 * (4 - n)
		}
		add(lexicon.Entry{Class: noun, Cost: int16(cost)}, n)
	}
}

// unknownCluster takes every syllable for a word.
func unknownCluster(l *lattice, at int, known bool, add func(lexicon.Entry, int)) {
	n := 1
	for at+n < len(l.letters) && !l.open[at+n] {
		n++
	}
	add(lexicon.Entry{Cost: int16(15000)}, n)
}

// clusters tells before which letters a boundary may be.
func clusters(letters []rune) []bool {
	open := make([]bool, len(letters)+1)
	open[0], open[len(letters)] = true, true
	for i := 1; i < len(letters); i++ {
		open[i] = !unicode.Is(unicode.M, letters[i]) && !follows(letters[i]) && !leads(letters[i-1])
	}
	return open
}

// leads reports whether r is a vowel sign before its consonant, or makes the
// consonant after it part of its own.
func leads(r rune) bool {
	return r >= 'เ' && r <= 'ไ' || r >= 'ເ' && r <= 'ໄ' || r == '\u17D2' || r == '\u1039'
}

// follows reports whether r is a letter that stands after a consonant only.
func follows(r rune) bool {
	switch r {
	case 'ะ', 'า', 'ๅ', 'ະ', 'າ', 'ຽ', 'ໆ', 'ๆ', 'ฯ':
		return true
	}
	return false
}
