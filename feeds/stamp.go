package feeds

import "time"

// The layouts of dates: RSS with a year of four digits, Atom and JSON Feed.
const (
	rfc822  = "Mon, 02 Jan 2006 15:04:05 -0700"
	rfc3339 = time.RFC3339
)

// epoch stands where Atom must have a date and nobody knows one: the present
// time would make the same feed differ from one writing to the next.
var epoch = At(time.Unix(0, 0).UTC())

// stamp is t as a document can say it: to the second, with an offset in whole
// minutes. It is the zero Time for years that have not four digits.
func stamp(t Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	out := t.Time
	if _, offset := out.Zone(); offset%60 != 0 || offset <= -24*3600 || offset >= 24*3600 {
		out = out.UTC()
	}
	if out.Year() < 1 || out.Year() > 9999 {
		return time.Time{}
	}
	return out
}

// firstTime is the first of times that a document can say, else the epoch.
func firstTime(times ...Time) Time {
	if t := firstOf(times...); !t.IsZero() {
		return t
	}
	return epoch
}

// formatTime is "" if t is not known.
func formatTime(t Time, layout string) string {
	if s := stamp(t); !s.IsZero() {
		return s.Format(layout)
	}
	return ""
}

// firstOf is the first of times that a document can say, or the zero Time.
func firstOf(times ...Time) Time {
	for _, t := range times {
		if !stamp(t).IsZero() {
			return t
		}
	}
	return Time{}
}
