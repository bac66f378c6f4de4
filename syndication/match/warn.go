package match

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// warn tells what an editor probably did not mean.
func warn(root *node) []string {
	w := &warner{}
	if excludes(root) {
		w.say(root.pos, "this selects by exclusion alone: it takes everything but what is excluded; add a word that is wanted")
	}
	w.exclusions(root)
	root.terms(w.term)
	return w.all
}

type warner struct{ all []string }

func (w *warner) say(pos int, format string, args ...any) {
	w.all = append(w.all, fmt.Sprintf("character %d: ", pos)+fmt.Sprintf(format, args...))
}

// excludes reports whether n matches texts that have nothing it asks for.
func excludes(n *node) bool {
	switch n.op {
	case opTerm:
		return false
	case opNot:
		return true
	case opAnd:
		return !slices.ContainsFunc(n.kids, func(kid *node) bool { return !excludes(kid) })
	}
	return slices.ContainsFunc(n.kids, excludes)
}

// exclusions warns of an exclusion beside an OR without parentheses: it binds
// to the nearest words only.
func (w *warner) exclusions(n *node) {
	for _, kid := range n.kids {
		w.exclusions(kid)
	}
	if n.op != opOr {
		return
	}
	for i, kid := range n.kids {
		if kid.grouped || kid.op != opAnd && kid.op != opNot {
			continue
		}
		if not := firstNot(kid); not != nil {
			w.say(not.pos, "“%s” excludes from “%s” only, not from all that OR joins; probably meant: %s", not, withoutNots(kid), meant(n, i))
			return
		}
	}
}

func firstNot(n *node) *node {
	if n.op == opNot {
		return n
	}
	for _, kid := range n.kids {
		if kid.op == opNot && !kid.grouped {
			return kid
		}
	}
	return nil
}

func withoutNots(n *node) string {
	if n.op == opNot {
		return "everything"
	}
	var parts []string
	for _, kid := range n.kids {
		if kid.op != opNot {
			parts = append(parts, kid.String())
		}
	}
	if len(parts) == 0 {
		return "everything"
	}
	return strings.Join(parts, " ")
}

// meant is n with the exclusions of its kid at from taken out of the choice.
func meant(n *node, from int) string {
	choice := &node{op: opOr}
	out := &node{op: opAnd, kids: []*node{choice}}
	for i, kid := range n.kids {
		if i != from {
			choice.kids = append(choice.kids, kid)
			continue
		}
		rest := &node{op: opAnd}
		nots := []*node{kid}
		if kid.op == opAnd {
			nots = kid.kids
		}
		for _, k := range nots {
			if k.op == opNot {
				out.kids = append(out.kids, k)
			} else {
				rest.kids = append(rest.kids, k)
			}
		}
		if len(rest.kids) > 0 {
			choice.kids = append(choice.kids, join(opAnd, rest.kids))
		}
	}
	if len(choice.kids) == 1 {
		out.kids[0] = choice.kids[0]
	}
	return out.String()
}

// term warns of a word that does something else than it looks like.
func (w *warner) term(t *term) {
	if t.kind > prefixTerm {
		return
	}
	switch {
	case t.text == "":
		w.say(t.pos, "this phrase is empty and can never match; write words between the quotes")
	case len(readPattern(t, und).elems) == 0:
		w.say(t.pos, "“%s” can never match: it has no letter and no digit", t.text)
	case t.kind != wordTerm:
	case slices.Contains(small, strings.ToLower(t.text)):
		w.say(t.pos, "“%s” in small letters is an ordinary word; write %s if you mean the operator", t.text, strings.ToUpper(t.text))
	case operators[t.text] != "":
		w.say(t.pos, "“%s” is an ordinary word; write %s if you mean the operator, which is the same in all languages", t.text, operators[t.text])
	case listed(t.text):
		w.say(t.pos, "a comma says nothing: all the words are required; write OR if one of them is enough")
	case fieldMeant(t.text) != "":
		w.say(t.pos, "“%s” is no field, so this looks for the text as it stands; the fields are topic:, lang:, source:, title: and author:", fieldMeant(t.text))
	}
}

var small = []string{"or", "and", "not"}

// operators are words of other languages that stand between words like one.
var operators = map[string]string{
	"ODER": "OR", "UND": "AND", "NICHT": "NOT", "OU": "OR", "SAUF": "NOT", "ИЛИ": "OR", "НЕ": "NOT", "АБО": "OR",
	"LUB": "OR", "NEBO": "OR", "VEYA": "OR", "或": "OR", "或者": "OR", "和": "AND", "または": "OR", "또는": "OR",
	"أو": "OR", "او": "OR", "یا": "OR", "या": "OR", "หรือ": "OR", "או": "OR",
}

// listed reports whether a comma follows a letter in the word: one between
// digits belongs to the number.
func listed(word string) bool {
	letter := false
	for _, r := range word {
		if letter && strings.ContainsRune(",;，；、،؛", r) {
			return true
		}
		letter = unicode.IsLetter(r) || unicode.IsMark(r)
	}
	return false
}

// fieldMeant is the beginning of a word that looks like the name of a field in
// another script, with its colon, or "".
func fieldMeant(word string) string {
	for i, r := range word {
		if isColon(r) && i > 0 {
			return word[:i+utf8.RuneLen(r)]
		}
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return ""
		}
	}
	return ""
}
