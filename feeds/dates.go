package feeds

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxDate is the length in bytes of the longest text that is read as a date.
const maxDate = 200

// ParseTime reads a date as publishers write them, in any language whose names of
// months are known here. zone serves dates without one and ambiguous abbreviations
// (CST); nil is UTC. ok is false if no date can be read with certainty.
func ParseTime(s string, zone *time.Location) (t Time, ok bool) { return parseTime(s, zone, false) }

// parseTime reads midnight as the end of its day for a deadline: which of the two is
// meant nobody knows, and an embargo that ends too early cannot be mended.
func parseTime(s string, zone *time.Location, deadline bool) (t Time, ok bool) {
	if zone == nil {
		zone = time.UTC
	}
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDate {
		return Time{}, false
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil && sensible(t.Year()) {
		return Time{Time: fixed(t)}, true
	}
	d := dateReader{tokens: dateTokens(foldDate(s)), zone: zone, deadline: deadline}
	if !d.read() {
		return Time{}, false
	}
	return d.time()
}

// fixed is t with its offset and without the name of a place: what a source
// wrote is an offset.
func fixed(t time.Time) time.Time {
	_, offset := t.Zone()
	if offset == 0 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", offset))
}

// sensible reports a year in which news can have happened.
func sensible(year int) bool { return 1800 <= year && year <= 2200 }

// foldDate writes digits of any script as 0–9, letters small and without the
// accents of European scripts, and takes invisible marks out.
func foldDate(s string) string {
	s = norm.NFKD.String(s)
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		switch {
		case isInvisible(r) || r == 0x640 || 0x300 <= r && r <= 0x36f && r != 0x306 || 0x64b <= r && r <= 0x652:
			return -1
		case isBlank(r):
			return ' '
		case unicode.IsDigit(r):
			return '0' + digitValue(r)
		case r == 'ı':
			return 'i'
		case r == '−' || r == '–' || r == '—' || r == '‐' || r == '‑':
			return '-'
		case r == '،' || r == '、':
			return ','
		case r == '∶' || r == '։':
			return ':'
		}
		return unicode.ToLower(r)
	}, s))
}

// digitValue is the value of a decimal digit: Unicode keeps each script's ten
// digits together, zero first.
func digitValue(r rune) rune {
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return r - zero
}

// A dateToken is a number, a word or a sign of a date.
type dateToken struct {
	kind   byte // '0' number, 'a' word, otherwise the sign
	text   string
	number int
	spaced bool // white space stands before it
}

func dateTokens(s string) []dateToken {
	var tokens []dateToken
	rs := []rune(s)
	spaced := false
	for i := 0; i < len(rs); {
		r, from := rs[i], i
		switch {
		case r == ' ':
			spaced = true
			i++
			continue
		case '0' <= r && r <= '9':
			n := 0
			for ; i < len(rs) && '0' <= rs[i] && rs[i] <= '9'; i++ {
				n = min(n*10+int(rs[i]-'0'), 1<<50)
			}
			tokens = append(tokens, dateToken{'0', string(rs[from:i]), n, spaced})
		case isHanUnit(r):
			i++
			tokens = append(tokens, dateToken{'a', string(r), 0, spaced})
		case unicode.IsLetter(r) || unicode.IsMark(r):
			for i < len(rs) && (unicode.IsLetter(rs[i]) || unicode.IsMark(rs[i])) && !isHanUnit(rs[i]) {
				i++
			}
			tokens = append(tokens, dateToken{'a', string(rs[from:i]), 0, spaced})
		default:
			i++
			kind := byte('?')
			if r < 0x80 {
				kind = byte(r)
			}
			tokens = append(tokens, dateToken{kind, string(r), 0, spaced})
		}
		spaced = false
	}
	return joinAbbreviations(tokens)
}

// isHanUnit reports the signs that stand behind numbers in Chinese, Japanese
// and Korean dates.
func isHanUnit(r rune) bool {
	return strings.ContainsRune("年月日号號时時点點分秒년월일시분초", r)
}

// joinAbbreviations makes one word of "p . m ." and of Thai "ม . ค .".
func joinAbbreviations(tokens []dateToken) []dateToken {
	var out []dateToken
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if i+2 < len(tokens) && t.kind == 'a' && tokens[i+1].kind == '.' && tokens[i+2].kind == 'a' &&
			!tokens[i+1].spaced && !tokens[i+2].spaced && len([]rune(t.text)) <= 3 && len([]rune(tokens[i+2].text)) <= 3 {
			t.text += tokens[i+2].text
			i += 2
			if i+1 < len(tokens) && tokens[i+1].kind == '.' {
				i++
			}
		}
		out = append(out, t)
	}
	return out
}
