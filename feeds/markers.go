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
	embargoWords = `under (?:strict )?embargo (?:until|till)|hold for release(?: until| till)?|embargoed until|embargo until|embargoed for release until|embargoed till|not for release until|not for publication before|` +
		`not to be published before|strictly embargoed until|embargo|embargoed|sperrfrist(?: bis)?|sous embargo jusqu[’'](?:au|à)|bajo embargo hasta(?: el)?|sob embargo até|sotto embargo fino (?:a|al|alle)|` +
		`onder embargo tot|pod embargiem do|под эмбарго до|ambargoludur|embargo jusqu[’'](?:au|à)|` +
		`embargado hasta(?: el)?|embargo hasta(?: el)?|embargado até|embargo até|embargo fino (?:a|al|alle)|embargo tot|embargo do|ambargo|` +
		`эмбарго до|не для публикации до|эмбарго|ембарго до|ембарго|حظر النشر حتى|محظور النشر حتى|يحظر النشر حتى|אמברגו עד|באמברגו עד|תחת אמברגו עד|אסור לפרסום עד|לא לפרסום עד|ممنوعیت انتشار تا|انتشار ممنوع تا|غیر ?قابل انتشار تا|غیرقابل انتشار تا|एम्बार्गो|प्रतिबंधित|` +
		`解禁时间|解禁時間|禁发至|禁發至|解禁日時|報道解禁|解禁|엠바고|보도시점|ห้ามเผยแพร่ก่อน`
	correctionWords = `correction|corrections|corrected|corrects|writethru|clarification|rectificatif|correctif|rectification|corrección|rectificación|fe de erratas|fe de errores|correção|errata|correzione|rettifica|` +
		`korrektur|berichtigung|richtigstellung|correctie|rättelse|rettelse|korjaus|oikaisu|korekta|sprostowanie|oprava|исправление|исправлено|уточнение|поправка|виправлення|уточнення|` +
		`düzeltme|διόρθωση|koreksi|ralat|đính chính|تصحيح|تصويب|تصویب|توضيح|اصلاحیه|تصحیح|תיקון|תיקון טעות|सुधार|संशोधन|সংশোধনী|更正|更正啟事|订正|勘误|訂正|정정|정정보도|แก้ไขข่าว|แก้ไข`
)

var (
	// marker [ "]" ] ( ":" | "-" | end ), with the marker in its first group.
	correctionMark = markAtStart(correctionWords, `\s*(?:[\]\)】」］）>〉]|[:：]|\s[—–-]\s|$)`)
	embargoMark    = markAtStart(embargoWords, `(?:[\s:：\]\)】，,]|\p{Nd}|$)`)

	// What can be nothing but an order to hold, with or without a date; the other
	// words may begin a story about an embargo.
	orderMark = regexp.MustCompile(`(?i)^(?:(?:strictly )?embargoed (?:until|till|for)|not (?:for|to be) |(?:unter )?sperrfrist|ambargoludur|не для публикации|` +
		`(?:under (?:strict )?|sous |bajo |sob |sotto |onder )embargo|pod embargiem|под эмбарго|` +
		`(?:حظر|محظور|يحظر) النشر|.*אמברגו עד|(?:אסור|לא) לפרסום|.*انتشار|解禁[时時日]|禁发至|禁發至|ห้ามเผยแพร่ก่อน)`)
	// What names the lifting of any ban too is an order only with a date.
	datedMark = regexp.MustCompile(`^(?:報道)?解禁$|^प्रतिबंधित$|^보도시점$`)
	// (Corrects the name in the second paragraph)
	correcting = regexp.MustCompile(`(?i)^[\s*]*\(((?:corrects|corrected|corrige|corrigé|corrigido|korrigiert|corregge|gecorrigeerd|исправляет|исправлено)[\s:][^()]{1,200})\)`)
	boxed      = regexp.MustCompile(`^\s*(?:[:：\]\)】」］）]|$)`)
)

// UntilReleased is the embargo of an item whose source says that there is one,
// but not until when: an editor must release it.
var UntilReleased = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

