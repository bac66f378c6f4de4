package feeds

import (
	"slices"
	"strconv"
)

// The pieces of JSON. A field that has nothing to say is left out.

func appendText(dst []byte, key, s string) []byte {
	if s == "" {
		return dst
	}
	dst = append(appendKey(dst, key), '"')
	return append(jsonText.append(dst, s), '"')
}

// appendTexts writes the texts that can be seen, each once.
func appendTexts(dst []byte, key string, texts []string) []byte {
	mark := len(dst)
	dst = appendKey(dst, key)
	dst = append(dst, '[')
	for i, s := range texts {
		if blank(s) || slices.Contains(texts[:i], s) {
			continue
		}
		dst = append(appendComma(dst), '"')
		dst = append(jsonText.append(dst, s), '"')
	}
	return closeArray(dst, mark)
}

func appendInt(dst []byte, key string, n int64) []byte {
	if n <= 0 {
		return dst
	}
	return strconv.AppendInt(appendKey(dst, key), n, 10)
}

func appendJSONDate(dst []byte, key string, t Time) []byte {
	s := stamp(t)
	if s.IsZero() {
		return dst
	}
	dst = append(appendKey(dst, key), '"')
	return append(s.AppendFormat(dst, rfc3339), '"')
}

func appendKey(dst []byte, key string) []byte {
	dst = append(appendComma(dst), '"')
	dst = append(dst, key...)
	return append(dst, `":`...)
}

// appendComma separates from what went before in the same object or array.
func appendComma(dst []byte) []byte {
	switch dst[len(dst)-1] {
	case '{', '[':
		return dst
	}
	return append(dst, ',')
}

func openObject(dst []byte) []byte { return append(appendComma(dst), '{') }

// closeObject ends an object that began with its key at mark, or takes it back
// if nothing was put into it. closeArray does the same for an array.
func closeObject(dst []byte, mark int) []byte {
	if dst[len(dst)-1] == '{' {
		return dst[:mark]
	}
	return append(dst, '}')
}

func closeArray(dst []byte, mark int) []byte {
	if dst[len(dst)-1] == '[' {
		return dst[:mark]
	}
	return append(dst, ']')
}
