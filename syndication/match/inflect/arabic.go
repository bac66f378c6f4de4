package inflect

import (
	"strings"
	"unicode/utf8"
)

// arabicPrefixes are written onto the word after them: and, so; in, to, as;
// the article. The longer ones come first.
var arabicPrefixes = []struct {
	form  string
	least int // letters of a word that is not known
}{
	{"وبال", 3}, {"وكال", 3}, {"فبال", 3}, {"ولل", 3}, {"وال", 3}, {"فال", 3}, {"بال", 3}, {"كال", 3}, {"فلل", 3}, {"لل", 3}, {"ال", 2},
	{"وب", 4}, {"ول", 4}, {"وك", 4}, {"و", 4}, {"ف", 4}, {"ب", 4}, {"ل", 4}, {"ك", 4}, {"س", 4},
}

// readArabic reads a word with and without its prefixes. The table, which has
// the broken plurals, says which words only look as if they had one.
func readArabic(k *keys, word string) {
	if k.known(word) {
		return
	}
	arabicEndings(k, word)
	for _, p := range arabicPrefixes {
		stem, ok := strings.CutPrefix(word, p.form)
		if !ok || len(stem) < 4 || k.known(stem) {
			continue
		}
		if utf8.RuneCountInString(stem) < p.least || p.form == "س" && !strings.HasPrefix(stem, "ي") && !strings.HasPrefix(stem, "ت") {
			continue
		}
		k.add(stem)
		arabicEndings(k, stem)
		if strings.HasSuffix(p.form, "لل") { // one lam is written for two: للجنه is for the لجنه
			k.add("ل" + stem)
			arabicEndings(k, "ل"+stem)
		}
		if len(p.form) > 4 || p.form == "ال" || p.form == "لل" {
			return // no shorter prefix is meant
		}
	}
}

// arabicSuffixes are undone with what they leave of the word, and the letters
// that must stay.
var arabicSuffixes = []struct {
	form, base string
	least      int
}{
	{"ات", "ه", 3}, {"تان", "ه", 3}, {"تين", "ه", 3},
	{"ون", "", 3}, {"ين", "", 3}, {"و", "", 4}, // لاعبو: before what they belong to
	{"ته", "ه", 3}, {"تها", "ه", 3}, {"تهم", "ه", 3}, {"تنا", "ه", 3}, {"تي", "ه", 4}, {"تك", "ه", 4}, {"تكم", "ه", 4},
	{"اته", "ه", 3}, {"اتها", "ه", 3}, {"اتهم", "ه", 3}, {"اتنا", "ه", 3},
	{"ها", "", 3}, {"هم", "", 3}, {"هما", "", 3}, {"نا", "", 4}, {"كم", "", 4},
	{"ائه", "اء", 3}, {"ائها", "اء", 3}, {"ائهم", "اء", 3},
}

// arabicEndings takes a word without its plural, case and possessor.
func arabicEndings(k *keys, word string) {
	for _, s := range arabicSuffixes {
		stem, ok := strings.CutSuffix(word, s.form)
		if !ok || utf8.RuneCountInString(stem) < s.least {
			continue
		}
		if s.base == "" && k.known(stem) {
			continue
		}
		if !k.known(stem + s.base) {
			k.join(stem, s.base)
		}
		if strings.HasPrefix(s.form, "ات") && verbalNoun(stem) {
			k.add(stem)
		}
	}
	arabicLongPlural(k, word)
	if adjective, ok := strings.CutSuffix(word, "يه"); ok && utf8.RuneCountInString(adjective) >= 4 {
		k.join(adjective, "ي")
	}
	if stem, ok := strings.CutSuffix(word, "ا"); ok && !strings.HasSuffix(stem, "ي") && utf8.RuneCountInString(stem) >= 3 {
		if !k.known(stem) && utf8.RuneCountInString(stem) >= 4 {
			k.add(stem)
		}
	}
}

// verbalNoun reports whether a noun has the shape of one that names an action
// and takes its plural in -at: انتخاب, قرار, تصريح.
func verbalNoun(noun string) bool {
	if utf8.RuneCountInString(noun) < 4 {
		return false
	}
	_, n := utf8.DecodeLastRuneInString(noun)
	before := noun[:len(noun)-n]
	return strings.HasSuffix(before, "ا") || strings.HasPrefix(noun, "ت") && strings.HasSuffix(before, "ي")
}

// arabicLongPlural takes a plural of the shape of صناديق and ملايين as its
// singulars: صندوق, مليون, and those with another long vowel.
func arabicLongPlural(k *keys, word string) {
	r := []rune(word)
	if len(r) != 6 || r[2] != 'ا' || r[4] != 'ي' {
		return
	}
	for _, long := range "واي" {
		k.add(string(r[:2]) + string(r[3]) + string(long) + string(r[5]))
	}
}
