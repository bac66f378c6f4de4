package inflect

import (
	"strings"
	"unicode/utf8"
)

// A turkic grammar strips the suffixes of a noun one after the other: plural,
// possessive, case; and the endings of the commonest verb forms. In a suffix
// A and I stand for vowels in harmony with the one before, D for d or t.
type turkic struct {
	low     string // the vowels of A: back, then front
	hard    string // consonants after which D is t; "" if it is always d
	soft    map[string]string
	slots   [][]string // from the end of the word
	tenses  []string
	endings [2]string // of the infinitive: back, front
}

var turkish = turkic{
	low:  "ae",
	hard: "çfhkpsşt",
	soft: map[string]string{"b": "p", "c": "ç", "d": "t", "ğ": "k", "g": "k"},
	slots: [][]string{
		{"DIr"},
		{"yI", "I", "nI", "yA", "A", "nA", "DA", "nDA", "DAn", "nDAn", "In", "nIn", "ylA", "lA"},
		{"sI", "I", "ImIz", "mIz", "lArI"},
		{"lAr"},
	},
	tenses:  []string{"DI", "DIlAr", "Iyor", "Iyorlar", "AcAk", "yAcAk", "AcAklAr", "yAcAklAr", "mIş", "mIşlAr", "mAdI", "mIyor", "mAyAcAk"},
	endings: [2]string{"mak", "mek"},
}

var azerbaijani = turkic{
	low:  "aə",
	soft: map[string]string{"ğ": "q", "y": "k"},
	slots: [][]string{
		{"DIr"},
		{"nI", "I", "yA", "A", "nA", "DA", "nDA", "DAn", "nDAn", "In", "nIn", "lA"},
		{"sI", "I", "ImIz", "mIz", "lArI"},
		{"lAr"},
	},
	tenses:  []string{"DI", "DIlAr", "Ir", "IrlAr", "yIr", "AcAq", "AcAk", "yAcAq", "IlIb", "Ib", "yIb", "mIş"},
	endings: [2]string{"maq", "mək"},
}

func (t *turkic) read(k *keys, word string) {
	if k.known(word) {
		return
	}
	for _, tense := range t.tenses {
		if stem, ok := t.strip(word, tense); ok {
			end := t.endings[frontness(lastVowel(stem))]
			k.join(stem, end)
			if strings.HasPrefix(tense, "Iyor") {
				k.open(stem, word[len(stem):], end)
			}
		}
	}
	t.nouns(k, word, t.slots)
}

// open takes a verb whose stem ends in the vowel that stands before -yor: oku-,
// or in the low one that is raised there: bekle-, bekliyor.
func (k *keys) open(stem, written, end string) {
	vowel, n := utf8.DecodeRuneInString(written)
	k.join(stem, written[:n]+end)
	switch vowel {
	case 'ı', 'u':
		k.join(stem, "a"+end)
	default:
		k.join(stem, "e"+end)
	}
}

// nouns takes what a word is without suffixes of the slots given.
func (t *turkic) nouns(k *keys, word string, slots [][]string) {
	for i, slot := range slots {
		for _, suffix := range slot {
			stem, ok := t.strip(word, suffix)
			if !ok {
				continue
			}
			if k.known(stem) {
				continue
			}
			k.add(stem)
			t.harden(k, stem, suffix)
			t.nouns(k, stem, slots[i+1:])
		}
	}
}

// harden takes a stem with the consonant it ends in when no vowel follows:
// kitab-ı is of kitap.
func (t *turkic) harden(k *keys, stem, suffix string) {
	if suffix[0] != 'I' && suffix[0] != 'A' {
		return
	}
	_, n := utf8.DecodeLastRuneInString(stem)
	last := stem[len(stem)-n:]
	if hard, ok := t.soft[last]; ok {
		k.join(stem[:len(stem)-n], hard)
	}
}

// strip takes a suffix off a word, if sound harmony allows it there.
func (t *turkic) strip(word, suffix string) (string, bool) {
	stem := word
	for i := len(suffix); i > 0; {
		want, n := utf8.DecodeLastRuneInString(suffix[:i])
		i -= n
		got, m := utf8.DecodeLastRuneInString(stem)
		if !t.sounds(want, got) {
			return "", false
		}
		stem = stem[:len(stem)-m]
	}
	return stem, t.fits(stem, word[len(stem):], suffix)
}

// sounds reports whether a letter may stand for one of a suffix.
func (t *turkic) sounds(want, got rune) bool {
	switch want {
	case 'A':
		return strings.ContainsRune(t.low, got)
	case 'I':
		return strings.ContainsRune("ıiuü", got)
	case 'D':
		return got == 'd' || got == 't' && t.hard != ""
	}
	return want == got
}

// fits reports whether a stem is one, and the sounds of a suffix follow from
// its last vowel and consonant.
func (t *turkic) fits(stem, written, suffix string) bool {
	vowel := lastVowel(stem)
	first := firstVowel(written)
	if vowel == 0 || first == 0 || len(stem) < 2 {
		return false
	}
	if !harmonic(vowel, first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(stem)
	open := isTurkicVowel(last)
	switch suffix[0] {
	case 'A', 'I':
		return !open
	case 'y', 's', 'n':
		return open
	case 'D':
		return t.hard == "" || strings.ContainsRune(t.hard, last) == (written[0] == 't')
	case 'm':
		return suffix != "mIz" || open
	}
	return true
}

// harmonic reports whether a vowel of a suffix may follow one of a stem.
func harmonic(before, after rune) bool {
	switch after {
	case 'ı':
		return before == 'a' || before == 'ı'
	case 'i':
		return strings.ContainsRune("eiə", before)
	case 'u':
		return before == 'o' || before == 'u'
	case 'ü':
		return before == 'ö' || before == 'ü'
	}
	return strings.ContainsRune("aıou", before) == (after == 'a')
}

const turkicVowels = "aeəıioöuü"

func isTurkicVowel(r rune) bool { return strings.ContainsRune(turkicVowels, r) }

func lastVowel(s string) rune {
	at := strings.LastIndexAny(s, turkicVowels)
	if at < 0 {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return r
}

func firstVowel(s string) rune {
	at := strings.IndexAny(s, turkicVowels)
	if at < 0 {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return r
}

// frontness is 1 for the front vowels, 0 for the others.
func frontness(vowel rune) int {
	if strings.ContainsRune("eəiöü", vowel) {
		return 1
	}
	return 0
}
