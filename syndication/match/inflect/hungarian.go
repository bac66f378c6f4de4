package inflect

import (
	"strings"
	"unicode/utf8"
)

// Hungarian puts up to three endings after a noun: plural or possessor, then
// case. Each list has the vowels that harmony picks from.
var (
	hungarianCases = strings.Fields("nak nek ban ben ba be ból ből ra re ról ről hoz hez höz nál nél tól től " +
		"on en ön n ot et öt at t ért ig ként val vel")
	hungarianOwned = strings.Fields("ok ek ök ak k a e ja je ai ei jai jei i " +
		"uk ük juk jük unk ünk aik eik jaik jeik aink eink jaink jeink nk")
)

// readHungarian reads a noun without its case, then without its plural or
// possessor.
func readHungarian(k *keys, word string) {
	if k.known(word) {
		return
	}
	hungarianNoun(k, word)
	if stem, ok := instrumental(word); ok {
		hungarianNoun(k, stem)
		hungarianStem(k, stem, "al")
	}
	for _, ending := range hungarianCases {
		if stem, ok := strings.CutSuffix(word, ending); ok && hungarianFits(stem, ending) {
			hungarianStem(k, stem, ending)
			hungarianNoun(k, shortened(stem))
		}
	}
}

// hungarianNoun takes a noun without its plural or possessor.
func hungarianNoun(k *keys, word string) {
	for _, ending := range hungarianOwned {
		if stem, ok := strings.CutSuffix(word, ending); ok && hungarianFits(stem, ending) {
			hungarianStem(k, stem, ending)
		}
	}
}

// hungarianStem takes a stem as its base form: a long vowel at its end is short
// there (almát is of alma).
func hungarianStem(k *keys, stem, ending string) {
	if k.known(stem) {
		return
	}
	for _, noun := range [...][2]string{{"alm", "alom"}, {"elm", "elem"}} { // hatalmat is of hatalom
		if before, ok := strings.CutSuffix(stem, noun[0]); ok && before != "" {
			k.join(before, noun[1])
		}
	}
	if short := shortened(stem); short != stem {
		k.add(short)
		return
	}
	if !strings.ContainsRune("ae", lastRune(stem)) || ending == "ért" || ending == "ig" || ending == "ként" {
		k.add(stem)
	}
}

// shortened makes a vowel short that is long before an ending: kezé-ben is of
// keze.
func shortened(stem string) string {
	switch lastRune(stem) {
	case 'á':
		return strings.TrimSuffix(stem, "á") + "a"
	case 'é':
		return strings.TrimSuffix(stem, "é") + "e"
	}
	return stem
}

// instrumental undoes -val after a consonant, which it doubles: házzal.
func instrumental(word string) (string, bool) {
	stem, ok := strings.CutSuffix(word, "al")
	if !ok {
		stem, ok = strings.CutSuffix(word, "el")
	}
	if !ok || len(stem) < 4 {
		return "", false
	}
	for _, long := range [...][2]string{{"ssz", "sz"}, {"ggy", "gy"}, {"nny", "ny"}, {"ccs", "cs"}, {"zzs", "zs"}, {"lly", "ly"}, {"tty", "ty"}} {
		if rest, ok := strings.CutSuffix(stem, long[0]); ok {
			return rest + long[1], true
		}
	}
	last := len(stem) - 1
	return stem[:last], stem[last] == stem[last-1] && !strings.ContainsRune("aeiou", rune(stem[last]))
}

// hungarianFits reports whether an ending may follow a stem: one with a vowel
// follows a consonant, one of a bare consonant a vowel, and both have vowels of
// one kind.
func hungarianFits(stem, ending string) bool {
	if utf8.RuneCountInString(stem) < 2 || !strings.ContainsAny(stem, hungarianVowels) {
		return false
	}
	if !hungarianHarmony(stem, ending) {
		return false
	}
	open := strings.ContainsRune(hungarianVowels, lastRune(stem))
	switch ending {
	case "t":
		return open || strings.ContainsRune("nlrjsz", lastRune(stem)) || strings.HasSuffix(stem, "ny")
	case "n", "k", "nk":
		return open
	case "ja", "je", "juk", "jük", "jai", "jei":
		return utf8.RuneCountInString(stem) > 2
	case "val", "vel":
		return open
	case "i":
		return open && utf8.RuneCountInString(stem) > 3
	case "ért", "ig", "ként":
		return utf8.RuneCountInString(stem) > 2
	}
	first, _ := utf8.DecodeRuneInString(ending)
	if strings.ContainsRune(hungarianVowels, first) {
		return !open
	}
	return true
}

const (
	hungarianVowels = "aáeéiíoóöőuúüű"
	hungarianBack   = "aáoóuú"
)

func hungarianHarmony(stem, ending string) bool {
	back := strings.ContainsAny(ending, "aáoóuú")
	front := strings.ContainsAny(ending, "eöőü")
	at := strings.LastIndexAny(stem, hungarianVowels)
	if at < 0 || back == front || strings.ContainsAny(stem[at:], "eéií") {
		return true // i, í, e and é go with both
	}
	last, _ := utf8.DecodeRuneInString(stem[at:])
	return strings.ContainsRune(hungarianBack, last) == back
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
