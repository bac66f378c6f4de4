package feeds

import (
	"fmt"
	"net/url"
	"strings"
)

// attribute is one of a start tag; value is raw, as between its quotes.
type attribute struct{ name, value string }

// startTag reads a start tag, or writes its "<" as text if it is none.
func (m *mender) startTag() {
	name, after := m.tagName(m.pos + 1)
	if name == "" {
		m.strayLess()
		return
	}
	attrs, closed, end := m.attributes(after)
	if end < 0 { // cut off within the tag
		m.pos = len(m.src)
		return
	}
	start := m.pos
	m.pos = end
	m.openTag(start, name, attrs, closed)
}

// strayLess writes a "<" that begins no tag.
func (m *mender) strayLess() {
	if len(m.open) > 0 && !m.hushed() {
		m.repairs.add(m.pos, `escaped a "<" that begins no tag`)
		m.out = append(m.out, "&lt;"...)
	}
	m.pos++
}

// tagName reads the name of a start tag; "" if what follows is not one.
//
//	Name = letter | "_" , { letter | digit | "_" | "-" | "." } [ ":" … ]
func (m *mender) tagName(from int) (name string, after int) {
	i := from
	for i < len(m.src) && isNameByte(m.src[i], i == from) {
		i++
	}
	name = m.src[from:i]
	if name == "" || strings.Count(name, ":") > 1 || strings.HasSuffix(name, ":") || len(name) > 200 {
		return "", i
	}
	if i == len(m.src) {
		return name, i
	}
	switch c := m.src[i]; {
	case c == '>', isSpace(c):
		return name, i
	case c == '/' && strings.HasPrefix(strings.TrimLeft(m.src[i+1:min(i+16, len(m.src))], " \t\r\n"), ">"):
		return name, i
	}
	return "", i
}

