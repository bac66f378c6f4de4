package likeness

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// facts are what tells two fillings of one form apart.
type facts struct {
	figures []string // numbers and days of the week, in their order, each once
	names   []string // words with a capital inside a sentence, folded and cut to a stem
}

func factsOf(language, text, lead string, words []word) facts {
	figures := append(numbers(text), weekdays(text, words)...)
	return facts{figures: figures, names: names(language, lead)}
}

// A rewrite may change a figure ("212" becomes "more than 200") or a name, and
// leave some out. That several on either side are not on the other is a
// contradiction, if they are more than these parts of what could agree.
const (
	figuresApart = 0.25
	namesApart   = 0.45
)

func (f facts) contradict(o facts) bool {
	return apart(f.figures, o.figures) > figuresApart || apart(f.names, o.names) > namesApart
}

// apart is the part of the shorter list that stands against something else in
// the longer one: what only one side has is no contradiction.
func apart(a, b []string) float64 {
	onlyA, onlyB := without(a, b), without(b, a)
	against := min(len(onlyA), len(onlyB))
	if against == 0 || strings.Join(onlyA, "") == strings.Join(onlyB, "") { // 1천800 is 1,800
		return 0
	}
	return float64(against) / float64(min(len(a), len(b)))
}

func without(a, b []string) []string {
	var rest []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			rest = append(rest, s)
		}
	}
	return rest
}

// maxFacts bounds the comparison of lists.
const maxFacts = 40

func keep(list []string, s string) []string {
	if s == "" || len(list) >= maxFacts || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// numbers gives the digits of each number in a folded text, without what groups
// them or divides their fraction: "4,500", "4.500", "4 500" and "4500" are one.
func numbers(text string) []string {
	runes := []rune(text)
	var list []string
	for i := 0; i < len(runes); {
		if n, digits := hanNumber(runes[i:]); n > 0 {
			list = keep(list, significant(digits))
			i += n
			continue
		}
		if !isDigit(runes[i]) {
			i++
			continue
		}
		var b strings.Builder
		for i < len(runes) && isDigit(runes[i]) {
			b.WriteRune(runes[i])
			i++
			if i+1 < len(runes) && isDigit(runes[i+1]) && joins(runes[i:]) {
				i++
			}
		}
		list = keep(list, significant(b.String()))
	}
	return list
}

// significant leaves out the zeros that only a house style or a unit decides:
// 9.50 is 9.5, 06:00 is 6:00, and 90,000 is 90 thousand in any language. What 10
// and 100 have in common costs less than what a table of units would miss.
func significant(digits string) string {
	return cmp.Or(strings.Trim(digits, "0"), "0")
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// joins reports whether the sign between two digits is inside one number. A
// space is so only before exactly three digits.
func joins(rest []rune) bool {
	switch rest[0] {
	case '.', ',', ':', '\'', '’', '٫', '٬':
		return true
	case ' ':
		digits := 0
		for digits+1 < len(rest) && isDigit(rest[digits+1]) {
			digits++
		}
		return digits == 3
	}
	return false
}

// names gives the words that begin with a capital where no sentence begins, cut
// to five letters, so that cases agree. Scripts without capitals have none, and
// German, which writes all nouns so, is left out.
func names(language, text string) []string {
	if base, _, _ := strings.Cut(language, "-"); base == "de" || base == "lb" {
		return nil
	}
	var list []string
	begins := true // of a sentence, a quotation, a dateline
	for field := range strings.FieldsSeq(text) {
		if first, _ := utf8.DecodeRuneInString(field); !begins && unicode.IsUpper(first) {
			name := []rune(strings.TrimRightFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }))
			if len(name) > 2 {
				list = keep(list, folded(language, string(name[:min(len(name), 5)])))
			}
		}
		begins = strings.ContainsAny(field[len(field)-1:], ".!?:;)-") || strings.HasSuffix(field, "—") || strings.HasSuffix(field, "–")
	}
	return list
}
