package feeds

import (
	"fmt"
	"strings"
)

// maxRepairs is how many kinds of mending a feed or an item tells of.
const maxRepairs = 20

// repairs gathers what had to be mended, each kind once with its first place.
type repairs struct {
	kinds []repair
	at    map[string]int // kind to index
}

type repair struct {
	what   string
	count  int
	offset int // of the first, in bytes of the decoded document; -1 if it has no place
}

func (r *repairs) add(offset int, what string) {
	if i, ok := r.at[what]; ok {
		r.kinds[i].count++
		return
	}
	if r.at == nil {
		r.at = map[string]int{}
	}
	if len(r.kinds) == maxRepairs {
		return
	}
	r.at[what] = len(r.kinds)
	r.kinds = append(r.kinds, repair{what, 1, offset})
}

// words tells the repairs in plain words; document is what offsets count in.
func (r *repairs) words(document string) []string {
	var lines []string
	for _, k := range r.kinds {
		line := k.what
		switch {
		case k.offset < 0 || k.offset > len(document):
		case k.count == 1:
			line += fmt.Sprintf(" (line %d)", lineOf(document, k.offset))
		default:
			line += fmt.Sprintf(" (%d times, first in line %d)", k.count, lineOf(document, k.offset))
		}
		lines = append(lines, line)
	}
	return lines
}

func lineOf(document string, offset int) int {
	return strings.Count(document[:offset], "\n") + 1
}
