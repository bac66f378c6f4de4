package main

import "unicode/utf16"

// A wideTrie is ICU's UCharsTrie, a map of strings in UTF-16 to numbers, in its
// serialised form (ucharstrie.h).
type wideTrie struct {
	data []uint16
	word func(word string, value int)
}

// walk visits the node at a place. A node is a branch (below 0x30), a stretch
// of units (below 0x40), or a value, which another node may follow.
func (t *wideTrie) walk(at int, word []uint16) {
	node := int(t.data[at])
	at++
	for {
		switch {
		case node < 0x30:
			if node == 0 {
				node = int(t.data[at])
				at++
			}
			t.branch(at, node+1, word)
			return
		case node < 0x40:
			n := node - 0x30 + 1
			word = append(word[:len(word):len(word)], t.data[at:at+n]...)
			node, at = int(t.data[at+n]), at+n+1
		case node >= 0x8000:
			value, _ := t.value(at, node&0x7FFF)
			t.report(word, value)
			return
		default:
			var value int
			value, at = t.nodeValue(at, node)
			t.report(word, value)
			node &= 0x3F
		}
	}
}

func (t *wideTrie) branch(at, n int, word []uint16) {
	for n > 5 { // binary search
		less, next := t.delta(at + 1)
		t.branch(less, n>>1, word)
		at, n = next, n-n>>1
	}
	for ; n > 1; n-- {
		longer := append(word[:len(word):len(word)], t.data[at])
		node := int(t.data[at+1])
		value, next := t.value(at+2, node&0x7FFF)
		if node >= 0x8000 {
			t.report(longer, value)
		} else {
			t.walk(next+value, longer)
		}
		at = next
	}
	t.walk(at+1, append(word[:len(word):len(word)], t.data[at]))
}

func (t *wideTrie) report(word []uint16, value int) {
	t.word(string(utf16.Decode(word)), value)
}

// value reads a number and gives the place after it.
func (t *wideTrie) value(at, lead int) (value, next int) {
	switch {
	case lead < 0x4000:
		return lead, at
	case lead < 0x7FFF:
		return (lead-0x4000)<<16 | int(t.data[at]), at + 1
	}
	return int(t.data[at])<<16 | int(t.data[at+1]), at + 2
}

// nodeValue reads a number that shares its first unit with a node.
func (t *wideTrie) nodeValue(at, lead int) (value, next int) {
	switch {
	case lead < 0x4040:
		return lead>>6 - 1, at
	case lead < 0x7FC0:
		return (lead&0x7FC0-0x4040)<<10 | int(t.data[at]), at + 1
	}
	return int(t.data[at])<<16 | int(t.data[at+1]), at + 2
}

// delta reads a distance and gives the place it leads to, and the place after it.
func (t *wideTrie) delta(at int) (to, next int) {
	d := int(t.data[at])
	switch {
	case d < 0xFC00:
		next = at + 1
	case d < 0xFFFF:
		d, next = (d-0xFC00)<<16|int(t.data[at+1]), at+2
	default:
		d, next = int(t.data[at+1])<<16|int(t.data[at+2]), at+3
	}
	return next + d, next
}
