package lang

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct{ name, tag, in, want string }{
		{"lower case", "en", "Shanghai", "shanghai"},
		{"sharp s is ss", "de", "STRAßE", "strasse"},
		{"width", "ja", "ＡＢＣ１２３", "abc123"},
		{"half-width kana with its voice mark", "ja", "ｶﾞｽ", "ガス"},
		{"ligature", "fr", "ﬁnance", "finance"},
		{"Turkish dotless i", "tr", "IŞIK", "ışık"},
		{"Turkish dotted i", "tr", "İSTANBUL", "istanbul"},
		{"dotted capital elsewhere", "en", "İstanbul", "istanbul"},
		{"final sigma", "el", "λόγος", "λόγοσ"},
		{"tatweel", "ar", "محمـــد", "محمد"},
		{"Arabic points", "ar", "مُحَمَّد", "محمد"},
		{"presentation forms", "ar", "ﻣﺤﻤﺪ", "محمد"},
		{"Hebrew points", "he", "שָׁלוֹם", "שלום"},
		{"Persian digits", "fa", "۱۴۰۵", "1405"},
		{"Arabic-Indic digits", "ar", "٢٠٢٦", "2026"},
		{"Devanagari digits", "hi", "२०२६", "2026"},
		{"mathematical digits", "en", "𝟐𝟎𝟐𝟔", "2026"},
		{"zero-width non-joiner", "fa", "کتاب\u200cها", "کتابها"},
		{"soft hyphen", "de", "Auto\u00ADbahn", "autobahn"},
		{"decomposed Hangul", "ko", "\u1112\u1161\u11AB", "한"},
		{"diacritics stay", "pt", "SÃO", "são"},
		{"invalid UTF-8", "en", "a\xffb", "ab"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fold(tt.tag, tt.in); got != tt.want {
				t.Errorf("Fold(%s, %q) = %q, want %q", tt.tag, tt.in, got, tt.want)
			}
		})
	}
}

func TestWhatIsTypedIsRequired(t *testing.T) {
	for _, tt := range []struct {
		asked, found string
		want         bool
	}{
		{"sao", "são", true},
		{"são", "sao", false},
		{"Việt", "viet", false},
		{"viêt", "việt", true}, // one of two marks typed
		{"viẹt", "việt", true},
		{"việt", "viêt", false},
		{"lodz", "łódź", true},
		{"łódź", "lodz", false},
		{"isik", "ışık", true},
		{"королев", "королёв", true},
		{"королёв", "королев", false},
		{"bokmal", "bokmål", true},
		{"जमीन", "ज़मीन", true},
		{"iași", "iaşi", true}, // comma and cedilla below
		{"constanţa", "constanța", true},
		{"iași", "iasi", false},
	} {
		asked, marked := Bare(Fold("und", tt.asked))
		bare, found := Bare(Fold("und", tt.found))
		if asked != bare {
			t.Errorf("letters of %q are %q, of %q %q", tt.asked, asked, tt.found, bare)
		}
		if got := AllMarked(marked, found); got != tt.want {
			t.Errorf("AllMarked(%q, %q) = %v", tt.asked, tt.found, got)
		}
	}
}

func TestLettersOfTheirOwn(t *testing.T) {
	a, _ := Bare("воина")
	b, _ := Bare("война")
	if a == b {
		t.Error("й is taken for и with a mark that may be left out")
	}
}

func TestEqualLetters(t *testing.T) {
	for _, pair := range [][2]string{
		{"أحمد", "احمد"}, {"مدينة", "مدينه"}, {"علی", "علي"}, {"کتاب", "كتاب"}, {"على", "علي"},
		{"智慧城市", "智慧城市"}, {"上海國際", "上海国际"}, {"臺灣", "台湾"}, {"हिंदी", "हिँदी"},
	} {
		if a, b := EqualLetters(pair[0]), EqualLetters(pair[1]); a != b {
			t.Errorf("%q and %q fold to %q and %q", pair[0], pair[1], a, b)
		}
	}
	if EqualLetters("大") == EqualLetters("太") {
		t.Error("different characters are equal")
	}
}

func TestFoldHanIsStable(t *testing.T) {
	for r := rune(0x3400); r < 0xA000; r++ {
		if once := FoldHan(r); FoldHan(once) != once {
			t.Errorf("%c folds to %c, which folds to %c", r, once, FoldHan(once))
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("tr", "İIı")
	f.Add("ar", "مُحَمَّد")
	f.Add("en", "a"+strings.Repeat("\u0301", 1000))
	f.Fuzz(func(t *testing.T, tag, word string) {
		once := Fold(tag, word)
		if !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) is not UTF-8", word)
		}
		bare, marked := Bare(once)
		if !AllMarked(marked, marked) || !AllMarked(bare, marked) {
			t.Fatalf("%q does not find itself", word)
		}
	})
}
