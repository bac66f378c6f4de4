package lang

import "unicode/utf8"

// scriptCount tells how many letters of a text are of which script.
type scriptCount struct {
	of  [scripts]int
	all int
}

// mostRunes is how much of a text is looked at.
const mostRunes = 400

// hanWeight is what a Han character or a syllable counts against letters.
const hanWeight = 3

// countScripts counts the letters at the beginning of a text. A sign that is a
// syllable or a word of its own counts for several.
func countScripts(text string) (c scriptCount) {
	runes := 0
	for i := 0; i < len(text) && runes < mostRunes; runes++ {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		s := scriptOf(r)
		if s == noScript {
			continue
		}
		n := 1
		if s == han || s == kana || s == hangul {
			n = hanWeight
		}
		c.of[s] += n
		c.all += n
	}
	return c
}

// main is the script that most letters are of. Japanese is kana, if it has as
// much as one in ten.
func (c scriptCount) main() script {
	most := noScript
	together := c.of[han] + c.of[kana]
	for s, n := range c.of {
		if n > c.of[most] {
			most = script(s)
		}
	}
	if together >= c.of[most] && together > 0 {
		if c.of[kana]*10 >= together {
			return kana
		}
		return han
	}
	return most
}

// share is how much of the letters, between 0 and 1, is of a script.
func (c scriptCount) share(s script) float64 {
	if c.all == 0 {
		return 0
	}
	return float64(c.of[s]) / float64(c.all)
}
