package inflect

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The endings of Finnish cases, by what stands before them.
var (
	finnishCases = strings.Fields("ssa ssä sta stä lla llä lta ltä lle ksi na nä tta ttä n t")
	// after a strong stem: partitive, illative, genitive plural
	finnishStrong = strings.Fields("a ä ta tä an en in on un yn än ön hon hun hin hyn hön han hän seen " +
		"ja jä jen den tten ten ihin siin")
)

// finnishGrades are the consonants between vowels that are short or soft
// before an ending: weak and strong.
var finnishGrades = [...][2]string{
	{"ng", "nk"}, {"mm", "mp"}, {"nn", "nt"}, {"ll", "lt"}, {"rr", "rt"}, {"lj", "lk"}, {"rj", "rk"},
	{"p", "pp"}, {"t", "tt"}, {"k", "kk"}, {"v", "p"}, {"d", "t"}, {"r", "rk"}, {"l", "lk"}, {"h", "hk"},
}

func readFinnish(k *keys, word string) {
	if k.known(word) {
		return
	}
	for _, ending := range finnishCases {
		if stem, ok := strings.CutSuffix(word, ending); ok && finnishFits(stem, ending) {
			finnishStem(k, stem, true)
		}
	}
	for _, ending := range finnishStrong {
		if stem, ok := strings.CutSuffix(word, ending); ok && finnishFits(stem, ending) {
			finnishStem(k, stem, false)
		}
	}
}

const finnishVowels = "aeiouyäö"

// finnishFits reports whether an ending may follow a stem.
func finnishFits(stem, ending string) bool {
	if utf8.RuneCountInString(stem) < 2 || !frontAgrees(stem, ending) {
		return false
	}
	last := lastRune(stem)
	open := strings.ContainsRune(finnishVowels, last)
	switch ending {
	case "ta", "tä", "ten":
		return true
	case "en":
		return last == 'e' || last == 'i' // also the genitive plural: pankki-en
	case "an", "in", "on", "un", "yn", "än", "ön":
		first, _ := utf8.DecodeRuneInString(ending)
		return first == last // the illative repeats the vowel
	case "ja", "jä", "jen":
		return strings.ContainsRune("oöuyieaä", last)
	case "siin", "ihin":
		return true
	}
	return open
}

// frontAgrees reports whether the vowels of stem and ending are of one kind.
func frontAgrees(stem, ending string) bool {
	at := strings.LastIndexAny(stem, "aouäöy")
	if at < 0 {
		return true
	}
	vowel, _ := utf8.DecodeRuneInString(stem[at:])
	front := strings.ContainsRune("äöy", vowel)
	if strings.ContainsAny(ending, "äöy") {
		return front
	}
	return !front || !strings.ContainsAny(ending, "aou")
}

// finnishStem takes the base forms a stem may have.
func finnishStem(k *keys, stem string, weak bool) {
	if k.known(stem) {
		return
	}
	finnishPlural(k, stem, weak)
	finnishVowel(k, stem, weak)
	switch {
	case strings.HasSuffix(stem, "kse"):
		k.join(stem[:len(stem)-3], "s")
	case strings.HasSuffix(stem, "ude"), strings.HasSuffix(stem, "yde"):
		k.join(stem[:len(stem)-2], "s")
	case strings.HasSuffix(stem, "uut"), strings.HasSuffix(stem, "yyt"), strings.HasSuffix(stem, "eut"), strings.HasSuffix(stem, "out"):
		k.join(stem[:len(stem)-1], "s")
	case strings.HasSuffix(stem, "se"):
		k.join(stem[:len(stem)-2], "nen")
	case strings.HasSuffix(stem, "ees"), strings.HasSuffix(stem, "et"):
		k.add(stem[:len(stem)-1])
	case strings.HasSuffix(stem, "ee"):
		finnishGrade(k, stem[:len(stem)-1], false)
		k.add(stem[:len(stem)-1])
	case strings.HasSuffix(stem, "s"):
		k.join(stem[:len(stem)-1], "nen")
		k.add(stem)
	}
}

// finnishVowel takes a stem of the singular: its last vowel stays, or is i in
// the base form.
func finnishVowel(k *keys, stem string, weak bool) {
	if !strings.ContainsRune(finnishVowels, lastRune(stem)) {
		return
	}
	k.add(stem)
	if weak {
		finnishGrade(k, stem, true)
	}
	if before, ok := strings.CutSuffix(stem, "e"); ok {
		k.join(before, "i")
	}
}

// finnishPlural takes a stem of the plural: the i of the plural falls away and
// the vowel before it is the one of the base form, or changed by it.
func finnishPlural(k *keys, stem string, weak bool) {
	before, ok := strings.CutSuffix(stem, "i")
	if !ok {
		if strings.HasSuffix(stem, "o") || strings.HasSuffix(stem, "ö") {
			before, ok = stem, true // kirjo-ja
		}
	}
	if !ok || utf8.RuneCountInString(before) < 2 || k.known(before) {
		return
	}
	for _, base := range pluralBases(before) {
		k.add(base)
		if weak {
			finnishGrade(k, base, true)
		}
	}
}

// pluralBases are the base forms of a stem without the i of the plural.
func pluralBases(stem string) []string {
	last := lastRune(stem)
	cut := stem[:len(stem)-utf8.RuneLen(last)]
	switch last {
	case 'o':
		return []string{stem, cut + "a"}
	case 'ö':
		return []string{stem, cut + "ä"}
	case 'e':
		return []string{cut + "i", stem}
	case 's':
		if strings.HasSuffix(cut, "k") {
			return []string{cut[:len(cut)-1] + "s"}
		}
		return append(backOrFront(stem), cut+"nen", stem) // metsi-en, naisi-en
	case 'u', 'y', 'a', 'ä':
		return []string{stem}
	case 'i':
		return nil
	}
	return append(backOrFront(stem), stem+"i")
}

// backOrFront is a stem with the vowel that the plural took away.
func backOrFront(stem string) []string {
	if strings.ContainsAny(stem, "aou") {
		return []string{stem + "a"}
	}
	return []string{stem + "ä"}
}

// finnishGrade takes the word with the other grade of its last consonants: the
// strong one, or the weak one.
func finnishGrade(k *keys, word string, strong bool) {
	end := strings.TrimRight(word, finnishVowels)
	vowels := word[len(end):]
	if end == "" || vowels == "" {
		return
	}
	from, to := 0, 1
	if !strong {
		from, to = 1, 0
	}
	for _, g := range finnishGrades {
		before, ok := strings.CutSuffix(end, g[from])
		if !ok || doubled(before, g[from]) {
			continue
		}
		k.add(before + g[to] + vowels)
	}
}

// doubled reports whether a consonant is doubled already.
func doubled(before, consonant string) bool {
	return len(consonant) == 1 && strings.HasSuffix(before, consonant) ||
		slices.Contains([]string{"r", "l", "h"}, consonant) && before != "" && !strings.ContainsRune(finnishVowels, lastRune(before))
}
