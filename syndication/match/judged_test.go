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

// A judgement is a line of testdata/judged.tsv: whether a query should find a
// text, as a person decided before the matcher was tried on it.
type judgement struct{ group, lang, query, text, want, why string }

func judgements(t *testing.T) []judgement {
	f, err := os.Open("testdata/judged.tsv")
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

func TestJudgedSet(t *testing.T) {
	var total score
	groups := map[string]*score{}
	for _, j := range judgements(t) {
		q, err := Parse(j.query)
		if err != nil {
			t.Errorf("Parse(%s): %v", j.query, err)
			continue
		}
		right := q.Matches(NewDoc("judge", &feeds.Item{Title: j.text, Language: j.lang})) == (j.want == "yes")
		if !right {
			t.Logf("%s/%s: %s on %q: want %s (%s)", j.group, j.lang, j.query, j.text, j.want, j.why)
		}
		total.add(right)
		if groups[j.group] == nil {
			groups[j.group] = new(score)
		}
		groups[j.group].add(right)
	}
	for _, group := range slices.SortedFunc(maps.Keys(groups), cmp.Compare[string]) {
		s := *groups[group]
		t.Logf("%-12s %4d of %4d right: %5.1f %%", group, s.right, s.all, s.percent())
		if s.percent() < 92 {
			t.Errorf("%s: below 92 %%", group)
		}
	}
	t.Logf("%-12s %4d of %4d right: %5.1f %%", "all", total.right, total.all, total.percent())
	if total.percent() < 98 {
		t.Error("below 98 % in all")
	}
}
