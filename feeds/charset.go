package feeds

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"
)

// candidates are the encodings that are tried on a document which is not
// UTF-8; of equals the first is taken.
var candidates = strings.Fields("windows-1252 windows-1251 windows-1250 gb18030 big5 shift_jis euc-jp euc-kr koi8-u iso-8859-2 " +
	"windows-1254 windows-1256 windows-1255 windows-1253 windows-1257 windows-1258 windows-874 iso-8859-5 ibm866 iso-8859-6 iso-8859-7 " +
	"iso-8859-8 iso-8859-13 iso-8859-4 iso-8859-16 iso-8859-3 iso-8859-10 iso-8859-14 x-mac-cyrillic macintosh ibm850 ibm852")

// A declaration counts this much, in points for each character, against
// what the text looks like.
const (
	headerBonus  = 0.5
	insideBonus  = 0.6 // whoever wrote the document knew better than the server
	languageHint = 0.4
)

// chooseEncoding tells which encoding makes text of data, and that text.
func chooseEncoding(data []byte, header, inside string) (name, text string) {
	if mostlyUTF8(data) {
		return "utf-8", mendUTF8(data)
	}
	s := scorer{sample: sampleOf(data, 6<<10), hint: declaredLanguage(data)}
	best := -1e9
	try := func(label string, bonus float64) {
		e, canonical := lookupEncoding(label)
		if e == nil || canonical == "utf-8" || strings.HasPrefix(canonical, "utf-16") {
			return
		}
		out, err := e.NewDecoder().Bytes(s.sample)
		if err != nil {
			return
		}
		if points := s.score(string(out)) + bonus; points > best {
			best, name = points, canonical
		}
	}
	try(header, headerBonus)
	try(inside, insideBonus)
	for _, label := range candidates {
		try(label, 0)
	}
	text, _ = decodeAs(data, name)
	return name, text
}

// mostlyUTF8 reports UTF-8 of which a few bytes are broken.
func mostlyUTF8(data []byte) bool {
	whole, broken, faulty := 0, 0, false
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			faulty = false
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			whole += n - 1 // longer sequences are rarer by chance
			faulty = false
		case !faulty: // bytes broken together are one fault
			broken++
			faulty = true
		}
		i += n
	}
	return whole > 0 && whole >= 4*broken
}

