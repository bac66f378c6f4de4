package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
)

// An icuData is ICU's common data: a table of names and files in one blob.
type icuData map[string][]byte

// openICU reads a data file, or the library that holds one.
func openICU(path string) (icuData, error) {
	blob, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	at := bytes.Index(blob, []byte("CmnD"))
	if at < 12 {
		return nil, fmt.Errorf("read ICU's data in %s: no common data found", path)
	}
	blob = blob[at-12:]
	toc := blob[binary.LittleEndian.Uint16(blob):]
	files := icuData{}
	count := int(binary.LittleEndian.Uint32(toc))
	for i := range count {
		name := toc[binary.LittleEndian.Uint32(toc[4+8*i:]):]
		name = name[:bytes.IndexByte(name, 0)]
		start := binary.LittleEndian.Uint32(toc[8+8*i:])
		end := uint32(len(toc))
		if i+1 < count {
			end = binary.LittleEndian.Uint32(toc[16+8*i:])
		}
		files[string(name)] = toc[start:end]
	}
	return files, nil
}

// dictionary calls f for each word of a dictionary, brkitr/NAME.dict.
func (d icuData) dictionary(name string, f func(word string, value int)) error {
	var file []byte
	for path, content := range d {
		if strings.HasSuffix(path, "/brkitr/"+name+".dict") {
			file = content
		}
	}
	if file == nil {
		return errors.New("no ICU dictionary " + name)
	}
	file = file[binary.LittleEndian.Uint16(file):]
	index := func(i int) uint32 { return binary.LittleEndian.Uint32(file[4*i:]) }
	trie, kind, transform := file[index(0):index(3)], index(4)&7, index(5)
	if kind == 1 {
		units := make([]uint16, len(trie)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(trie[2*i:])
		}
		(&wideTrie{units, f}).walk(0, nil)
		return nil
	}
	t := &byteTrie{trie, func(word []byte, value int) { f(letters(word, transform), value) }}
	t.walk(0, nil)
	return nil
}

// letters turns the bytes of a word in a byte trie into its letters.
func letters(word []byte, transform uint32) string {
	var b strings.Builder
	for _, c := range word {
		switch {
		case transform>>24 != 1: // no offset
			b.WriteByte(c)
		case c == 0xFE:
			b.WriteRune('\u200C')
		case c == 0xFF:
			b.WriteRune('\u200D')
		default:
			b.WriteRune(rune(transform&0x1FFFFF) + rune(c))
		}
	}
	return b.String()
}
