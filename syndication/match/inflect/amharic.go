package inflect

import (
	"strings"
	"unicode/utf8"
)

// amharicPrefixes are written onto the word after them: of, in, to, from;
// about, like, towards.
var amharicPrefixes = []string{"የ", "በ", "ለ", "ከ", "ስለ", "እንደ", "ወደ", "የበ", "የከ"}

// amharicLeast is how many letters, each a syllable, must stay of a word.
const amharicLeast = 3

// amharicLetters writes the letters that sound alike today, and are written for
// each other, in one way.
var amharicLetters = amharicReplacer()

// Each consonant of Ethiopic has eight places in Unicode, one for each vowel.
const (
	ethiopic = 0x1200
	orders   = 8
	orderU   = 1
	orderI   = 2
	orderA   = 3
	orderE   = 5 // the short one, or none
	orderO   = 6
)

func amharicReplacer() *strings.Replacer {
	var pairs []string
	row := func(from, to rune) {
		for order := range rune(7) {
			pairs = append(pairs, string(from+order), string(to+order))
		}
	}
	for _, h := range "ሃሐሓኀኃ" { // their first and fourth vowels are one
		pairs = append(pairs, string(h), "ሀ")
	}
	for _, a := range "ኣዐዓ" {
		pairs = append(pairs, string(a), "አ")
	}
	row('ሐ', 'ሀ')
	row('ኀ', 'ሀ')
	row('ሠ', 'ሰ')
	row('ዐ', 'አ')
	row('ፀ', 'ጸ')
	return strings.NewReplacer(pairs...)
}

// readAmharic reads a word with and without its prefix and its endings. The
// table says which words only look as if they had one.
func readAmharic(k *keys, word string) {
	if k.known(word) {
		return
	}
	amharicEndings(k, word)
	for _, p := range amharicPrefixes {
		stem, ok := strings.CutPrefix(word, p)
		least := amharicLeast
		if p == "የ" {
			least-- // nothing else begins with it so often
		}
		if !ok || k.known(stem) || utf8.RuneCountInString(stem) < least {
			continue
		}
		k.add(stem)
		amharicEndings(k, stem)
	}
}

// amharicEndings takes a word without the sign of the object, the article and
// the plural.
func amharicEndings(k *keys, word string) {
	if stem, ok := strings.CutSuffix(word, "ን"); ok && utf8.RuneCountInString(stem) >= amharicLeast {
		k.add(stem)
		amharicNoun(k, stem)
	}
	amharicNoun(k, word)
}

func amharicNoun(k *keys, word string) {
	if noun, ok := strings.CutSuffix(word, "ቹ"); ok {
		word = noun + "ች" // the article of a plural
	}
	for _, ending := range [...]string{"ዎች", "ው", "ዋ"} {
		if noun, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(noun) >= 2 && !k.known(noun) {
			k.add(noun)
		}
	}
	if noun, ok := strings.CutSuffix(word, "ች"); ok {
		reordered(k, noun, orderO, orderE) // ልጅ, ልጆች
		reordered(k, noun, orderO, orderA) // ከተማ, ከተሞች
	}
	if noun, ok := strings.CutSuffix(word, "ቱ"); ok {
		reordered(k, noun, orderI, orderE) // ሀገር, ሀገሪቱ
	}
	reordered(k, word, orderU, orderE) // ጦርነት, ጦርነቱ
}

// reordered takes a noun whose last letter has the vowel of an ending as it is
// without it.
func reordered(k *keys, noun string, from, to rune) {
	last, n := utf8.DecodeLastRuneInString(noun)
	if last < ethiopic || last > 0x135A || (last-ethiopic)%orders != from || utf8.RuneCountInString(noun) < 2 {
		return
	}
	k.add(noun[:len(noun)-n] + string(last-from+to))
}
