package main

import (
	"strings"
	"unicode"
)

// maxOrder is the longest sequence, edges of words included.
const maxOrder = 5

// total is the key of the number of letters that were counted.
const total = ""

// counts tells how often each sequence of letters occurs; "_" is the edge of a
// word, so "_de_" is the word "de".
type counts map[string]float64

// scale turns shares of a text of so many letters into counts, and forgets what
// a rounding error left of nothing.
func (c counts) scale(letters float64) {
	for g, p := range c {
		if g == total {
			continue
		}
		if p *= letters; p < 0.5 {
			delete(c, g)
			continue
		}
		c[g] = p
	}
	c[total] = letters
}

// prune forgets sequences too rare to be of use.
func (c counts) prune(share float64) {
	least := share * c[total]
	for g, n := range c {
		if n < least && len([]rune(g)) > 2 {
			delete(c, g)
		}
	}
}

// countText counts the sequences of running text.
func countText(c counts, text string) {
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), notInWord) {
		r := []rune("_" + word + "_")
		c[total] += float64(len(r) - 2)
		c["_"]++
		for i := range r {
			for n := 1; n <= maxOrder && i+n <= len(r); n++ {
				if n > 1 || r[i] != '_' {
					c[string(r[i:i+n])]++
				}
			}
		}
	}
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }
