package lexicon

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"
)

// A file is compressed with DEFLATE (RFC 1951). It holds numbers as varints,
// column by column, which compresses best: the number of classes and of words;
// the joins, each less the one before it in its row; for each word, in order,
// how many letters it shares with the word before it and how many follow; these
// letters, each less the one before; the classes; the costs.

// Write writes a file. Words may be in any order; joins is nil or has a row and
// a column for each class.
func Write(w io.Writer, classes int, joins []int16, words []Word) error {
	words = settle(words)
	var b []byte
	b = binary.AppendUvarint(b, uint64(classes))
	b = binary.AppendUvarint(b, uint64(len(words)))
	b = binary.AppendUvarint(b, uint64(len(joins)))
	for i, join := range joins {
		if i%classes > 0 {
			join -= joins[i-1]
		}
		b = binary.AppendVarint(b, int64(join))
	}
	b = appendLetters(b, words)
	for _, word := range words {
		b = binary.AppendUvarint(b, uint64(word.Class))
	}
	for _, word := range words {
		b = binary.AppendVarint(b, int64(word.Cost))
	}
	z, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

// settle sorts words and keeps the cheapest of those that are equal.
func settle(words []Word) []Word {
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b Word) int {
		return cmp.Or(slices.Compare(a.Letters, b.Letters), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Cost, b.Cost))
	})
	return slices.CompactFunc(words, func(a, b Word) bool {
		return a.Class == b.Class && slices.Equal(a.Letters, b.Letters)
	})
}

func appendLetters(b []byte, words []Word) []byte {
	var letters []byte
	var last []rune
	for _, word := range words {
		same := 0
		for same < len(last) && same < len(word.Letters) && last[same] == word.Letters[same] {
			same++
		}
		b = binary.AppendUvarint(b, uint64(same))
		b = binary.AppendUvarint(b, uint64(len(word.Letters)-same))
		for i := same; i < len(word.Letters); i++ {
			var before rune
			if i < len(last) && i == same {
				before = last[i]
			}
			letters = binary.AppendVarint(letters, int64(word.Letters[i]-before))
		}
		last = word.Letters
	}
	return append(b, letters...)
}

// ErrFormat is what Load gives for a file that Write did not write.
var ErrFormat = errors.New("not a lexicon")

// Load reads a file.
func Load(file []byte) (*Lexicon, error) {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(file)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	f := &reader{data: data}
	x := &Lexicon{classes: int(f.uint())}
	words, joins := int(f.uint()), int(f.uint())
	if words > len(data) || joins > len(data) || joins != 0 && joins != x.classes*x.classes {
		return nil, ErrFormat
	}
	x.readJoins(f, joins)
	x.readWords(f, words)
	if f.bad {
		return nil, ErrFormat
	}
	return x, nil
}

func (x *Lexicon) readJoins(f *reader, n int) {
	if n == 0 {
		return
	}
	x.joins = make([]int16, n)
	for i := range x.joins {
		x.joins[i] = int16(f.int())
		if i%x.classes > 0 {
			x.joins[i] += x.joins[i-1]
		}
	}
}

// readWords fills the table. Words that are equal stand together.
func (x *Lexicon) readWords(f *reader, n int) {
	same, more := make([]uint8, n), make([]uint8, n)
	for i := range n {
		same[i], more[i] = uint8(f.uint()), uint8(f.uint())
	}
	x.entries = make([]Entry, n)
	x.slots = make([]slot, n*4/3+8)
	x.bloom = make([]uint64, 1<<bits.Len(uint(n*bloomBits/64)))
	word := make([]rune, 0, 2*256)
	hashes := make([]uint64, 2*256) // of the letters before each
	at := 0
	for i := range n {
		if int(same[i]) > len(word) || f.bad {
			f.bad = true
			return
		}
		if more[i] == 0 && i > 0 { // another reading of the word before
			x.slots[at].place++
			f.bad = f.bad || x.slots[at].place&(1<<countBits-1) == 0
			continue
		}
		word = f.letters(word, int(same[i]), int(more[i]))
		for j := int(same[i]); j < len(word); j++ {
			hashes[j+1] = mix(hashes[j], word[j])
		}
		at = x.put(hashes[len(word)], uint32(i))
		if len(word) > 1 && len(word) <= MaxWord {
			x.lengths[hashes[2]>>(64-lengthBits)] |= 1 << len(word)
		}
	}
	for i := range x.letters {
		x.letters[i] = x.place(mix(0, rune(firstLetter+i)))
	}
	for i := range x.entries {
		x.entries[i].Class = uint16(f.uint())
		f.bad = f.bad || int(x.entries[i].Class) >= x.classes
	}
	for i := range x.entries {
		x.entries[i].Cost = int16(f.int())
	}
}

func (x *Lexicon) put(h uint64, first uint32) int {
	x.bloom[h>>6&uint64(len(x.bloom)-1)] |= 1 << (h & 63)
	i, print := x.home(h)
	for x.slots[i].print != 0 {
		if i++; i == len(x.slots) {
			i = 0
		}
	}
	x.slots[i] = slot{print, first<<countBits | 1}
	return i
}

// A reader reads varints. Once the data are at an end it is bad.
type reader struct {
	data []byte
	bad  bool
}

func (f *reader) uint() uint64 {
	if len(f.data) > 0 && f.data[0] < 0x80 {
		v := f.data[0]
		f.data = f.data[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(f.data)
	if n <= 0 {
		f.bad, n = true, 0
	}
	f.data = f.data[n:]
	return v
}

func (f *reader) int() int64 {
	v := f.uint()
	return int64(v>>1) ^ -int64(v&1)
}

func (f *reader) letters(last []rune, same, more int) []rune {
	var before rune
	if same < len(last) {
		before = last[same]
	}
	word := last[:same]
	for range more {
		word = append(word, before+rune(f.int()))
		before = 0
	}
	return word
}
