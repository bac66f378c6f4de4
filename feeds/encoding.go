package feeds

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode makes UTF-8 of a document in any encoding, an HTML page as well, by
// what the Content-Type header and the document declare and what its bytes say.
// Control characters are taken out. mended tells in plain words what had to be
// mended; nil if nothing was.
func Decode(data []byte, contentType string) (text string, mended []string) {
	var r repairs
	text = decode(data, contentType, &r)
	return text, r.words(text)
}

// decode makes UTF-8 of a document in any encoding and tells of what had to be
// mended. It believes, in this order: the byte order mark, valid UTF-8, what
// Content-Type or the document declare as far as the text then reads like
// text, and the text itself.
func decode(data []byte, contentType string, r *repairs) string {
	if text, ok := decodeMarked(data); ok {
		return legalText(text, r)
	}
	if text, ok := decodeUnmarked16(data); ok {
		return legalText(text, r)
	}
	header, inside := headerCharset(contentType), declaredCharset(data)
	if isEscaped(data) {
		if text, ok := decodeAs(data, "iso-2022-jp"); ok {
			return legalText(text, r)
		}
	}
	if utf8.Valid(data) {
		return legalText(string(data), r)
	}
	name, text := chooseEncoding(data, header, inside)
	for _, declared := range []string{header, inside} {
		if declared != "" && !sameEncoding(declared, name) {
			r.add(-1, fmt.Sprintf("declared as %s, read as %s", declared, name))
		}
	}
	if header == "" && inside == "" && name != "utf-8" {
		r.add(-1, fmt.Sprintf("no encoding declared, read as %s", name))
	}
	if name == "utf-8" {
		r.add(-1, "bytes that are no UTF-8 were read as windows-1252 where they stand alone, else shown as \ufffd")
	} else if n := strings.Count(text, "\ufffd"); n > 0 {
		r.add(-1, fmt.Sprintf("%d characters that are broken in %s are shown as \ufffd", n, name))
	}
	return legalText(text, r)
}

