package inflect

import (
	"strings"
	"unicode/utf8"
)

// hebrewPrefixes are written onto the word after them: and; that, when; the
// article; in, as, to, from.
var hebrewPrefixes = []struct {
	form  string
	least int // letters of a word that is not known
}{
	{"וכשה", 3}, {"ושה", 3}, {"כשה", 3}, {"ומה", 3}, {"שבה", 3}, {"שב", 4}, {"של", 4}, {"וב", 3}, {"ול", 3}, {"וה", 3}, {"וכ", 4}, {"ומ", 4}, {"וש", 4},
	{"מה", 3}, {"שה", 3}, {"כש", 4}, {"ו", 3}, {"ה", 3}, {"ב", 3}, {"ל", 3}, {"כ", 4}, {"מ", 4}, {"ש", 4},
}

// readHebrew reads a word with and without its prefixes. The table says which
// words only look as if they had one.
func readHebrew(k *keys, word string) {
	if k.known(word) {
		return
	}
	hebrewEndings(k, word)
	for _, p := range hebrewPrefixes {
		stem, ok := strings.CutPrefix(word, p.form)
		if !ok || len(stem) < 4 || k.known(stem) {
			continue
		}
		if utf8.RuneCountInString(stem) >= p.least {
			k.add(stem)
			hebrewEndings(k, stem)
		}
	}
}

// hebrewSuffixes are undone with what they leave of the word, and the letters
// that must stay.
var hebrewSuffixes = []struct {
	form, base string
	least      int
}{
	{"ים", "", 3}, {"ים", "ה", 3}, {"אים", "אי", 3}, {"איות", "אית", 3}, {"טאות", "טה", 3}, {"ות", "ה", 2}, {"ות", "", 3}, {"ות", "ת", 3}, {"יות", "ית", 2}, {"יות", "יה", 2},
	{"ת", "ה", 3}, {"ית", "י", 3}, {"יים", "י", 3}, {"תו", "ה", 3}, {"תה", "ה", 3}, {"תם", "ה", 3}, {"תנו", "ה", 3},
	{"יהם", "", 3}, {"יו", "", 3}, {"יה", "", 4}, {"ינו", "", 3},
}

// hebrewEndings takes a word without its plural, construct state and
// possessor.
func hebrewEndings(k *keys, word string) {
	for _, s := range hebrewSuffixes {
		stem, ok := strings.CutSuffix(word, s.form)
		if !ok || utf8.RuneCountInString(stem) < s.least || strings.HasSuffix(word, "ייה") && s.form == "יה" {
			continue // what ends in -iya, a library, is no possession
		}
		base := stem + s.base
		if s.base == "" {
			base = finalLetter(stem)
		}
		if !k.known(base) {
			k.add(base)
		}
	}
}

// finalLetter writes the last letter of a word in its final form.
func finalLetter(word string) string {
	last, n := utf8.DecodeLastRuneInString(word)
	switch last {
	case 'כ', 'מ', 'נ', 'פ', 'צ':
		return word[:len(word)-n] + string(last-1) // Unicode has the final form before the other
	}
	return word
}
