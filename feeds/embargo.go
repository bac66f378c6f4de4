package feeds

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The words with which newsrooms mark embargoes. They count at the very start of
// a title or text, or in a last line of its own: a story about an embargo is no
// embargo.
const (
	embargoWords = `under (?:strict )?embargo (?:until|till)|hold for release(?: until| till)?|embargoed until|embargo until|embargoed for release until|embargoed till|not for release until|not for publication before|` +
		`not to be published before|strictly embargoed until|embargoed for release(?: at| on)?|sperrfrist(?: bis)?|sous embargo jusqu[’'](?:au|à)|bajo embargo hasta(?: el)?|sob embargo até|sotto embargo fino(?: al?)?|` +
		`onder embargo tot|pod embargiem do|под эмбарго до|ambargoludur|embargo jusqu[’'](?:au|à)|` +
		`embargado hasta(?: el)?|embargo hasta(?: el)?|embargado até|embargo até|embargo fino(?: al?)?|embargo tot|embargo do|ambargo|` +
		`эмбарго до|не для публикации до|эмбарго|ембарго до|ембарго|حظر النشر حتى|محظور النشر حتى|يحظر النشر حتى|אמברגו עד|באמברגו עד|תחת אמברגו עד|אסור לפרסום עד|לא לפרסום עד|ممنوعیت انتشار تا|انتشار ممنوع تا|غیر ?قابل انتشار تا|غیرقابل انتشار تا|एम्बार्गो|प्रतिबंधित|` +
		`解禁时间|解禁時間|禁发至|禁發至|保密至|for release(?: at| on)?|解禁日時|報道解禁|解禁|엠바고|보도시점|ห้ามเผยแพร่ก่อน|embargo|embargoed`
)

var (
	embargoMark = markAtStart(embargoWords, `(?:[\s:：\]\)】，,]|\p{Nd}|\p{Han}{2,5}[时時][间間]\p{Nd}|$)`)

	// What can be nothing but an order to hold, with or without a date; the other
	// words may begin a story about an embargo.
	orderMark = regexp.MustCompile(`(?i)^(?:(?:strictly )?embargoed (?:until|till|for)|not (?:for|to be) |(?:unter )?sperrfrist|ambargoludur|не для публикации|` +
		`(?:under (?:strict )?|sous |bajo |sob |sotto |onder )embargo|pod embargiem|под эмбарго|` +
		`(?:حظر|محظور|يحظر) النشر|.*אמברגו עד|(?:אסור|לא) לפרסום|.*انتشار|解禁[时時日]|禁发至|禁發至|ห้ามเผยแพร่ก่อน)`)
	// What names the lifting of any ban too is an order only with a date.
	datedMark = regexp.MustCompile(`(?i)^(?:(?:報道)?解禁|प्रतिबंधित|보도시점|保密至|for release(?: on)?)$`)
	// In German the word has other meanings, in taxes and benefits.
	topicMark = regexp.MustCompile(`^[\s\[(]*(?i:sperrfrist)\s+(?:beim?|für|wegen|gegen|war|wird|soll|(?:ver|ge)\p{Ll}+t)[\s:]`)
	boxed     = regexp.MustCompile(`^\s*(?:[:：\]\)】」］）]|$)`)
)

