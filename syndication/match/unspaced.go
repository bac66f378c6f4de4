package match

import "github.com/silkwire/silkwire/syndication/match/segment"

// A reading knows where words may begin and end in a run of a script without
// spaces.
type reading struct{ *segment.Reading }

func readRun(language, run string) *reading { return &reading{segment.Read(language, run)} }

// word reports whether a sensible reading of the run has a word, or several,
// from start to end, in bytes.
func (r *reading) word(start, end int) bool { return r.Word(start, end) }
