package match

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"pgregory.net/rapid"
)

func parse(t fataler, text string) *Query {
	t.Helper()
	q, err := Parse(text)
	if err != nil {
		t.Fatalf("Parse(%s): %v", text, err)
	}
	return q
}

// plainly is what Match should find, by the plain evaluation of each query.
func plainly(d *Doc, queries map[ID]*Query) []ID {
	var ids []ID
	for id, q := range queries {
		if q.Matches(d) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestMatcherAgreesWithEachQuery(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := NewMatcher()
		queries := map[ID]*Query{}
		set := func(t *rapid.T) {
			id := ID(rapid.IntRange(1, 20).Draw(t, "id"))
			queries[id] = parse(t, randomQuery.Draw(t, "query"))
			m.Set(id, queries[id])
		}
		t.Repeat(map[string]func(*rapid.T){
			"set": set,
			"remove": func(t *rapid.T) {
				id := ID(rapid.IntRange(1, 20).Draw(t, "id"))
				delete(queries, id)
				m.Remove(id)
			},
			"rebuild": func(*rapid.T) { m.settleAt(0) },
			"set all": func(*rapid.T) { m.SetAll(queries) },
			"": func(t *rapid.T) {
				d := randomDoc.Draw(t, "doc")
				got := m.Match(d).Queries
				if diff := cmp.Diff(plainly(d, queries), got); diff != "" {
					t.Fatalf("plain evaluation and matcher differ (-plain +matcher):\n%s%s", diff, describe(queries, d))
				}
			},
		})
	})
}

// TestMatcherAgreesOnJudgements tries the queries of a set of judgements at once:
// real words, which chance draws too rarely.
func TestMatcherAgreesOnJudgements(t *testing.T) {
	queries := map[ID]*Query{}
	var docs []*Doc
	for _, j := range judgements(t, "third.tsv") {
		queries[ID(len(docs)+1)] = parse(t, j.query)
		docs = append(docs, NewDoc("judge", j.item()))
	}
	m := NewMatcher()
	m.SetAll(queries)
	for _, d := range docs {
		if diff := cmp.Diff(plainly(d, queries), m.Match(d).Queries); diff != "" {
			t.Fatalf("plain evaluation and matcher differ (-plain +matcher):\n%s", diff)
		}
	}
}

func describe(queries map[ID]*Query, d *Doc) string {
	s := fmt.Sprintf("language %s, source %s\n", d.tag, d.source)
	for _, f := range d.fields {
		s += fmt.Sprintf("%s: %q\n", f.name, f.text)
	}
	for id, q := range queries {
		s += fmt.Sprintf("%d: %s (%v)\n", id, q, q.Matches(d))
	}
	return s
}

// TestMatchWhileQueriesChange is for the race detector: what does not change
// is found all the time.
func TestMatchWhileQueriesChange(t *testing.T) {
	m := NewMatcher()
	m.Set(1, parse(t, "summit"))
	m.Set(2, parse(t, "上海"))
	item := &feeds.Item{Title: "Summit in 上海", Language: "en"}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if got := m.Match(NewDoc("one", item)).Queries; len(got) < 2 || got[0] != 1 || got[1] != 2 {
					t.Errorf("found %v", got)
					return
				}
			}
		})
	}
	for i := range ID(200) {
		m.Set(10+i, parse(t, fmt.Sprintf("word%d OR summit", i)))
		if i%3 == 0 {
			m.Remove(10 + i/2)
		}
		if i%50 == 0 {
			m.settleAt(0)
			if err := m.SetTopics([]Topic{{ID: "a", Keywords: map[string]*Query{"en": parse(t, "summit")}}}); err != nil {
				t.Error(err)
			}
		}
	}
	close(stop)
	readers.Wait()
}

func TestQueryIsLiveAtOnce(t *testing.T) {
	m := NewMatcher()
	d := NewDoc("one", &feeds.Item{Title: "Ports of Shanghai", Language: "en"})
	for id := range ID(3 * overlaySize) {
		m.Set(id, parse(t, "port"))
		if got := len(m.Match(d).Queries); got != int(id)+1 {
			t.Fatalf("%d of %d queries are live", got, id+1)
		}
	}
	for id := range ID(3 * overlaySize) {
		m.Remove(id)
	}
	if got := m.Match(d).Queries; len(got) > 0 {
		t.Errorf("removed queries match: %v", got)
	}
}

func TestManyChangesLeaveNothingBehind(t *testing.T) {
	m := NewMatcher()
	for i := range 10 * overlaySize {
		m.Set(1, parse(t, fmt.Sprintf(`"word%d of many"`, i)))
		if i%overlaySize == 0 {
			m.settleAt(0)
		}
	}
	m.settleAt(0)
	if base := m.snapshot.Load().base; len(base.atoms) != 1 || len(base.words.entries(func(v uint32) (uint32, bool) { return v, true })) > 3*1100 {
		t.Errorf("%d atoms are left, %d slots", len(base.atoms), len(base.words.slots))
	}
}
