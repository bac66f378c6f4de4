package feeds

import (
	"strconv"
	"strings"
	"time"
)

// A dateReader finds date, time and zone among the tokens of a text. What it
// cannot place makes the date uncertain only if it is a number.
type dateReader struct {
	tokens []dateToken
	zone   *time.Location

	deadline bool // midnight ends the day

	year, month, day  int
	hour, minute, sec int
	nano              int
	hasDate, hasTime  bool
	offset            int    // seconds east of UTC
	hasOffset         bool   // offset is known
	abbreviation      string // of a zone, "" if none
	afternoon         int    // 1: am, 2: pm
	era               int    // years to add: 令和, 民國, พ.ศ.
	weekday           map[time.Weekday]bool
	doubtful          bool
}

// read goes over the tokens once, the longest form first at each place.
func (d *dateReader) read() bool {
	for i := 0; i < len(d.tokens) && !d.doubtful; {
		n := d.step(i)
		if n == 0 {
			n = 1
		}
		i += n
	}
	return d.hasDate && !d.doubtful && d.valid()
}

// step reads what begins at token i and gives the number of tokens it took.
func (d *dateReader) step(i int) int {
	t := d.tokens[i]
	if t.kind == '+' || t.kind == '-' {
		return d.readOffset(i)
	}
	if t.kind == 'a' {
		return d.readWord(i)
	}
	if t.kind != '0' {
		return 1
	}
	for _, form := range []func(int) int{d.compact, d.hanDate, d.clock, d.yearFirst, d.dayMonthName, d.numericDate, d.epoch} {
		if n := form(i); n > 0 {
			return n
		}
	}
	d.doubtful = true // a number without a place
	return 1
}

// at is token i, or an empty one beyond the end.
func (d *dateReader) at(i int) dateToken {
	if i < 0 || i >= len(d.tokens) {
		return dateToken{}
	}
	return d.tokens[i]
}

func (d *dateReader) number(i, digits int) (int, bool) {
	t := d.at(i)
	return t.number, t.kind == '0' && len(t.text) <= digits
}

// setDate takes a date; a second, different one leaves none certain.
func (d *dateReader) setDate(year, month, day int) {
	if d.hasDate && (d.year != year || d.month != month || d.day != day) {
		d.doubtful = true
	}
	d.year, d.month, d.day, d.hasDate = year, month, day, true
}

// compact is 20060102, 20060102T150405 and 20060102150405.
func (d *dateReader) compact(i int) int {
	s := d.at(i).text
	if len(s) != 8 && len(s) != 12 && len(s) != 14 || d.hasDate {
		return 0
	}
	year, month, day := digits(s[:4]), digits(s[4:6]), digits(s[6:8])
	if !sensible(year) || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0
	}
	d.setDate(year, month, day)
	n := 1
	clock := s[8:]
	if next := d.at(i + 2); clock == "" && d.at(i+1).text == "t" && next.kind == '0' && (len(next.text) == 4 || len(next.text) == 6) {
		clock, n = next.text, 3
	}
	if len(clock) >= 4 {
		d.hour, d.minute, d.hasTime = digits(clock[:2]), digits(clock[2:4]), true
		if len(clock) == 6 {
			d.sec = digits(clock[4:])
		}
	}
	return n
}

