package match

import (
	"slices"
	"sync"
)

// ID names a stored query.
type ID uint32

// A Result is what one pass over a doc found: both sorted.
type Result struct {
	Topics  []string // assigned and by keyword, with their parents
	Queries []ID
}

// A Matcher holds all stored queries. It is safe for concurrent use: Match
// never waits for Set.
type Matcher struct {
	mu      sync.RWMutex
	topics  *taxonomy
	queries map[ID]*Query
}

// NewMatcher holds nothing.
func NewMatcher() *Matcher {
	return &Matcher{topics: new(taxonomy), queries: map[ID]*Query{}}
}

// SetTopics replaces all topics; a cycle of parents or of topic: references is an error.
func (m *Matcher) SetTopics(topics []Topic) error {
	t, err := newTaxonomy(topics)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.topics = t
	return nil
}

// Set stores a query under id, replacing any before it.
func (m *Matcher) Set(id ID, q *Query) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries[id] = q
}

// Remove forgets the query of id.
func (m *Matcher) Remove(id ID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.queries, id)
}

// Match tries all topics, then all queries on d. It also assigns the topics found to d.
func (m *Matcher) Match(d *Doc) Result {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var r Result
	r.Topics = m.topics.close(d, func(p *placedTopic) bool {
		for tag, q := range p.Keywords {
			if q != nil && applies(tag, d.lang) && q.Matches(d) {
				return true
			}
		}
		return false
	})
	for id, q := range m.queries {
		if q.Matches(d) {
			r.Queries = append(r.Queries, id)
		}
	}
	slices.Sort(r.Queries)
	return r
}