// UntilReleased is the embargo of an item whose source says that there is one,
// but not until when: an editor must release it.
var UntilReleased = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// readEmbargoes takes the embargo that title or text say, unless a field said
// one, and what says it out of them: after the release it is no part of the story.
// begin is the first block of the content.
func readEmbargoes(it *Item, begin string, zone *time.Location) {
	c := calendar{zone, it.Published}
	if e := embargoAt(it.Title, false, c); e.found {
		it.holdUntil(e)
		it.Title = firstText(strings.TrimLeft(it.Title[e.own:], afterEmbargo), it.Title)
	}
	if e, from := embargoEnd(it.Title, c); e.found {
		it.holdUntil(e)
		it.Title = firstText(strings.TrimSpace(it.Title[:from]), it.Title)
	}
	if e := embargoAt(it.Summary, strings.Contains(it.Summary, "\n"), c); e.found {
		it.holdUntil(e)
		it.Summary = it.Summary[e.inText(it.Summary):]
	}
	if e, from := embargoEnd(it.Summary, c); e.found {
		it.holdUntil(e)
		it.Summary = strings.TrimSpace(it.Summary[:from])
	}
	if mayBeMarked(begin) || mayBeDateFirst(begin) {
		more := Text(strings.TrimPrefix(it.Content, opening(it.Content))) != ""
		if e := embargoAt(begin, more, c); e.found {
			it.holdUntil(e)
			it.Content = cut(it.Content, letterCount(begin[:e.inText(begin)]), false)
		}
	}
	if last := closing(it.Content); mayEndEmbargoed(last) {
		end := "\n" + Text(last)
		if e, from := embargoEnd(end, c); e.found {
			it.holdUntil(e)
			it.Content = cut(it.Content, letterCount(end[from:]), true)
		}
	}
}

// embargoBeginnings are the first two letters of all markers of embargoes.
var embargoBeginnings = firstLetters(embargoWords)

// beforeLast is what may stand before the last line or sentence of a text, and
// before an element of HTML.
const (
	sentenceEnds = ".!?>。！？؟।"
	beforeLast   = "\n" + sentenceEnds + "(（[【"
)

// mayEndEmbargoed reports whether a last line or sentence of s can begin with a
// marker. Few do, and to look closer is slow.
func mayEndEmbargoed(s string) bool {
	if !strings.ContainsAny(s, "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９๐๑๒๓๔๕๖๗๘๙") {
		return false
	}
	for i, r := range s {
		if strings.ContainsRune(beforeLast, r) && mayBeEmbargo(s[i:]) {
			return true
		}
	}
	return false
}

// mayBeEmbargo reports whether s, behind signs, can begin with a marker.
func mayBeEmbargo(s string) bool {
	s = strings.TrimLeft(s, sentenceEnds+markSigns)
	return embargoBeginnings[twoLetters(s)] || mayBeDateFirst(s)
}

// afterEmbargo is what may stand between an embargo and the story.
const afterEmbargo = " :：;,.。-–—]】)）*|\n"

// closing is the end of clean HTML, as long as a line of an embargo may be.
func closing(content string) string {
	from := max(0, len(content)-2*maxDate)
	for from > 0 && from < len(content) && !utf8.RuneStart(content[from]) {
		from++
	}
	return content[from:]
}

// holdUntil takes what a line says, unless something said it before.
func (it *Item) holdUntil(e embargo) {
	if !it.Embargo.IsZero() {
		return
	}
	it.Embargo = e.until
	if e.until.Equal(UntilReleased) {
		it.Repairs = append(it.Repairs, "the embargo has no date that can be read; an editor must release it: "+shorten(e.line, 80))
	}
}

// An embargo is what a text begins with that says one.
type embargo struct {
	found bool
	until Time
	line  string // that says it
	own   int    // bytes at the start of the text that are not of the story, as far as one knows
	sure  bool   // own ends where a sentence of the story cannot have begun
}

// inText is how much of a text may be cut. A title has its embargo before it; a
// text may go on with the sentence.
func (e embargo) inText(s string) int {
	if !e.sure {
		return 0
	}
	rest := strings.TrimLeft(s[e.own:], afterEmbargo)
	return len(s) - len(rest)
}

