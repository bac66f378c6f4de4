package match

import (
	"bufio"
	"cmp"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/silkwire/silkwire/feeds"
)

// A judgement is a line of testdata/judged.tsv, held_out.tsv or third.tsv: whether a query
// should find a text, as a person decided before the matcher was tried on it.
type judgement struct{ group, lang, query, text, want, why string }

func (j judgement) item() *feeds.Item { return &feeds.Item{Title: j.text, Language: j.lang} }

func judgements(t *testing.T, name string) []judgement {
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []judgement
	lines := bufio.NewScanner(f)
	lines.Scan() // the header
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 6 || c[4] != "yes" && c[4] != "no" {
			t.Fatalf("not a judgement: %q", lines.Text())
		}
		all = append(all, judgement{c[0], c[1], c[2], c[3], c[4], c[5]})
	}
	return all
}

// score counts right answers.
type score struct{ right, all int }

func (s score) percent() float64 { return 100 * float64(s.right) / float64(max(s.all, 1)) }

func (s *score) add(right bool) {
	s.all++
	if right {
		s.right++
	}
}

// judge tries the matcher on a set and gives its score per group and in all.
func judge(t *testing.T, name string) (groups map[string]*score, total score) {
	groups = map[string]*score{}
	for _, j := range judgements(t, name) {
		q, err := Parse(j.query)
		if err != nil {
			t.Errorf("Parse(%s): %v", j.query, err)
			continue
		}
		right := q.Matches(NewDoc("judge", j.item())) == (j.want == "yes")
		if !right {
			t.Logf("%s/%s: %s on %q: want %s (%s)", j.group, j.lang, j.query, j.text, j.want, j.why)
		}
		total.add(right)
		if groups[j.group] == nil {
			groups[j.group] = new(score)
		}
		groups[j.group].add(right)
	}
	return groups, total
}

func TestJudgedSets(t *testing.T) {
	for _, set := range []struct {
		name         string
		group, total float64 // least share of right answers, per cent
	}{
		{"judged.tsv", 92, 98},
		{"held_out.tsv", 95, 99},
		{"third.tsv", 95, 99},
	} {
		t.Run(set.name, func(t *testing.T) {
			groups, total := judge(t, set.name)
			for _, group := range slices.SortedFunc(maps.Keys(groups), cmp.Compare[string]) {
				s := *groups[group]
				t.Logf("%-12s %4d of %4d right: %5.1f %%", group, s.right, s.all, s.percent())
				if s.percent() < set.group {
					t.Errorf("%s: below %v %%", group, set.group)
				}
			}
			t.Logf("%-12s %4d of %4d right: %5.1f %%", "all", total.right, total.all, total.percent())
			if total.percent() < set.total {
				t.Errorf("below %v %% in all", set.total)
			}
		})
	}
}
