package feeds

import (
	"encoding/json"
	"fmt"
	"strings"
)

// mendJSON closes what a truncated document left open and drops commas before
// closing brackets.
func mendJSON(doc string) string {
	var b strings.Builder
	var open []byte
	quoted := false
	comma := -1 // place in b of a comma that nothing has followed yet
	for i := 0; i < len(doc); i++ {
		c := doc[i]
		switch {
		case quoted && c == '\\' && i+1 < len(doc):
			b.WriteByte(c)
			i++
			c = doc[i]
		case c == '"':
			quoted = !quoted
		case quoted && c < ' ':
			b.WriteString(fmt.Sprintf(`\u%04x`, c))
			continue
		case quoted || isSpace(c):
		case c == '{' || c == '[':
			open = append(open, c+2) // the closing sign in ASCII
		case (c == '}' || c == ']') && len(open) > 0:
			open = open[:len(open)-1]
			if comma >= 0 {
				rest := b.String()
				b.Reset()
				b.WriteString(rest[:comma])
			}
			if c == '}' || c == ']' {
				b.WriteByte(c)
				comma = -1
				if len(open) == 0 {
					return b.String()
				}
				continue
			}
		}
		if !quoted && !isSpace(c) {
			comma = -1
			if c == ',' {
				comma = b.Len()
			}
		}
		b.WriteByte(c)
	}
	return closeJSON(b.String(), open, quoted, comma)
}

// closeJSON ends a truncated document after its last whole value.
func closeJSON(s string, open []byte, quoted bool, comma int) string {
	if quoted {
		s = strings.TrimRight(s, `\`) + `"`
	}
	if comma >= 0 && comma < len(s) {
		s = s[:comma]
	}
	s = strings.TrimRight(s, " \t\r\n,")
	if strings.HasSuffix(s, ":") {
		s += "null"
	}
	for i := len(open) - 1; i >= 0; i-- {
		s += string(open[i])
	}
	if json.Valid([]byte(s)) || len(open) < 2 {
		return s
	}
	// The cut went through a key or a bare word: end after the last whole object.
	for cut := strings.LastIndexByte(s, '}'); cut > 0 && len(s)-cut < 1<<16; cut = strings.LastIndexByte(s[:cut], '}') {
		if t := s[:cut+1] + "]}"; json.Valid([]byte(t)) {
			return t
		}
	}
	return s
}

// coerce brings the fields of a JSON Feed object to the types that the
// specification gives them: numbers to strings, one value to a list of it.
func coerce(raw []byte) []byte {
	var fields map[string]any
	if json.Unmarshal(raw, &fields) != nil {
		return raw
	}
	for name, v := range fields {
		switch name {
		case "tags":
			fields[name] = textList(v)
		case "authors", "attachments":
			fields[name] = objectList(v)
		case "author":
			list := objectList(v)
			if len(list) == 0 {
				delete(fields, name)
				break
			}
			fields[name] = list[0]
		default:
			if strings.HasPrefix(name, "_") || name == "expired" {
				delete(fields, name)
				break
			}
			fields[name] = looseText(v)
		}
	}
	out, err := json.Marshal(fields)
	if err != nil {
		return raw
	}
	return out
}

// looseText is a value as text: lists and objects by their first text.
func looseText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return looseText(v[0])
		}
		return ""
	case map[string]any:
		for _, key := range []string{"url", "name", "href", "value", "#text"} {
			if s, ok := v[key].(string); ok {
				return s
			}
		}
		return ""
	case float64:
		b, _ := json.Marshal(v)
		return string(b)
	}
	return fmt.Sprint(v)
}

func textList(v any) []string {
	switch v := v.(type) {
	case string:
		return splitWords(v)
	case []any:
		var list []string
		for _, e := range v {
			list = append(list, looseText(e))
		}
		return list
	}
	return nil
}

// objectList is a list of objects with text fields; a text is an author's name.
func objectList(v any) []map[string]string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []map[string]string
	for _, e := range list {
		switch e := e.(type) {
		case string:
			out = append(out, map[string]string{"name": e, "url": e})
		case map[string]any:
			o := map[string]string{}
			for key, v := range e {
				o[key] = looseText(v)
			}
			out = append(out, o)
		}
	}
	return out
}
