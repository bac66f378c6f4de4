package match

import (
	"slices"
	"strings"
)

// Matches is the plain evaluation of the query on d: the reference that the
// Matcher agrees with. The topics of d are those it was assigned, and those
// that the last Matcher.Match found.
func (q *Query) Matches(d *Doc) bool { return q.root.matches(d) }

func (n *node) matches(d *Doc) bool {
	switch n.op {
	case opTerm:
		return n.term.matches(d) || slices.ContainsFunc(n.forms, func(t *term) bool { return t.matches(d) })
	case opNot:
		return !n.kids[0].matches(d)
	case opAnd:
		for _, kid := range n.kids {
			if !kid.matches(d) {
				return false
			}
		}
		return true
	}
	for _, kid := range n.kids {
		if kid.matches(d) {
			return true
		}
	}
	return false
}

func (t *term) matches(d *Doc) bool {
	switch t.kind {
	case langTerm:
		return covers(t.text, d.tag)
	case sourceTerm:
		return isSource(t.text, d.source)
	case topicTerm:
		return d.hasTopic(t.text)
	}
	found := false
	t.find(d, func(*field, int, int) bool {
		found = true
		return false
	})
	return found
}

// isSource reports whether a name, which may end with a *, means a source.
func isSource(name, source string) bool {
	if begin, ok := strings.CutSuffix(name, "*"); ok {
		return strings.HasPrefix(source, begin)
	}
	return name == source
}

// find calls f for each place where t stands, until f returns false.
func (t *term) find(d *Doc, f func(in *field, first, last int) bool) {
	d.read()
	p := readPattern(t, d.lang)
	for n := range d.fields {
		in := &d.fields[n]
		if !t.searches(in) {
			continue
		}
		for i := in.first; i < in.last; i++ {
			if end, ok := p.at(d, in, i); ok && !f(in, i, end) {
				return
			}
		}
	}
}

// searches reports whether t looks into a field. Authors are found by author: only.
func (t *term) searches(f *field) bool {
	if t.field == "" {
		return f.name != "author"
	}
	return f.name == t.field
}
