package match

import (
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds/lang"
	"golang.org/x/text/unicode/norm"
)

// eachLetter calls f for each character of a run in a script without spaces,
// with its place and the hash of its folded form. A half-width kana and its
// voice mark are one character.
func eachLetter(run string, f func(start, end int, hash uint64)) {
	for at := 0; at < len(run); {
		r, n := utf8.DecodeRuneInString(run[at:])
		if needsVoice(r) && n < len(run)-at {
			if mark, m := utf8.DecodeRuneInString(run[at+n:]); isVoice(mark) {
				r, n = compose(run[at:at+n+m]), n+m
			}
		}
		if !lang.Ignored(r) {
			f(at, at+n, letterHash(foldLetter(r)))
		}
		at += n
	}
}

func needsVoice(r rune) bool { return r >= 'ぁ' && r <= 'ヿ' || r >= '･' && r <= 'ﾝ' }

func isVoice(r rune) bool { return r == '\u3099' || r == '\u309A' || r == 'ﾞ' || r == 'ﾟ' }

func compose(s string) rune {
	r, _ := utf8.DecodeRuneInString(norm.NFKC.String(s))
	return r
}

// foldLetter is the one character that stands for all that are equal to r.
func foldLetter(r rune) rune {
	if r < 0x3400 || r > 0x9FFF && r < 0xF900 {
		return r
	}
	if r >= 0xF900 && r <= 0xFFFF || r >= 0x2F800 {
		r = compose(string(r))
	}
	return lang.FoldHan(r)
}

// letterHash spreads the number of a character over 64 bits (splitmix64).
func letterHash(r rune) uint64 {
	x := uint64(r) + letterSeed
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
