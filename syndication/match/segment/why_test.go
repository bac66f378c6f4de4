package segment

import (
	"fmt"
	"slices"
	"strings"
)

// why tells the costs.
func (j judgement) why() string {
	var b strings.Builder
	query, _ := fold(nil, nil, j.query)
	for _, run := range runs(j.text) {
		letters, places := fold(nil, nil, run)
		r := Read(j.language, run)
		for i := range letters {
			n := len(query)
			if i+n <= len(letters) && slices.Equal(letters[i:i+n], query) {
				r.Word(int(places[i]), int(places[i+n]))
				l := &r.lattice
				s, e := int32(i-l.offset), int32(i+n-l.offset)
				fmt.Fprintf(&b, " [%d: %s", l.forced(s, e)-l.best, l.bestPath())
				for k := range l.nodes {
					w := &l.nodes[k]
					if w.start <= s && w.end >= e && w.end-w.start > e-s && !w.unknown {
						free := l.divide(cut{w.start, w.end, w.start, w.end})
						fmt.Fprintf(&b, " %s(%d): free %d cut +%d", string(l.letters[w.start:w.end]), w.cost, free-w.cost, l.divide(cut{w.start, w.end, max(s, w.start), min(e, w.end)})-free)
					}
				}
				b.WriteString("]")
			}
		}
	}
	return b.String()
}

func (l *lattice) bestPath() string {
	var parts []string
	at := int32(0)
	for at < int32(len(l.letters)) {
		for k := l.starts[at]; k < l.starts[at+1]; k++ {
			w := &l.nodes[k]
			if int(w.before+w.after) == l.best {
				parts = append(parts, string(l.letters[w.start:w.end]))
				at = w.end
				break
			}
		}
	}
	return strings.Join(parts, "/")
}
