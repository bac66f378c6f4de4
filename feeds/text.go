package feeds

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text is the plain text of an HTML fragment: entities decoded, blocks
// separated by line breaks, white space folded, scripts and styles left out.
func Text(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return foldLines(fragment, false)
	}
	z := nethtml.NewTokenizer(strings.NewReader(fragment))
	var b strings.Builder
	for skip := atom.Atom(0); ; {
		switch z.Next() {
		case nethtml.ErrorToken:
			return foldLines(b.String(), true)
		case nethtml.TextToken:
			if skip == 0 {
				writeFlat(&b, z.Text())
			}
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if skip == 0 && unseen[a] {
				skip = a
			}
			separate(&b, a)
		case nethtml.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == skip {
				skip = 0
			}
			separate(&b, a)
		}
	}
}

// unseen are elements whose text is not for readers.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Iframe: true,
	atom.Object: true, atom.Select: true, atom.Textarea: true, atom.Title: true, atom.Noembed: true, atom.Noframes: true,
}

// blocks are elements that stand on lines of their own.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Br: true, atom.Hr: true, atom.Ul: true, atom.Ol: true, atom.Li: true,
	atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
	atom.H5: true, atom.H6: true, atom.Table: true, atom.Tr: true, atom.Blockquote: true, atom.Pre: true,
	atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Nav: true,
	atom.Figure: true, atom.Figcaption: true, atom.Caption: true, atom.Address: true, atom.Main: true, atom.Details: true,
	atom.Summary: true, atom.Center: true, atom.Form: true, atom.Fieldset: true, atom.Script: true, atom.Style: true,
}

// lineBreak marks the end of a block while the text is gathered; line breaks of
// the source are mere spaces in HTML.
const lineBreak = '\n'

func separate(b *strings.Builder, a atom.Atom) {
	switch {
	case blocks[a]:
		b.WriteRune(lineBreak)
	case a == atom.Td || a == atom.Th:
		b.WriteByte(' ')
	}
}

// writeFlat writes text with its line breaks as spaces.
func writeFlat(b *strings.Builder, text []byte) {
	for _, c := range text {
		if c == '\n' || c == '\r' || c == '\t' {
			c = ' '
		}
		b.WriteByte(c)
	}
}

// foldLines folds white space within lines and drops empty lines. With keep
// unset, line breaks are white space too.
func foldLines(s string, keep bool) string {
	var b strings.Builder
	b.Grow(len(s))
	space, line := false, false
	for _, r := range s {
		switch {
		case keep && r == lineBreak:
			line = b.Len() > 0
		case isBlank(r):
			space = b.Len() > 0
		case isUnwanted(r):
		default:
			if line {
				b.WriteByte('\n')
			} else if space {
				b.WriteByte(' ')
			}
			space, line = false, false
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isBlank(r rune) bool {
	return unicode.IsSpace(r)
}

// isUnwanted reports characters that show nothing and hinder comparison. The
// joiners U+200C and U+200D carry meaning in Persian, Indic scripts and emoji.
func isUnwanted(r rune) bool {
	return r < ' ' || 0x7f <= r && r < 0xa0 || r == 0xfeff || r == 0x200b || r == 0xad || r == 0xfffe || r == 0xffff
}

// isInvisible reports marks that do not belong into an address or a date.
func isInvisible(r rune) bool {
	return r == 0x200b || r == 0x200e || r == 0x200f || r == 0xfeff || r == 0x61c || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

// A headlineKind tells what a source says its titles are made of.
type headlineKind int

const (
	looseTitle headlineKind = iota // RSS: text for some, HTML for others
	textTitle                      // Atom type="text", JSON Feed
	htmlTitle                      // Atom type="html" or "xhtml"
)

// headline makes text of a title. Publishers escape titles once too often and
// put markup into them; others write of AT&T, of 5 < 6 and of the <b> element.
func headline(s string, kind headlineKind) string {
	switch kind {
	case htmlTitle:
		s = strings.ReplaceAll(Text(s), "\n", " ")
	case looseTitle:
		s = withoutMarkup(s)
	}
	for range 3 {
		next := unescapeText(s)
		if next == s {
			break
		}
		s = next
	}
	return foldLines(s, false)
}

// entityMark is a reference that a person would not type: with its semicolon.
var entityMark = regexp.MustCompile(`&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});`)

func unescapeText(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return entityMark.ReplaceAllStringFunc(s, html.UnescapeString)
}

// inlineTag is the mark of an element of HTML that appears in running text.
var inlineTag = regexp.MustCompile(`(?i)<(/?)(a|abbr|acronym|b|bdi|bdo|big|br|cite|code|del|dfn|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|q|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|ul|var|wbr)(?:\s[^<>]*)?\s*/?>`)

// withoutMarkup takes tags out where they are certainly tags: in pairs, or of
// an element that has no end.
func withoutMarkup(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	found := inlineTag.FindAllStringSubmatchIndex(s, 1000)
	var b strings.Builder
	at := 0
	for i, m := range found {
		name := strings.ToLower(s[m[4]:m[5]])
		if !isVoid(name) && !paired(s, found, i, name) {
			continue
		}
		b.WriteString(s[at:m[0]])
		if name == "br" || name == "p" || name == "div" || name == "li" || name == "hr" {
			b.WriteByte(' ')
		}
		at = m[1]
	}
	b.WriteString(s[at:])
	return b.String()
}

// paired reports whether tag i has its counterpart in s.
func paired(s string, tags [][]int, i int, name string) bool {
	closes := tags[i][3] > tags[i][2]
	others := tags[i+1:]
	if closes {
		others = tags[:i]
	}
	for _, m := range others {
		if (m[3] > m[2]) != closes && strings.EqualFold(s[m[4]:m[5]], name) {
			return true
		}
	}
	return false
}

func isVoid(name string) bool {
	switch name {
	case "br", "hr", "img", "wbr", "col", "area", "param", "embed":
		return true
	}
	return false
}

// looksLikeHTML reports whether text of unknown kind is an HTML fragment.
func looksLikeHTML(s string) bool {
	return strings.Contains(s, "<") && anyTag.MatchString(s)
}

var anyTag = regexp.MustCompile(`(?i)</?(?:a|abbr|address|article|aside|audio|b|blockquote|br|caption|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure|font|form|h[1-6]|header|hr|i|iframe|img|input|ins|li|link|main|nav|ol|object|p|picture|pre|q|s|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul|video)(?:\s[^<>]*)?/?>`)

// plain makes text of a description, which is HTML for some and text for others.
func plain(s string) string {
	if looksLikeHTML(s) {
		return unescapeText(Text(s))
	}
	if utf8.ValidString(s) {
		return foldLines(unescapeText(unescapeText(s)), false)
	}
	return ""
}
