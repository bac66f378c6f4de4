package segment

import (
	"slices"
	"unicode"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

// syllables tells before which letters of a text in Thai, Lao, Khmer or Burmese
// a boundary may be: not before a sign, nor inside what is surely one syllable.
func syllables(letters []rune) []bool {
	open := make([]bool, len(letters)+1)
	open[0], open[len(letters)] = true, true
	for i := 1; i < len(letters); i++ {
		r := letters[i]
		open[i] = !unicode.Is(unicode.M, r) && !follows(r) && !leads(letters[i-1]) && !isFinal(letters[i+1:])
	}
	return open
}

// leads reports whether the letter after r belongs to its syllable: r is a vowel
// written before its consonant, or one that needs a final, or joins consonants.
func leads(r rune) bool {
	switch r {
	case 'ั', 'ັ', 'ົ', '\u17D2', '\u1039':
		return true
	}
	return isFore(r)
}

// isFore reports whether r is a vowel written before its consonant.
func isFore(r rune) bool { return r >= 'เ' && r <= 'ไ' || r >= 'ເ' && r <= 'ໄ' }

// follows reports whether r is a letter that stands after a consonant only.
func follows(r rune) bool {
	switch r {
	case 'ะ', 'า', 'ๅ', 'ະ', 'າ', 'ຽ':
		return true
	}
	return false
}

// isFinal reports whether the signs after a consonant make it end a syllable or
// be silent: asat, bantoc, toandakhiat, thanthakhat.
func isFinal(signs []rune) bool {
	for _, r := range signs {
		switch r {
		case '\u103A', '\u17CB', '\u17CD', '\u0E4C', '\u0ECC':
			return true
		case '\u1037', '\u0E34', '\u0E38': // may stand between
		default:
			return false
		}
	}
	return false
}

// frailty is what a frail word costs more.
func frailty(letters []rune, start, end int, _ uint16) int16 {
	if isFrail(letters[start:end]) {
		return 2400
	}
	return 0
}

// isFrail reports whether a word is a syllable of two letters that ends in a
// vowel, or less. Such syllables stand in many other words by chance.
func isFrail(word []rune) bool {
	if len(word) != 2 {
		return len(word) < 2
	}
	switch word[0] {
	case 'เ', 'แ', 'โ', 'ເ', 'ແ', 'ໂ':
		return true
	}
	switch word[1] {
	case 'ំ', 'ះ', '\u1031':
		return false
	}
	return follows(word[1]) || unicode.Is(unicode.M, word[1])
}

// unknownSyllables takes any few syllables for a word, a name mostly.
func unknownSyllables(l *lattice, at int, _ bool) {
	const most = 4
	end := at
	for n := 1; n <= most && end < len(l.letters); n++ {
		for end++; !l.open[end]; end++ {
		}
		cost := min(7000+6000*n, 30000) // a known word costs 6400
		if n == 1 && isTrailing(l.letters[at]) {
			cost = 0
		}
		l.add(at, end-at, lexicon.Entry{Cost: int16(cost)}, true)
	}
}

// isTrailing reports whether r is a sign that stands after a word and is none:
// said twice, cut short.
func isTrailing(r rune) bool { return r == 'ๆ' || r == 'ฯ' || r == 'ໆ' }

// isName reports whether a word is the name of a country, a language or a city,
// which has no parts.
func isName(_ []rune, class uint16) bool { return class == 1 }

// heads are words that stand before the names of places, in one word with them.
var heads = []string{"เกาะ", "เมือง", "จังหวัด", "อำเภอ", "ตำบล", "แม่น้ำ", "ทะเล", "ภูเขา", "ถนน", "วัด", "ประเทศ", "มหาวิทยาลัย", "เขื่อน", "อ่าว"}

// isHead reports whether a hit is such a word at the beginning of a name.
func (l *lattice) isHead(w *node, s, e int32) bool {
	return l.open != nil && s == w.start && w.end-e > 2 && slices.Contains(heads, string(l.letters[s:e]))
}
