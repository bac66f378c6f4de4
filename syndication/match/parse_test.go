package match

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCanonicalForm(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"words", "Shanghai summit", "Shanghai summit"},
		{"OR below AND", "a b OR c", "a b OR c"},
		{"group", "(Shanghai OR Beijing) summit -sport", "(Shanghai OR Beijing) summit -sport"},
		{"AND is a space", "a AND b", "a b"},
		{"NOT is a dash", "a NOT b", "a -b"},
		{"group excluded", "a -(b OR c)", "a -(b OR c)"},
		{"group of two words excluded", "a -(b c)", "a -(b c)"},
		{"needless brackets", "((a) OR (b c))", "a OR b c"},
		{"curly quotes", "“smart city” OR ‘smart cities’", `"smart city" OR "smart cities"`},
		{"German quotes", "„Grüner Wasserstoff“", `"Grüner Wasserstoff"`},
		{"Swedish quotes", "”grön el”", `"grön el"`},
		{"Arabic quotes", "«المدينة الذكية»", `"المدينة الذكية"`},
		{"CJK quotes", "「智慧城市」 OR 『上海』", `"智慧城市" OR "上海"`},
		{"book title marks", "《人民日报》", `"人民日报"`},
		{"full-width signs", "（上海　ＯＲ　北京）　－体育", "(上海 OR 北京) -体育"},
		{"full-width colon", "lang：zh", "lang:zh"},
		{"dash of a word processor", "summit –sport", "summit -sport"},
		{"hyphen inside a word", "high-speed", "high-speed"},
		{"prefix", "econom* ＯＲ 经济＊", "econom* OR 经济*"},
		{"fields", `title:summit author:"Ada Lovelace" source:silkroad-* topic:smart-city lang:zh`,
			`title:summit author:"Ada Lovelace" source:silkroad-* topic:smart-city lang:zh`},
		{"field of a group", "title:(a OR b) -lang:(zh OR ar)", "(title:a OR title:b) -(lang:zh OR lang:ar)"},
		{"field name in capitals", "Title:summit", "title:summit"},
		{"topic with a vocabulary", "topic:medtop:20000763", "topic:medtop:20000763"},
		{"language code", "lang:EN_us", "lang:en-US"},
		{"gershayim belong to the word", `צה"ל OR "דובר צה"ל"`, `צה״ל OR "דובר צה״ל"`},
		{"operators in quotes are words", `"OR"`, `"OR"`},
		{"invisible signs fall away", "smart\u200b \u202bcity\u202c", "smart city"},
		{"colon inside a number", "10:30", "10:30"},
		{"apostrophes", "l'Asie O’Brien", "l'Asie O’Brien"},
		{"spaces in a phrase", `"smart   city "`, `"smart city"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, err := Parse(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got := q.String(); got != tt.want {
				t.Errorf("Parse(%s) = %s, want %s", tt.in, got, tt.want)
			}
			sameAgain(t, q)
		})
	}
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// sameAgain checks that the canonical form of q reads as an equal query.
func sameAgain(t fataler, q *Query) {
	t.Helper()
	again, err := Parse(q.String())
	if err != nil {
		t.Fatalf("Parse(%q): %v", q.String(), err)
	}
	if diff := cmp.Diff(q.root, again.root, cmp.AllowUnexported(node{}, term{}), cmp.FilterPath(isPlace, cmp.Ignore())); diff != "" {
		t.Fatalf("%q reads otherwise than what it was made from (-first +again):\n%s", q, diff)
	}
}

func isPlace(p cmp.Path) bool { return p.Last().String() == ".pos" || p.Last().String() == ".grouped" }

func TestTopicsOfAQuery(t *testing.T) {
	q, err := Parse("topic:b OR (topic:medtop:20000763 -topic:a topic:b)")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b", "medtop:20000763"}, q.Topics()); diff != "" {
		t.Error(diff)
	}
}

func TestCanonicalFormOfAnyQuery(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := randomQuery.Draw(t, "query")
		q, err := Parse(text)
		if err != nil {
			t.Fatalf("Parse(%q): %v", text, err)
		}
		sameAgain(t, q)
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`"smart city" OR 智慧城市`, `(Shanghai OR Beijing) summit -sport`, `econom*`, `topic:medtop:20000763`, `lang:zh`, `source:"silkroad-*"`,
		`צה"ל`, `“a” „b“ «c» 「d」`, `（上海　ＯＲ　北京）`, `title:(a OR -b)`, `l'Asie 'x y' ‘z’`, `--a`, `NOT`, `a*b`, "\u202e\"", "\xff",
		`topic:"AND"`, `.NET C# R&D U.N.`, `&"a"`, `source:"ab:"c`, `'''"a"`, `'-a`, `AND'`, `'a"b"c'"d"`, `topic:"ab:ＯＲ"`, `source:"ab:+"`, `topic:"W/3"`, strings.Repeat("(", 40),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		if err != nil {
			e, ok := err.(*SyntaxError)
			if !ok || e.Offset < 1 || e.Offset > len([]rune(text))+1 || e.Msg == "" {
				t.Fatalf("%q: %#v", text, err)
			}
			return
		}
		sameAgain(t, q)
		q.Warnings()
	})
}
