package inflect

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/silkwire/silkwire/feeds/lang"
)

// formsOf holds a file for each language. A line is a word, forms of it, and
// after "|" words that are no forms of it, however alike.
//
//go:embed testdata/forms
var formsOf embed.FS

// TestForms finds the forms of each word by the word and the word by its forms,
// and none of the words beside them.
func TestForms(t *testing.T) {
	files, err := fs.Glob(formsOf, "testdata/forms/*.txt")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d languages: %v", len(files), err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(formsOf, name)
		if err != nil {
			t.Fatal(err)
		}
		tag := strings.TrimSuffix(path.Base(name), ".txt")
		for line := range strings.Lines(string(text)) {
			forms, others, _ := strings.Cut(line, "|")
			words := strings.Fields(forms)
			t.Run(tag+" "+words[0], func(t *testing.T) { tryForms(t, tag, words, strings.Fields(others)) })
		}
	}
}

func tryForms(t *testing.T, tag string, words, others []string) {
	for _, form := range words[1:] {
		if !same(tag, words[0], form) {
			t.Errorf("%s is no form of %s: keys %q and %q", form, words[0], keysOf(tag, form), keysOf(tag, words[0]))
		}
	}
	for _, other := range others {
		if same(tag, words[0], other) {
			t.Errorf("%s is a form of %s: keys %q and %q", other, words[0], keysOf(tag, other), keysOf(tag, words[0]))
		}
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