func digits(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// hanDate is 2006年1月2日 and 2006년 1월 2일, with 上午9时30分 or 9시 30분.
func (d *dateReader) hanDate(i int) int {
	n, ok := d.number(i, 4)
	if !ok {
		return 0
	}
	switch d.at(i + 1).text {
	case "年", "년":
		month, ok1 := d.number(i+2, 2)
		day, ok2 := d.number(i+4, 2)
		if !ok1 || !ok2 || !isUnit(d.at(i+3), "月월") || !isUnit(d.at(i+5), "日号號일") {
			return 0
		}
		d.setDate(d.fullYear(n, len(d.at(i).text)), month, day)
		return 6
	case "时", "時", "点", "點", "시":
		return d.hanClock(i, n)
	}
	return 0
}

func (d *dateReader) fullYear(year, digits int) int {
	if d.era != 0 {
		return year + d.era
	}
	if digits == 2 {
		return shortYear(year)
	}
	if 2400 <= year && year <= 2700 {
		return year - 543 // the Buddhist era of Thailand, Laos and Cambodia
	}
	return year
}

// shortYear completes a year of two digits (RFC 2822, 4.3, with a later turn).
func shortYear(year int) int {
	if year < 70 {
		return 2000 + year
	}
	return 1900 + year
}

func (d *dateReader) hanClock(i, hour int) int {
	d.hour, d.hasTime = hour, true
	n := 2
	if m, ok := d.number(i+2, 2); ok && isUnit(d.at(i+3), "分분") {
		d.minute, n = m, 4
		if s, ok := d.number(i+4, 2); ok && isUnit(d.at(i+5), "秒초") {
			d.sec, n = s, 6
		}
	} else if d.at(i+2).text == "半" {
		d.minute, n = 30, 3
	}
	return n
}

func isUnit(t dateToken, units string) bool {
	return t.kind == 'a' && t.text != "" && strings.Contains(units, t.text)
}

// clock is 15:04, 15:04:05.999, 3:04pm, 15h04, 15.04 Uhr, and as hourOnly.
func (d *dateReader) clock(i int) int {
	if n := d.clockOfParts(i); n > 0 {
		return n
	}
	return d.hourOnly(i)
}

func (d *dateReader) clockOfParts(i int) int {
	hour, ok := d.number(i, 2)
	if !ok {
		return 0
	}
	sep, next := d.at(i+1), d.at(i+2)
	minute, isMinute := d.number(i+2, 2)
	switch {
	case sep.kind == ':' && isMinute:
	case sep.text == "h" && isMinute && (!next.spaced && len(next.text) == 2 || d.spacedMinute(i+2)):
	case sep.text == "h" && (d.hasDate || next.kind == 0 || next.kind == 'a'): // à 10h le 24 novembre
		d.setClock(hour, 0)
		return 2
	case (sep.kind == '.' || sep.text == "h") && isMinute && d.hasDate && len(next.text) == 2 && d.at(i+3).kind != '.' && !next.spaced:
	case halves[sep.text] != 0 && hour >= 1 && hour <= 12 && !d.hasTime: // 3 pm
		d.setClock(hour, 0)
		d.afternoon = halves[sep.text]
		return 2
	default:
		return 0
	}
	d.setClock(hour, minute)
	return 3 + d.seconds(i+3)
}

// spacedMinute reports whether number i, a space behind its h as in 10 h 30, is a
// minute and not the day of the month: 10 h, 24 novembre.
func (d *dateReader) spacedMinute(i int) bool {
	t, sign := d.at(i), d.at(i+1)
	if len(t.text) != 2 || t.number > 59 || strings.IndexByte("./-", sign.kind) >= 0 && d.at(i+2).kind == '0' {
		return false
	}
	return !isUnit(sign, "年月日") && d.monthName(d.skipFill(i+1)).number == 0
}

// hourOnly is 15 Uhr, alle ore 15, 1504 GMT, 12 noon: a word says what the number is.
func (d *dateReader) hourOnly(i int) int {
	n, word := d.at(i).number, d.at(i+1).text
	_, zone := zoneOffsets[word]
	before := d.at(i - 1)
	if before.kind == '.' {
		before = d.at(i - 2)
	}
	switch digits := len(d.at(i).text); {
	case d.hasTime:
		return 0
	case digits == 4 && n < 2400 && n%100 < 60 && (zone || hoursBehind[word]):
		d.setClock(n/100, n%100)
		return 1
	case digits <= 2 && n == 12 && d.deadline && midnights[word]:
		d.setClock(12, 0)
		return 1
	case digits <= 2 && n <= 24 && (hourBehind[word] || hoursBefore[before.text] && d.monthName(d.skipFill(i+1)).number == 0 && d.at(i+1).kind != ':'):
		d.setClock(n, 0)
		return 1
	}
	return 0
}

func (d *dateReader) setClock(hour, minute int) {
	if d.hasTime && (d.hour != hour || d.minute != minute) {
		d.doubtful = true
	}
	d.hour, d.minute, d.hasTime = hour, minute, true
}

// seconds reads ":05", ".999" behind it, and "min 05" as the French write.
func (d *dateReader) seconds(i int) int {
	sec, ok := d.number(i+1, 2)
	if d.at(i).kind != ':' || !ok {
		return 0
	}
	d.sec = sec
	if f := d.at(i + 3); (d.at(i+2).kind == '.' || d.at(i+2).kind == ',') && f.kind == '0' && !f.spaced && !d.at(i+2).spaced {
		text := (f.text + "000000000")[:9]
		d.nano = digits(text)
		return 4
	}
	return 2
}

// yearFirst is 2006-01-02, 2006/1/2, 2006.01.02, 2006 January 2.
func (d *dateReader) yearFirst(i int) int {
	year := d.at(i).number
	if len(d.at(i).text) != 4 {
		return 0
	}
	sep := d.at(i + 1)
	if (sep.kind == '-' || sep.kind == '/' || sep.kind == '.') && d.at(i+3).kind == sep.kind {
		month, ok1 := d.number(i+2, 2)
		day, ok2 := d.number(i+4, 2)
		if ok1 && ok2 {
			d.setDate(d.fullYear(year, 4), month, day)
			return 5
		}
	}
	j := d.skipSigns(i + 1)
	if month := d.monthName(j); month.number > 0 {
		k := d.skipSigns(j + month.tokens)
		if day, ok := d.number(k, 2); ok && d.at(k+1).kind != ':' {
			d.setDate(d.fullYear(year, 4), month.number, day)
			return k + 1 - i
		}
	}
	return 0
}

// dayMonthName is 2 January 2006, 2. Januar 2006, 2 de enero de 2006, 02-Jan-06.
func (d *dateReader) dayMonthName(i int) int {
	day, ok := d.number(i, 2)
	if !ok {
		return 0
	}
	j := d.skipFill(i + 1)
	month := d.monthName(j)
	if month.number == 0 {
		return 0
	}
	k := d.skipFill(j + month.tokens)
	year, ok := d.year4(k)
	if !ok {
		return 0
	}
	d.setDate(year, month.number, day)
	return k + 1 - i
}

// year4 reads a year of four digits, or of two that is no hour.
func (d *dateReader) year4(i int) (int, bool) {
	t := d.at(i)
	if t.kind != '0' || len(t.text) != 4 && len(t.text) != 2 || d.at(i+1).kind == ':' {
		return 0, false
	}
	return d.fullYear(t.number, len(t.text)), true
}

// skipSigns skips commas, dots and strokes.
func (d *dateReader) skipSigns(i int) int {
	for k := d.at(i).kind; k == ',' || k == '.' || k == '-' || k == '/'; k = d.at(i).kind {
		i++
	}
	return i
}

// skipFill also skips "of", "de", "er", "th" and the like.
func (d *dateReader) skipFill(i int) int {
	for {
		next := d.skipSigns(i)
		if t := d.at(next); t.kind == 'a' && fillers[t.text] {
			next++
		} else if t.text == "º" || t.text == "'" {
			next++
		}
		if next == i {
			return i
		}
		i = next
	}
}

// numericDate is 02.01.2006, and 25/12/2006 or 12/25/2006 where only one
// reading is a date. 02/01/2006 is one for half the world and another for the
// other half.
func (d *dateReader) numericDate(i int) int {
	sep := d.at(i + 1).kind
	a, ok1 := d.number(i, 2)
	b, ok2 := d.number(i+2, 2)
	year, ok3 := d.year4(i + 4)
	if !ok1 || !ok2 || !ok3 || sep != '.' && sep != '/' && sep != '-' || d.at(i+3).kind != sep {
		return 0
	}
	if len(d.at(i+4).text) != 4 && sep != '.' {
		return 0
	}
	switch {
	case sep == '.', a > 12, a == b:
		d.setDate(year, b, a)
	case b > 12:
		d.setDate(year, a, b)
	default:
		d.byWeekday(year, a, b)
	}
	return 5
}

// byWeekday decides between day and month first by the day of the week that
// was named, if it is the right one for only one of them.
func (d *dateReader) byWeekday(year, a, b int) {
	dayFirst := d.weekday[time.Date(year, time.Month(b), a, 0, 0, 0, 0, time.UTC).Weekday()]
	monthFirst := d.weekday[time.Date(year, time.Month(a), b, 0, 0, 0, 0, time.UTC).Weekday()]
	switch {
	case dayFirst && !monthFirst:
		d.setDate(year, b, a)
	case monthFirst && !dayFirst:
		d.setDate(year, a, b)
	default:
		d.doubtful = true
	}
}

// epoch is a number of seconds or milliseconds since 1970.
func (d *dateReader) epoch(i int) int {
	t := d.at(i)
	if len(d.tokens) != 1 || len(t.text) != 10 && len(t.text) != 13 {
		return 0
	}
	at := time.Unix(int64(t.number), 0).UTC()
	if len(t.text) == 13 {
		at = time.UnixMilli(int64(t.number)).UTC()
	}
	d.setDate(at.Year(), int(at.Month()), at.Day())
	d.hour, d.minute, d.sec, d.nano, d.hasTime = at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), true
	d.hasOffset = true
	return 1
}

// readOffset is +0800, +08:00, +8, behind a time.
func (d *dateReader) readOffset(i int) int {
	sign := 1
	if d.at(i).kind == '-' {
		sign = -1
	}
	n := 1
	for d.at(i+n).kind == '-' || d.at(i+n).kind == '+' {
		n++
	}
	t := d.at(i + n)
	if t.kind != '0' || !d.hasTime || d.hasOffset && d.offset != 0 {
		return n
	}
	hours, minutes := t.number, 0
	switch {
	case len(t.text) == 4 || len(t.text) == 3:
		hours, minutes = t.number/100, t.number%100
	case len(t.text) > 2:
		return n
	case d.at(i+n+1).kind == ':' && d.at(i+n+2).kind == '0':
		minutes = d.at(i + n + 2).number
		n += 2
	}
	if hours > 14 || minutes > 59 {
		d.doubtful = true
	}
	d.offset, d.hasOffset = sign*(hours*3600+minutes*60), true
	return n + 1
}
