package main

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

const (
	alphabetSize = 240    // a symbol is a byte
	lastLetter   = 0x2000 // above it are only forms for display
	leastShare   = 3e-6   // of a language's letters, below which one is foreign to it
)

// readAlphabet gathers the letters of a group's languages, in order.
func readAlphabet(g group, lingua, udhr string) ([]rune, error) {
	share := map[rune]float64{}
	for _, l := range g.languages {
		add := func(p float64, s []rune) {
			if r := s[0]; r < lastLetter && unicode.Is(g.letters, r) {
				share[r] = max(share[r], p)
			}
		}
		if err := l.eachLetter(lingua, udhr, add); err != nil {
			return nil, err
		}
	}
	if g.script == "Latn" {
		for _, r := range "đžćčš" {
			share[r] = 1
		}
	}
	var letters []rune
	for r, p := range share {
		if p >= leastShare {
			letters = append(letters, r)
		}
	}
	slices.SortFunc(letters, func(a, b rune) int { return cmp.Or(cmp.Compare(share[b], share[a]), cmp.Compare(a, b)) })
	letters = letters[:min(len(letters), alphabetSize)]
	slices.Sort(letters)
	return letters, nil
}

func (s source) eachLetter(lingua, udhr string, add func(p float64, letter []rune)) error {
	if s.lingua != "" {
		return readSequences(filepath.Join(lingua, s.lingua, linguaOrders[0]+".pb.bin.zip"), 1, add)
	}
	text, err := readUDHR(udhr, s.udhr)
	if err != nil {
		return err
	}
	n := map[rune]float64{}
	for _, r := range strings.ToLower(text) {
		if !notInWord(r) {
			n[r]++
		}
	}
	for r, n := range n {
		add(n/float64(len(text)), []rune{r})
	}
	return nil
}
