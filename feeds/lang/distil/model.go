package main

import (
	"cmp"
	"math"
	"slices"
	"unicode"
)

// A model tells how likely a letter is after those before it, in each language.
type model struct {
	group     group
	alphabet  []rune // by symbol, from firstLetter
	languages []*language
}

type language struct {
	source
	counts    counts
	followers map[string]float64 // different letters seen after a sequence
	kin       []*language
}

// A feature is a sequence worth looking up: how likely its last letter is after
// the others, as a natural logarithm in each language.
type feature struct {
	letters string
	chances []float64
}

const (
	alphabetSize = 240
	leastChance  = 4e-6 // of a letter that a language does not have
	mostEvidence = 5.0  // of one letter for a language and against another
)

func newModel(g group, all []*language) *model {
	m := &model{group: g, languages: all}
	share := map[rune]float64{}
	for _, l := range all {
		l.followers = map[string]float64{}
		for s, n := range l.counts {
			r := []rune(s)
			if len(r) == 1 && r[0] != '_' && inWord(g, r[0]) {
				share[r[0]] = max(share[r[0]], n/l.counts[total])
			}
			if len(r) > 1 {
				l.followers[string(r[:len(r)-1])]++
			}
		}
		for _, k := range all {
			if slices.Contains(l.source.kin, k.tag) {
				l.kin = append(l.kin, k)
			}
		}
	}
	for r, s := range share {
		if s > 2e-6 {
			m.alphabet = append(m.alphabet, r)
		}
	}
	slices.SortFunc(m.alphabet, func(a, b rune) int { return cmp.Or(cmp.Compare(share[b], share[a]), cmp.Compare(a, b)) })
	m.alphabet = m.alphabet[:min(len(m.alphabet), alphabetSize)]
	slices.Sort(m.alphabet)
	return m
}

func inWord(g group, r rune) bool {
	return unicode.Is(g.letters, r) && (unicode.IsLetter(r) || unicode.IsMark(r))
}

// chance is how likely the last letter of s is after the others: counted, and
// where counts are small, by shorter sequences (Witten and Bell).
func (l *language) chance(s []rune) float64 {
	n := l.counts[string(s)]
	if len(s) == 1 {
		return max(n/(l.counts[total]+l.counts["_"]), leastChance)
	}
	before := string(s[:len(s)-1])
	weight := l.followers[before] + 1
	shorter := l.chance(s[1:])
	if len(l.kin) > 0 {
		shorter /= 2
		for _, k := range l.kin {
			shorter += k.chance(s) / 2 / float64(len(l.kin))
		}
	}
	return (n + weight*shorter) / (l.counts[before] + weight)
}

// chances are those in all languages, none so small that a letter alone, of a
// foreign name, would decide.
func (m *model) chances(s string) []float64 {
	list := make([]float64, len(m.languages))
	r := []rune(s)
	for i, l := range m.languages {
		list[i] = math.Log(l.chance(r))
	}
	least := slices.Max(list) - mostEvidence
	for i := range list {
		list[i] = max(list[i], least)
	}
	return list
}

// choose picks the sequences that tell most beyond what their endings tell.
func (m *model) choose() []feature {
	chosen := map[string][]float64{"_": m.chances("_")}
	for _, r := range m.alphabet {
		chosen[string(r)] = m.chances(string(r))
	}
	byOrder := m.candidates()
	for order := 2; order <= maxOrder; order++ {
		type ranked struct {
			feature
			gain float64
		}
		var list []ranked
		for _, s := range byOrder[order] {
			f := feature{s, m.chances(s)}
			list = append(list, ranked{f, m.gain(f, m.ending(chosen, s))})
		}
		slices.SortFunc(list, func(a, b ranked) int {
			return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.letters, b.letters))
		})
		share := []float64{0, 0, .06, .28, .42, .24}[order]
		for _, f := range list[:min(len(list), int(share*float64(m.group.features)))] {
			chosen[f.letters] = f.chances
		}
	}
	var all []feature
	for s, c := range chosen {
		all = append(all, feature{s, c})
	}
	slices.SortFunc(all, func(a, b feature) int { return cmp.Compare(a.letters, b.letters) })
	return all
}

// ending is what is known of the longest chosen sequence that s ends in.
func (m *model) ending(chosen map[string][]float64, s string) []float64 {
	r := []rune(s)
	for i := 1; i < len(r); i++ {
		if c, ok := chosen[string(r[i:])]; ok {
			return c
		}
	}
	panic("no letter " + s)
}

func (m *model) candidates() [maxOrder + 1][]string {
	known := map[rune]bool{'_': true}
	for _, r := range m.alphabet {
		known[r] = true
	}
	seen := map[string]bool{}
	var list [maxOrder + 1][]string
	for _, l := range m.languages {
		for s := range l.counts {
			r := []rune(s)
			if len(r) < 2 || seen[s] || slices.ContainsFunc(r, func(r rune) bool { return !known[r] }) {
				continue
			}
			seen[s] = true
			list[len(r)] = append(list[len(r)], s)
		}
	}
	return list
}

// gain is how much f sets apart the languages it occurs in from those that
// would be taken for them without it, by how often that happens.
func (m *model) gain(f feature, without []float64) float64 {
	before := string([]rune(f.letters)[:len([]rune(f.letters))-1])
	rival := make([]float64, len(m.languages))
	var sum float64
	for i, l := range m.languages {
		rival[i] = (l.counts[before]/l.counts[total] + 1e-7) * math.Exp(without[i])
		sum += rival[i]
	}
	var gain float64
	for i, l := range m.languages {
		often := l.counts[f.letters] / l.counts[total]
		if often == 0 {
			continue
		}
		own := f.chances[i] - without[i]
		for j := range m.languages {
			gain += often * rival[j] / sum * math.Abs(own-(f.chances[j]-without[j]))
		}
	}
	return gain
}
