package match

// A query is stored as code for a machine with one register of bits, used as a
// stack: an atom pushes whether the doc has it, the others take what they need.
// There is nothing to follow from pointer to pointer.
const (
	codeAtom uint32 = iota << 30
	codeNot
	codeAnd
	codeOr

	codeMask = 3 << 30
)

// holds evaluates code, which begins with an atom, on the atoms of a doc. The stack never holds more than
// one value for each level of brackets and operators: MaxDepth keeps it small.
func holds(first uint32, rest []uint32, has bitset) bool {
	var stack uint64
	if has.get(first) {
		stack = 1
	}
	for _, c := range rest {
		switch c & codeMask {
		case codeAtom:
			stack <<= 1
			if has.get(c) {
				stack |= 1
			}
		case codeNot:
			stack ^= 1
		case codeAnd:
			stack = stack >> 1 & (stack | ^uint64(1))
		case codeOr:
			stack = stack>>1 | stack&1
		}
	}
	return stack&1 != 0
}

// A bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) get(i uint32) bool { return b[i>>6]>>(i&63)&1 != 0 }
func (b bitset) set(i uint32)      { b[i>>6] |= 1 << (i & 63) }
func (b bitset) clear(i uint32)    { b[i>>6] &^= 1 << (i & 63) }
