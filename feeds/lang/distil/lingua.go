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
	c.addEdges(s, p, p)
	switch {
	case n == 1:
		c.of[edge] += p // a word for every letter, less one for every two
	case n == 2:
		c.of[edge] -= p
	}
	if n >= 2 {
		c.addEdges(s.ending(), -p, 0)
		c.addEdges(s.before(), 0, -p)
		c.addWord(s.ending(), -p)
		c.addWord(s.before(), -p)
	}
	c.addWord(s, p)
	if n >= 3 {
		c.addWord(s.before().ending(), p)
	}
}

// addEdges counts s at the begin of a word and at the end of one.
func (c *counts) addEdges(s sequence, begin, end float64) {
	if s.order() >= maxOrder {
		return
	}
	if begin != 0 {
		c.of[sequence(edge).add(s)] += begin
	}
	if end != 0 {
		c.of[s.add(edge)] += end
	}
}

// addWord counts s as a whole word.
func (c *counts) addWord(s sequence, p float64) {
	if s.order() <= maxOrder-2 {
		c.of[sequence(edge).add(s).add(edge)] += p
	}
}

// readSequences reads lingua's SerializableLanguageModel: field 4 holds sets of
// a probability (1, double) and the sequences that have it (2, joined).
func readSequences(file string, order int, add func(p float64, letters []rune)) error {
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
