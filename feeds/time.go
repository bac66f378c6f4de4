package feeds

import "time"

// A Time is an instant as a publisher gave it: with its offset, and whether an
// hour was given at all.
type Time struct {
	time.Time
	DateOnly bool   // no hour was given: Time is midnight in the source's zone
	Original string // what the source wrote, where it was changed (a clamped future date); else ""
}

// At wraps an instant that is known to the full.
func At(t time.Time) Time { return Time{Time: t} }