// sampleOf gathers up to n bytes of text around characters that are not ASCII.
// It cuts where no encoding has the middle of a character.
func sampleOf(data []byte, n int) []byte {
	var sample []byte
	for len(data) > 0 && len(sample) < n {
		cut := bytes.IndexAny(data, "<>\n") + 1
		if cut == 0 {
			cut = len(data)
		}
		piece := data[:cut]
		data = data[cut:]
		if !isASCII(piece) {
			sample = append(sample, piece[:min(len(piece), n)]...)
		}
	}
	return sample
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var languageMark = regexp.MustCompile(`(?i)(?:<(?:dc:)?language>\s*|lang=["'])([a-z]{2,3})`)

// declaredLanguage is the language that the first bytes of a document name.
func declaredLanguage(data []byte) string {
	if m := languageMark.FindSubmatch(data[:min(len(data), 8<<10)]); m != nil {
		return strings.ToLower(string(m[1]))
	}
	return ""
}

// A scorer tells how much a decoded sample looks like text: points for each
// character that is not ASCII, from about 4 down.
type scorer struct {
	sample []byte
	hint   string // language that the document names
}

func (s *scorer) score(text string) float64 {
	points, n := 0.0, 0
	latin := map[rune]int{}
	before, rs := ' ', []rune(text)
	for i, r := range rs {
		if r >= 0x80 {
			n++
			after := ' '
			if i+1 < len(rs) {
				after = rs[i+1]
			}
			if isLatinLetter(r) {
				latin[r]++
			}
			points += likelihood(before, r, after)
		}
		before = r
	}
	if n == 0 {
		return 0
	}
	points += s.alphabet(latin)
	return points / float64(n)
}

// alphabet gives points for the letters of the language that has most of them.
func (s *scorer) alphabet(letters map[rune]int) float64 {
	best := -1e9
	for language, alphabet := range alphabets {
		points := 0.0
		for r, n := range letters {
			if strings.ContainsRune(alphabet, r) {
				points += 1.5 * float64(n)
			} else {
				points -= float64(n)
			}
		}
		if language == s.hint {
			points += languageHint * float64(len(letters))
		}
		best = max(best, points)
	}
	if len(letters) == 0 {
		return 0
	}
	return best
}

// likelihood is what r gives between its neighbours.
func likelihood(before, r, after rune) float64 {
	switch {
	case r == utf8.RuneError || 0x80 <= r && r < 0xa0 || 0xe000 <= r && r < 0xf900:
		return -20
	case isLatinLetter(r):
		return casing(before, r, isLower(before) && isLetter(before), 0)
	case 0x400 <= r && r < 0x530:
		return cyrillic(before, r, after)
	case 0x370 <= r && r < 0x400:
		return mixing(before, after) + casing(before, r, isLower(before), 2) + frequent(r)
	case 0x5d0 <= r && r <= 0x5ea, 0x620 <= r && r <= 0x64a, 0xe01 <= r && r <= 0xe5b:
		return mixing(before, after) + 2 + frequent(r)
	case 0x591 <= r && r <= 0x5c7, 0x64b <= r && r <= 0x652, 0x300 <= r && r <= 0x36f:
		if isLetter(before) {
			return 1
		}
		return -3
	case 0x3041 <= r && r <= 0x30fe:
		return 3 + mixing(before, after)
	case 0x4e00 <= r && r < 0xa000, 0xac00 <= r && r <= 0xd7a3:
		if strings.ContainsRune(commonHan, r) || strings.ContainsRune(commonHangul, r) {
			return 4 + mixing(before, after)
		}
		return 0.4 + mixing(before, after)
	case 0x3000 <= r && r <= 0x303f, 0xff01 <= r && r <= 0xff5e:
		return 2
	case 0xff61 <= r && r <= 0xff9f, 0x2500 <= r && r < 0x2600, 0x1100 <= r && r < 0x1200, 0x3130 <= r && r < 0x3190:
		return -4
	}
	return sign(before, r, after)
}

// sign is what a sign gives: quotes and dashes are common, any sign within a
// word is not.
func sign(before, r, after rune) float64 {
	if isLetter(before) && isLetter(after) && r != '’' && r != '\u00a0' && r != '·' && r != '—' && r != '–' && r != '،' {
		return -4
	}
	if strings.ContainsRune("“”‘’„«»‹›–—…·°€£§©®№¿¡\u00a0،؛؟،•", r) {
		return 0.5
	}
	return -1.5
}

func cyrillic(before, r, after rune) float64 {
	points := casing(before, r, isLower(before), 2) + mixing(before, after)
	switch {
	case strings.ContainsRune("оеаинтсрвл", r):
		return points + 1.2
	case r < 0x410 && r != 'Ё' && r != 'І' && r != 'Ї' && r != 'Є' && r != 'Ў' && r != 'Ј' || r > 0x44f && !strings.ContainsRune("ёіїєўјљњћђџѓќѕґ", r):
		return points - 2
	}
	return points
}

// frequent letters of Greek, Hebrew, Arabic and Thai.
func frequent(r rune) float64 {
	if strings.ContainsRune("αοιετσνηυρπκλςίόάέήώיוהלאמרבתשנالينمرتوبةعدسفهكانกรมยวสตเดลอทแไใะาิีั่้", r) {
		return 1
	}
	return -0.3
}

// casing takes points from a capital behind a small letter.
func casing(before, r rune, inWord bool, points float64) float64 {
	if inWord && !isLower(r) {
		return points - 4
	}
	if !isLower(r) && isLetter(before) {
		return points - 0.3
	}
	return points
}

// mixing takes points from another script that touches Latin letters.
func mixing(before, after rune) float64 {
	points := 0.0
	for _, r := range []rune{before, after} {
		if r < 0x250 && isLetter(r) {
			points -= 3
		}
	}
	return points
}
