// Package match decides which queries hit a text: the query language of
// Silkwire, and the matcher that tries all stored queries in one pass.
// Matching is by word, in the text's own language and script.
package match

import (
	"errors"
	"fmt"

	"github.com/silkwire/silkwire/feeds"
)

// A Query is a parsed query. It is immutable.
type Query struct{}

// A SyntaxError says where a query cannot be read, and what to type instead.
type SyntaxError struct {
	Offset int    // in characters, from 1
	Msg    string // what is wrong and what was expected
	Hint   string // what to type instead; may be ""
}

func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("character %d: %s", e.Offset, e.Msg)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Parse reads a query; a mistake is a *SyntaxError.
func Parse(text string) (*Query, error) { return nil, errors.New("not built yet") }

// String is the canonical form: parsing it gives an equal query.
func (q *Query) String() string { return "" }

// Warnings tells, in plain sentences with a position, what an editor probably
// did not mean.
func (q *Query) Warnings() []string { return nil }

// Topics lists the topics that the query refers to.
func (q *Query) Topics() []string { return nil }

// Matches is the plain evaluation of the query on d: the reference that the
// Matcher agrees with.
func (q *Query) Matches(d *Doc) bool { return false }

// Explain tells why q matches d or not.
func (q *Query) Explain(d *Doc) Explanation { return Explanation{} }

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

// A Doc is a text made ready for matching.
type Doc struct{}

// NewDoc makes an item of a source ready for matching.
func NewDoc(source string, it *feeds.Item) *Doc { return &Doc{} }

// Assign gives the doc topics, as a source or an editor did.
func (d *Doc) Assign(topics ...string) {}

// A Topic is what the matcher needs to know of an editor's topic.
type Topic struct {
	ID       string
	Parent   string
	Medtop   string            // "20000763": equal to ID in queries, written topic:medtop:20000763
	Keywords map[string]*Query // by language
}

// ID names a stored query.
type ID uint32

// A Matcher holds all stored queries. It is safe for concurrent use: Match
// never waits for Set.
type Matcher struct{}

// NewMatcher holds nothing.
func NewMatcher() *Matcher { return &Matcher{} }

// SetTopics replaces all topics; a cycle of parents or of topic: references is an error.
func (m *Matcher) SetTopics(topics []Topic) error { return errors.New("not built yet") }

// Set stores a query under id, replacing any before it.
func (m *Matcher) Set(id ID, q *Query) {}

// Remove forgets the query of id.
func (m *Matcher) Remove(id ID) {}

// A Result is what one pass over a doc found: both sorted.
type Result struct {
	Topics  []string // assigned and by keyword, with their parents
	Queries []ID
}

// Match tries all topics, then all queries on d. It also assigns the topics found to d.
func (m *Matcher) Match(d *Doc) Result { return Result{} }
