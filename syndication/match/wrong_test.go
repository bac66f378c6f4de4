package match

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write golden files")

// TestWrongQueries shows the message for each query of testdata/wrong.txtar:
// the first line is the query, the second the message.
func TestWrongQueries(t *testing.T) {
	const file = "testdata/wrong.txtar"
	golden, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range golden.Files {
		f := &golden.Files[i]
		query, want, _ := strings.Cut(string(f.Data), "\n")
		t.Run(f.Name, func(t *testing.T) {
			q, err := Parse(query)
			var wrong *SyntaxError
			if !errors.As(err, &wrong) {
				t.Fatalf("Parse(%s) = %v, %v", query, q, err)
			}
			if wrong.Hint == "" {
				t.Error("no hint")
			}
			got := err.Error() + "\n"
			if got != want && !*update {
				t.Errorf("Parse(%s):\n got %s want %s", query, got, want)
			}
			f.Data = []byte(query + "\n" + got)
		})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(golden), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, tt := range []struct{ name, query, want string }{
		{"nothing to warn of", `"smart city" OR 智慧城市 (summit -sport)`, ""},
		{"exclusion alone", "-sport", "character 1: this selects by exclusion alone: it takes everything but what is excluded; add a word that is wanted"},
		{"exclusion beside OR", "Shanghai OR Beijing -sport",
			"character 21: “-sport” excludes from “Beijing” only, not from all that OR joins; probably meant: (Shanghai OR Beijing) -sport"},
		{"exclusion before OR", "Shanghai -sport OR Beijing",
			"character 10: “-sport” excludes from “Shanghai” only, not from all that OR joins; probably meant: (Shanghai OR Beijing) -sport"},
		{"exclusion in brackets beside OR", "Shanghai OR (Beijing -sport)", ""},
		{"a stop sign", "summit …", "character 8: “…” can never match: it has no letter and no digit"},
		{"empty phrase", `summit OR ""`, "character 11: this phrase is empty and can never match; write words between the quotes"},
		{"operator in small letters", "Shanghai or Beijing", "character 10: “or” in small letters is an ordinary word; write OR if you mean the operator"},
		{"comma", "Shanghai, Beijing", "character 1: a comma says nothing: all the words are required; write OR if one of them is enough"},
		{"operator with a capital", "Shanghai Or Beijing", "character 10: “Or” in small letters is an ordinary word; write OR if you mean the operator"},
		{"Chinese operator", "上海 或 北京", "character 4: “或” is an ordinary word; write OR if you mean the operator, which is the same in all languages"},
		{"Arabic operator", "دمشق أو بغداد", "character 6: “أو” is an ordinary word; write OR if you mean the operator, which is the same in all languages"},
		{"Chinese comma inside", "上海、北京", "character 1: a comma says nothing: all the words are required; write OR if one of them is enough"},
		{"field in another script", "标题：峰会", "character 1: “标题：” is no field, so this looks for the text as it stands; the fields are topic:, lang:, source:, title: and author:"},
		{"Arabic comma", "دمشق، بغداد", "character 1: a comma says nothing: all the words are required; write OR if one of them is enough"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(parse(t, tt.query).Warnings(), "\n"); got != tt.want {
				t.Errorf("%s:\n got %s\nwant %s", tt.query, got, tt.want)
			}
		})
	}
}

func TestLimitsOfAQuery(t *testing.T) {
	for _, tt := range []struct{ name, query, want string }{
		{"length", strings.Repeat("a", MaxLength+1), "too long"},
		{"words", strings.Repeat("a ", MaxTerms+1), "too many words"},
		{"brackets", strings.Repeat("(", MaxDepth+1) + "a" + strings.Repeat(")", MaxDepth+1), "too many brackets"},
		{"words of a phrase", `"` + strings.Repeat("a ", MaxPhrase+1) + `"`, "too long"},
		{"damaged text", "caf\xe9", "character 4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Parse(tt.query); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	deep := strings.Repeat("(a OR b ", MaxDepth) + strings.Repeat(")", MaxDepth)
	m := NewMatcher()
	m.Set(1, parse(t, deep))
	if got := m.Match(randomDoc.Example(1)).Queries; len(got) > 1 {
		t.Errorf("found %v", got)
	}
}