// embargoAt reads the embargo with which a text begins; more says whether the
// story goes on below its first line.
func embargoAt(s string, more bool, c calendar) (e embargo) {
	if mayBeDateFirst(s) {
		e = dateFirst(s, c)
	}
	if e.found || !mayBeMarked(s) {
		return e
	}
	line := firstLine(s)
	m := embargoMark.FindStringSubmatchIndex(line)
	if m == nil {
		return e
	}
	marker, rest := line[m[2]:m[3]], line[m[3]:]
	date := strings.TrimLeft(rest, " :：]】)")
	until, n := leadingDate(date, c.zone)
	if n == 0 {
		until, n = c.dayOfYear(date)
	}
	if n == 0 {
		return undated(line, marker, rest, more)
	}
	strict := orderMark.MatchString(marker) || isShouted(marker) && boxed.MatchString(rest)
	named := strings.Contains(marker, " ") || boxed.MatchString(rest)
	if !strict && (tells(rest, named) || describes(marker, rest, date[:n]) && until.DateOnly) {
		return e
	}
	e = embargo{found: true, until: until, line: line, own: len(line) - len(date) + n}
	e.own += dateTail(line[e.own:])
	e.until = inItsPlace(line[len(line)-len(date):e.own], until, c)
	e.sure = ends(line[e.own:], (strict || isShouted(marker)) && !until.DateOnly)
	return e
}

// describes reports a marker that may be part of a sentence when only a day is
// behind it: "For release on 24 November, the film", 保密至11月24日的文件.
func describes(marker, rest, date string) bool {
	if strings.HasPrefix(marker, "保密") {
		return strings.Contains(date, "的")
	}
	release := strings.HasPrefix(strings.ToLower(marker), "for release")
	return release && !isShouted(marker) && !boxed.MatchString(rest)
}

// ends reports whether what stands behind an embargo is a sign that ends it, or
// nothing. After the hour of an order, the story may begin without one.
func ends(rest string, order bool) bool {
	rest = strings.TrimSpace(rest)
	r, n := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "" || strings.ContainsRune(":：;；。–—|]】)）」］", r):
		return true
	case r == '.' || r == '-':
		return n == len(rest) || rest[n] == ' '
	}
	return order && unicode.IsLetter(r) && !unicode.IsLower(r)
}

// undated is an embargo whose text s begins with a marker, but has no date: until
// an editor releases it. A story that merely begins with the word is not held.
func undated(s, marker, rest string, more bool) (e embargo) {
	order, kicker := orderMark.MatchString(marker) && !topicMark.MatchString(s), boxed.MatchString(rest)
	if !order && (datedMark.MatchString(marker) || !isShouted(marker) || !strings.Contains(marker, " ") && !kicker) {
		return e
	}
	e = embargo{found: true, until: At(UntilReleased), line: s}
	after := strings.TrimLeft(rest, " :：]】)")
	begun := len(s) - len(after)
	if kicker && !order && !untilWords[firstWord(after)] {
		e.own, e.sure = begun, after != ""
		return e
	}
	// EMBARGOED until the minister has spoken: Ports
	if i := strings.IndexAny(upTo(after, maxReason), ":：]】"); i >= 0 {
		_, n := utf8.DecodeRuneInString(after[i:])
		e.own, e.sure = begun+i+n, isShouted(marker) || kicker
	} else if kicker && len(s) < maxReason && !strings.ContainsAny(after, ".。।؟?!") {
		e.own, e.sure = len(s), more
	}
	return e
}

// maxReason is how long it may be said until when, in bytes.
const maxReason = 160

func upTo(s string, n int) string {
	if len(s) > n {
		return head(s, n)
	}
	return s
}

func firstWord(s string) string {
	for _, t := range dateTokens(foldDate(upTo(s, 60))) {
		return t.text
	}
	return ""
}

// embargoEnd is the embargo that the last line or sentence of a text is, if it
// says nothing else, and where it begins.
func embargoEnd(s string, c calendar) (embargo, int) {
	begin := max(0, len(s)-maxDate)
	for i, r := range s[begin:] {
		at := begin + i
		if !strings.ContainsRune(beforeLast, r) || !mayBeEmbargo(s[at:]) {
			continue
		}
		line := strings.TrimLeft(s[at:], "\n.!?>。！？؟। ")
		e := embargoAt(line, false, c)
		if e.found && !e.until.Equal(UntilReleased) && strings.Trim(line[e.own:], " .。;]】)）*") == "" {
			return e, len(s) - len(line)
		}
	}
	return embargo{}, 0
}
