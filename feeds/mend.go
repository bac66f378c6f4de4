package feeds

import (
	"strings"
)

// Limits of a document: what goes beyond them is left out.
const (
	maxDepth      = 100 // elements within elements
	maxAttributes = 64  // of one element
	maxEntities   = 100 // definitions in a DOCTYPE
	maxEntity     = 256 // bytes of one definition
)

// scopeSpace is the namespace in which mend writes down for the item what the
// parser behind would lose: language, base address, kind of a title.
const scopeSpace = "urn:silkwire:scope"

// mend rewrites a feed as well-formed XML in one pass, whatever its faults:
// tags that are not closed or not opened, stray signs, undefined entities, a
// missing end. It drops comments, instructions and definitions, bounds depth and
// attributes, and adds to each item elements of scopeSpace. doc is UTF-8. cut
// tells that the document ends within an item, the last one.
func mend(doc string, items int, r *repairs) (out []byte, cut bool) {
	m := &mender{src: doc, repairs: r, maxItems: items}
	m.out = make([]byte, 0, len(doc)+len(doc)/8+512)
	m.run()
	return m.out, m.cut
}

type mender struct {
	src      string
	pos      int
	out      []byte
	open     []openElement
	over     int // elements open beyond maxDepth
	items    int // items seen
	maxItems int
	rooted   bool // the root was opened
	cut      bool // the document ends within an item
	entities map[string]string
	growth   int             // bytes that defined entities have added
	xhtml    map[string]bool // prefixes of XHTML
	found    map[string]finding
	repairs  *repairs
}

// openElement is an element that waits for its end tag.
type openElement struct {
	name   string // as written
	as     string // the name it is given; "": the same
	local  string // in lower case, without prefix
	lang   string // xml:lang in force
	base   string // xml:base in force; "" if none was given
	note   string // to be written after the end tag
	text   bool   // title, content …: what stands within is somebody's markup
	inText bool   // within such an element
	silent bool   // opened beyond the limit of items: nothing is written
	kind   elementKind
}

type elementKind int

const (
	other     elementKind = iota
	container             // feed, channel
	entry                 // item, entry
)

func (m *mender) run() {
	for m.pos < len(m.src) {
		if m.rooted && len(m.open) == 0 {
			m.trailer()
			return
		}
		next := strings.IndexByte(m.src[m.pos:], '<')
		if next < 0 {
			next = len(m.src) - m.pos
		}
		if next > 0 {
			m.text(m.src[m.pos : m.pos+next])
			m.pos += next
			continue
		}
		m.markup()
	}
	m.end()
}

// trailer tells of what follows the root.
func (m *mender) trailer() {
	rest := strings.TrimSpace(m.src[m.pos:])
	for strings.HasPrefix(rest, "<!--") {
		_, after, ok := strings.Cut(rest, "-->")
		if !ok {
			return
		}
		rest = strings.TrimSpace(after)
	}
	if rest != "" {
		m.repairs.add(m.pos, "left out what follows the end of the feed")
	}
}

// end closes what a truncated document left open.
func (m *mender) end() {
	if len(m.open) > 0 {
		m.repairs.add(len(m.src), "the document is cut off; what is there was read")
	}
	m.cut = m.openEntry() >= 0
	m.closeDown(0)
}

// markup reads what begins with "<" at pos.
func (m *mender) markup() {
	rest := m.src[m.pos:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		m.skipPast("<!--", "-->", "closed a comment without an end")
	case strings.HasPrefix(rest, "<![CDATA["):
		m.cdata()
	case strings.HasPrefix(rest, "<!"):
		m.definition()
	case strings.HasPrefix(rest, "<?"):
		m.skipPast("<?", ">", "closed an instruction without an end")
	case strings.HasPrefix(rest, "</"):
		m.endTag()
	default:
		m.startTag()
	}
}

// skipPast moves behind the closing mark, or behind the opening mark if there
// is no closing one.
func (m *mender) skipPast(opening, closing, fault string) {
	if end := m.find(m.pos+len(opening), closing); end >= 0 {
		m.pos = end + len(closing)
		return
	}
	m.repairs.add(m.pos, fault)
	m.pos += len(opening)
	if end := m.find(m.pos, ">"); end >= 0 {
		m.pos = end + 1
	}
}

