package feeds

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A calendar reads the dates of one item.
type calendar struct {
	zone *time.Location // of dates without one
	near Time           // when the item was published: the year of dates without one
}

// Chinese, Japanese and Korean newsrooms put the date first: 【5月5日10時解禁】.
const orderBehind = `禁发|禁發|禁止发布|禁止發布|禁止發佈|禁止刊发|禁止報道|不得发布|不得發布|不得发表|不得刊发|请勿发布|請勿發布|情報解禁|報道解禁|解禁|公開禁止|報道禁止|報道厳禁|配信禁止|掲載禁止|` +
	`公開不可|報道不可|掲載不可|엠바고|보도 ?금지|보도 ?가능`

// "【" date [ "前" ] order ( "】" | ":" ), where the date may have its place before
// it or in brackets behind. Nothing else may stand before it, and an end behind:
// 6月1日解禁のアユ is a story.
var dateFirstMark = regexp.MustCompile(`^[\s\[(【「［（<〈*]*((?:\p{Han}{2,8}[时時][间間])?\p{Nd}[\p{Nd}年月日号號时時点點分秒년월일시분초上下午前後오전후凌晨早晚中半曜火水木金土星期一二三四五六天周()（）\s.:：/-]{2,60}?(?:[(（]\p{Han}{2,8}[时時][间間][)）])?)` +
	`\s*(?:以?前|之前|まで|迄|까지|이후|부터)?は?\s*(` + orderBehind + `)\s*[\]】)）」］>〉:：]+\s*`)

// mayBeDateFirst is quick, for the many texts that do not begin so.
func mayBeDateFirst(s string) bool {
	s = strings.TrimLeft(s, markSigns)
	if place := placeFirst.FindString(s); place != "" {
		s = s[len(place):]
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r) && hasHan(upTo(s, maxDate))
}

// 北京时间5月6日
var placeFirst = regexp.MustCompile(`^\p{Han}{2,8}[时時][间間]`)

// hasHan reports a sign of the three scripts.
func hasHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hangul) }) >= 0
}

// dateFirst reads an embargo whose date stands before its order.
func dateFirst(s string, c calendar) (e embargo) {
	m := dateFirstMark.FindStringSubmatchIndex(s)
	if m == nil {
		return e
	}
	until, ok := c.dateThere(s[m[2]:m[3]])
	// Fishing and new films begin on a day, without an hour.
	if strings.HasSuffix(s[m[4]:m[5]], "解禁") && (!ok || until.DateOnly) {
		return e
	}
	if !ok {
		until = At(UntilReleased)
	}
	return embargo{found: true, until: until, line: firstLine(s), own: m[1], sure: true}
}

// dateThere is date by the clocks of the place that it names.
func (c calendar) dateThere(s string) (Time, bool) {
	zone, known := zoneNamed(s, c.zone)
	if !known {
		return Time{}, false
	}
	s = strings.NewReplacer("()", "", "（）", "").Replace(placeIn.ReplaceAllString(s, ""))
	return calendar{zone, c.near}.date(s)
}

// date reads a date that may have no year: the one that is next when the item is
// published, or has just been.
func (c calendar) date(s string) (Time, bool) {
	if t, ok := parseTime(s, c.zone, true); ok || c.near.IsZero() {
		return t, ok
	}
	form := "%d年%s"
	if strings.Contains(s, "월") {
		form = "%d년 %s"
	}
	near := c.near.Time
	if c.zone != nil {
		near = near.In(c.zone)
	}
	t, ok := parseTime(fmt.Sprintf(form, near.Year(), s), c.zone, true)
	if ok && t.Before(near.AddDate(0, -1, 0)) {
		return parseTime(fmt.Sprintf(form, near.Year()+1, s), c.zone, true)
	}
	return t, ok
}

// dayOfYear reads a date without a year at the start of a Chinese, Japanese or
// Korean text, and gives its length.
func (c calendar) dayOfYear(s string) (Time, int) {
	if !dayMonthHan.MatchString(s) {
		return Time{}, 0
	}
	end := strings.IndexAny(s, "】］）])」。\n")
	if end < 0 {
		end = len(s)
	}
	t, ok := c.date(s[:end])
	if !ok {
		return Time{}, 0
	}
	return t, end
}

var dayMonthHan = regexp.MustCompile(`^\p{Nd}{1,2}\s?[月월]`)

// untilWords stand between an embargo's marker and its date, besides what dates
// are made of.
var untilWords = foldedSet("until till til for to not before on at from date time is bis zum am um uhr jusqu au jusque a le hasta el las ate as fino al alle ore tot om uur " +
	"do dnia godz до с по حتى تا الساعة يوم עד ב שעה तक بتاریخ saat tarihine kadar")

