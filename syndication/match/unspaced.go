package match

import (
	"sort"
	"unicode/utf8"

	"github.com/silkwire/silkwire/syndication/match/segment"
)

// A run is a stretch of text in a script without spaces. Its units stand from
// first on, up to that of the next run or to a word.
//
// Where its words stand is read in windows that always lie at the same places,
// so that the answer does not depend on what was asked before.
type run struct {
	text    string
	start   uint32 // bytes in the field's text
	first   int32
	windows int32 // where those of the run begin in places.windows
}

// Lengths in bytes; a character of these scripts has three.
const (
	stride = 384 // from window to window
	around = 120 // what is read on each side, for its sense
	hits   = 4 * MaxPhrase
)

func (d *Doc) addRun(text string, s span) {
	d.runs = append(d.runs, run{text[s.start:s.end], uint32(s.start), int32(len(d.units)), int32(len(d.windows))})
	for at := s.start; at <= s.end; at += stride {
		d.windows = append(d.windows, nil)
	}
	eachLetter(text[s.start:s.end], func(start, end int, hash uint64) {
		d.units = append(d.units, unit{hash: hash, start: uint32(s.start + start), size: uint16(end - start), letter: true})
	})
}

// runOf is the run that the character at unit i is in.
func (d *Doc) runOf(i int) *run {
	n := sort.Search(len(d.runs), func(n int) bool { return int(d.runs[n].first) > i })
	return &d.runs[n-1]
}

// isWord reports whether the characters of units i up to j of one run may be
// read as words: sensible readings have boundaries at both ends.
func (d *Doc) isWord(i, j int) bool {
	r := d.runOf(i)
	if r != d.runOf(j-1) {
		return false
	}
	start, end := int(d.units[i].start-r.start), d.units[j-1].end()-int(r.start)
	n := start / stride
	first := letterStart(r.text, n*stride-around)
	return d.window(r, n, first).Word(start-first, end-first)
}

// window is the window n of r, which begins at first.
func (d *Doc) window(r *run, n, first int) *segment.Reading {
	w := &d.windows[int(r.windows)+n]
	if *w == nil {
		text := r.text[first:letterStart(r.text, (n+1)*stride+hits+around)]
		*w = segment.Read(d.tag, text)
		(*w).Word(0, len(text)) // has it read the whole window at once
	}
	return *w
}

// beginsWord reports whether words that begin at unit i may reach to unit j or
// farther.
func (d *Doc) beginsWord(i, j, last int) bool {
	const longest = 16 // characters
	r := d.runOf(i)
	for k := j; k <= last && k < j+longest && d.units[k-1].letter && d.runOf(k-1) == r; k++ {
		if d.isWord(i, k) {
			return true
		}
	}
	return false
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
