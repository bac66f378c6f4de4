package inflect

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/silkwire/silkwire/feeds/lang"
)

//go:embed testdata/forms.txt
var formsText string

// TestForms finds the forms of each word of testdata/forms.txt by the word and
// the word by its forms, and none of the words beside them.
func TestForms(t *testing.T) {
	for line := range strings.Lines(formsText) {
		tag, rest, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		forms, others, _ := strings.Cut(rest, "|")
		words := strings.Fields(forms)
		t.Run(tag+" "+words[0], func(t *testing.T) {
			for _, form := range words[1:] {
				if !same(tag, words[0], form) {
					t.Errorf("%s is no form of %s: keys %q and %q", form, words[0], keysOf(tag, form), keysOf(tag, words[0]))
				}
			}
			for _, other := range strings.Fields(others) {
				if same(tag, words[0], other) {
					t.Errorf("%s is a form of %s: keys %q and %q", other, words[0], keysOf(tag, other), keysOf(tag, words[0]))
				}
			}
		})
	}
}

func keysOf(tag, word string) []string { return Keys(nil, tag, lang.Fold(tag, word)) }

// same compares two words; an apostrophe ends the first part, as the tokeniser
// has it.
func same(tag, a, b string) bool {
	a, _, _ = strings.Cut(a, "'")
	b, _, _ = strings.Cut(b, "'")
	return sameWord(tag, lang.Fold(tag, a), lang.Fold(tag, b))
}