// tells reports whether words of a sentence stand before the first number of s:
// "Embargo on oil from 5 May" is a story. With day, one may be the day of the week.
func tells(s string, day bool) bool {
	if i := strings.IndexFunc(s, unicode.IsDigit); i >= 0 {
		s = s[:i]
	}
	words := 0
	for _, t := range dateTokens(foldDate(s)) {
		if t.kind == 'a' && !fillers[t.text] && !untilWords[t.text] && !midnights[t.text] && months[t.text] == 0 {
			words++
		}
	}
	return words > 1 || words == 1 && !day
}

// leadingDate reads the date with which s begins; n is its length in bytes. A
// word belongs to the date if the date would be another one without it.
func leadingDate(s string, zone *time.Location) (t Time, n int) {
	for words, end := 0, 0; words < 12 && end < len(s); words++ {
		next := strings.IndexAny(s[end+1:], " ：\n】］）])。，")
		if next < 0 {
			end = len(s)
		} else {
			end += 1 + next
		}
		if n > 0 && t.DateOnly && strings.IndexByte(".:", s[n-1]) >= 0 && midnights[firstWord(s[n:end])] {
			break // EMBARGO: 24 November 2026. Midnight in Paris opens.
		}
		if n > 0 && !t.DateOnly && storyBegins(s[:n], s[n:end], s[end:]) {
			break
		}
		read, ok := parseTime(strings.TrimRight(s[:end], ":：;,.]】)）–— -"), zone, true)
		if ok && (n == 0 || !read.Equal(t.Time) || read.DateOnly != t.DateOnly) {
			t, n = read, end
		}
	}
	if n > 0 && namedZone.MatchString(s[:n]) {
		n += len(zoneTime.FindString(s[n:]))
	}
	if n > 1 && strings.IndexByte(".:;", s[n-1]) >= 0 && s[n-2]|0x20 != 'm' {
		n-- // the sign ends the embargo; in p.m. it does not
	}
	return t, n
}

// storyBegins reports whether the story has begun with the last of the words behind a
// date that has its hour: The West and "ministers met" are no zones.
func storyBegins(date, words, rest string) bool {
	if strings.HasSuffix(date, ".") && !strings.HasSuffix(strings.ToLower(date), "m.") {
		return true
	}
	last := words[strings.LastIndexByte(words, ' ')+1:]
	word := strings.TrimRight(last, ".,:;")
	if _, zone := zoneOffsets[strings.ToLower(word)]; zone && word[0] < utf8.RuneSelf {
		return !isCapitals(word)
	}
	return word == last && americanZones[strings.ToLower(word)] != 0 && !isCapitals(word) && rest != "" && !zoneTime.MatchString(rest)
}

// Eastern Standard Time, where Eastern is what the date needs.
var (
	namedZone = regexp.MustCompile(`(?i)(?:\b[ECMP]T|eastern|central|mountain|pacific)$`)
	zoneTime  = regexp.MustCompile(`^ (?:(?i:standard|daylight) )?(?i:time)\b`)
)

// dateEnd is what may stand behind a date and is part of it although it changes
// nothing: what an hour is called, a zone that is the source's own.
var dateEnd = regexp.MustCompile(`^\s*(?:(?i:Uhr|uur|órakor|hrs?|hours|o’clock|ore|ora|heures?|horas|h|часов|час|года|г[.]|року|时|時|点|น[.]|[ap][.]?m[.]?|صباح[اً]*|مساء[ً]?|ص|م)|[+-]\p{Nd}{2}:?\p{Nd}{2}|[A-Z]{2,5}|МСК|` +
	`[(（](?:[A-Z]{2,5}|[^()（）]{0,30}(?i:time|zeit|heure|hora|ora|GMT|UTC|时间|時間|времени|بتوقيت)[^()（）]{0,20})[)）])`)

// dateTail is how many bytes of s belong to the date before it.
func dateTail(s string) (n int) {
	for range 4 {
		if m := placeTail.FindString(s[n:]); m != "" {
			n += len(m)
			continue
		}
		m := dateEnd.FindString(s[n:])
		word := strings.TrimSpace(m)
		before, _ := utf8.DecodeLastRuneInString(word)
		after, _ := utf8.DecodeRuneInString(s[n+len(m):])
		if m == "" || unicode.IsLetter(before) && before < hanStart && (unicode.IsLetter(after) || unicode.IsMark(after)) {
			break // a word that begins so
		}
		if _, zone := zoneOffsets[strings.ToLower(word)]; isCapitals(word) && !zone {
			break // MUSCAT
		}
		n += len(m)
	}
	return n
}

// hanStart is the first of the signs that stand without spaces between words.
const hanStart = 0x2e80

func isCapitals(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}
