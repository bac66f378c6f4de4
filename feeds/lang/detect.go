package lang

import "unicode"

// Detect tells the language of text, or Und rather than a guess. declared is
// what the publisher says, or ""; it holds unless the script contradicts it.
func Detect(text, declared string) string {
	if c := Canonical(declared); c != Und {
		return c
	}
	return byScript(text)
}

// byScript knows the scripts that one language alone is written in.
func byScript(text string) string {
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "ja"
		case unicode.Is(unicode.Hangul, r):
			return "ko"
		case unicode.Is(unicode.Thai, r):
			return "th"
		case unicode.Is(unicode.Greek, r):
			return "el"
		case unicode.Is(unicode.Hebrew, r):
			return "he"
		}
	}
	return Und
}
