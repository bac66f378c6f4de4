package inflect

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/silkwire/silkwire/feeds/lang"
)

// TestJudged tries the single words of the judged set of the matcher.
func TestJudged(t *testing.T) {
	text, err := os.ReadFile("../testdata/judged.tsv")
	if err != nil {
		t.Fatal(err)
	}
	right, all := map[string]int{}, map[string]int{}
	total, good := 0, 0
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) < 5 || !judgedHere(f[0], f[2]) {
			continue
		}
		found := finds(f[1], f[2], f[3])
		all[f[1]]++
		total++
		if found == (f[4] == "yes") {
			right[f[1]]++
			good++
		} else {
			t.Logf("%s: %s, want %s in %q", f[1], f[2], f[4], f[3])
		}
	}
	for tag, n := range all {
		t.Logf("%s: %d of %d", tag, right[tag], n)
	}
	if good*100 < total*95 {
		t.Errorf("%d of %d are right, fewer than 95 %%", good, total)
	}
}

func judgedHere(group, query string) bool {
	switch group {
	case "inflection", "arabic", "hebrew", "hangul":
		return !strings.ContainsFunc(query, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) })
	}
	return false
}

// finds reports whether a word of text is a form of query.
func finds(tag, query, text string) bool {
	asked := lang.Fold(tag, query)
	for _, w := range strings.FieldsFunc(text, between) {
		if sameWord(tag, asked, lang.Fold(tag, w)) {
			return true
		}
	}
	return false
}

func between(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !lang.Ignored(r)
}

// sameWord compares keys as the matcher does: marks left out in a are free in b.
func sameWord(tag, a, b string) bool {
	for _, ka := range Keys(nil, tag, a) {
		bare, marked := lang.Bare(lang.EqualLetters(ka))
		for _, kb := range Keys(nil, tag, b) {
			otherBare, otherMarked := lang.Bare(lang.EqualLetters(kb))
			if bare == otherBare && lang.AllMarked(marked, otherMarked) {
				return true
			}
		}
	}
	return false
}
