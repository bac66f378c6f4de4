package feeds

import (
	"strings"
	"time"
)

// valid reports whether such a day and time exist; 24:00 and second 60 do.
func (d *dateReader) valid() bool {
	if !sensible(d.year) || d.month < 1 || d.month > 12 || d.day < 1 || d.day > daysIn(d.year, d.month) {
		return false
	}
	if d.afternoon > 0 && d.hour > 12 && d.afternoon == 1 {
		return false
	}
	return d.hour < 24 && d.minute < 60 && d.sec <= 60 || d.hour == 24 && d.minute == 0 && d.sec == 0
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// time puts together what was read.
func (d *dateReader) time() (Time, bool) {
	switch {
	case d.afternoon == 2 && d.hour < 12:
		d.hour += 12
	case d.afternoon == 1 && d.hour == 12:
		d.hour = 0
	}
	sec := min(d.sec, 59)
	in := d.location()
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, sec, d.nano, in)
	return Time{Time: fixed(t), DateOnly: !d.hasTime}, true
}

// location is where the written hours count.
func (d *dateReader) location() *time.Location {
	if d.hasOffset {
		return time.FixedZone("", d.offset)
	}
	if d.abbreviation == "" || !d.hasTime {
		return d.zone
	}
	local := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.sec, 0, d.zone)
	if name, _ := local.Zone(); strings.EqualFold(name, d.abbreviation) {
		return d.zone // the source's own CST, IST or BST
	}
	if hours := americanZones[d.abbreviation]; hours != 0 {
		return d.american(hours)
	}
	return time.FixedZone("", zoneOffsets[d.abbreviation])
}

// american is the zone that is so many hours east of UTC in winter, and one more
// from the second Sunday of March to the first of November; or the source's own in
// Australia, which has Eastern and Central times too.
func (d *dateReader) american(hours int) *time.Location {
	if strings.HasPrefix(d.zone.String(), "Australia/") {
		return d.zone
	}
	sunday := func(month time.Month, day int) time.Time { // at two o'clock, on this day or the next Sunday
		first := time.Date(d.year, month, day, 2, 0, 0, 0, time.UTC)
		return first.AddDate(0, 0, (7-int(first.Weekday()))%7)
	}
	if at := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, 0, 0, time.UTC); !at.Before(sunday(time.March, 8)) && at.Before(sunday(time.November, 1)) {
		hours++
	}
	return time.FixedZone("", hours*3600)
}
