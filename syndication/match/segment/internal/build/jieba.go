package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// nat is the cost of a word e times rarer than another, as in IPADIC.
const nat = 800

// chinese reads jieba's dictionary, lines of word, number of times it was seen,
// part of speech, and adds the words that only ICU has, as if seen once.
func chinese(dir string, dicts icuData) (*source, error) {
	f, err := os.Open(filepath.Join(dir, "dict.txt"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	seen, total := map[string]float64{}, 0.0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			continue // words with a space
		}
		n, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			return nil, fmt.Errorf("read dict.txt: line %q: %w", lines.Text(), err)
		}
		seen[fields[0]] += n
		total += n
	}
	s := &source{classes: 1}
	for word, n := range seen {
		s.add(word, 0, int(nat*math.Log(total/max(n, 1))))
	}
	rare := int(nat * math.Log(total))
	return s, dicts.dictionary("cjdict", func(word string, value int) {
		if _, ok := seen[word]; !ok && isHan(word) {
			s.add(word, 0, rare+nat)
		}
	})
}

func isHan(word string) bool {
	for _, r := range word {
		if r < 0x3400 || r > 0x9FFF {
			return false
		}
	}
	return true
}
