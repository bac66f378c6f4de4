// Package lang knows languages: their tags (BCP 47), their scripts and
// direction, how to tell which one a text is in, and how to fold its letters.
package lang

// Und is the tag of text whose language is not known.
const Und = "und"

// Canonical is tag in canonical form ("EN_us" is "en-US", "iw" is "he", "no"
// is "nb", "zh-cn" is "zh-Hans-CN"); Und if it is no valid tag.
func Canonical(tag string) string { panic("not built yet") }

// Name is the short tag by which a language is listed: language, and the script
// where a language is written in several ("en", "pt", "zh-Hans", "sr-Latn").
func Name(tag string) string { panic("not built yet") }

// Covers reports whether text in tag is asked for by rng: "zh" covers
// "zh-Hans" and "zh-Hant-TW", "pt" covers "pt-BR", "zh-Hans" covers "zh-CN" and
// not "zh-TW". Und covers Und alone.
func Covers(rng, tag string) bool { panic("not built yet") }

// RTL reports whether text in tag runs from right to left.
func RTL(tag string) bool { panic("not built yet") }

// Detect tells the language of text, or Und rather than a guess. declared is
// what the publisher says, or ""; it holds unless the script contradicts it.
func Detect(text, declared string) string { panic("not built yet") }