func isNameByte(c byte, first bool) bool {
	letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
	return letter || !first && ('0' <= c && c <= '9' || c == '-' || c == '.' || c == ':')
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// attributes reads up to the end of a start tag; end is -1 if there is none.
func (m *mender) attributes(from int) (attrs []attribute, closed bool, end int) {
	i := from
	for i < len(m.src) {
		switch c := m.src[i]; {
		case c == '>':
			return attrs, closed, i + 1
		case c == '<': // the tag was not closed before the next one
			m.repairs.add(i, "closed a tag that ends nowhere")
			return attrs, false, i
		case c == '/':
			closed = true
			i++
		case isSpace(c):
			i++
		default:
			var a attribute
			if a, i = m.attribute(i); a.name != "" && len(attrs) < maxAttributes {
				attrs = append(attrs, a)
			} else {
				m.repairs.add(i, "left out an attribute that cannot be read or is one too many")
			}
			closed = false
		}
	}
	return nil, false, -1
}

// attribute reads one with or without value and quotes; its name is "" if it
// is no name.
func (m *mender) attribute(from int) (attribute, int) {
	i := from
	for i < len(m.src) && isNameByte(m.src[i], i == from) {
		i++
	}
	name := m.src[from:i]
	if strings.Count(name, ":") > 1 || strings.HasSuffix(name, ":") {
		name = ""
	}
	if i == from {
		return attribute{}, i + 1
	}
	for i < len(m.src) && isSpace(m.src[i]) {
		i++
	}
	if i == len(m.src) || m.src[i] != '=' {
		return attribute{name, ""}, i
	}
	for i++; i < len(m.src) && isSpace(m.src[i]); {
		i++
	}
	value, i := m.value(i)
	return attribute{name, value}, i
}

// value reads a value in quotes, or without up to the next space.
func (m *mender) value(from int) (string, int) {
	if from == len(m.src) {
		return "", from
	}
	if quote := m.src[from]; quote == '"' || quote == '\'' {
		end := m.find(from+1, string(quote))
		if end < 0 {
			end = len(m.src)
		}
		value := m.src[from+1 : end]
		gt := strings.IndexByte(value, '>')
		if gt >= 0 && (end == len(m.src) || strings.IndexByte(value[gt:], '<') >= 0 && strings.IndexByte(value[:gt], '<') < 0) {
			m.repairs.add(from, "closed an attribute without a closing quote")
			return strings.TrimRight(value[:gt], "/ "), from + 1 + gt
		}
		return value, min(end+1, len(m.src))
	}
	i := from
	for i < len(m.src) && !isSpace(m.src[i]) && m.src[i] != '>' && m.src[i] != '<' {
		i++
	}
	if strings.HasSuffix(m.src[from:i], "/") && i < len(m.src) && m.src[i] == '>' {
		i--
	}
	m.repairs.add(from, "put quotes around an attribute")
	return m.src[from:i], i
}

// ownDate is what the pubDate of an item is called behind the mender: the
// parser there would try a hundred layouts on it, which took a sixth of the
// time, and take CST for Chicago's.
const ownDate = "sw-date"

// openTag writes a start tag at its place in the tree.
func (m *mender) openTag(start int, name string, attrs []attribute, closed bool) {
	e := m.describe(name, attrs)
	if !m.rooted && e.local == "channel" {
		m.repairs.add(start, "put <rss> around <channel>")
		m.openTag(start, "rss", nil, false)
	}
	m.makeRoom(start, &e, closed)
	if e.name == "" {
		return
	}
	if len(m.open) > 0 {
		top := &m.open[len(m.open)-1]
		e.inText = top.inText || top.text
		e.silent = e.silent || top.silent
	}
	if len(m.open) >= maxDepth {
		m.repairs.add(start, "left out elements nested deeper than is sensible")
		if !closed {
			m.over++
		}
		return
	}
	m.scope(&e, attrs)
	if e.local == "pubdate" && e.name == name && !e.inText && m.openEntry() == len(m.open)-1 {
		e.as = ownDate
	}
	m.rooted = true
	void := closed || isVoid(e.local) && e.inText
	if !e.silent {
		m.writeStart(start, e, attrs, void && e.kind == other && e.note == "")
	}
	switch {
	case void && e.kind == other && e.note == "":
	case void:
		m.open = append(m.open, e)
		m.closeTop()
	default:
		m.open = append(m.open, e)
	}
}

// describe tells what an element is by its name.
func (m *mender) describe(name string, attrs []attribute) openElement {
	for _, a := range attrs {
		if p, ok := strings.CutPrefix(a.name, "xmlns:"); ok && a.value == "http://www.w3.org/1999/xhtml" {
			if m.xhtml == nil {
				m.xhtml = map[string]bool{}
			}
			m.xhtml[p] = true
		}
	}
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		prefix, local = "", name
	}
	if m.xhtml[prefix] {
		name = local
	}
	e := openElement{name: name, local: strings.ToLower(local)}
	switch e.local {
	case "item", "entry":
		e.kind = entry
	case "channel", "feed":
		e.kind = container
	}
	return e
}

// fields are the children of an item or channel that hold text and no markup,
// so that one of them cannot begin within another.
var fields = nameSet("title link guid pubdate category comments updated published id")

// begins are the elements whose start shows that a field was left open.
var begins = nameSet("title link guid pubdate author category comments description enclosure updated published id summary content " +
	"content:encoded dc:creator dc:date")

// makeRoom closes what must have ended before e begins. An empty item within
// another one is put behind it: e loses its name, as nothing is left to open.
func (m *mender) makeRoom(start int, e *openElement, empty bool) {
	if len(m.open) == 0 {
		return
	}
	top := m.open[len(m.open)-1]
	if e.kind == entry && !m.inMarkup() {
		if i := m.openEntry(); i >= 0 && empty {
			m.open[i].note += "<" + e.name + "/>" // an item of its own, after this one
			e.name = ""
		} else if i >= 0 {
			m.repairs.add(start, "closed <"+m.open[i].name+"> where the next one begins")
			m.closeDown(i)
		}
		return
	}
	if fields[top.local] && begins[strings.ToLower(e.name)] && !top.inText && len(m.open) > 1 && m.open[len(m.open)-2].kind == entry &&
		!strings.Contains(top.note, "xhtml") {
		m.repairs.add(start, "closed <"+top.name+"> where <"+e.name+"> begins")
		m.closeDown(len(m.open) - 1)
	}
}

