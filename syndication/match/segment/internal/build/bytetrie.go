package main

// A byteTrie is ICU's BytesTrie, a map of strings of bytes to numbers, in its
// serialised form (bytestrie.h).
type byteTrie struct {
	data []byte
	word func(word []byte, value int)
}

// walk visits the node at a place. A node is a branch (below 0x10), a stretch
// of bytes (below 0x20), or a value.
func (t *byteTrie) walk(at int, word []byte) {
	for {
		node := int(t.data[at])
		at++
		switch {
		case node < 0x10:
			if node == 0 {
				node = int(t.data[at])
				at++
			}
			t.branch(at, node+1, word)
			return
		case node < 0x20:
			n := node - 0x10 + 1
			word = append(word[:len(word):len(word)], t.data[at:at+n]...)
			at += n
		default:
			value, next := t.value(at, node>>1)
			t.word(word, value)
			if node&1 == 1 {
				return
			}
			at = next
		}
	}
}

func (t *byteTrie) branch(at, n int, word []byte) {
	for n > 5 { // binary search
		at++
		less, next := t.delta(at)
		t.branch(less, n>>1, word)
		at, n = next, n-n>>1
	}
	for ; n > 1; n-- {
		longer := append(word[:len(word):len(word)], t.data[at])
		node := int(t.data[at+1])
		value, next := t.value(at+2, node>>1)
		if node&1 == 1 {
			t.word(longer, value)
		} else {
			t.walk(next+value, longer)
		}
		at = next
	}
	t.walk(at+1, append(word[:len(word):len(word)], t.data[at]))
}

// value reads a number and gives the place after it.
func (t *byteTrie) value(at, lead int) (value, next int) {
	b := func(i int) int { return int(t.data[at+i]) }
	switch {
	case lead < 0x51:
		return lead - 0x10, at
	case lead < 0x6C:
		return (lead-0x51)<<8 | b(0), at + 1
	case lead < 0x7E:
		return (lead-0x6C)<<16 | b(0)<<8 | b(1), at + 2
	case lead == 0x7E:
		return b(0)<<16 | b(1)<<8 | b(2), at + 3
	}
	return b(0)<<24 | b(1)<<16 | b(2)<<8 | b(3), at + 4
}

// delta reads a distance and gives the place it leads to, and the place after it.
func (t *byteTrie) delta(at int) (to, next int) {
	b := func(i int) int { return int(t.data[at+i]) }
	d := b(0)
	switch {
	case d < 0xC0:
		next = at + 1
	case d < 0xF0:
		d, next = (d-0xC0)<<8|b(1), at+2
	case d < 0xFE:
		d, next = (d-0xF0)<<16|b(1)<<8|b(2), at+3
	case d == 0xFE:
		d, next = b(1)<<16|b(2)<<8|b(3), at+4
	default:
		d, next = b(1)<<24|b(2)<<16|b(3)<<8|b(4), at+5
	}
	return next + d, next
}
