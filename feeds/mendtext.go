package feeds

import (
	"html"
	"strings"
)

// escape writes character data so that it is well-formed: references that XML
// knows stay, those of HTML and of the document become their characters, and a
// mere "&" is escaped.
func (m *mender) escape(s string, offset int, inAttribute bool) {
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && !isSpecial(s[j]) {
			j++
		}
		m.out = append(m.out, s[i:j]...)
		if j == len(s) {
			return
		}
		i = j + 1
		switch c := s[j]; {
		case c == '&':
			i = m.reference(s, j, offset)
		case c == '<':
			m.out = append(m.out, "&lt;"...)
		case c == '"' && inAttribute:
			m.out = append(m.out, "&quot;"...)
		case c == '>':
			m.out = append(m.out, "&gt;"...)
		default:
			m.out = append(m.out, c)
		}
	}
}

func isSpecial(c byte) bool { return c == '&' || c == '<' || c == '>' || c == '"' }

// longest is the length of the longest reference, "&CounterClockwiseContourIntegral;".
const longest = 33

// reference writes the reference at s[at] and gives the offset behind it.
func (m *mender) reference(s string, at, offset int) int {
	end := strings.IndexByte(s[at:min(len(s), at+longest)], ';')
	if end < 2 {
		return m.strayAmpersand(at, offset+at)
	}
	name := s[at+1 : at+end]
	after := at + end + 1
	switch name {
	case "amp", "lt", "gt", "quot", "apos":
		m.out = append(m.out, s[at:after]...)
		return after
	}
	if value, ok := m.entities[name]; ok && m.growth < len(m.src)+1<<20 {
		m.growth += len(value)
		m.escapeValue(value)
		return after
	}
	decoded := html.UnescapeString(s[at:after])
	if decoded == s[at:after] || strings.HasSuffix(decoded, ";") || !isReference(name) {
		return m.strayAmpersand(at, offset+at)
	}
	if name[0] != '#' {
		m.repairs.add(offset+at, "replaced entities of HTML that XML does not know")
	}
	m.escapeValue(legal(decoded))
	return after
}

// strayAmpersand escapes an "&" that begins no reference.
func (m *mender) strayAmpersand(at, offset int) int {
	m.repairs.add(offset, `escaped "&" signs that begin no entity`)
	m.out = append(m.out, "&amp;"...)
	return at + 1
}

// escapeValue writes characters that are meant as such.
func (m *mender) escapeValue(s string) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '&':
			m.out = append(m.out, "&amp;"...)
		case '<':
			m.out = append(m.out, "&lt;"...)
		case '>':
			m.out = append(m.out, "&gt;"...)
		case '"':
			m.out = append(m.out, "&quot;"...)
		default:
			m.out = append(m.out, s[i])
		}
	}
}

// isReference reports whether all of name may stand between "&" and ";".
func isReference(name string) bool {
	for i := 0; i < len(name); i++ {
		if c := name[i]; !('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '#' && i == 0) {
			return false
		}
	}
	return true
}

// legal is s without the characters that XML 1.0 forbids (2.2).
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if !isLegal(r) || r == 0xfffd {
			return -1
		}
		return r
	}, s)
}

func isLegal(r rune) bool {
	return r >= ' ' && r != 0xfffe && r != 0xffff || r == '\t' || r == '\n' || r == '\r'
}

// definition skips a DOCTYPE and learns the entities that it defines as plain
// text; entities made of entities, from files or of many bytes are no news.
func (m *mender) definition() {
	start := m.pos
	end := m.definitionEnd()
	body := m.src[start:end]
	m.pos = end
	for n := 0; ; n++ {
		_, after, ok := strings.Cut(body, "<!ENTITY")
		if !ok {
			return
		}
		body = after
		name, value, ok := entityDefinition(body)
		if !ok || n >= maxEntities {
			m.repairs.add(start, "left out entity definitions that are no plain text")
			continue
		}
		if m.entities == nil {
			m.entities = map[string]string{}
		}
		m.entities[name] = value
	}
}

// definitionEnd is the offset behind a definition and the ones within it.
func (m *mender) definitionEnd() int {
	gt := m.find(m.pos, ">")
	if gt < 0 {
		return len(m.src)
	}
	if bracket := strings.IndexByte(m.src[m.pos:gt], '['); bracket >= 0 {
		if end := m.find(m.pos+bracket, "]>"); end >= 0 {
			return end + 2
		}
		if end := m.find(m.pos+bracket, "]"); end >= 0 {
			if gt := m.find(end, ">"); gt >= 0 && strings.TrimSpace(m.src[end+1:gt]) == "" {
				return gt + 1
			}
		}
	}
	return gt + 1
}

// entityDefinition reads name and value of a definition.
//
//	EntityDecl = "<!ENTITY" S Name S ( '"' text '"' | "'" text "'" ) S? ">"
func entityDefinition(s string) (name, value string, ok bool) {
	s = strings.TrimLeft(s, " \t\r\n")
	i := strings.IndexAny(s, " \t\r\n>")
	if i <= 0 || i > 64 || s[i] == '>' || !isReference(s[:i]) {
		return "", "", false
	}
	name, s = s[:i], strings.TrimLeft(s[i:], " \t\r\n")
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return "", "", false
	}
	end := strings.IndexByte(s[1:min(len(s), maxEntity)], s[0])
	if end < 0 {
		return "", "", false
	}
	value = s[1 : 1+end]
	if strings.HasPrefix(value, "&#") {
		value = html.UnescapeString(value)
	}
	return name, legal(value), !strings.ContainsAny(value, "&%<")
}
