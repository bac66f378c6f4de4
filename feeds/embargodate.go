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

// "【" date [ "前" ] order ( "】" | ":" ). Nothing but a date may stand before it,
// and an end behind: 6月1日解禁のアユ is a story.
var dateFirstMark = regexp.MustCompile(`^[\s\[(【「［（<〈*]*(\p{Nd}[\p{Nd}年月日号號时時点點分秒년월일시분초上下午前後오전후凌晨早晚中半曜火水木金土星期一二三四五六天周()（）\s.:：/-]{2,60}?)` +
	`\s*(?:以?前|之前|まで|迄|까지|이후|부터)?は?\s*(` + orderBehind + `)\s*[\]】)）」］>〉:：]+\s*`)

// mayBeDateFirst is quick, for the many texts that do not begin so.
func mayBeDateFirst(s string) bool {
	s = strings.TrimLeft(s, markSigns)
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r) && hasHan(upTo(s, maxDate))
}

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
	until, ok := c.date(s[m[2]:m[3]])
	// Fishing and new films begin on a day, without an hour.
	if strings.HasSuffix(s[m[4]:m[5]], "解禁") && (!ok || until.DateOnly) {
		return e
	}
	if !ok {
		until = At(UntilReleased)
	}
	return embargo{found: true, until: until, line: firstLine(s), own: m[1], sure: true}
}

// date reads a date that may have no year: the one that is next when the item is
// published, or has just been.
func (c calendar) date(s string) (Time, bool) {
	if t, ok := ParseTime(s, c.zone); ok || c.near.IsZero() {
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
	t, ok := ParseTime(fmt.Sprintf(form, near.Year(), s), c.zone)
	if ok && t.Before(near.AddDate(0, -1, 0)) {
		return ParseTime(fmt.Sprintf(form, near.Year()+1, s), c.zone)
	}
	return t, ok
}
