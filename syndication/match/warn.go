package match

import (
	"fmt"
	"slices"
	"strings"
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
	case t.kind == wordTerm && (t.text == "or" || t.text == "and" || t.text == "not"):
		w.say(t.pos, "“%s” in small letters is an ordinary word; write %s if you mean the operator", t.text, strings.ToUpper(t.text))
	case t.kind == wordTerm && strings.ContainsAny(t.text[len(t.text)-1:], ",;"), strings.HasSuffix(t.text, "،"), strings.HasSuffix(t.text, "、"), strings.HasSuffix(t.text, "，"):
		w.say(t.pos, "a comma says nothing: all the words are required; write OR if one of them is enough")
	}
}