// openEntry is the number of the innermost open item, or -1.
func (m *mender) openEntry() int {
	for i := len(m.open) - 1; i >= 0; i-- {
		if m.open[i].kind == entry {
			return i
		}
	}
	return -1
}

// inMarkup reports whether the place is within XHTML of somebody, where an
// element named item would be no item.
func (m *mender) inMarkup() bool {
	top := m.open[len(m.open)-1]
	return (top.inText || top.text) && strings.Contains(top.note, "xhtml")
}

// scope settles language, base and limits of e and writes down what the item
// has to know.
func (m *mender) scope(e *openElement, attrs []attribute) {
	own, lang := false, "" // what e says itself
	var parent openElement
	if len(m.open) > 0 {
		parent = m.open[len(m.open)-1]
	}
	e.lang, e.base = parent.lang, parent.base
	for _, a := range attrs {
		switch a.name {
		case "xml:lang":
			e.lang, lang, own = a.value, a.value, true
		case "xml:base":
			e.base, own = joinBase(parent.base, a.value), true
		}
	}
	if e.kind == entry && !e.inText {
		if m.items++; m.items > m.maxItems {
			e.silent = true
			if m.items == m.maxItems+1 {
				m.repairs.add(-1, fmt.Sprintf("left out the items beyond %d", m.maxItems))
			}
		}
	}
	e.text = isTextElement(e.local) && parent.kind != other && !parent.inText
	typ, mode := attrValue(attrs, "type"), attrValue(attrs, "mode")
	if e.text && (own || typ != "" || mode != "") {
		e.note = m.note(e.local, "lang", lang, "base", e.base, "type", typ, "mode", mode)
	}
}

func isTextElement(local string) bool {
	switch local {
	case "title", "summary", "content", "description", "encoded", "subtitle", "tagline", "body", "rights", "copyright":
		return true
	}
	return false
}

// joinBase resolves an xml:base against the one around it (RFC 3986, 5.1).
func joinBase(outer, base string) string {
	u, err := url.Parse(strings.TrimSpace(base))
	if err != nil {
		return outer
	}
	if o, err := url.Parse(outer); err == nil && outer != "" {
		u = o.ResolveReference(u)
	}
	return u.String()
}

// note is an element of scopeSpace with the attributes that have a value.
func (m *mender) note(name string, pairs ...string) string {
	var b strings.Builder
	b.WriteString("<sw:" + name + ` xmlns:sw="` + scopeSpace + `"`)
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			b.WriteString(" " + pairs[i] + `="` + attributeEscaper.Replace(pairs[i+1]) + `"`)
		}
	}
	b.WriteString("/>")
	return b.String()
}

var attributeEscaper = strings.NewReplacer("&amp;", "&amp;", "&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func attrValue(attrs []attribute, name string) string {
	for _, a := range attrs {
		if strings.EqualFold(a.name, name) {
			return a.value
		}
	}
	return ""
}

// writeStart writes a start tag, and what an item or feed has to know.
func (m *mender) writeStart(start int, e openElement, attrs []attribute, void bool) {
	m.out = append(m.out, '<')
	m.out = append(m.out, firstText(e.as, e.name)...)
	for _, a := range attrs {
		if a.name == "xml:base" && !e.inText {
			continue // it is settled here
		}
		value := a.value
		if e.base != "" && !e.inText && isAddress(e.local, a.name) {
			value = joinBase(e.base, value)
		}
		m.out = append(m.out, ' ')
		m.out = append(m.out, a.name...)
		m.out = append(m.out, `="`...)
		m.escape(value, start, true)
		m.out = append(m.out, '"')
	}
	if void {
		m.out = append(m.out, "/>"...)
		return
	}
	m.out = append(m.out, '>')
	if e.kind != other && !e.inText {
		m.out = append(m.out, m.note("scope", "lang", e.lang, "base", e.base, "about", attrValue(attrs, "rdf:about"))...)
	}
}

// isAddress reports whether an attribute holds an address that xml:base serves.
func isAddress(element, name string) bool {
	switch name {
	case "href":
		return element == "link" || element == "image"
	case "src":
		return element == "content"
	case "url":
		return element == "enclosure" || element == "content" || element == "thumbnail" || element == "source"
	}
	return false
}
