package inflect

import (
	"strings"
	"unicode/utf8"
)

// Vowels and finals of a syllable block, as Unicode numbers them.
const (
	vowelA, vowelAe, vowelEo, vowelYeo   = 0, 1, 4, 6
	vowelO, vowelWa, vowelU, vowelWo     = 8, 9, 13, 14
	vowelEu, vowelI                      = 18, 20
	finalN, finalD, finalB, finalS, past = 4, 7, 17, 19, 20
	initialR, initialNone                = 5, 11
)

// A block is a syllable taken apart.
type block struct{ initial, vowel, final int }

func lastBlock(s string) (before string, b block, ok bool) {
	r, n := utf8.DecodeLastRuneInString(s)
	if r < firstSyllable || r > lastSyllable {
		return "", block{}, false
	}
	at := int(r - firstSyllable)
	return s[:len(s)-n], block{at / finals / 21, at / finals % 21, at % finals}, true
}

func (b block) String() string {
	return string(rune(firstSyllable + (b.initial*21+b.vowel)*finals + b.final))
}

// koreanTails stand behind a stem in the past.
var koreanTails = strings.Fields("다 고 던 지만 으며 으나 으면 습니다 는데 음 을 다고 다는 다며 다면 다가 다면서")

// koreanEndings stand behind any stem; what is left must be two syllables, as
// nouns end like them too: 사고 is no form of 사다.
var koreanEndings = strings.Fields("고 며 면 면서 지 지만 자 던 려 는 려고 도록 거나 는데 다고 다는 다며 기로 습니다")

// koreanTense reads a verb: its stem, and what sounds became when an ending
// joined it.
func koreanTense(k *keys, word string) {
	for _, tail := range koreanTails {
		if stem, ok := strings.CutSuffix(word, tail); ok {
			if before, b, ok := lastBlock(stem); ok && b.final == past {
				b.final = 0
				contracted(k, before, b)
			}
		}
	}
	for _, ending := range koreanEndings {
		if stem, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(stem) >= 2 {
			k.join(stem, "다")
		}
	}
	koreanFinal(k, word)
}

// koreanFinal reads endings that are the final consonant of a stem's last
// syllable, -n, -nda, -l and -mnida, and a stem contracted with -eo: 숨져.
func koreanFinal(k *keys, word string) {
	for _, e := range [...]struct {
		tail  string
		final int
	}{{"다", finalN}, {"다고", finalN}, {"다는", finalN}, {"다며", finalN}, {"", finalN}, {"", finalL}, {"니다", finalB}} {
		stem, ok := strings.CutSuffix(word, e.tail)
		before, b, found := lastBlock(stem)
		if ok && found && before != "" && b.final == e.final {
			b.final = 0
			k.join(before+b.String(), "다")
		}
	}
	before, b, ok := lastBlock(strings.TrimSuffix(word, "서"))
	if ok && before != "" && b.final == 0 && b.initial != initialNone && (b.vowel == vowelYeo || b.vowel == vowelWo || b.vowel == vowelWa) {
		contracted(k, before, b)
	}
}

// contracted takes the verbs whose stem and the vowel of the past may have made
// the syllable b.
func contracted(k *keys, before string, b block) {
	verb := func(before string, b block) { k.join(before+b.String(), "다") }
	verb(before, b) // 만나-, 서-
	plain := map[int]int{vowelYeo: vowelI, vowelWa: vowelO, vowelWo: vowelU}
	if v, ok := plain[b.vowel]; ok {
		verb(before, block{b.initial, v, 0}) // 이기-, 오-, 싸우-
	}
	if b.vowel == vowelA || b.vowel == vowelEo {
		verb(before, block{b.initial, vowelEu, 0}) // 쓰-, 아프-
	}
	if b.initial == initialNone && before != "" {
		openStem(k, before, b)
	}
	if head, l, ok := lastBlock(before); ok && l.final == finalL && b.initial == initialR && (b.vowel == vowelA || b.vowel == vowelEo) {
		l.final = 0
		k.join(head+l.String(), "르다") // 오르-, 부르-
	}
}

// openStem takes stems before a vowel of the past that is a syllable of its own:
// 먹-, and those whose last consonant is lost or changed there.
func openStem(k *keys, before string, b block) {
	head, l, ok := lastBlock(before)
	if !ok {
		return
	}
	with := func(final int) { k.join(head+block{l.initial, l.vowel, final}.String(), "다") }
	switch {
	case b.vowel == vowelA || b.vowel == vowelEo:
		k.join(before, "다")
		if l.final == finalL {
			with(finalD) // 듣-
		} else if l.final == 0 {
			with(finalS) // 짓-
		}
	case (b.vowel == vowelWa || b.vowel == vowelWo) && l.final == 0:
		with(finalB) // 돕-
	}
}
