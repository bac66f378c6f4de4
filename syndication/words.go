package syndication

import (
	"strings"
	"unicode"
)

// readable is text of an editor without what no document can carry: control
// characters, which could steer a terminal too, and bytes that are no UTF-8.
func readable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF') {
			return -1
		}
		return r
	}, text)
}

// oneLine is what somebody wrote where a line is meant. A control character is a
// space, as queries have it.
func oneLine(text string) string {
	return readable(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text))
}
