package match

import (
	"slices"
	"strings"
)

// A Query is a parsed query. It is immutable.
type Query struct {
	root     *node
	warnings []string
}

// String is the canonical form: parsing it gives an equal query.
func (q *Query) String() string {
	var b strings.Builder
	q.root.write(&b, opOr)
	return b.String()
}

// Warnings tells, in plain sentences with a position, what an editor probably
// did not mean.
func (q *Query) Warnings() []string { return slices.Clone(q.warnings) }

// Topics lists the topics that the query refers to, each once, sorted:
// "smart-city", "medtop:20000763".
func (q *Query) Topics() []string { return q.names(topicTerm) }

// Sources lists the names of sources, perhaps with a * at the end, that the query
// refers to, each once, sorted.
func (q *Query) Sources() []string { return q.names(sourceTerm) }

func (q *Query) names(of kind) []string {
	var names []string
	q.root.terms(func(t *term) {
		if t.kind == of {
			names = append(names, t.text)
		}
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// An op is what a node does with what stands below it. A higher one binds first.
type op uint8

const (
	opOr op = iota
	opAnd
	opNot
	opTerm
)

type node struct {
	op      op
	kids    []*node // of OR and AND at least two, of NOT one
	term    *term   // of opTerm
	forms   []*term // of opTerm: what finds the same; see spelledForms
	pos     int     // where it was typed, in characters from 1
	grouped bool    // stood in parentheses
}

// A kind tells what a term asks of an item.
type kind uint8

const (
	wordTerm   kind = iota // a word in any of its forms
	phraseTerm             // these words, in this order
	prefixTerm             // a word that begins so
	langTerm
	sourceTerm
	topicTerm
)

// A term is what a query asks for at one place.
type term struct {
	kind  kind
	field string // "title", "author", or "" for all of the text
	text  string
	pos   int
}

// terms calls f for each term of n, from left to right.
func (n *node) terms(f func(*term)) {
	if n.op == opTerm {
		f(n.term)
	}
	for _, kid := range n.kids {
		kid.terms(f)
	}
}

// words calls f for each term of n and its forms.
func (n *node) words(f func(*term)) {
	if n.op == opTerm {
		f(n.term)
	}
	for _, form := range n.forms {
		f(form)
	}
	for _, kid := range n.kids {
		kid.words(f)
	}
}

// write writes n where an operator of strength around surrounds it.
func (n *node) write(b *strings.Builder, around op) {
	if n.op < around {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	switch n.op {
	case opTerm:
		b.WriteString(n.term.String())
	case opNot:
		b.WriteByte('-')
		n.kids[0].write(b, opTerm)
	default:
		between := " "
		if n.op == opOr {
			between = " OR "
		}
		for i, kid := range n.kids {
			if i > 0 {
				b.WriteString(between)
			}
			kid.write(b, n.op+1)
		}
	}
}

func (n *node) String() string {
	var b strings.Builder
	n.write(&b, opOr)
	return b.String()
}

// String is the term as one would type it.
func (t *term) String() string {
	switch t.kind {
	case langTerm:
		return "lang:" + t.text
	case sourceTerm:
		return "source:" + t.text
	case topicTerm:
		return "topic:" + t.text
	}
	s := t.text
	switch t.kind {
	case phraseTerm:
		s = `"` + s + `"`
	case prefixTerm:
		s += "*"
	}
	if t.field != "" {
		s = t.field + ":" + s
	}
	return s
}
