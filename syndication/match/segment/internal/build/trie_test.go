package main

import (
	"maps"
	"testing"
)

// The tries hold "ab" = 2, "abc" = 3 and "abd" = 4.
var words = map[string]int{"ab": 2, "abc": 3, "abd": 4}

func TestByteTrieGivesAllItsWords(t *testing.T) {
	got := map[string]int{}
	trie := byteTrie{
		data: []byte{0x11, 'a', 'b', (0x10 + 2) << 1, 0x01, 'c', (0x10+3)<<1 | 1, 'd', (0x10+4)<<1 | 1},
		word: func(word []byte, value int) { got[string(word)] = value },
	}
	if trie.walk(0, nil); !maps.Equal(got, words) {
		t.Error(got)
	}
}

func TestWideTrieGivesAllItsWords(t *testing.T) {
	got := map[string]int{}
	trie := wideTrie{
		data: []uint16{0x31, 'a', 'b', (2+1)<<6 | 0x01, 'c', 0x8000 | 3, 'd', 0x8000 | 4},
		word: func(word string, value int) { got[word] = value },
	}
	if trie.walk(0, nil); !maps.Equal(got, words) {
		t.Error(got)
	}
}

func TestNamesWithAnotherInThemHaveParts(t *testing.T) {
	all := map[string]bool{"เกาหลี": true, "เกาหลีใต้": true, "ไต้หวัน": true}
	if !hasParts("เกาหลีใต้", all) || hasParts("ไต้หวัน", all) {
		t.Error("South Korea has parts, Taiwan has none")
	}
}
