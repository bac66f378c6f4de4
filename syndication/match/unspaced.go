package match

import (
	"unicode/utf8"

	"github.com/silkwire/silkwire/syndication/match/segment"
)

// A reading knows where words may begin and end in a run of a script without
// spaces. It reads a long run in windows that always lie at the same places, so
// that what it says does not depend on what it was asked before.
type reading struct {
	language, run string
	windows       []*window
}

type window struct {
	start int // in the run
	words *segment.Reading
}

// Lengths in bytes; a character of these scripts has three.
const (
	stride = 384 // from window to window
	around = 120 // what is read on each side, for its sense
	hits   = 4 * MaxPhrase
)

func readRun(language, run string) *reading {
	return &reading{language: language, run: run, windows: make([]*window, len(run)/stride+1)}
}

// word reports whether a sensible reading of the run has a word, or several,
// from start to end, in bytes.
func (r *reading) word(start, end int) bool {
	w := r.window(start / stride)
	return w.words.Word(start-w.start, end-w.start)
}

func (r *reading) window(n int) *window {
	if r.windows[n] == nil {
		start := letterStart(r.run, n*stride-around)
		text := r.run[start:letterStart(r.run, (n+1)*stride+hits+around)]
		w := &window{start, segment.Read(r.language, text)}
		w.words.Word(0, len(text)) // has it read the whole window at once
		r.windows[n] = w
	}
	return r.windows[n]
}

// letterStart is the last place up to at where a letter of s begins, or its end.
func letterStart(s string, at int) int {
	if at <= 0 {
		return 0
	}
	if at >= len(s) {
		return len(s)
	}
	for at > 0 && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}
