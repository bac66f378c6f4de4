package feeds

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An escaper writes text into one kind of place in a document. All of them let
// the same characters through, so that the three formats say the same: what
// XML 1.0 (2.2) has no place for is dropped (control characters, U+FFFE, U+FFFF),
// bytes that are no UTF-8 become U+FFFD, and a line ends in "\n".
type escaper struct {
	special [256]bool // bytes that need a second look
	replace [utf8.RuneSelf]string
	cdata   bool // inside a CDATA section: "]]>" ends it
}

var (
	bareText = newEscaper(nil)
	xmlText  = newEscaper(map[byte]string{'<': "&lt;", '>': "&gt;", '&': "&amp;"})
	xmlAttr  = newEscaper(map[byte]string{'<': "&lt;", '>': "&gt;", '&': "&amp;", '"': "&quot;", '\n': "&#10;", '\t': "&#9;"})
	// rssTitle follows the profile of the RSS Advisory Board: readers that take
	// titles for HTML and readers that take them for text agree on these.
	rssTitle = newEscaper(map[byte]string{'<': "&#x3C;", '>': "&gt;", '&': "&#x26;"})
	// xmlHTML writes text as the HTML that RSS readers take a description for.
	xmlHTML  = newEscaper(map[byte]string{'<': "&amp;lt;", '>': "&amp;gt;", '&': "&amp;amp;", '\n': "&lt;br&gt;"})
	xmlCDATA = newEscaper(map[byte]string{'>': ">"})
	jsonText = newEscaper(map[byte]string{'"': `\"`, '\\': `\\`, '\n': `\n`, '\t': `\t`})
)

func init() { xmlCDATA.cdata = true }

func newEscaper(replace map[byte]string) *escaper {
	e := new(escaper)
	for c := range byte(0x20) {
		e.special[c] = true
	}
	e.special['\t'], e.special['\n'] = false, false
	e.special[0xEF] = true // U+FFFE and U+FFFF begin with it
	e.replace['\n'] = "\n"
	for c, s := range replace {
		e.special[c], e.replace[c] = true, s
	}
	return e
}

// append writes s to dst.
func (e *escaper) append(dst []byte, s string) []byte {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	done := 0
	for i := 0; i < len(s); i++ {
		if !e.special[s[i]] {
			continue
		}
		width, with := e.at(s[i:])
		if width == 0 {
			continue
		}
		dst = append(dst, s[done:i]...)
		if e.cdata && s[i] == '>' && bytes.HasSuffix(dst, []byte("]]")) {
			with = "]]><![CDATA[>"
		}
		dst = append(dst, with...)
		done = i + width
		i = done - 1
	}
	return append(dst, s[done:]...)
}

// at tells how many bytes at the front of s are to be replaced, and with what.
func (e *escaper) at(s string) (width int, with string) {
	switch {
	case s[0] == 0xEF:
		if strings.HasPrefix(s, "\uFFFE") || strings.HasPrefix(s, "\uFFFF") {
			return 3, ""
		}
		return 0, ""
	case s[0] == '\r' && strings.HasPrefix(s, "\r\n"):
		return 2, e.replace['\n']
	case s[0] == '\r':
		return 1, e.replace['\n']
	}
	return 1, e.replace[s[0]]
}

// clean is s with the characters that a document can carry.
func clean(s string) string {
	for i := 0; i < len(s); i++ {
		if bareText.special[s[i]] {
			return string(bareText.append(nil, s))
		}
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// blank reports whether nothing of s would be seen.
func blank(s string) bool {
	for _, r := range s {
		if r > ' ' && r != '\uFFFE' && r != '\uFFFF' && !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}
