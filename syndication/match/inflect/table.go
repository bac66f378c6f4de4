package inflect

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds/lang"
)

// A table is what is known of a language, read from text. A line is one of
//
//	# a comment
//	! news species            words that look inflected and are not
//	go goes went gone         a word and its forms that follow no rule
//	*stand stands stood       … and those that end like it: withstand, withstood
//	o: a os as = nuev buen    a paradigm and the stems that follow it:
//	                          nuevo has the forms nueva, nuevos, nuevas
//	-: e es er = *land        … and those that end like it
//	[ck] y: ies ied           a paradigm that all stems ending in c or k follow
//	[^aeiou] y: ies           … or in none of these letters
//	[^aeiou][td] -: ed        … or in one of these after none of those
//	4 -: s                    … or in any, if the stem has four letters or more
//
//	+ en: t te = werk         … whose base form may be a form of another word too
//
// Before the colon stand the endings of the base form, separated by commas, after
// it those of the other forms. "-" is no ending; "+s" is the base form's ending
// and an s; "^e" is an e after a stem whose vowel is changed (see umlauts);
// "ge~t" stands around a listed stem; "~stood" is a form only of longer words.
type table struct {
	words   map[string][]string // a form and the words it is a form of
	endings map[string][]rule
	longest int // ending, in bytes
}

// minStem is how many letters must stay of a word, unless its line says.
const minStem = 2

// A rule undoes one ending.
type rule struct {
	base   string    // the ending of the base form
	least  int       // letters in the stem
	after  []letters // what the stem's last letters must be, the last one first
	umlaut bool      // the stem's vowel is changed
	also   bool      // its base forms are not known as a whole
}

// letters is a set of letters, or all that are not in it.
type letters struct {
	set    string
	except bool
}

func (r *rule) apply(k *keys, stem string) {
	if utf8.RuneCountInString(stem) < r.least || !r.follows(stem) {
		return
	}
	if !r.umlaut {
		k.join(stem, r.base)
		return
	}
	if plain, ok := unchanged(stem); ok {
		k.join(plain, r.base)
	}
}

// follows reports whether the last letters of a stem allow the rule.
func (r *rule) follows(stem string) bool {
	for i := range r.after {
		last, n := utf8.DecodeLastRuneInString(stem)
		if n == 0 || strings.ContainsRune(r.after[i].set, last) == r.after[i].except {
			return false
		}
		stem = stem[:len(stem)-n]
	}
	return true
}

// readTable reads the table of a language in its spelling; a fault in it is a fault of this
// package and panics.
func readTable(tag, text string, spelling func(string) string) *table {
	t := &table{words: map[string][]string{}, endings: map[string][]rule{}}
	if text = lang.Fold(tag, text); spelling != nil {
		text = spelling(text)
	}
	for n, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if err := t.line(line); err != nil {
			panic(fmt.Sprintf("table of %s, line %d: %v", tag, n+1, err))
		}
	}
	return t
}

func (t *table) line(line string) error {
	if rest, ok := strings.CutPrefix(line, "!"); ok {
		for _, w := range strings.Fields(rest) {
			t.word(w, w)
		}
		return nil
	}
	head, tail, ok := strings.Cut(line, ":")
	if !ok {
		t.irregular(strings.Fields(line))
		return nil
	}
	r, bases, err := readHead(head)
	if err != nil {
		return err
	}
	forms, stems, listed := strings.Cut(tail, "=")
	for _, base := range strings.Split(bases, ",") {
		r.base = zero(base)
		t.paradigm(r, strings.Fields(forms), strings.Fields(stems), listed)
	}
	return nil
}

// readHead reads what stands before the colon: [least] [letters] bases.
func readHead(head string) (r rule, bases string, err error) {
	r.least = minStem
	for _, f := range strings.Fields(head) {
		switch {
		case f == "+":
			r.also = true
		case f[0] >= '1' && f[0] <= '9':
			r.least = int(f[0] - '0')
		case f[0] == '[':
			r.after = readLetters(f)
		case bases != "":
			return r, "", fmt.Errorf("two fields of base endings: %q", head)
		default:
			bases = f
		}
	}
	if bases == "" {
		return r, "", fmt.Errorf("no base ending: %q", head)
	}
	return r, bases, nil
}

// readLetters reads sets of letters in brackets.
func readLetters(field string) (sets []letters) {
	for _, set := range strings.FieldsFunc(field, func(r rune) bool { return r == '[' || r == ']' }) {
		set, except := strings.CutPrefix(set, "^")
		sets = append(sets, letters{set, except})
	}
	slices.Reverse(sets)
	return sets
}

// irregular notes a word and its forms.
func (t *table) irregular(words []string) {
	base, longer := strings.CutPrefix(words[0], "*")
	t.word(base, base)
	for _, form := range words[1:] {
		form, only := strings.CutPrefix(form, "~")
		if !only {
			t.word(form, base)
		}
		if longer {
			t.ending(form, rule{base: base, least: minStem})
		}
	}
}

// paradigm notes the forms of the listed stems, or of all.
func (t *table) paradigm(r rule, forms, stems []string, listed bool) {
	for _, stem := range stems {
		if r.also {
			break
		}
		stem = strings.TrimPrefix(stem, "*")
		t.word(stem+r.base, stem+r.base)
	}
	for _, form := range forms {
		form, changed := strings.CutPrefix(form, "^")
		if more, ok := strings.CutPrefix(form, "+"); ok {
			form = r.base + more
		}
		form = zero(form)
		for _, stem := range stems {
			t.stem(stem, form, r, changed)
		}
		if !listed {
			open := r
			open.umlaut = changed
			t.ending(form, open)
		}
	}
}

// stem notes a form of a listed stem.
func (t *table) stem(stem, form string, r rule, changed bool) {
	stem, longer := strings.CutPrefix(stem, "*")
	written := stem
	if changed {
		written = umlauted(stem)
	}
	before, after, around := strings.Cut(form, "~")
	if !around {
		before, after = "", form
	}
	written = before + written + after
	t.word(written, stem+r.base)
	if longer {
		t.ending(written, rule{base: stem + r.base, least: minStem})
	}
}

// ending notes a rule for words that end in form.
func (t *table) ending(form string, r rule) {
	t.endings[form] = append(t.endings[form], r)
	t.longest = max(t.longest, len(form))
}

// word notes a word known as a whole.
func (t *table) word(form, base string) {
	t.words[form] = append(t.words[form], base)
}

func zero(ending string) string {
	if ending == "-" {
		return ""
	}
	return ending
}
