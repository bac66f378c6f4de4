package match

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds"
)

func TestWordsOfAText(t *testing.T) {
	for _, tt := range []struct{ name, tag, text, want string }{
		{"hyphen and slash", "en", "High-speed Berlin/Paris", "High|speed|Berlin|Paris"},
		{"possessive", "en", "France's workers' and SARS’S", "France|workers|and|SARS"},
		{"elision", "fr", "L’Asie d'aujourd'hui qu'il", "Asie|aujourd|hui|il"},
		{"Italian elision", "it", "dell'arte all’Aquila", "arte|Aquila"},
		{"no elision in other languages", "de", "l'Asie", "l|Asie"},
		{"apostrophe in a Ukrainian word", "uk", "здоров’я п'ять", "здоров’я|п'ять"},
		{"apostrophe in another language", "ru", "д'Артаньян", "д|Артаньян"},
		{"Hebrew quotes", "he", `צה"ל ג'נין "שלום"`, `צה"ל|ג'נין|שלום`},
		{"initials", "en", "The U.N. and U.S.A. met J. Smith, e.g. A.B", "The|U.N|and|U.S.A|met|J|Smith|e|g|A.B"},
		{"Cyrillic initials", "ru", "в С.Ш.А.", "в|С.Ш.А"},
		{"letters and digits", "en", "G20 H₂O 5G", "G20|H₂O|5G"},
		{"Hangul after Latin letters and digits", "ko", "KBS는 2026년", "KBS|는|2026|년"},
		{"script changes", "ru", "iPhoneа", "iPhone|а"},
		{"run of Han and kana", "ja", "AI技術のスマートシティ。", "AI|技術のスマートシティ"},
		{"Thai", "th", "ประเทศไทย 2569", "ประเทศไทย|2569"},
		{"invisible signs", "en", "smart\u00ADer \u202Bcity\u202C", "smart\u00ADer|city\u202C"},
		{"combining marks", "pt", "Sa\u0303o", "Sa\u0303o"},
		{"signs only", "en", "— … & 🚀", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(words(tt.text, tt.tag), "|"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func words(text, tag string) []string {
	var all []string
	s := newScanner(text, languageOf(tag))
	for {
		w, ok := s.next()
		if !ok {
			return all
		}
		all = append(all, text[w.start:w.end])
	}
}

// A word is known by how it is written before it is read, so that none may turn
// out to be empty.
func TestEachLetterThatBeginsAWordIsLeftByFolding(t *testing.T) {
	for r := range unicode.MaxRune {
		if c := classOf(classTable(), r); !c.isLetter() && c != digit {
			continue
		}
		for _, l := range []*language{und, languages["tr"], languages["ar"]} {
			if readWord(string(r), l).bare == "" {
				t.Errorf("nothing is left of %U in %s", r, l.base)
			}
		}
	}
}

// Work is counted, not timed: a text that is twice as long has at most about
// twice as many words and units.
func TestHostileTextsAreReadInOnePass(t *testing.T) {
	for name, piece := range map[string]string{
		"combining marks":   "\u0301",
		"letter with marks": "e\u0301\u0302\u0303",
		"invalid":           "\xff\xc3",
		"bidi controls":     "\u202e\u2066\u200f",
		"apostrophes":       "l'",
		"initials":          "A.",
		"Hebrew quotes":     `א"`,
		"one word":          "a",
		"ideographs":        "上",
		"voice marks":       "ｶﾞ",
		"Thai vowels":       "ิ",
		"signs":             "#",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(piece, 50_000/len(piece))
			for _, tag := range []string{"en", "fr", "he", "uk", "und"} {
				d := NewDoc("one", &feeds.Item{Title: text, Language: tag})
				d.read()
				if len(d.units) > len(text) {
					t.Errorf("%d units in %d bytes", len(d.units), len(text))
				}
			}
		})
	}
}

func FuzzTokens(f *testing.F) {
	for _, tag := range []string{"en", "fr", "uk", "he", "tr", "zh", "und"} {
		f.Add(tag, `L'Asie dell'arte France's צה"ל п'ять U.N. R&D C# 上海ｶﾞ 한국 ไทย`)
		f.Add(tag, "e"+strings.Repeat("\u0301", 300)+"\xff\u202e")
	}
	f.Fuzz(func(t *testing.T, tag, text string) {
		d := NewDoc("one", &feeds.Item{Title: text, Language: tag})
		last := uint32(0)
		d.read()
		for _, u := range d.units {
			if u.start < last || u.size == 0 || u.end() > len(text) {
				t.Fatalf("unit %d–%d after %d in %d bytes", u.start, u.end(), last, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[u.start:u.end()]) {
				t.Fatalf("unit %q cuts a character", text[u.start:u.end()])
			}
			last = uint32(u.end())
		}
	})
}
