package match

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
)

func TestExplain(t *testing.T) {
	item := &feeds.Item{
		Title:    "Shanghai’s ports",
		Summary:  "北京大学 opens a port",
		Content:  "<p>Sport &amp; R&amp;D</p>",
		Keywords: []string{"trade", "São Paulo"},
		Authors:  []feeds.Person{{Name: "Ada Okafor"}},
		Language: "en",
	}
	for _, tt := range []struct {
		name, query string
		matched     bool
		clause      string
		found       []string // field: words
	}{
		{"all that has to hold", "Shanghai port", true, "Shanghai port", []string{"title: Shanghai", "title: ports", "summary: port"}},
		{"the choice that matched", "Beijing OR 大学", true, "大学", []string{"summary: 大学"}},
		{"what is missing", "Shanghai (Beijing OR Tokyo)", false, "Beijing OR Tokyo", nil},
		{"what was excluded", "Shanghai -sport", false, "-sport", []string{"content: Sport"}},
		{"a phrase", `"sao paulo"`, true, `"sao paulo"`, []string{"keyword: São Paulo"}},
		{"own signs", "R&D", true, "R&D", []string{"content: R&D"}},
		{"an author", "author:okafor", true, "author:okafor", []string{"author: Okafor"}},
		{"a field", "title:port", true, "title:port", []string{"title: ports"}},
		{"a source", "source:one Shanghai", true, "source:one Shanghai", []string{"title: Shanghai"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := parse(t, tt.query).Explain(NewDoc("one", item))
			if e.Matched != tt.matched || e.Clause != tt.clause {
				t.Errorf("got %v by %s, want %v by %s", e.Matched, e.Clause, tt.matched, tt.clause)
			}
			texts := map[string]string{"title": item.Title, "summary": item.Summary, "content": feeds.Text(item.Content), "author": item.Authors[0].Name}
			var found []string
			for _, h := range e.Hits {
				text := texts[h.Field]
				if h.Field == "keyword" {
					text = item.Keywords[h.Index]
				}
				found = append(found, h.Field+": "+text[h.Start:h.End])
			}
			if diff := cmp.Diff(tt.found, found); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhereWordsAreSearched(t *testing.T) {
	item := &feeds.Item{
		Title:    "Smart",
		Summary:  "city of tomorrow",
		Authors:  []feeds.Person{{Name: "Summit Rao"}},
		Language: "zh-Hant",
	}
	for _, tt := range []struct {
		name, query string
		want        bool
	}{
		{"a phrase does not run across fields", `"smart city"`, false},
		{"words do", "smart city", true},
		{"authors are not text", "summit", false},
		{"authors are found by author:", "author:summit", true},
		{"text is not found by author:", "author:smart", false},
		{"title: is the title only", "title:city", false},
		{"a language covers its scripts", "lang:zh", true},
		{"another script", "lang:zh-Hans", false},
		{"source by the beginning of its name", "source:silk*", true},
		{"another source", "source:silk", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := parse(t, tt.query).Matches(NewDoc("silkroad-en", item)); got != tt.want {
				t.Errorf("%s: %v", tt.query, got)
			}
		})
	}
}
