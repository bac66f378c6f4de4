package match

// maxHits bounds the hits of an explanation.
const maxHits = 1000

// An Explanation names the clause that decided and the words it found.
type Explanation struct {
	Matched bool
	Clause  string // the deciding clause in canonical form
	Hits    []Hit
}

// A Hit is a word of a text that a query found. Offsets are in bytes of the
// field's text as given to NewDoc.
type Hit struct {
	Field      string // "title", "summary", "content" (as text), "keyword", "author"
	Index      int    // of the keyword or author
	Start, End int
	Term       string
}

// Explain tells why q matches d or not. Of what is joined with OR, the first
// that matches decides; of what has to hold together, the first that does not.
func (q *Query) Explain(d *Doc) Explanation {
	e := Explanation{Matched: q.Matches(d)}
	n := q.root.deciding(d, e.Matched)
	e.Clause = n.String()
	n.hits(d, &e.Hits)
	return e
}

// deciding goes down from n to the clause that made it what it is.
func (n *node) deciding(d *Doc, matched bool) *node {
	if n.op == opOr && matched || n.op == opAnd && !matched {
		for _, kid := range n.kids {
			if kid.matches(d) == matched {
				return kid.deciding(d, matched)
			}
		}
	}
	return n
}

func (n *node) hits(d *Doc, hits *[]Hit) {
	n.words(func(t *term) {
		if t.kind > prefixTerm {
			return
		}
		t.find(d, func(f *field, first, last int) bool {
			*hits = append(*hits, Hit{
				Field: f.name,
				Index: f.index,
				Start: int(d.units[first].start),
				End:   d.units[last-1].end(),
				Term:  t.String(),
			})
			return len(*hits) < maxHits
		})
	})
}
