package inflect

import (
	"strings"
	"unicode/utf8"
)

// A final is what a syllable must end in before a particle.
type final uint8

const (
	anyFinal final = iota
	vowel
	consonant
	vowelOrL // 로 follows a vowel or ㄹ
	notL     // 으로 follows a consonant other than ㄹ
)

// particles follow a noun, each after a certain final. Some have two forms, by
// whether the noun ends in a consonant.
var particles, longestParticle = readParticles()

func readParticles() (after map[string]final, longest int) {
	after = map[string]final{}
	for f, forms := range [...]string{
		vowel:     "는커녕 야말로 가 를 는 와 나 라도 란 라는 라고 랑 였다 야 여서 든 라며 라서 였던",
		consonant: "은커녕 이야말로 이 을 은 과 이나 이라도 이란 이라는 이라고 이랑 이었다 이다 이며 이던 이라며 이고 이지만 이라서 입니다 이었던",
		vowelOrL:  "로 로서 로서의 로부터의 로써 로부터 로의 로는 로도 로만 로까지",
		notL:      "으로 으로서 으로서의 으로부터의 으로써 으로부터 으로의 으로는 으로도 으로만 으로까지",
		anyFinal: "의 에 에서 에게 에게서 께 께서 한테 도 만 까지 부터 마다 보다 처럼 같이 만큼 조차 마저 밖에 뿐 뿐만 뿐인 뿐이다 커녕 하고 대로 " +
			"에는 에도 에만 에서는 에서도 에서만 에서의 에의 에게는 에게도 까지는 까지도 까지의 부터는 부터의 만이 만을 만은 만의 보다는 보다도 처럼은 " +
			"께서는 과의 와의 과는 와는 과도 와도 에서부터 에서까지 에까지",
	} {
		for _, form := range strings.Fields(forms) {
			after[form] = final(f)
			longest = max(longest, len(form))
		}
	}
	return after, longest
}

// readKorean reads a noun without its particles, and without the plural 들.
// A verb is read by its stem in -하다 and -되다, which news are full of.
func readKorean(k *keys, word string) {
	if k.known(word) {
		return
	}
	koreanVerb(k, word)
	koreanTense(k, word)
	koreanPlural(k, word)
	if said, ok := koreanQuoted(word); ok {
		koreanNoun(k, said)
	}
	koreanNoun(k, word)
}

// koreanQuoted takes -고, -는 or -며 of something said off a sentence that ends in
// -이다: 선거였다고.
func koreanQuoted(word string) (string, bool) {
	for _, ending := range [...]string{"다고", "다는", "다며", "다면"} {
		if said, ok := strings.CutSuffix(word, ending); ok && said != "" {
			return said + "다", true
		}
	}
	return "", false
}

// koreanNoun takes a noun without its particles.
func koreanNoun(k *keys, word string) {
	for at := len(word) - 1; at > 0 && len(word)-at <= longestParticle; at-- {
		noun, form := word[:at], word[at:]
		after, ok := particles[form]
		if !ok || !after.allows(noun) || utf8.RuneCountInString(noun) < 2 && !short(noun, form) {
			continue
		}
		if !k.known(noun) {
			k.add(noun)
			koreanPlural(k, noun)
		}
	}
}

// short reports whether a noun of one syllable may stand before a particle:
// only before one that words rarely end in.
func short(noun, form string) bool {
	switch form {
	case "을", "를", "에서", "에게", "으로", "까지", "부터", "에는", "에서는", "으로는", "처럼", "은":
		return true
	case "이", "가", "는", "에":
		return strings.Contains(shortNouns, noun)
	}
	return false
}

// shortNouns are the nouns of one syllable that news are about. With other
// syllables these particles make words of their own: 종이, 주가.
const shortNouns = "불비눈물집땅돈쌀산강개소밤빛술약책빵옷손몸뼈병총칼죄법값빚힘꿈별달꽃풀금철닭곰쥐벌뱀왕핵독암"

func koreanPlural(k *keys, word string) {
	if noun, ok := strings.CutSuffix(word, "들"); ok && utf8.RuneCountInString(noun) >= 2 {
		k.add(noun)
	}
}

// koreanVerbs are endings of a verb in -하다 or -되다.
var koreanVerbs = []struct{ ending, base string }{
	{"했다", "하다"}, {"한다", "하다"}, {"하는", "하다"}, {"하고", "하다"}, {"하며", "하다"}, {"해", "하다"}, {"했습니다", "하다"}, {"합니다", "하다"},
	{"할", "하다"}, {"했던", "하다"}, {"해야", "하다"}, {"하기로", "하다"}, {"하면", "하다"}, {"하자", "하다"}, {"하지", "하다"}, {"해서", "하다"}, {"하려", "하다"}, {"했지만", "하다"}, {"했고", "하다"}, {"했으며", "하다"},
	{"됐다", "되다"}, {"되었다", "되다"}, {"된다", "되다"}, {"되는", "되다"}, {"된", "되다"}, {"되고", "되다"}, {"되며", "되다"}, {"될", "되다"}, {"돼", "되다"}, {"됩니다", "되다"}, {"됐습니다", "되다"}, {"되면", "되다"}, {"됐던", "되다"},
	{"었다", "다"}, {"았다", "다"}, {"는다", "다"}, {"었던", "다"}, {"았던", "다"}, {"었습니다", "다"}, {"았습니다", "다"},
}

func koreanVerb(k *keys, word string) {
	for _, v := range koreanVerbs {
		if stem, ok := strings.CutSuffix(word, v.ending); ok && stem != "" {
			if v.base == "다" || utf8.RuneCountInString(stem) >= 2 {
				k.join(stem, v.base)
			}
		}
	}
}

const (
	firstSyllable = 0xAC00
	lastSyllable  = 0xD7A3
	finals        = 28 // a syllable block has one of 27 final consonants or none
	finalL        = 8
)

// allows reports whether the last syllable of a noun is right for a particle.
// What is not Hangul, as in "AI가", is right for all.
func (f final) allows(noun string) bool {
	last, _ := utf8.DecodeLastRuneInString(noun)
	if noun == "" {
		return false
	}
	if last < firstSyllable || last > lastSyllable {
		return true
	}
	end := (last - firstSyllable) % finals
	switch f {
	case vowel:
		return end == 0
	case consonant:
		return end != 0
	case vowelOrL:
		return end == 0 || end == finalL
	case notL:
		return end != 0 && end != finalL
	}
	return true
}
