//go:build unix

package match

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestComparedWithOtherWays prints what other ways to search score on the
// judged sets: go test -run ComparedWithOtherWays -v. Operators are the same
// for all; only the words are looked for differently.
func TestComparedWithOtherWays(t *testing.T) {
	if testing.Short() {
		t.Skip("a comparison, no check")
	}
	ways := []way{{"silkwire", matchTerms}, {"substring", containsTerms}, {"regexp", regexpTerms}}
	if pg, ok := postgresTerms(t); ok {
		ways = append(ways, way{"postgresql", pg})
	}
	for _, name := range []string{"judged.tsv", "held_out.tsv"} {
		t.Run(name, func(t *testing.T) { compare(t, judgements(t, name), ways) })
	}
}

// A way tells for each query which of its leaves its text has.
type way struct {
	name  string
	finds func(t *testing.T, all []asked) []bool
}

// An asked is a word or phrase of a judgement's query.
type asked struct {
	judgement
	term *term
}

// compare prints the share of right answers of each way in each group.
func compare(t *testing.T, all []judgement, ways []way) {
	groups, total := map[string][]score{}, make([]score, len(ways))
	for i, w := range ways {
		for j, found := range decide(t, all, w) {
			g, right := all[j].group, found == (all[j].want == "yes")
			if groups[g] == nil {
				groups[g] = make([]score, len(ways))
			}
			groups[g][i].add(right)
			total[i].add(right)
		}
	}
	var b strings.Builder
	b.WriteString("\n| group | judgements |")
	for _, w := range ways {
		fmt.Fprintf(&b, " %s |", w.name)
	}
	fmt.Fprintf(&b, "\n|---|--:|%s\n", strings.Repeat("--:|", len(ways)))
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		line(&b, g, groups[g])
	}
	line(&b, "all", total)
	t.Log(b.String())
	for i, w := range ways[1:] {
		if total[i+1].right >= total[0].right {
			t.Errorf("%s is as good: our words are not worth their cost", w.name)
		}
	}
}

func line(b *strings.Builder, group string, scores []score) {
	fmt.Fprintf(b, "| %s | %d |", group, scores[0].all)
	for _, s := range scores {
		fmt.Fprintf(b, " %.1f |", s.percent())
	}
	b.WriteByte('\n')
}

// decide answers every judgement with the leaves that a way finds.
func decide(t *testing.T, all []judgement, w way) []bool {
	var leaves []asked
	roots := make([]*node, len(all))
	for i, j := range all {
		roots[i] = parse(t, j.query).root
		roots[i].terms(func(leaf *term) { leaves = append(leaves, asked{j, leaf}) })
	}
	found := w.finds(t, leaves)
	answers := make([]bool, len(all))
	for i, root := range roots {
		answers[i], found = evaluate(root, all[i], found)
	}
	return answers
}

// evaluate computes n from what was found of its leaves, in their order, and
// gives what is left of found.
func evaluate(n *node, j judgement, found []bool) (bool, []bool) {
	if n.op == opTerm {
		if n.term.kind > prefixTerm && n.term.kind != langTerm {
			return false, found[1:] // no judgement asks for topics or sources
		}
		return found[0], found[1:]
	}
	all, some := true, false
	for _, kid := range n.kids {
		var is bool
		is, found = evaluate(kid, j, found)
		all, some = all && is, some || is
	}
	switch n.op {
	case opNot:
		return !all, found
	case opOr:
		return some, found
	}
	return all, found
}

// each answers one leaf after the other; a language is not what is compared.
func each(all []asked, has func(i int) bool) []bool {
	found := make([]bool, len(all))
	for i, a := range all {
		if a.term.kind == langTerm {
			found[i] = matchTerm(a)
		} else {
			found[i] = has(i)
		}
	}
	return found
}

func matchTerm(a asked) bool {
	q := &Query{root: &node{op: opTerm, term: a.term}}
	return q.Matches(NewDoc("judge", a.item()))
}

func matchTerms(_ *testing.T, all []asked) []bool {
	return each(all, func(i int) bool { return matchTerm(all[i]) })
}

// containsTerms looks for the letters, small and capital being equal.
func containsTerms(_ *testing.T, all []asked) []bool {
	return each(all, func(i int) bool {
		return strings.Contains(strings.ToLower(all[i].text), strings.ToLower(all[i].term.text))
	})
}

// regexpTerms looks for the letters where no letter, mark or digit stands
// beside them.
func regexpTerms(_ *testing.T, all []asked) []bool {
	return each(all, func(i int) bool {
		a := all[i]
		end := `(?:[^\p{L}\p{M}\p{N}_]|$)`
		if a.term.kind == prefixTerm {
			end = ""
		}
		words := strings.Join(strings.Fields(regexp.QuoteMeta(a.term.text)), `\s+`)
		return regexp.MustCompile(`(?:^|[^\p{L}\p{M}\p{N}_])(?i:` + words + `)` + end).MatchString(a.text)
	})
}
