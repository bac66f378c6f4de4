package feeds

import "strconv"

// A link serves gorilla/feeds' writer (by its tags) and our own.
type link struct {
	Rel      string `xml:"rel,attr,omitempty"`
	Href     string `xml:"href,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Hreflang string `xml:"hreflang,attr,omitempty"`
	Title    string `xml:"title,attr,omitempty"`
	Length   int64  `xml:"length,attr,omitempty"`
}

// raw is an element whose inside is ready.
type raw struct {
	XML string `xml:",innerxml"`
}

// Slots are where the items and the date go in an envelope. No text can bring
// them about: a "<" in text is written as "&lt;".
const (
	itemsSlot = "<items/>"
	dateSlot  = "<date/>"
)

func appendElement(dst []byte, name, text string, as *escaper) []byte {
	if text == "" {
		return dst
	}
	dst = appendOpen(dst, name)
	dst = append(dst, '>')
	dst = as.append(dst, text)
	return appendClose(dst, name)
}

func appendCDATA(dst []byte, s string) []byte {
	dst = append(dst, "<![CDATA["...)
	dst = xmlCDATA.append(dst, s)
	return append(dst, "]]>"...)
}

func appendDate(dst []byte, name string, t Time, layout string) []byte {
	s := stamp(t)
	if s.IsZero() {
		return dst
	}
	dst = appendOpen(dst, name)
	dst = append(dst, '>')
	dst = s.AppendFormat(dst, layout)
	return appendClose(dst, name)
}

func appendOpen(dst []byte, name string) []byte {
	dst = append(dst, '<')
	return append(dst, name...)
}

func appendClose(dst []byte, name string) []byte {
	dst = append(dst, "</"...)
	dst = append(dst, name...)
	return append(dst, '>')
}

func appendAttr(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, `="`...)
	dst = xmlAttr.append(dst, value)
	return append(dst, '"')
}

func appendNumber(dst []byte, name string, n int64) []byte {
	if n <= 0 {
		return dst
	}
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, `="`...)
	dst = strconv.AppendInt(dst, n, 10)
	return append(dst, '"')
}

func appendLink(dst []byte, name string, l link) []byte {
	if l.Href == "" {
		return dst
	}
	dst = appendOpen(dst, name)
	dst = appendAttr(dst, "rel", l.Rel)
	dst = appendAttr(dst, "href", l.Href)
	dst = appendAttr(dst, "type", l.Type)
	dst = appendAttr(dst, "hreflang", l.Hreflang)
	dst = appendAttr(dst, "title", l.Title)
	dst = appendNumber(dst, "length", l.Length)
	return append(dst, "/>"...)
}

// appendTranslations links the same story in other languages. Atom allows one
// alternate link for a language (RFC 4287, 4.1.2), so the first one counts.
func appendTranslations(dst []byte, name string, it *Item) []byte {
	for i, t := range it.Translations {
		if said(t.Language) != Und && said(t.Language) != said(it.Language) && !translated(it.Translations[:i], t.Language) {
			dst = appendLink(dst, name, link{Rel: "alternate", Href: webAddress(t.Link), Hreflang: said(t.Language), Title: t.Title})
		}
	}
	return dst
}

func translated(earlier []Translation, language string) bool {
	for _, t := range earlier {
		if said(t.Language) == said(language) && webAddress(t.Link) != "" {
			return true
		}
	}
	return false
}

// appendMediaContent writes m with caption and credit (Media RSS 1.5.1).
func appendMediaContent(dst []byte, m *Media) []byte {
	dst = append(dst, "<media:content"...)
	dst = appendAttr(dst, "url", m.URL)
	dst = appendAttr(dst, "type", m.Type)
	dst = appendAttr(dst, "medium", medium(m.Type))
	dst = appendNumber(dst, "fileSize", m.Length)
	dst = appendNumber(dst, "width", int64(m.Width))
	dst = appendNumber(dst, "height", int64(m.Height))
	dst = appendNumber(dst, "duration", int64(m.Seconds))
	dst = append(dst, '>')
	dst = appendElement(dst, "media:title", m.Title, xmlText)
	dst = appendElement(dst, "media:description", m.Alt, xmlText)
	dst = appendElement(dst, "media:credit", m.Credit, xmlText)
	return append(dst, "</media:content>"...)
}
