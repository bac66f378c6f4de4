package inflect

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What follows the stems of a Japanese verb or adjective. Each ends where a
// word of the dictionary ends, so that the whole stands as words in a text.
var (
	japaneseA   = strings.Fields("ない なかっ なく なけれ ず れ れる せ せる")
	japaneseI   = strings.Fields("ます まし ませ たい たく たかっ ながら つつ 続け 続ける 始め 始める")
	japaneseOne = strings.Fields("た て たら たり てる ない なかっ なく なけれ ず られ られる させ させる よう れば ろ " +
		"ます まし ませ たい たく たかっ ながら つつ 続け 続ける 始め 始める")
	japaneseDo = strings.Fields("した して したら したり してる しない しなかっ しなく しよう します しまし しませ したい したく したかっ " +
		"しながら しつつ し続け し続ける され される させ させる せず すれば")
	japaneseAdjective = strings.Fields("く くて かっ けれ")
)

// japaneseRows are the endings of verbs with the other vowels of their row, and
// what the past and its kin make of it.
var japaneseRows = map[rune]struct{ a, i, e, o, past string }{
	'う': {"わ", "い", "え", "お", "った"}, 'く': {"か", "き", "け", "こ", "いた"}, 'ぐ': {"が", "ぎ", "げ", "ご", "いだ"},
	'す': {"さ", "し", "せ", "そ", "した"}, 'つ': {"た", "ち", "て", "と", "った"}, 'ぬ': {"な", "に", "ね", "の", "んだ"},
	'ぶ': {"ば", "び", "べ", "ぼ", "んだ"}, 'む': {"ま", "み", "め", "も", "んだ"}, 'る': {"ら", "り", "れ", "ろ", "った"},
}

// beforeOne are the kana that stand before the -ru of a verb whose stem does
// not change.
const beforeOne = "いきぎしじちにひびみりえけげせぜてでねへべめれ"

// Japanese lists the forms of a verb or adjective other than the one it is
// looked up by: 食べた, 食べない of 食べる. It begins with a Han character and ends
// in kana; of other words there are none. No text tells which verbs in -ru keep
// their stem: both kinds are listed, as the wrong forms are no words.
func Japanese(word string) []string {
	last, n := utf8.DecodeLastRuneInString(word)
	stem := word[:len(word)-n]
	if !inflectsJapanese(stem) {
		return nil
	}
	switch {
	case last == 'い':
		return behind(nil, stem, japaneseAdjective)
	case last == 'る' && strings.HasSuffix(stem, "す") && utf8.RuneCountInString(stem) > 2:
		return behind(nil, strings.TrimSuffix(stem, "す"), japaneseDo)
	}
	row, ok := japaneseRows[last]
	if !ok {
		return nil
	}
	forms := behind(nil, stem+row.a, japaneseA)
	forms = behind(forms, stem+row.i, japaneseI)
	past := row.past
	if word == "行く" {
		past = "った"
	}
	te := strings.NewReplacer("た", "て", "だ", "で").Replace(past)
	forms = behind(forms, stem, []string{row.e + "ば", row.o + "う", past, past + "ら", past + "り", te, te + "る"})
	if before := lastRune(stem); last == 'る' && (strings.ContainsRune(beforeOne, before) || unicode.Is(unicode.Han, before)) {
		forms = behind(forms, stem, japaneseOne)
	}
	return forms
}

// inflectsJapanese reports whether a stem is of Han and kana and begins with Han.
func inflectsJapanese(stem string) bool {
	first, _ := utf8.DecodeRuneInString(stem)
	return unicode.Is(unicode.Han, first) && len(stem) <= maxWord &&
		!strings.ContainsFunc(stem, func(r rune) bool { return !unicode.In(r, unicode.Han, unicode.Hiragana) })
}

func behind(forms []string, stem string, endings []string) []string {
	for _, ending := range endings {
		forms = append(forms, stem+ending)
	}
	return forms
}
