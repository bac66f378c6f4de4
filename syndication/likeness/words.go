package likeness

import (
	"unicode"

	"github.com/silkwire/silkwire/feeds/lang"
)

// A word is a run of letters of one kind of script, folded: case, width, digits,
// vowel points and the variants of Arabic and Han letters are levelled.
type word struct {
	letters []rune
	dense   bool // of a script in which a few letters are a word: Han, Kana, Hangul, Thai …
	glued   bool // stands without a space behind the word before it
}

// maxLetters bounds the work on a text.
const maxLetters = 1200

// split gives the words of a folded text.
func split(text string) []word {
	letters := make([]rune, 0, len(text)) // of all words
	words := make([]word, 0, len(text)/6)
	inWord := false
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			inWord = false
			continue
		}
		dense := isDense(r)
		letters = append(letters, r)
		if inWord && words[len(words)-1].dense == dense {
			last := &words[len(words)-1]
			last.letters = letters[len(letters)-1-len(last.letters) : len(letters) : len(letters)]
			continue
		}
		words = append(words, word{letters: letters[len(letters)-1 : len(letters) : len(letters)], dense: dense, glued: inWord})
		inWord = true
	}
	return words
}

func folded(language, text string) string {
	if runes := []rune(text); len(runes) > maxLetters {
		text = string(runes[:maxLetters])
	}
	return lang.EqualLetters(lang.Fold(language, text))
}

func isDense(r rune) bool {
	switch {
	case r < 0xE00:
		return false
	case r < 0x1000: // Thai, Lao
		return true
	case r < 0x1100: // Burmese
		return r < 0x10A0
	case r < 0x1200: // Hangul letters
		return true
	case r >= 0x1780 && r < 0x1800: // Khmer
		return true
	case r >= 0x3040 && r < 0xA000, r >= 0xAC00 && r < 0xD7B0, r >= 0x20000: // Kana, Han, Hangul
		return true
	}
	return false
}

// grams are the runs of four letters in a word with its edges, and the pairs of
// letters in dense scripts: inflection and word order change few of them.
func grams(words []word) []uint64 {
	var list []uint64
	for _, w := range words {
		switch {
		case w.dense && len(w.letters) == 1:
			list = append(list, hash(w.letters))
		case w.dense:
			list = runs(list, w.letters, 2)
		default:
			edged := append(append([]rune{' '}, w.letters...), ' ')
			list = runs(list, edged, 4)
		}
	}
	return set(list)
}

func runs(list []uint64, letters []rune, n int) []uint64 {
	if len(letters) <= n {
		return append(list, hash(letters))
	}
	for i := range len(letters) - n + 1 {
		list = append(list, hash(letters[i:i+n]))
	}
	return list
}

// hash is FNV-1a over letters, mixed once more so that all its bits may be used.
func hash(parts ...[]rune) uint64 {
	h := uint64(14695981039346656037)
	for _, letters := range parts {
		for _, r := range letters {
			h = (h ^ uint64(r)) * 1099511628211
		}
		h = (h ^ 0x110000) * 1099511628211 // no letter
	}
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}
