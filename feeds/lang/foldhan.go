package lang

import "sync"

//go:generate go run foldhan_gen.go package/dist/esm-lib/dict

// The block of Han characters that nearly all text is made of.
const (
	firstHan = 0x4E00
	lastHan  = 0x9FFF
)

// FoldHan is the simplified form of a traditional Han character, and r itself
// for all others: the two are equal where words are compared.
func FoldHan(r rune) rune {
	if r < 0x3400 {
		return r
	}
	t := hanTable()
	if r >= firstHan && r <= lastHan {
		return t.common[r-firstHan]
	}
	if to, ok := t.rare[r]; ok {
		return to
	}
	return r
}

type hanForms struct {
	common [lastHan - firstHan + 1]rune
	rare   map[rune]rune
}

var hanTable = sync.OnceValue(func() *hanForms {
	t := &hanForms{rare: map[rune]rune{}}
	for i := range t.common {
		t.common[i] = firstHan + rune(i)
	}
	var from rune
	for _, r := range hanPairs {
		switch {
		case from == 0:
			from = r
			continue
		case from >= firstHan && from <= lastHan:
			t.common[from-firstHan] = r
		default:
			t.rare[from] = r
		}
		from = 0
	}
	return t
})
