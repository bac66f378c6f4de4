package match

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
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
//
// Match works on an immutable snapshot: a large index, and a small one of the
// queries set since the large one was built.
type Matcher struct {
	snapshot atomic.Pointer[snapshot]

	mu    sync.Mutex   // for changing the snapshot
	fresh map[ID]*node // guarded by mu: the queries of snapshot.overlay
}

type snapshot struct {
	topics  *taxonomy
	base    *index
	dead    bitset // queries of base that were removed or set anew
	overlay *index
}

// overlaySize is how many queries may wait in the overlay until the large
// index is built again.
const overlaySize = 512

// NewMatcher holds nothing.
func NewMatcher() *Matcher {
	m := &Matcher{fresh: map[ID]*node{}}
	m.snapshot.Store(&snapshot{topics: noTopics, base: noIndex, overlay: noIndex})
	return m
}

// SetTopics replaces all topics; a cycle of parents or of topic: references is an error.
func (m *Matcher) SetTopics(topics []Topic) error {
	t, err := newTaxonomy(topics)
	if err != nil {
		return err
	}
	m.change(func(s *snapshot) { s.topics = t })
	return nil
}

// Set stores a query under id, replacing any before it. The next Match tries it.
func (m *Matcher) Set(id ID, q *Query) {
	m.change(func(s *snapshot) {
		s.kill(id)
		m.fresh[id] = q.root
		s.overlay = build(noIndex, nil, m.fresh)
	})
	m.settleAt(overlaySize)
}

// SetAll replaces all stored queries. It is much faster than many calls of Set.
func (m *Matcher) SetAll(queries map[ID]*Query) {
	roots := make(map[ID]*node, len(queries))
	for id, q := range queries {
		roots[id] = q.root
	}
	m.change(func(s *snapshot) {
		clear(m.fresh)
		s.base, s.dead, s.overlay = build(noIndex, nil, roots).remembering(), newBitset(len(roots)), noIndex
	})
}

// Remove forgets the query of id.
func (m *Matcher) Remove(id ID) {
	m.change(func(s *snapshot) {
		s.kill(id)
		if _, ok := m.fresh[id]; ok {
			delete(m.fresh, id)
			s.overlay = build(noIndex, nil, m.fresh)
		}
	})
}

// change puts a changed copy in the place of the snapshot.
func (m *Matcher) change(f func(s *snapshot)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := *m.snapshot.Load()
	f(&s)
	m.snapshot.Store(&s)
}

// settleAt moves the overlay into the large index when it holds more than size
// queries. They are live already.
func (m *Matcher) settleAt(size int) {
	m.change(func(s *snapshot) {
		if len(m.fresh) <= size {
			return
		}
		s.base = build(s.base, s.dead, m.fresh).remembering()
		s.dead, s.overlay = newBitset(s.base.size()), noIndex
		m.fresh = map[ID]*node{}
	})
}

// kill takes the query of id out of the large index.
func (s *snapshot) kill(id ID) {
	all := s.base.queries[:s.base.size()]
	q, ok := slices.BinarySearchFunc(all, id, func(s stored, id ID) int { return cmp.Compare(s.id, id) })
	if ok {
		s.dead = slices.Clone(s.dead)
		s.dead.set(uint32(q))
	}
}

// Match tries all topics, then all queries on d. It also assigns the topics found to d.
func (m *Matcher) Match(d *Doc) Result {
	defer d.forget()
	s := m.snapshot.Load()
	r := Result{Topics: s.topics.assign(d)}
	r.Queries = s.base.matches(d, s.dead, nil)
	r.Queries = s.overlay.matches(d, nil, r.Queries)
	slices.Sort(r.Queries)
	r.Queries = slices.Compact(r.Queries)
	return r
}
