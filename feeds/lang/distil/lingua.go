package main

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
)

// linguaOrders are the files of a language in lingua-go's language-models, by
// the number of letters of their sequences.
var linguaOrders = []string{"unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams"}

// readLingua counts the letter sequences of one language. The files hold, for
// sequences within words, how likely the last letter is after the others; what
// is missing in a sum tells how often a word begins or ends there.
func readLingua(dir, name string, c *counts, rewrite func(string) []string) error {
	share := map[string]float64{} // of all letters
	least := 1.0
	for order, file := range linguaOrders {
		err := readSequences(filepath.Join(dir, name, file+".pb.bin.zip"), order+1, func(p float64, letters []rune) {
			if order == 0 {
				least = min(least, p)
			} else {
				p *= share[string(letters[:order])]
			}
			if order < len(linguaOrders)-1 {
				share[string(letters)] = p
			}
			for _, s := range rewrite(string(letters)) {
				if s, ok := c.pack([]rune(s)); ok {
					c.addWithEdges(s, p)
				}
			}
		})
		if err != nil {
			return fmt.Errorf("%s %s: %w", name, file, err)
		}
	}
	c.letters = 1 / least // the rarest letter was seen once
	c.scale()
	return nil
}

// addWithEdges counts a sequence within words, and takes it off from those
// within it: what remains of "_ab" is how often "ab" has no letter before it.
func (c *counts) addWithEdges(s sequence, p float64) {
	n := s.order()
	if n > maxOrder {
		return
	}
	c.of[s] += p
	c.addEdges(s, n, p)
	if n == 1 {
		c.of[edge] += p // a word, unless sequences of two take it off
		return
	}
	c.addEdges(s.before(), n-1, -p)
	c.addEdges(s.ending(), n-1, -p)
	if n < maxOrder { // both edges of s.before() stay those of a word only if neither side goes on
		c.addWord(s.before(), n-1, 0)
	}
	if n == 2 {
		c.of[edge] -= p
		return
	}
	c.addWord(s.before().ending(), n-2, p)
}
// readSequences reads lingua's SerializableLanguageModel: field 4 holds sets of
// a probability (1, double) and the sequences that have it (2, joined).
func readSequences(file string, add func(p float64, letters []rune), order int) error {
	data, err := unzip(file)
	if err != nil {
		return err
	}
	return fields(data, func(number int, set []byte) error {
		if number != 4 {
			return nil
		}
		var p float64
		return fields(set, func(number int, value []byte) error {
			switch number {
			case 1:
				p = math.Float64frombits(binary.LittleEndian.Uint64(value))
			case 2:
				r := []rune(string(value))
				for i := 0; i+order <= len(r); i += order {
					add(p, r[i:i+order])
				}
			}
			return nil
		})
	})
}

func unzip(file string) ([]byte, error) {
	z, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	f, err := z.File[0].Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

var errWire = errors.New("not a protocol buffer")

// fields hands over the fields of a message, numbers aside.
func fields(b []byte, each func(number int, value []byte) error) error {
	for len(b) > 0 {
		tag, n := binary.Uvarint(b)
		if n <= 0 {
			return errWire
		}
		b = b[n:]
		var value []byte
		switch tag & 7 {
		case 0:
			_, n := binary.Uvarint(b)
			if n <= 0 {
				return errWire
			}
			b = b[n:]
			continue
		case 1:
			if len(b) < 8 {
				return errWire
			}
			value, b = b[:8], b[8:]
		case 2:
			size, n := binary.Uvarint(b)
			if n <= 0 || size > uint64(len(b)-n) {
				return errWire
			}
			value, b = b[n:n+int(size)], b[n+int(size):]
		default:
			return errWire
		}
		if err := each(int(tag>>3), value); err != nil {
			return err
		}
	}
	return nil
}
