package lang

import (
	"strings"
)

// settle makes a declared tag as exact as the text allows; ok is false if the
// script of the text contradicts it.
func (c scriptCount) settle(text, tag string) (exact string, ok bool) {
	base, rest, _ := strings.Cut(tag, "-")
	s := c.main()
	switch {
	case s == noScript:
		return tag, true
	case base == "zh" && s == han:
		return settleChinese(text, tag, rest), true
	case base == "sr" && (s == latin || s == cyrillic):
		return settleSerbian(tag, s), true
	}
	return tag, c.allows(base, s)
}

// settleChinese names the form of writing where neither script nor region is
// declared, and mends a script that the characters contradict.
func settleChinese(text, tag, rest string) string {
	if rest != "" && rest != "Hans" && rest != "Hant" {
		return tag
	}
	if form := chineseForm(text); form != "zh" {
		return form
	}
	return tag
}

func settleSerbian(tag string, s script) string {
	switch {
	case s == latin && !strings.Contains(tag, "Latn"):
		return "sr-Latn"
	case s == cyrillic && strings.Contains(tag, "Latn"):
		return "sr-Cyrl"
	}
	return tag
}

const (
	contradicting      = 0.6 // share of letters in a script that the language does not have
	contradictingLatin = 0.8 // names and trade marks are in Latin letters everywhere
	fewestLatin        = 25  // letters
)

// allows reports whether text with these letters may be in a language: few are
// in a script that it is not written in.
func (c scriptCount) allows(base string, s script) bool {
	if writtenIn(base, s) {
		return true
	}
	if s == latin {
		return c.share(s) < contradictingLatin || c.of[s] < fewestLatin
	}
	if s == kana {
		return false
	}
	return c.share(s) < contradicting
}

// ownScripts are those of languages that are not written in Latin letters, or
// not in them alone.
var ownScripts = map[string][]script{}

func init() {
	for s, list := range map[script]string{
		latin: "az uz kk ky tg tk tt ku mn ms id jv su sr bs hr cnr ha so sw wo ff yo ro mo crh gag cv ba ug za ady",
		cyrillic: "ru uk be bg mk sr bs cnr kk ky tg tt ba cv ce os av ab mn uz az tk sah udm kv myv mdf chm mhr mrj bua xal tyv " +
			"alt kum lez inh kbd ady rue cu crh gag ro mo ug ku rom kaa",
		arabic:     "ar fa ur ps sd ug ckb ku ks pa pnb bal lrc mzn glk azb az kk ky ha ms uz tk arz ary apc acm prs haz jv id tr ff",
		devanagari: "hi mr ne sa mai bho kok doi brx new awa mag hne raj ks sd gom dty bgc pi",
		hebrew:     "he yi lad jrb arc",
		ethiopic:   "am ti gez tig",
		han:        "zh ja ko yue wuu nan hak gan lzh cmn hsn cdo vi za",
		kana:       "ja ryu ain",
		hangul:     "ko", greek: "el grc pnt", armenian: "hy hyw", georgian: "ka xmf sva", thai: "th nod tts",
		laoScript: "lo", khmer: "km", myanmar: "my shn mnw ksw kar", bengali: "bn as mni bpy ctg syl", gurmukhi: "pa", gujarati: "gu",
		oriya: "or", tamil: "ta", telugu: "te", kannada: "kn tcy", malayalam: "ml", sinhala: "si", tibetan: "bo dz",
		thaana: "dv",
	} {
		for base := range strings.FieldsSeq(list) {
			ownScripts[base] = append(ownScripts[base], s)
		}
	}
}

// writtenIn reports whether a language is written in a script.
func writtenIn(base string, s script) bool {
	list, ok := ownScripts[base]
	if !ok {
		return s == latin
	}
	for _, own := range list {
		if own == s {
			return true
		}
	}
	return s == otherScript
}