// decodeMarked reads a document that begins with a byte order mark.
func decodeMarked(data []byte) (string, bool) {
	for _, m := range []struct {
		mark string
		as   encoding.Encoding
	}{
		{"\xef\xbb\xbf", nil},
		{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
		{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
		{"\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	} {
		if !bytes.HasPrefix(data, []byte(m.mark)) {
			continue
		}
		rest := data[len(m.mark):]
		if m.as == nil {
			return string(rest), utf8.Valid(rest)
		}
		out, err := m.as.NewDecoder().Bytes(rest)
		return string(out), err == nil
	}
	return "", false
}

// decodeUnmarked16 reads UTF-16 and UTF-32 by the zeros around the first signs.
func decodeUnmarked16(data []byte) (string, bool) {
	var as encoding.Encoding
	switch {
	case len(data) < 4:
		return "", false
	case data[0] != 0 && data[1] == 0 && data[2] == 0 && data[3] == 0:
		as = utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case data[0] == 0 && data[1] == 0 && data[2] == 0 && data[3] != 0:
		as = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case data[0] != 0 && data[1] == 0 && data[3] == 0:
		as = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case data[0] == 0 && data[1] != 0 && data[2] == 0:
		as = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		return "", false
	}
	out, err := as.NewDecoder().Bytes(data)
	return string(out), err == nil
}

// isEscaped reports ISO-2022-JP: seven bits, with sequences that switch to Han.
func isEscaped(data []byte) bool {
	return bytes.Contains(data, []byte("\x1b$B")) || bytes.Contains(data, []byte("\x1b$@"))
}

func headerCharset(contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return strings.TrimSpace(params["charset"])
	}
	if _, after, ok := strings.Cut(strings.ToLower(contentType), "charset="); ok {
		after, _, _ = strings.Cut(after, ";")
		return strings.Trim(after, `"' `)
	}
	return ""
}

var (
	xmlCharset  = regexp.MustCompile(`(?i)<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([a-z0-9._:-]{2,40})`)
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-z0-9._:-]{2,40})`)
)

// declaredCharset is what a document says of itself within its first bytes.
func declaredCharset(data []byte) string {
	head := data[:min(len(data), 4096)]
	for _, declaration := range []*regexp.Regexp{xmlCharset, metaCharset} {
		if m := declaration.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// lookupEncoding knows the labels of the WHATWG Encoding Standard, by which
// gb2312 is GB18030 and iso-8859-1 is windows-1252, and those of IANA.
func lookupEncoding(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.TrimSpace(label))
	if other := extraLabels[label]; other != "" {
		label = other
	}
	if e, err := htmlindex.Get(label); err == nil {
		name, _ := htmlindex.Name(e)
		if name == "gbk" {
			e, _ = htmlindex.Get("gb18030")
		}
		if name == "replacement" || name == "x-user-defined" {
			return nil, ""
		}
		return e, name
	}
	if e, err := ianaindex.IANA.Encoding(label); err == nil && e != nil {
		return e, label
	}
	return nil, ""
}

// extraLabels are spellings that publishers use and no registry has.
var extraLabels = map[string]string{
	"utf8mb4": "utf-8", "utf_8": "utf-8", "unicode": "utf-8", "cp936": "gbk", "euc-cn": "gbk", "cp932": "shift_jis", "cp949": "euc-kr",
	"ms949": "euc-kr", "uhc": "euc-kr", "cp950": "big5", "win-1251": "windows-1251", "win1251": "windows-1251", "cp-1251": "windows-1251", "ansi": "windows-1252",
	"iso8859-8": "iso-8859-8", "dos-866": "ibm866", "tis620": "windows-874", "cp437": "ibm437", "cp850": "ibm850", "cp852": "ibm852", "gb_2312": "gbk", "gb18030-2000": "gb18030",
}

func sameEncoding(a, b string) bool {
	_, x := lookupEncoding(a)
	_, y := lookupEncoding(b)
	return x != "" && x == y || strings.EqualFold(a, b)
}

// decodeAs reads data in a named encoding, with U+FFFD for broken bytes; ok is
// false if the name is unknown.
func decodeAs(data []byte, label string) (text string, ok bool) {
	e, name := lookupEncoding(label)
	if e == nil {
		return "", false
	}
	if name == "utf-8" {
		return mendUTF8(data), true
	}
	out, err := e.NewDecoder().Bytes(data)
	return string(out), err == nil
}

// mendUTF8 reads UTF-8 with broken bytes. A lone byte among ASCII is one of
// windows-1252 pasted in, anything else cannot be known.
func mendUTF8(data []byte) string {
	var b strings.Builder
	b.Grow(len(data))
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r != utf8.RuneError || n > 1 {
			b.Write(data[i : i+n])
			i += n
			continue
		}
		if alone := (i == 0 || data[i-1] < 0x80) && (i+1 == len(data) || data[i+1] < 0x80); alone {
			b.WriteRune(latinByte(data[i]))
		} else {
			b.WriteRune(utf8.RuneError)
		}
		i++
	}
	return b.String()
}

var latin, _ = htmlindex.Get("windows-1252")

func latinByte(c byte) rune {
	out, err := latin.NewDecoder().Bytes([]byte{c})
	if err != nil {
		return utf8.RuneError
	}
	r, _ := utf8.DecodeRune(out)
	return r
}

// legalText drops the characters that XML forbids and a byte order mark.
func legalText(text string, r *repairs) string {
	text = strings.TrimPrefix(text, "\ufeff")
	if isClean(text) {
		return text
	}
	n := 0
	text = strings.Map(func(c rune) rune {
		if !isLegal(c) {
			n++
			return -1
		}
		return c
	}, text)
	if n > 0 {
		r.add(-1, fmt.Sprintf("took out %d control characters", n))
	}
	return text
}

func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0xef && (strings.HasPrefix(s[i:], "\uffff") || strings.HasPrefix(s[i:], "\ufffe")) {
			return false
		}
	}
	return true
}
