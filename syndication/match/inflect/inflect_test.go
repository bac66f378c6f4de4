package inflect

import (
	"slices"
	"strings"
	"testing"

	"github.com/silkwire/silkwire/feeds/lang"
)

func TestUnknownLanguageKeepsTheWord(t *testing.T) {
	for _, tag := range []string{"und", "", "vi", "zh-Hans", "x"} {
		if got := Keys(nil, tag, "ports"); !slices.Equal(got, []string{"ports"}) {
			t.Errorf("keys in %q are %q", tag, got)
		}
	}
}

func TestKeysAreAppended(t *testing.T) {
	got := Keys([]string{"ports"}, "en", "ports")
	if len(got) < 3 || got[0] != "ports" || !slices.Contains(got[1:], "port") {
		t.Errorf("keys are %q", got)
	}
}

func TestRegionAndScriptDoNotMatter(t *testing.T) {
	for _, pair := range [][2]string{{"pt", "pt-BR"}, {"nb", "no"}, {"sr", "sr-Latn"}, {"en", "EN-gb"}} {
		if a, b := Keys(nil, pair[0], "portos"), Keys(nil, pair[1], "portos"); !slices.Equal(a, b) {
			t.Errorf("%s: %q, %s: %q", pair[0], a, pair[1], b)
		}
	}
}

func TestLanguages(t *testing.T) {
	known := Languages()
	if !slices.IsSorted(known) {
		t.Error("not sorted")
	}
	for _, tag := range strings.Fields("en de nl sv da nb no nn fr es pt it ro ru uk bg pl cs el tr fi hu hi id ar he fa ur ko az sr hr sk be mk ca am bn cy et ga gu hy is ka kk lt lv mr pa sl sw ta te") {
		if !slices.Contains(known, tag) {
			t.Errorf("%s is missing", tag)
		}
	}
	for _, tag := range known {
		Keys(nil, tag, "a") // reads its table, which panics on a fault
	}
}

func TestTableNamesAFault(t *testing.T) {
	for name, text := range map[string]string{
		"no base":      "[k] : s",
		"two of bases": "a b: s",
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("read without complaint")
				}
			}()
			readTable("en", text, nil)
		})
	}
}

func TestALongWordIsLeftAlone(t *testing.T) {
	word := strings.Repeat("a", maxWord) + "s"
	if got := Keys(nil, "en", word); !slices.Equal(got, []string{word}) {
		t.Errorf("keys are %q", got)
	}
}

func FuzzKeys(f *testing.F) {
	for _, seed := range [][2]string{
		{"en", "cities"}, {"de", "häuser"}, {"fi", "kaupungeissa"}, {"tr", "evlerinden"}, {"hu", "házakkal"},
		{"ar", "وبالمدارس"}, {"he", "ושבממשלות"}, {"ko", "학교에서는"}, {"el", "ανθρώπους"}, {"sr", "књигама"}, {"hi", "लड़कियों"}, {"id", "dipukulnya"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, tag, word string) {
		word = lang.Fold(tag, word)
		got := Keys(nil, tag, word)
		if len(got) == 0 || len(got) > MaxKeys {
			t.Fatalf("%q in %s has %d keys", word, tag, len(got))
		}
		if again := Keys(nil, tag, word); !slices.Equal(got, again) {
			t.Fatalf("%q in %s has the keys %q, then %q", word, tag, got, again)
		}
	})
}

// FuzzKeys finds no language of a table by chance: this tries each word in all.
func FuzzEveryLanguage(f *testing.F) {
	for _, word := range []string{"y", "ies", "ände", "ssa", "lArI", "0\xa7ia", "ский", "وال", "שבה", "에서", "ों", "’"} {
		f.Add(word)
	}
	known := Languages()
	f.Fuzz(func(t *testing.T, word string) {
		for _, tag := range known {
			if got := Keys(nil, tag, word); len(got) == 0 || len(got) > MaxKeys {
				t.Fatalf("%q in %s has %d keys", word, tag, len(got))
			}
		}
	})
}

func BenchmarkKeys(b *testing.B) {
	for _, text := range []struct{ tag, words string }{
		{"en", "ministers agreed to close twelve ports along the northern coast after three children were hurt"},
		{"de", "hunderte häuser nach schweren überschwemmungen in den ländern im norden evakuiert"},
		{"es", "las elecciones regionales se celebraron en varias ciudades del norte"},
		{"ru", "мэры городов встретились в казани после долгих переговоров с президентом"},
		{"pl", "rodziny czekają na przydział nowych mieszkań w warszawie"},
		{"fi", "kaupungin budjetti ylittyi miljoonilla suomalaisissa kouluissa"},
		{"tr", "depremzedeler evlerinden çıkarıldı ülkelerinden yatırım bekleniyor"},
		{"ar", "اجتمع الوزراء في الرباط لبحث ازمه المياه"},
		{"ko", "제주에도 폭염 특보가 내려졌다 학생들이 헌혈에 나섰다"},
	} {
		words := strings.Fields(text.words)
		Keys(nil, text.tag, words[0])
		b.Run(text.tag, func(b *testing.B) {
			b.ReportAllocs()
			dst := make([]string, 0, MaxKeys)
			for i := 0; b.Loop(); i++ {
				dst = Keys(dst[:0], text.tag, words[i%len(words)])
			}
		})
	}
}
