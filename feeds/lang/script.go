package lang

import "unicode"

// A script is what text is written in, by its name in ISO 15924.
type script uint8

const (
	noScript script = iota
	latin
	cyrillic
	arabic
	devanagari
	hebrew
	ethiopic
	han
	kana
	hangul
	greek
	armenian
	georgian
	thai
	laoScript
	khmer
	myanmar
	bengali
	gurmukhi
	gujarati
	oriya
	tamil
	telugu
	kannada
	malayalam
	sinhala
	tibetan
	thaana
	otherScript
	scripts
)

// scriptNames are in the order of the constants.
var scriptNames = [scripts]string{"Zyyy", "Latn", "Cyrl", "Arab", "Deva", "Hebr", "Ethi", "Hani", "Kana", "Hang", "Grek", "Armn",
	"Geor", "Thai", "Laoo", "Khmr", "Mymr", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Tibt", "Thaa", "Zzzz"}

func scriptNamed(name string) script {
	for s, n := range scriptNames {
		if n == name {
			return script(s)
		}
	}
	return otherScript
}

// soleLanguage is the language of a script that (nearly) no other is written in.
var soleLanguage = [scripts]string{hangul: "ko", greek: "el", armenian: "hy", georgian: "ka", thai: "th", laoScript: "lo",
	khmer: "km", myanmar: "my", bengali: "bn", gurmukhi: "pa", gujarati: "gu", oriya: "or", tamil: "ta", telugu: "te",
	kannada: "kn", malayalam: "ml", sinhala: "si", tibetan: "bo", thaana: "dv"}

// scriptRanges are the blocks of letters, in order.
var scriptRanges = []struct {
	first, last rune
	script      script
}{
	{'A', 'Z', latin}, {'a', 'z', latin}, {0xAA, 0xAA, latin}, {0xBA, 0xBA, latin}, {0xC0, 0x24F, latin}, {0x250, 0x2AF, latin},
	{0x370, 0x3FF, greek}, {0x400, 0x52F, cyrillic}, {0x530, 0x58F, armenian}, {0x590, 0x5FF, hebrew},
	{0x600, 0x6FF, arabic}, {0x750, 0x77F, arabic}, {0x780, 0x7BF, thaana}, {0x8A0, 0x8FF, arabic},
	{0x900, 0x97F, devanagari}, {0x980, 0x9FF, bengali}, {0xA00, 0xA7F, gurmukhi}, {0xA80, 0xAFF, gujarati},
	{0xB00, 0xB7F, oriya}, {0xB80, 0xBFF, tamil}, {0xC00, 0xC7F, telugu}, {0xC80, 0xCFF, kannada}, {0xD00, 0xD7F, malayalam},
	{0xD80, 0xDFF, sinhala}, {0xE00, 0xE7F, thai}, {0xE80, 0xEFF, laoScript}, {0xF00, 0xFFF, tibetan}, {0x1000, 0x109F, myanmar},
	{0x10A0, 0x10FF, georgian}, {0x1100, 0x11FF, hangul}, {0x1200, 0x139F, ethiopic}, {0x1780, 0x17FF, khmer},
	{0x1C90, 0x1CBF, georgian}, {0x1E00, 0x1EFF, latin}, {0x1F00, 0x1FFF, greek}, {0x2D80, 0x2DDF, ethiopic},
	{0x3005, 0x3007, han}, {0x3041, 0x30FF, kana}, {0x3130, 0x318F, hangul}, {0x31F0, 0x31FF, kana}, {0x3400, 0x9FFF, han},
	{0xA960, 0xA97F, hangul}, {0xAA60, 0xAA7F, myanmar}, {0xAB00, 0xAB2F, ethiopic}, {0xAC00, 0xD7FF, hangul}, {0xF900, 0xFAFF, han},
	{0xFB1D, 0xFB4F, hebrew}, {0xFB50, 0xFDFF, arabic}, {0xFE70, 0xFEFC, arabic}, {0xFF21, 0xFF5A, latin}, {0xFF66, 0xFF9F, kana},
	{0x20000, 0x323AF, han},
}

// scriptOf is the script of a letter or a mark that belongs to one, and
// noScript for digits, punctuation, symbols and marks that many scripts share.
func scriptOf(r rune) script {
	if r < 0x80 {
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return latin
		}
		return noScript
	}
	low, high := 0, len(scriptRanges)
	for low < high {
		mid := (low + high) / 2
		if scriptRanges[mid].last < r {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(scriptRanges) && scriptRanges[low].first <= r {
		if r == '×' || r == '÷' || !inWord(r) {
			return noScript
		}
		return scriptRanges[low].script
	}
	if unicode.IsLetter(r) {
		return otherScript
	}
	return noScript
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
