package match

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"pgregory.net/rapid"
)

func keywordsOf(t fataler, pairs ...string) map[string]*Query {
	all := map[string]*Query{}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = parse(t, pairs[i+1])
	}
	return all
}

func newsroom(t *testing.T) *Matcher {
	m := NewMatcher()
	err := m.SetTopics([]Topic{
		{ID: "smart-city", Parent: "technology", Medtop: "20000763", Keywords: keywordsOf(t, "en", `"smart city"`, "zh", "智慧城市", "fr", `"ville intelligente"`)},
		{ID: "technology", Keywords: keywordsOf(t, "en", "chip")},
		{ID: "trade"},
		{ID: "smart-trade", Keywords: keywordsOf(t, "", "topic:trade topic:technology")},
	})
	if err != nil {
		t.Fatal(err)
	}
	m.Set(1, parse(t, "topic:smart-city"))
	m.Set(2, parse(t, "topic:medtop:20000763"))
	m.Set(3, parse(t, "topic:technology"))
	m.Set(4, parse(t, "topic:smart-trade"))
	m.Set(5, parse(t, "topic:trade -topic:technology"))
	return m
}

func TestTopicsOfAnItem(t *testing.T) {
	m := newsroom(t)
	for _, tt := range []struct {
		name, tag, title string
		assigned         string
		topics           string
		queries          []ID
	}{
		{"keywords of its language", "zh-Hans", "杭州启动智慧城市二期工程", "", "smart-city technology", []ID{1, 2, 3}},
		{"keywords of another language", "fr", "Songdo, a smart city", "", "", nil},
		{"und: keywords of all languages", "und", "Songdo, a smart city", "", "smart-city technology", []ID{1, 2, 3}},
		{"a parent has its child's stories", "en", "Songdo, a smart city", "", "smart-city technology", []ID{1, 2, 3}},
		{"a child has not its parent's", "en", "A new chip", "", "technology", []ID{3}},
		{"assigned by a source", "en", "News", "trade", "trade", []ID{5}},
		{"assigned by code", "en", "News", "medtop:20000763", "smart-city technology", []ID{1, 2, 3}},
		{"keywords that refer to topics", "ar", "أخبار", "trade smart-city", "smart-city smart-trade technology trade", []ID{1, 2, 3, 4}},
		{"assigned but not known", "en", "News", "elsewhere", "elsewhere", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDoc("one", &feeds.Item{Title: tt.title, Language: tt.tag})
			d.Assign(strings.Fields(tt.assigned)...)
			for range 2 { // a second pass finds the same
				r := m.Match(d)
				if got := strings.Join(r.Topics, " "); got != tt.topics {
					t.Errorf("topics %q, want %q", got, tt.topics)
				}
				if diff := cmp.Diff(tt.queries, r.Queries); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestTopicsThatCannotBe(t *testing.T) {
	for _, tt := range []struct {
		name   string
		topics []Topic
		want   string
	}{
		{"parents in a circle", []Topic{{ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}}, "circle"},
		{"its own parent", []Topic{{ID: "a", Parent: "a"}}, "a → a"},
		{"keywords in a circle", []Topic{{ID: "a", Keywords: keywordsOf(t, "en", "topic:b")}, {ID: "b", Keywords: keywordsOf(t, "fr", "x OR -topic:a")}}, "a → b → a"},
		{"keywords that ask for the parent", []Topic{{ID: "a", Parent: "b", Keywords: keywordsOf(t, "en", "topic:b")}, {ID: "b"}}, "circle"},
		{"unknown parent", []Topic{{ID: "a", Parent: "b"}}, `"b" does not exist`},
		{"same id", []Topic{{ID: "a"}, {ID: "a"}}, `both called "a"`},
		{"same code", []Topic{{ID: "a", Medtop: "1"}, {ID: "b", Medtop: "1"}}, `both called "medtop:1"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newsroom(t)
			if err := m.SetTopics(tt.topics); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if got := m.Match(NewDoc("one", &feeds.Item{Title: "A chip", Language: "en"})).Topics; len(got) != 1 {
				t.Errorf("the topics before are gone: %v", got)
			}
		})
	}
}

// TestTopicsAgreeWithPlainEvaluation goes round all topics until none is added.
func TestTopicsAgreeWithPlainEvaluation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		topics := []Topic{
			{ID: "a", Parent: "b", Keywords: keywordsOf(t, "en", randomQuery.Draw(t, "a/en"), "zh", randomQuery.Draw(t, "a/zh"))},
			{ID: "b", Medtop: "1", Keywords: keywordsOf(t, "", randomQuery.Draw(t, "b"))},
			{ID: "c", Keywords: keywordsOf(t, "fr", randomQuery.Draw(t, "c/fr"), "und", randomQuery.Draw(t, "c/und"))},
		}
		m := NewMatcher()
		if m.SetTopics(topics) != nil {
			t.Skip("a circle")
		}
		taxonomy, _ := newTaxonomy(topics)
		d := randomDoc.Draw(t, "doc")
		got := m.Match(d).Topics
		d.found = nil
		want := map[string]bool{}
		for _, name := range d.assigned {
			if taxonomy.byName[name] == nil {
				want[name] = true
			}
		}
		for _, p := range taxonomy.topics {
			has := false
			for _, name := range p.names() {
				has = has || d.hasTopic(name)
			}
			for _, child := range p.children {
				has = has || want[child.ID]
			}
			for tag, q := range p.Keywords {
				has = has || applies(tag, d) && q.Matches(d)
			}
			if has {
				want[p.ID] = true
				d.found = append(d.found, p.names()...)
			}
		}
		for _, id := range got {
			if !want[id] {
				t.Errorf("has %s without a reason", id)
			}
			delete(want, id)
		}
		if len(want) > 0 {
			t.Errorf("has not %v", want)
		}
	})
}
