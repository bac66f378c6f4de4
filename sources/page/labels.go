package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A label is a line that says what it holds: "Keyword: Shanghai, smart city".
type label struct {
	field field
	value string
	parts []string   // texts of the links in it; none if there are no links
	node  *html.Node // what stands for nothing but the line
}

// labelWords are the words of all fields, the longest first.
var labelWords = func() (list []labelWord) {
	for f, all := range words {
		for _, w := range all {
			list = append(list, labelWord{w, f})
		}
	}
	slices.SortFunc(list, func(a, b labelWord) int {
		if d := len(b.word) - len(a.word); d != 0 {
			return d
		}
		return strings.Compare(a.word, b.word)
	})
	return list
}()

type labelWord struct {
	word  string
	field field
}

const maxLine = 1500 // bytes of a labelled line: an abstract is the longest

// labels finds the labelled lines of the page in document order.
func (p *Page) labels() (found []label) {
	for n := range p.doc.Get(0).Descendants() {
		if len(found) >= 60 {
			break
		}
		if l, ok := labelled(n); ok && !slices.ContainsFunc(found, func(f label) bool { return within(n, f.node) }) {
			found = append(found, l)
		}
	}
	return found
}

// labelled reads n as a labelled line: a block without blocks inside, a part of
// one ("<span>来源：…</span>"), or a term with its definition.
func labelled(n *html.Node) (label, bool) {
	if n.Type != html.ElementNode || n.DataAtom == atom.A || hasBlock(n) || n.DataAtom == atom.Title {
		return label{}, false
	}
	line := text(n)
	if line == "" || len(line) > maxLine {
		return label{}, false
	}
	f, value, ok := cutLabel(line)
	if !ok {
		return label{}, false
	}
	l := label{field: f, value: value, node: n, parts: linkTexts(n)}
	if value == "" {
		return l.next()
	}
	return l, true
}

// next takes the value from the element after one that holds a label alone.
func (l label) next() (label, bool) {
	next := nextElement(l.node)
	if next == nil {
		return label{}, false
	}
	parent := l.node.Parent
	l.value, l.parts = text(next), linkTexts(next)
	if parent != nil && !isBlock(l.node) { // <p><b>Abstract:</b> text …</p>
		whole := text(parent)
		if _, value, ok := cutLabel(whole); ok && value != "" && len(whole) <= maxLine && !hasBlock(parent) {
			l.value, l.parts, l.node = value, linkTexts(parent), parent
			return l, true
		}
	}
	if l.value == "" || len(l.value) > maxLine {
		return label{}, false
	}
	if parent != nil && elementCount(parent) == 2 {
		l.node = parent
	}
	return l, true
}

func nextElement(n *html.Node) *html.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			return s
		}
	}
	return nil
}

func elementCount(n *html.Node) (count int) {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			count++
		}
	}
	return count
}

func linkTexts(n *html.Node) (list []string) {
	for c := range n.Descendants() {
		if c.DataAtom == atom.A {
			if t := strings.TrimLeft(text(c), "#"); t != "" {
				list = append(list, t)
			}
		}
	}
	return list
}

// cutLabel takes the label off a line. It stands at the beginning, perhaps in
// brackets, and before a colon, unless it is a verb.
func cutLabel(line string) (f field, value string, ok bool) {
	inner := strings.TrimLeft(line, "([（【［〔*• ")
	lower := strings.ToLower(inner)
	for _, w := range labelWords {
		if !strings.HasPrefix(lower, w.word) {
			continue
		}
		rest := inner[min(len(w.word), len(inner)):] // lower case keeps the length of all our words
		trimmed := strings.TrimLeft(rest, " \u00a0")
		if after, found := cutColon(trimmed); found && plausible(w.field, after) {
			return w.field, closeBracket(line, after), true
		}
		if verbs[w.word] && wordEnds(w.word, rest) && trimmed != "" && likely(w.field, trimmed) {
			return w.field, closeBracket(line, trimmed), true
		}
		if trimmed == "" && w.field != author && w.field != source && w.field != updated {
			return w.field, "", true
		}
	}
	return noField, "", false
}

// plausible reports whether value may stand after a label with a colon.
func plausible(f field, value string) bool {
	switch f {
	case published, updated:
		return len(value) < 80 && (value == "" || strings.ContainsFunc(value, unicode.IsDigit))
	case author, editor, source:
		return len(value) < 160
	}
	return true
}

// likely reports whether value stands after a verb as after a label, and not as
// the rest of a sentence ("By Monday, the talks had failed.").
func likely(f field, value string) bool {
	switch f {
	case published, updated:
		return plausible(f, value)
	case editor:
		return len(value) < 120
	}
	names := strings.Fields(value)
	if len(value) > 80 || len(names) > 6 || strings.ContainsAny(value[len(value)-1:], ".!?") {
		return false
	}
	for _, name := range names {
		if first, _ := utf8.DecodeRuneInString(name); unicode.IsLower(first) && len(name) > 3 {
			return false
		}
	}
	return true
}

func cutColon(s string) (string, bool) {
	s = strings.TrimLeft(s, "]】］〕)） ")
	for _, colon := range []string{":", "：", "︰", "﹕", "׃"} {
		if after, ok := strings.CutPrefix(s, colon); ok {
			return strings.TrimSpace(after), true
		}
	}
	return s, false
}

// wordEnds reports whether a verb is a word of its own: scripts without spaces
// need none after it.
func wordEnds(word, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	next, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsLetter(next) || unicode.In(last, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

func closeBracket(line, value string) string {
	if strings.HasPrefix(strings.TrimSpace(line), strings.TrimSpace(value)) {
		return value
	}
	if first, _ := utf8.DecodeRuneInString(line); strings.ContainsRune("([（【［〔", first) {
		value = strings.TrimRight(value, ")]）】］〕 ")
	}
	return strings.TrimSpace(value)
}

var emailForm = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`)

// person reads "Niu Huizhe with Xinhua Silk Road, niuhuizhe@xinhua.org".
func person(value string) (who feeds.Person, ok bool) {
	who.Email = emailForm.FindString(value)
	value = strings.Replace(value, who.Email, "", 1)
	value = strings.ReplaceAll(value, "[email protected]", "")
	for _, end := range []string{" with ", ",", "،", "，", "、", ";", "；", "|", "(", "（", "<", "【", " - ", " – ", " — ", "／"} {
		value, _, _ = strings.Cut(value, end)
	}
	who.Name = strings.Trim(collapse(value), " .:：)）]】>·")
	for _, suffix := range []string{" 기자", "기자", "記者", "记者"} {
		who.Name = strings.TrimSpace(strings.TrimSuffix(who.Name, suffix))
	}
	runes := utf8.RuneCountInString(who.Name)
	return who, runes >= 2 && runes <= 60 && !strings.ContainsFunc(who.Name, unicode.IsDigit)
}

// splitKeywords parts a list as it is printed.
func splitKeywords(value string) (list []string) {
	parts := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",;，、；،؛|/·•#＃\n।", r) })
	if len(parts) == 1 && isHan(value) {
		parts = strings.Fields(value)
	}
	return cleanKeywords(parts)
}

func isHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

const maxKeywords = 40

func cleanKeywords(parts []string) (list []string) {
	for _, part := range parts {
		part = strings.Trim(collapse(part), " .。\"")
		if part != "" && len(part) <= 120 && len(list) < maxKeywords && !slices.Contains(list, part) {
			list = append(list, part)
		}
	}
	return list
}
