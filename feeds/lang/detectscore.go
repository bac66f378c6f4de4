package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	mostLetters     = 60 // looked at to tell languages of one script apart
	fewestLetters   = 5  // that say more than nothing
	unrelatedLead   = 14 // steps/2 to be ahead of a language of another family
	mostNameLetters = 30 // of a few names
	neighbourBonus  = 48 // steps/2 for the language of the texts around
)

// scores are how unlikely a text is in each language of a model, in steps/2.
type scores struct {
	of      [maxRivals]int32
	letters int
	named   int // of them, in words that begin with a capital
}

// detect tells which of the model's languages text is in.
func (m *letterModel) detect(text string, s script, neighbour string) string {
	var sc scores
	m.score(&sc, text, s)
	if sc.letters == 0 {
		return Und
	}
	best := -1
	for i, tag := range m.tags {
		if tag == neighbour {
			sc.of[i] -= neighbourBonus
		}
		if best < 0 || sc.of[i] < sc.of[best] {
			best = i
		}
	}
	if m.lead(&sc, best) < sc.leadWanted() || sc.letters < fewestLetters {
		if m.has(neighbour) {
			return neighbour
		}
		return Und
	}
	return m.tags[best]
}

// leadWanted is more where all words begin with a capital: they may be names.
func (sc *scores) leadWanted() int32 {
	if sc.named == sc.letters && sc.letters < mostNameLetters {
		return unrelatedLead * 5
	}
	return unrelatedLead
}

func (m *letterModel) has(tag string) bool {
	for _, t := range m.tags {
		if t == tag {
			return true
		}
	}
	return false
}

// lead is how far best is ahead of the next language that is no relative of it.
func (m *letterModel) lead(sc *scores, best int) int32 {
	lead := int32(1 << 30)
	for i, tag := range m.tags {
		if i != best && !related(tag, m.tags[best]) {
			lead = min(lead, sc.of[i]-sc.of[best])
		}
	}
	return lead
}

// families are languages so close that the likelier one is better than none.
var families = []string{
	" da nb nn sv ", " cs sk ", " hr sr-Latn sl ", " id ms ", " pt gl es ca ", " af nl ", " az tr ",
	" be bg mk ru sr-Cyrl uk ", " kk ky tt ", " hi mr ne ", " ar ckb fa ps ug ur ", " en ", " am ti ", " he yi ",
}

func related(a, b string) bool {
	for _, f := range families {
		if i := strings.Index(f, a); i > 0 && f[i-1] == ' ' && f[i+len(a)] == ' ' {
			j := strings.Index(f, b)
			return j > 0 && f[j-1] == ' ' && f[j+len(b)] == ' '
		}
	}
	return false
}

// score reads the words of text. A word with a capital is often a name and
// counts half.
func (m *letterModel) score(sc *scores, text string, s script) {
	for i := 0; i < len(text) && sc.letters < mostLetters; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if scriptOf(r) != s {
			i += size
			continue
		}
		i += m.scoreWord(sc, text[i:])
	}
}

// scoreWord reads the word that text begins with and tells its length in bytes.
func (m *letterModel) scoreWord(sc *scores, text string) int {
	first, _ := utf8.DecodeRuneInString(text)
	weight := int32(2)
	if unicode.IsUpper(first) {
		weight = 1
	}
	history, hash := uint64(edge), uint64(0)
	end := len(text)
	for i, r := range text {
		if !inWord(r) {
			end = i
			break
		}
		symbol := m.symbol(r)
		if symbol == 0 {
			if unicode.IsMark(r) {
				continue
			}
			history = 0
			continue
		}
		history = (history<<8 | uint64(symbol)) & (1<<(8*maxOrder) - 1)
		hash = addToHash(hash, symbol)
		m.add(sc, history, weight)
		sc.letters++
		if weight == 1 {
			sc.named++
		}
	}
	m.addMarks(sc, hash, history)
	m.add(sc, (history<<8|edge)&(1<<(8*maxOrder)-1), weight)
	return end
}

func (m *letterModel) symbol(r rune) byte {
	r = unicode.ToLower(r)
	if r >= alphabetEnd {
		return 0
	}
	return m.symbols[r]
}

// add takes in the last symbol of a history, by the longest sequence known.
func (m *letterModel) add(sc *scores, history uint64, weight int32) {
	row := -1
	for bits := 8 * maxOrder; row < 0; bits -= 8 {
		if bits == 0 {
			return
		}
		if key := history & (1<<bits - 1); bits == 8 || key>>(bits-8) != 0 {
			row = m.row(key)
		}
	}
	n := len(m.tags)
	for i, v := range m.rows[row*n:][:n] {
		sc.of[i] += int32(v) * weight
	}
}
