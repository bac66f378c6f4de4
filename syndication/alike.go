package syndication

import (
	"unicode"

	"github.com/silkwire/silkwire/feeds"
)

// alike reports whether two items probably tell of the same event: a third of
// the letter pairs of title and lead are common to both. It only confirms what
// a common link suggests.
func alike(a, b *feeds.Item) bool {
	p, q := pairs(a.Title+" "+lead(a)), pairs(b.Title+" "+lead(b))
	both := 0
	for k := range p {
		if q[k] {
			both++
		}
	}
	return both*3 >= len(p)+len(q)-both && both > 0
}

func pairs(text string) map[[2]rune]bool {
	set := map[[2]rune]bool{}
	var before rune
	for _, r := range letters(text) {
		if unicode.IsMark(r) {
			continue
		}
		if before != 0 {
			set[[2]rune{before, r}] = true
		}
		before = r
	}
	return set
}
