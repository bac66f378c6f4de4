package feeds

import "encoding/xml"

// atomDocument is Atom 1.0 (RFC 4287) around its entries. It is a gorilla/feeds
// XmlFeed.
type atomDocument struct {
	XMLName   xml.Name      `xml:"feed"`
	Atom      string        `xml:"xmlns,attr"`
	Deleted   string        `xml:"xmlns:at,attr"`
	History   string        `xml:"xmlns:fh,attr"`
	Media     string        `xml:"xmlns:media,attr"`
	Language  string        `xml:"xml:lang,attr,omitempty"`
	ID        string        `xml:"id"`
	Title     string        `xml:"title"`
	Subtitle  string        `xml:"subtitle,omitempty"`
	Updated   raw           `xml:"updated"`
	Author    string        `xml:"author>name"`
	Rights    string        `xml:"rights,omitempty"`
	Logo      string        `xml:"logo,omitempty"`
	Generator atomGenerator `xml:"generator"`
	Links     []link        `xml:"link"`
	Archive   *struct{}     `xml:"fh:archive"`
	Entries   string        `xml:",innerxml"`
}

type atomGenerator struct {
	URI  string `xml:"uri,attr"`
	Name string `xml:",chardata"`
}

func (d *atomDocument) FeedXml() any { return d }

func newAtom(f *Feed) *atomDocument {
	d := &atomDocument{
		Atom: nsAtom, Deleted: nsTombstone, History: nsHistory, Media: nsMedia,
		Language:  spoken(f.Language),
		ID:        atomID(feedID(f)),
		Title:     titleOf(f),
		Subtitle:  clean(f.Description),
		Updated:   raw{dateSlot},
		Author:    or(clean(f.Credit), titleOf(f)),
		Rights:    clean(f.Credit),
		Logo:      webAddress(f.Image),
		Generator: atomGenerator{URI: generatorURI, Name: generator},
		Links:     documentLinks(f, Atom),
		Entries:   itemsSlot,
	}
	if f.Archive.Page {
		d.Archive = &struct{}{}
	}
	return d
}

func appendAtom(dst []byte, it *Item) []byte {
	if it.Status.Gone() {
		return appendDeletedEntry(dst, it)
	}
	dst = append(dst, "<entry"...)
	dst = appendAttr(dst, "xml:lang", said(it.Language))
	dst = append(dst, '>')
	dst = appendElement(dst, "id", atomID(Identity(it)), xmlText)
	dst = append(dst, "<title>"...)
	dst = xmlText.append(dst, it.Title)
	dst = append(dst, "</title>"...)
	dst = appendElement(dst, "summary", it.Summary, xmlText)
	dst = appendAtomContent(dst, it)
	dst = appendDate(dst, "published", it.Published, rfc3339)
	dst = appendDate(dst, "updated", firstTime(it.Updated, it.Published), rfc3339)
	for _, p := range it.Authors {
		dst = appendPerson(dst, p)
	}
	for _, c := range categories(it) {
		dst = append(dst, "<category"...)
		dst = appendAttr(dst, "term", c.Term)
		dst = appendAttr(dst, "scheme", c.Scheme)
		dst = appendAttr(dst, "label", c.Label)
		dst = append(dst, "/>"...)
	}
	dst = appendAtomLinks(dst, it)
	dst = appendElement(dst, "rights", it.Credit, xmlText)
	dst = appendAtomSource(dst, it)
	return append(dst, "</entry>"...)
}

// appendAtomContent: an entry without content must have a link (RFC 4287,
// 4.1.2); one that has neither shows the text it has.
func appendAtomContent(dst []byte, it *Item) []byte {
	switch {
	case !blank(it.Content):
		dst = append(dst, `<content type="html">`...)
		dst = appendCDATA(dst, directed(it))
		return append(dst, "</content>"...)
	case webAddress(it.Link) == "":
		return appendElement(dst, "content", textOf(it), xmlText)
	}
	return dst
}

func appendPerson(dst []byte, p Person) []byte {
	name := nameOf(p)
	if name == "" {
		return dst
	}
	dst = append(dst, "<author>"...)
	dst = appendElement(dst, "name", name, xmlText)
	dst = appendElement(dst, "uri", webAddress(p.URL), xmlText)
	dst = appendElement(dst, "email", mailbox(p.Email), xmlText)
	return append(dst, "</author>"...)
}

func appendAtomLinks(dst []byte, it *Item) []byte {
	dst = appendLink(dst, "link", link{Rel: "alternate", Href: webAddress(it.Link)})
	dst = appendTranslations(dst, "link", it)
	media := usableMedia(it.Media)
	for i := range media {
		m := &media[i]
		dst = appendLink(dst, "link", link{Rel: "enclosure", Href: m.URL, Type: m.Type, Title: m.Title, Length: m.Length})
		if m.Alt != "" || m.Credit != "" || m.Width > 0 || m.Height > 0 || m.Seconds > 0 {
			dst = appendMediaContent(dst, m)
		}
	}
	return dst
}

// appendAtomSource names the source (RFC 4287, 4.2.11). Its own date is not
// known; the item's is the latest that we saw of it.
func appendAtomSource(dst []byte, it *Item) []byte {
	address := webAddress(it.Origin.Link)
	if address == "" && it.Origin.Title == "" {
		return dst
	}
	dst = append(dst, "<source>"...)
	dst = appendElement(dst, "id", address, xmlText)
	dst = appendElement(dst, "title", or(it.Origin.Title, address), xmlText)
	dst = appendDate(dst, "updated", firstTime(it.Updated, it.Published), rfc3339)
	dst = appendLink(dst, "link", link{Rel: "alternate", Href: address})
	return append(dst, "</source>"...)
}

// deletedEntry begins a tombstone.
const deletedEntry = "<at:deleted-entry"

// appendDeletedEntry writes a tombstone (RFC 6721).
func appendDeletedEntry(dst []byte, it *Item) []byte {
	dst = append(dst, deletedEntry...)
	dst = appendAttr(dst, "ref", atomID(Identity(it)))
	dst = appendAttr(dst, "when", formatTime(firstTime(it.Updated, it.Published), rfc3339))
	dst = append(dst, "><at:comment"...)
	dst = appendAttr(dst, "xml:lang", said(it.Language))
	dst = append(dst, '>')
	dst = xmlText.append(dst, it.Summary)
	return append(dst, "</at:comment></at:deleted-entry>"...)
}
