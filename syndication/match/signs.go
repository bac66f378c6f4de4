package match

import (
	"strings"
	"unicode"

	"github.com/silkwire/silkwire/feeds/lang"
)

// The signs of the query language, with what other scripts and keyboards put
// in their place.
const (
	openBrackets  = "(（【〔﹙﴾"
	closeBrackets = ")）】〕﹚﴿"
	dashes        = "-‐‑–—−－﹣"
	stars         = "*＊﹡"
	colons        = ":：﹕"
	doubleQuotes  = "\"“”„‟＂〝〞〟"
	singleQuotes  = "'‘’‚＇"
)

// closing gives the quotes that end a phrase begun with open; "" if open is
// no quote.
func closing(open rune) string {
	switch {
	case strings.ContainsRune(doubleQuotes, open):
		return doubleQuotes
	case strings.ContainsRune(singleQuotes, open):
		return singleQuotes
	}
	switch open {
	case '«', '»':
		return "»«"
	case '‹', '›':
		return "›‹"
	case '「', '｢', '﹁':
		return "」｣﹂"
	case '『', '﹃':
		return "』﹄"
	case '《':
		return "》"
	case '〈':
		return "〉"
	}
	return ""
}

func isOpen(r rune) bool   { return strings.ContainsRune(openBrackets, r) }
func isClose(r rune) bool  { return strings.ContainsRune(closeBrackets, r) }
func isDash(r rune) bool   { return strings.ContainsRune(dashes, r) }
func isStar(r rune) bool   { return strings.ContainsRune(stars, r) }
func isSingle(r rune) bool { return strings.ContainsRune(singleQuotes, r) }
func isColon(r rune) bool  { return strings.ContainsRune(colons, r) }

// isBlank reports whether r separates terms.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Z, r) || unicode.Is(unicode.Cc, r)
}

// isDouble reports whether r begins or ends a phrase wherever it stands, if it
// is not inside a Hebrew word.
func isDouble(r rune) bool {
	return closing(r) != "" && !isSingle(r)
}

// gershayim reports whether the quote at i stands between Hebrew letters: it
// is part of a word such as צה"ל.
func gershayim(text []rune, i int) bool {
	return strings.ContainsRune(doubleQuotes, text[i]) && hebrewAt(text, i-1, -1) && hebrewAt(text, i+1, 1)
}

// hebrewAt reports whether the next sign that is seen from i on is a Hebrew letter.
func hebrewAt(text []rune, i, step int) bool {
	for i >= 0 && i < len(text) && lang.Ignored(text[i]) {
		i += step
	}
	return i >= 0 && i < len(text) && unicode.Is(unicode.Hebrew, text[i])
}

// plain is r as plain ASCII where it is a full-width form.
func plain(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

func plainText(text []rune) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteRune(plain(r))
	}
	return b.String()
}
