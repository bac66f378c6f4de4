package segment

import (
	"slices"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

// Classes of IPADIC.
const (
	edge       = 0    // before and after a text
	noun       = 1285 // common nouns
	firstName  = 1289 // persons
	firstPlace = 1293
	lastPlace  = 1294
	firm       = 1292
	suffix     = 1298
)

func isKana(r rune) bool { return r >= 'ぁ' && r <= 'ヿ' }

func isHiragana(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' }

func isKatakana(r rune) bool { return r >= 'ァ' && r <= 'ヿ' && r != '・' }

// unknownJapanese takes a single character for a word, and any stretch of
// katakana: a loan word, a name. Short ones are rare.
func unknownJapanese(l *lattice, at int, known bool) {
	if !isKatakana(l.letters[at]) {
		if !known {
			l.add(at, 1, lexicon.Entry{Class: noun, Cost: 13000}, true)
		}
		return
	}
	for n := 1; n <= longest && at+n <= len(l.letters) && isKatakana(l.letters[at+n-1]); n++ {
		cost := 9461 + 400*n
		if n < shortest {
			cost += 2500 * (shortest + 1 - n)
		}
		l.add(at, n, lexicon.Entry{Class: noun, Cost: int16(cost)}, true)
	}
}

// longest is the length of the longest unknown word of katakana.
const longest = 20

// shortest is the length of the shortest word of katakana that is not likely to
// stand in another by chance.
const shortest = 3

// shortness is what a stray Japanese word costs more, or a short one of katakana
// beside other katakana.
func shortness(letters []rune, start, end int, class uint16) int16 {
	if class == suffix && start > 0 {
		return 0 // 権 of 参政権 is no piece of another word
	}
	if stray(letters, start, end) {
		return 1500
	}
	if end-start >= shortest || !isKatakana(letters[start]) || !isKatakana(letters[end-1]) {
		return 0
	}
	var cost int16
	if start > 0 && isKatakana(letters[start-1]) {
		cost += 2500
	}
	if end < len(letters) && isKatakana(letters[end]) {
		cost += 2500
	}
	return cost
}

// isOneJapanese reports whether a word has no parts: names of persons and places,
// loan words that are not long, and verbs: 切った is not in 打ち切った.
func isOneJapanese(word []rune, class uint16) bool {
	if len(word) < 6 && isHan(word[0]) && !isKana(word[0]) && isHiragana(word[len(word)-1]) {
		return true
	}
	name := class >= firstName && class <= lastPlace && class != firm
	if !slices.ContainsFunc(word, func(r rune) bool { return !isKatakana(r) }) {
		return name || len(word) < 2*shortest+1
	}
	return name && len(word) <= 4
}

// insideUnknown reports whether the best reading has a stretch of unknown
// katakana that a hit divides into stretches of some length: two loan words.
func (l *lattice) insideUnknown(s, e int32) bool {
	if e-s < shortest || !isKatakana(l.letters[s]) {
		return false
	}
	near := l.nodes[l.starts[max(0, s-longest)]:l.starts[s+1]]
	return slices.ContainsFunc(near, func(w node) bool {
		return w.unknown && w.end >= e && int(w.before+w.after) == l.best &&
			(w.start == s || s-w.start >= shortest) && (w.end == e || w.end-e >= shortest)
	})
}
