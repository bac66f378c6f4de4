package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"math"
	"strings"
)

// steps is how many steps a chance is stored in, per natural logarithm.
const steps = 8

// appendModel writes a group: script, tags, alphabet; the features in order, as
// differences; then their chances language by language, each less what its
// longest ending says: most say the same in most languages.
func appendModel(b []byte, m *model, features []feature) []byte {
	var tags []string
	for _, l := range m.languages {
		tags = append(tags, l.tag)
	}
	b = appendText(b, m.group.script)
	b = appendText(b, strings.Join(tags, " "))
	b = appendText(b, string(m.alphabet))
	b = binary.AppendUvarint(b, uint64(len(features)))
	last := sequence(0)
	stored := map[sequence][]float64{0: make([]float64, len(tags))} // as a reader has them
	table := make([]byte, len(tags)*len(features))
	for i, f := range features {
		b = binary.AppendUvarint(b, uint64(f.sequence-last))
		last = f.sequence
		ending := longestEnding(stored, f.sequence)
		own := make([]float64, len(tags))
		for language, chance := range f.chances {
			own[language] = ending[language]
			if d := math.Round(-chance*steps) - ending[language]; math.Abs(d) >= leastSteps {
				own[language] += d
				table[language*len(features)+i] = byte(int(d))
			}
		}
		stored[f.sequence] = own
	}
	return append(b, table...)
}

// leastSteps is the least difference that is worth its room.
const leastSteps = 4

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
