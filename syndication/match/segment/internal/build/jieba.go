package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

// nat is the cost of a word e times rarer than another, as in IPADIC.
const nat = 800

// A kind is a class of Chinese words: the part of speech, and B for words of
// several characters or S for single ones, as in jieba's model. The zero kind
// is the edge of a text.
type kind struct{ position, speech string }

// An entry is a line of jieba's dictionary: a word, how often it was seen, its
// part of speech.
type entry struct {
	word string
	seen float64
	kind kind
}

// chinese reads jieba's dictionary and model and adds the words that only ICU
// has, as if seen less than once.
func chinese(dir string, dicts icuData) (*source, error) {
	entries, err := readJieba(filepath.Join(dir, "dict.txt"))
	if err != nil {
		return nil, err
	}
	next, err := readTransitions(filepath.Join(dir, "posseg", "prob_trans.py"))
	if err != nil {
		return nil, err
	}
	classes := map[kind]int{{}: 0}
	seen := []float64{0}
	known := map[string]bool{}
	for _, e := range entries {
		if _, ok := classes[e.kind]; !ok {
			classes[e.kind] = len(seen)
			seen = append(seen, 0)
		}
		seen[classes[e.kind]] += e.seen
		known[folded(e.word)] = true
	}
	s := &source{classes: len(seen), joins: joins(classes, seen, next)}
	for _, e := range entries {
		class := classes[e.kind]
		s.add(e.word, uint16(class), cost(e.seen/seen[class]))
	}
	nouns := classes[kind{"B", "n"}]
	return s, dicts.dictionary("cjdict", func(word string, _ int) {
		if !known[folded(word)] && isHan(word) && utf8.RuneCountInString(word) > 1 {
			s.add(word, uint16(nouns), cost(0.3/seen[nouns]))
		}
	})
}

func readJieba(name string) ([]entry, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var entries []entry
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 || !isHan(fields[0]) {
			continue
		}
		n, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			return nil, fmt.Errorf("read dict.txt: line %q: %w", lines.Text(), err)
		}
		k := kind{"B", fields[2]}
		if utf8.RuneCountInString(fields[0]) == 1 {
			k.position = "S"
		}
		entries = append(entries, entry{fields[0], max(n, 1), k})
	}
	return entries, lines.Err()
}

var transition = regexp.MustCompile(`\('([BEMS])', '(\w+)'\): (\{|-[0-9.e+-]+)`)

// readTransitions reads the model, a Python dictionary of dictionaries: the
// logarithm of how probable a kind of word is after another. E is the end of a
// word of several characters.
func readTransitions(name string) (map[kind]map[kind]float64, error) {
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	next := map[kind]map[kind]float64{}
	var from kind
	for _, m := range transition.FindAllStringSubmatch(string(file), -1) {
		k := kind{m[1], m[2]}
		if m[3] == "{" {
			if from = k; k.position == "E" {
				from.position = "B"
			}
			if m[1] == "E" || m[1] == "S" {
				next[from] = map[kind]float64{}
			}
			continue
		}
		p, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if to := next[from]; to != nil && (k.position == "B" || k.position == "S") {
			to[k] = math.Exp(p)
		}
	}
	return next, nil
}

// joins makes the costs of neighbourhood from the model, evened out with how
// frequent each class is anywhere.
func joins(classes map[kind]int, seen []float64, next map[kind]map[kind]float64) []int16 {
	total := 0.0
	for _, n := range seen {
		total += n
	}
	j := make([]int16, len(seen)*len(seen))
	for from, row := range classes {
		for to, column := range classes {
			p := seen[column] / total
			if likely, ok := next[from]; ok && len(likely) > 0 {
				p = 0.8*likely[to] + 0.2*p
			}
			if column != 0 {
				j[row*len(seen)+column] = int16(cost(p))
			}
		}
	}
	return j
}

func folded(word string) string {
	letters, _ := lexicon.Fold(nil, nil, word)
	return string(letters)
}

func cost(p float64) int { return int(-nat * math.Log(p)) }

func isHan(word string) bool {
	for _, r := range word {
		if r < 0x3400 || r > 0x9FFF {
			return false
		}
	}
	return true
}
