package main

import (
	"slices"
	"strings"
	"unicode"
)

// maxOrder is the longest sequence, edges of words included.
const maxOrder = 5

// A sequence packs up to maxOrder symbols, the last one lowest: edge, or
// letters by their place in the alphabet from firstLetter.
type sequence uint64

const (
	edge        = 1 // of a word: edge d e edge is the word "de"
	firstLetter = 2
)

func (s sequence) add(t sequence) sequence { return s<<(8*t.order()) | t }

func (s sequence) order() int {
	n := 0
	for ; s > 0; s >>= 8 {
		n++
	}
	return n
}

// before is s without its last symbol, ending without its first.
func (s sequence) before() sequence { return s >> 8 }
func (s sequence) ending() sequence { return s & (1<<(8*(s.order()-1)) - 1) }

// counts tells how often each sequence occurs in a language.
type counts struct {
	of       map[sequence]float64
	letters  float64 // all of them
	alphabet []rune  // shared by the languages of a script
}

// pack is false if a letter of s is not in the alphabet.
func (c *counts) pack(letters []rune) (s sequence, ok bool) {
	for _, r := range letters {
		i, ok := slices.BinarySearch(c.alphabet, r)
		if !ok {
			return 0, false
		}
		s = s<<8 | sequence(i+firstLetter)
	}
	return s, true
}

// scale turns shares of a text into counts.
func (c *counts) scale() {
	for s := range c.of {
		c.of[s] *= c.letters
	}
}

// prune forgets what is too rare to be of use, and what a rounding error left
// of nothing.
func (c *counts) prune(share float64) {
	for s, n := range c.of {
		if n < .5 || n < share*c.letters && s.order() > 3 {
			delete(c.of, s)
		}
	}
}

// countText counts the sequences of running text.
func (c *counts) countText(text string) {
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), notInWord) {
		symbols := []sequence{edge}
		for _, r := range word {
			if s, ok := c.pack([]rune{r}); ok {
				symbols = append(symbols, s)
			}
		}
		symbols = append(symbols, edge)
		c.letters += float64(len(symbols) - 2)
		for i := range symbols[:len(symbols)-1] {
			var s sequence
			for _, next := range symbols[i:min(i+maxOrder, len(symbols))] {
				s = s<<8 | next
				c.of[s]++
			}
		}
	}
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }
