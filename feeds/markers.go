package feeds

import (
	"regexp"
	"strings"
	"time"
	"unicode"
)

// The words with which newsrooms mark embargoes, kills and corrections. They
// count at the very start of a title or text only: a story about an embargo is
// no embargo.
var (
	embargoWords = `embargoed until|embargo until|embargoed for release until|embargoed till|not for release until|not for publication before|` +
		`not to be published before|strictly embargoed until|embargo|embargoed|sperrfrist(?: bis)?|sous embargo jusqu[’'](?:au|à)|embargo jusqu[’'](?:au|à)|` +
		`embargado hasta(?: el)?|embargo hasta(?: el)?|embargado até|embargo até|embargo fino (?:a|al|alle)|embargo tot|embargo do|ambargo|` +
		`эмбарго до|не для публикации до|эмбарго|ембарго до|ембарго|حظر النشر حتى|محظور النشر حتى|يحظر النشر حتى|אמברגו עד|एम्बार्गो|प्रतिबंधित|` +
		`解禁时间|解禁時間|禁发至|禁發至|解禁日時|解禁|엠바고|ห้ามเผยแพร่ก่อน`
	killWords = `kill|mandatory kill|story killed|kill notice|annulation|anulada|anulado|meldung zurückgezogen|zurückgezogen|аннулировано|снято с ленты|` +
		`анульовано|سحب الخبر|إلغاء الخبر|الغاء الخبر|撤稿|稿件撤销|稿件撤銷|撤销稿件|配信取り消し|配信取消|記事取り消し|記事取消|기사 취소|전문 취소|전문취소|ยกเลิกข่าว`
	correctionWords = `correction|corrected|clarification|rectificatif|correctif|rectification|corrección|rectificación|fe de erratas|correção|errata|correzione|rettifica|` +
		`korrektur|berichtigung|richtigstellung|correctie|rättelse|rettelse|korjaus|korekta|sprostowanie|oprava|исправление|уточнение|поправка|виправлення|уточнення|` +
		`düzeltme|koreksi|ralat|đính chính|تصحيح|تصويب|توضيح|اصلاحیه|تصحیح|תיקון|תיקון טעות|सुधार|संशोधन|更正|更正啟事|订正|勘误|訂正|정정|정정보도|แก้ไขข่าว`
)

var (
	// marker [ "]" ] ( ":" | "-" | end ), with the marker in its first group.
	killMark       = markAtStart(killWords, `\s*(?:[\]\)】」］）]|[:：—–-]|$)`)
	correctionMark = markAtStart(correctionWords, `\s*(?:[\]\)】」］）]|[:：]|\s[—–-]\s|$)`)
	embargoMark    = markAtStart(embargoWords, `(?:[\s:：\]\)】，,]|$)`)
)

func markAtStart(words, end string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[\s\[\(【「［（*]*(` + words + `)` + end)
}

// readMarkers reads the editorial lines of newsrooms: "EMBARGOED UNTIL 10:00 GMT
// 5 May 2026", "KILL", "更正：…". Fields that say the same are not overruled.
func readMarkers(it *Item, zone *time.Location) {
	lead := firstLine(it)
	if it.Embargo.IsZero() && !readEmbargo(it, it.Title, zone, true) {
		readEmbargo(it, lead, zone, false)
	}
	if m := mark(killMark, it.Title); m != "" && isShouted(m) {
		it.Note = firstText(it.Note, strings.TrimSpace(it.Title+"\n"+lead))
		it.Status = Withdrawn
	}
	if it.Note != "" {
		return
	}
	if m := mark(correctionMark, lead); m != "" {
		it.Note = lead
	} else if m := mark(correctionMark, it.Title); m != "" {
		it.Note = m
	}
}

// firstLine is the first line of the text of an item, at most 400 characters.
func firstLine(it *Item) string {
	text := it.Summary
	if text == "" && it.Content != "" {
		text = Text(it.Content[:min(len(it.Content), 2000)])
	}
	line, _, _ := strings.Cut(text, "\n")
	return shorten(strings.TrimSpace(line), 400)
}

// mark is the marker at the start of s, or "".
func mark(pattern *regexp.Regexp, s string) string {
	if m := pattern.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// isShouted reports a marker in capitals, where its script has them: "Kill:" may
// begin the title of a film.
func isShouted(s string) bool {
	return strings.IndexFunc(s, unicode.IsLower) < 0
}

// readEmbargo takes an embargo from the start of s; the marker leaves a title.
func readEmbargo(it *Item, s string, zone *time.Location, title bool) bool {
	m := embargoMark.FindStringSubmatchIndex(s)
	if m == nil {
		return false
	}
	rest := s[m[3]:]
	until, n := leadingDate(strings.TrimLeft(rest, " :：]】)"), zone)
	if n == 0 {
		if isShouted(s[m[2]:m[3]]) {
			it.Repairs = append(it.Repairs, "an embargo without a date that can be read: "+shorten(s, 80))
			it.Note = firstText(it.Note, shorten(s, 200))
		}
		return false
	}
	it.Embargo = until
	if title {
		rest = strings.TrimLeft(rest, " :：]】)")[n:]
		rest = strings.TrimPrefix(strings.TrimSpace(rest), "Uhr")
		it.Title = firstText(strings.TrimLeft(rest, " :：;,.-–—]】)）*|"), it.Title)
	}
	return true
}

// leadingDate reads the date with which s begins; n is its length in bytes. A
// word belongs to the date if the date would be another one without it.
func leadingDate(s string, zone *time.Location) (t Time, n int) {
	for words, end := 0, 0; words < 12 && end < len(s); words++ {
		next := strings.IndexAny(s[end+1:], " ：\n")
		if next < 0 {
			end = len(s)
		} else {
			end += 1 + next
		}
		read, ok := ParseTime(strings.TrimRight(s[:end], ":：;,.]】)）–— -"), zone)
		if ok && (n == 0 || !read.Equal(t.Time) || read.DateOnly != t.DateOnly) {
			t, n = read, end
		}
	}
	return t, n
}
