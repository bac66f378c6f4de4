package main

import (
	"cmp"
	"math"
	"slices"
)

// A model tells how likely a letter is after those before it, in each language.
type model struct {
	group     group
	alphabet  []rune
	languages []*language
}

type language struct {
	source
	*counts
	followers map[sequence]float64 // different symbols seen after a sequence
	kin       []*language
}

// A feature is a sequence worth looking up: how likely its last symbol is after
// the others, as a natural logarithm in each language.
type feature struct {
	sequence
	chances []float64
	gain    float64
}

const (
	leastChance  = 4e-6 // of a letter that a language does not have
	mostEvidence = 5.0  // of one letter for a language and against another
)

// shares is how the features are spread over sequences of 2 to 5 symbols.
var shares = [maxOrder + 1]float64{2: .06, 3: .28, 4: .42, 5: .24}

func (m *model) prepare() {
	for _, l := range m.languages {
		l.followers = map[sequence]float64{}
		for s := range l.of {
			l.followers[s.before()]++
		}
		for _, k := range m.languages {
			if slices.Contains(l.source.kin, k.tag) {
				l.kin = append(l.kin, k)
			}
		}
	}
}

// chance is how likely the last symbol of s is after the others: counted, and
// where counts are small, by shorter sequences (Witten and Bell).
func (l *language) chance(s sequence, order int) float64 {
	n := l.of[s]
	if order == 1 {
		return max(n/(l.letters+l.of[edge]), leastChance)
	}
	before := s.before()
	shorter := l.chance(s&(1<<(8*(order-1))-1), order-1)
	if len(l.kin) > 0 {
		shorter /= 2
		for _, k := range l.kin {
			shorter += k.chance(s, order) / 2 / float64(len(l.kin))
		}
	}
	weight := l.followers[before] + 1
	return (n + weight*shorter) / (l.of[before] + weight)
}

// chances are those in all languages, none so small that one letter of a
// foreign name would decide.
func (m *model) chances(s sequence) []float64 {
	list := make([]float64, len(m.languages))
	for i, l := range m.languages {
		list[i] = math.Log(l.chance(s, s.order()))
	}
	least := slices.Max(list) - mostEvidence
	for i := range list {
		list[i] = max(list[i], least)
	}
	return list
}

// choose picks the sequences that tell most beyond what their endings tell.
func (m *model) choose() []feature {
	chosen := map[sequence][]float64{edge: m.chances(edge)}
	for i := range m.alphabet {
		s := sequence(i + firstLetter)
		chosen[s] = m.chances(s)
	}
	for order, candidates := range m.candidates() {
		list := make([]feature, len(candidates))
		for i, s := range candidates {
			list[i] = feature{sequence: s, chances: m.chances(s)}
			list[i].gain = m.gain(list[i], longestEnding(chosen, s))
		}
		slices.SortFunc(list, func(a, b feature) int {
			return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.sequence, b.sequence))
		})
		for _, f := range list[:min(len(list), int(shares[order]*float64(m.group.features)))] {
			chosen[f.sequence] = f.chances
		}
	}
	var all []feature
	for s, c := range chosen {
		all = append(all, feature{sequence: s, chances: c})
	}
	slices.SortFunc(all, func(a, b feature) int { return cmp.Compare(a.sequence, b.sequence) })
	return all
}

// longestEnding is what is chosen for the longest sequence that s ends in.
func longestEnding(chosen map[sequence][]float64, s sequence) []float64 {
	for {
		s = s.ending()
		if c, ok := chosen[s]; ok {
			return c
		}
	}
}

// candidates are all sequences that any language has, by their order.
func (m *model) candidates() (list [maxOrder + 1][]sequence) {
	seen := map[sequence]bool{}
	for _, l := range m.languages {
		for s := range l.of {
			if n := s.order(); n > 1 && !seen[s] {
				seen[s] = true
				list[n] = append(list[n], s)
			}
		}
	}
	return list
}

// gain is how much f sets apart the languages it occurs in from those that
// would be taken for them without it, by how often that happens.
func (m *model) gain(f feature, without []float64) (gain float64) {
	rival := make([]float64, len(m.languages))
	more := make([]float64, len(m.languages))
	var sum float64
	for i, l := range m.languages {
		rival[i] = (l.of[f.before()]/l.letters + 1e-7) * math.Exp(without[i])
		sum += rival[i]
		more[i] = f.chances[i] - without[i]
	}
	for i, l := range m.languages {
		often := l.of[f.sequence] / l.letters / sum
		if often == 0 {
			continue
		}
		for j := range m.languages {
			gain += often * rival[j] * math.Abs(more[i]-more[j])
		}
	}
	return gain
}