func markAtStart(words, end string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[\s\[\(【「［（<〈*]*(` + words + `)` + end)
}

// ReadMarkers reads the editorial lines of newsrooms at the start of title,
// summary and content: "EMBARGOED UNTIL 10:00 GMT 5 May 2026", "KILL",
// "更正：…". Fields that say the same are not overruled. Of an item that is killed
// nothing is left but what a tombstone says, and what it is otherwise.
func ReadMarkers(it *Item, zone *time.Location) { it.obey(readMarkers(it, zone)) }

// readMarkers gives the kill that the title says, if it says one.
func readMarkers(it *Item, zone *time.Location) (k kill) {
	lead := firstLine(it.Summary)
	body := firstLine(Text(opening(it.Content)))
	if it.Embargo.IsZero() && !readEmbargo(it, it.Title, zone, true) && !readEmbargo(it, lead, zone, false) {
		readEmbargo(it, body, zone, false)
	}
	lead = firstText(lead, body)
	if k = readKill(it.Title); k.word != "" {
		k.note = firstText(it.Note, strings.TrimSpace(it.Title+"\n"+lead))
	}
	if it.Note != "" {
		return k
	}
	for _, line := range []string{lead, body} {
		if m := mark(correcting, line); m != "" {
			it.Note = m
			return k
		}
		if mark(correctionMark, line) != "" {
			it.Note = line
			return k
		}
	}
	if m := mark(correctionMark, it.Title); m != "" {
		it.Note = m
	}
	return k
}

// opening is the first block of clean HTML.
func opening(content string) string {
	content = content[:min(len(content), 2000)]
	for _, end := range []string{"</p>", "<br", "</div>", "</li>", "</h"} {
		content, _, _ = strings.Cut(content, end)
	}
	return content
}

// firstLine is the first line of a text, at most 400 characters.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return shorten(strings.TrimSpace(line), 400)
}

// beginnings are the first two letters of all markers. Few texts begin so, and
// the patterns are slow.
var beginnings = firstLetters(embargoWords, killOrders, killWords, correctionWords, "korrigiert|gecorrigeerd|исправляет")

func firstLetters(lists ...string) map[[2]rune]bool {
	set := map[[2]rune]bool{}
	for _, list := range lists {
		for word := range strings.SplitSeq(list, "|") {
			set[twoLetters(word)] = true
		}
	}
	return set
}

func twoLetters(s string) (two [2]rune) {
	n := 0
	for _, r := range s {
		if two[n] = unicode.ToLower(r); n == 1 {
			break
		}
		n++
	}
	return two
}

// mayBeMarked reports whether s can begin with a marker.
func mayBeMarked(s string) bool {
	return beginnings[twoLetters(strings.TrimLeft(s, " \t\n\r\f[(【「［（<〈*"))]
}

// mark is the marker at the start of s, or "".
func mark(pattern *regexp.Regexp, s string) string {
	if !mayBeMarked(s) {
		return ""
	}
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
	if !mayBeMarked(s) {
		return false
	}
	m := embargoMark.FindStringSubmatchIndex(s)
	if m == nil {
		return false
	}
	rest := s[m[3]:]
	until, n := leadingDate(strings.TrimLeft(rest, " :：]】)"), zone)
	if marker := s[m[2]:m[3]]; n == 0 {
		return it.hold(marker, s, rest)
	} else if !orderMark.MatchString(marker) && !(isShouted(marker) && boxed.MatchString(rest)) && tells(rest) {
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

// hold keeps an item back whose text s begins with a marker, but no date: until
// an editor releases it. A story that merely begins with the word is not held.
func (it *Item) hold(marker, s, rest string) bool {
	order := orderMark.MatchString(marker)
	if !order && (datedMark.MatchString(marker) || !isShouted(marker) || !strings.Contains(marker, " ") && !boxed.MatchString(rest)) {
		return false
	}
	it.Embargo = At(UntilReleased)
	it.Repairs = append(it.Repairs, "the embargo has no date that can be read; an editor must release it: "+shorten(s, 80))
	return true
}

// untilWords stand between an embargo's marker and its date, besides what dates
// are made of.
var untilWords = foldedSet("until till til for to not before on at from date time is bis zum am um uhr jusqu au jusque a le hasta el las ate as fino al alle ore tot om uur " +
	"do dnia godz до с по حتى تا الساعة يوم עד ב שעה तक بتاریخ saat tarihine kadar")

// tells reports whether words of a sentence stand before the first number of s:
// "Embargo on oil from 5 May" is a story.
func tells(s string) bool {
	if i := strings.IndexFunc(s, unicode.IsDigit); i >= 0 {
		s = s[:i]
	}
	words := 0
	for _, t := range dateTokens(foldDate(s)) {
		if t.kind == 'a' && !fillers[t.text] && !untilWords[t.text] && months[t.text] == 0 {
			words++
		}
	}
	return words > 1 // one may be the day of the week
}

// leadingDate reads the date with which s begins; n is its length in bytes. A
// word belongs to the date if the date would be another one without it.
func leadingDate(s string, zone *time.Location) (t Time, n int) {
	for words, end := 0, 0; words < 12 && end < len(s); words++ {
		next := strings.IndexAny(s[end+1:], " ：\n】］）])")
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
