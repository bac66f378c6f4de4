package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// scale is how many steps a chance is stored in, per natural logarithm.
const scale = 12

// appendModel writes a group: script, tags, alphabet; the keys of the features
// in order, as differences; then their chances, language by language.
func appendModel(b []byte, m *model, features []feature) []byte {
	var tags []string
	for _, l := range m.languages {
		tags = append(tags, l.tag)
	}
	b = appendText(b, m.group.script)
	b = appendText(b, strings.Join(tags, " "))
	b = appendText(b, string(m.alphabet))
	b = binary.AppendUvarint(b, uint64(len(features)))
	slices.SortFunc(features, func(a, b feature) int {
		return int(int64(m.key(a.letters)) - int64(m.key(b.letters)))
	})
	last := uint64(0)
	byKey := map[uint64]feature{}
	for _, f := range features {
		key := m.key(f.letters)
		byKey[key] = f
		b = binary.AppendUvarint(b, key-last)
		last = key
	}
	for i := range m.languages {
		for _, f := range features {
			b = append(b, steps(f.chances[i])-m.endingSteps(byKey, f, i))
		}
	}
	return b
}

// endingSteps is what the longest sequence that f ends in says: most features
// say the same in most languages, and differences of nothing take no room.
func (m *model) endingSteps(byKey map[uint64]feature, f feature, language int) byte {
	key := m.key(f.letters)
	for bits := 32; bits > 0; bits -= 8 {
		short := key & (1<<bits - 1)
		if short == key {
			continue
		}
		if e, ok := byKey[short]; ok {
			return steps(e.chances[language])
		}
	}
	return 0
}

func steps(chance float64) byte { return byte(min(255, math.Round(-chance*scale))) }

// key packs the symbols of a sequence: 1 is the edge of a word, 2 the first
// letter of the alphabet.
func (m *model) key(s string) (key uint64) {
	for _, r := range s {
		symbol := 1
		if r != '_' {
			i, _ := slices.BinarySearch(m.alphabet, r)
			symbol = i + 2
		}
		key = key<<8 | uint64(symbol)
	}
	return key
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func deflate(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