// find is the offset of mark at or after from, or -1. What was found ahead is
// remembered, which keeps the pass linear whatever the document repeats.
func (m *mender) find(from int, mark string) int {
	if f, ok := m.found[mark]; ok && f.from <= from && (f.at < 0 || f.at >= from) {
		return f.at
	}
	at := -1
	if from < len(m.src) {
		if i := strings.Index(m.src[from:], mark); i >= 0 {
			at = from + i
		}
	}
	if m.found == nil {
		m.found = map[string]finding{}
	}
	m.found[mark] = finding{from, at}
	return at
}

// finding is where a mark was found by a search that began at from.
type finding struct{ from, at int }

// cdata copies a CDATA section. One without an end, or which runs over the end
// of its element into another section, is closed where its element ends.
func (m *mender) cdata() {
	start := m.pos + len("<![CDATA[")
	end := m.find(start, "]]>")
	after := end + len("]]>")
	if end < 0 {
		end, after = len(m.src), len(m.src)
	}
	if len(m.open) > 0 {
		body := m.src[start:end]
		again := strings.Index(body, "<![CDATA[")
		if again >= 0 {
			body = body[:again]
		}
		if again >= 0 || after == len(m.src) {
			if stop := strings.Index(body, "</"+m.open[len(m.open)-1].name+">"); stop >= 0 {
				m.repairs.add(m.pos, "closed a CDATA section without an end")
				end, after = start+stop, start+stop
			}
		}
		if !m.hushed() {
			m.writeCDATA(m.src[start:end])
		}
	}
	m.pos = after
}

func (m *mender) writeCDATA(body string) {
	m.out = append(m.out, "<![CDATA["...)
	m.out = append(m.out, body...)
	m.out = append(m.out, "]]>"...)
}

// hushed reports whether what comes is beyond the limit of items.
func (m *mender) hushed() bool {
	return len(m.open) > 0 && m.open[len(m.open)-1].silent
}

// text copies character data outside of tags.
func (m *mender) text(s string) {
	if len(m.open) == 0 {
		if !m.rooted && strings.TrimSpace(s) != "" {
			m.repairs.add(m.pos, "left out text before the feed")
		}
		return
	}
	if !m.hushed() {
		m.escape(s, m.pos, false)
	}
}

// endTag closes the nearest open element of that name with all that is open
// within; an end tag without a beginning is dropped.
func (m *mender) endTag() {
	start := m.pos
	end := m.find(start, ">")
	if end < 0 {
		m.pos = len(m.src)
		return
	}
	m.pos = end + 1
	name := strings.TrimSpace(m.src[start+2 : end])
	if i := strings.IndexByte(name, '<'); i >= 0 { // </title<link>: the mark has no end
		m.pos = start + 2 + strings.IndexByte(m.src[start+2:], '<')
		name = strings.TrimSpace(name[:i])
	}
	if m.over > 0 {
		m.over--
		return
	}
	for i := len(m.open) - 1; i >= 0; i-- {
		if !strings.EqualFold(m.open[i].name, name) {
			continue
		}
		if i < len(m.open)-1 {
			m.repairs.add(start, "closed <"+m.open[len(m.open)-1].name+"> where <"+m.open[i].name+"> ends")
		}
		m.closeDown(i)
		return
	}
	if !isVoid(strings.ToLower(name)) {
		m.repairs.add(start, "left out an end tag without a beginning")
	}
}

// closeDown closes all elements from the innermost to number i.
func (m *mender) closeDown(i int) {
	for len(m.open) > i {
		m.closeTop()
	}
}

func (m *mender) closeTop() {
	e := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	if e.silent {
		return
	}
	m.out = append(m.out, "</"...)
	m.out = append(m.out, firstText(e.as, e.name)...)
	m.out = append(m.out, '>')
	m.out = append(m.out, e.note...)
}
