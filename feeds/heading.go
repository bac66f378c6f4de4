package feeds

import "strings"

// The namespaces of our documents.
const (
	nsAtom      = "http://www.w3.org/2005/Atom"
	nsContent   = "http://purl.org/rss/1.0/modules/content/"
	nsDC        = "http://purl.org/dc/elements/1.1/"
	nsHistory   = "http://purl.org/syndication/history/1.0"
	nsMedia     = "http://search.yahoo.com/mrss/"
	nsTombstone = "http://purl.org/atompub/tombstones/1.0"
)

const (
	generator    = "Silkwire"
	generatorURI = "https://github.com/silkwire/silkwire"
)

// titleOf is never empty: all three formats want a title.
func titleOf(f *Feed) string { return firstSeen(f.Title, f.Self, f.Link, generator) }

// descriptionOf is never empty: RSS wants one.
func descriptionOf(f *Feed) string { return firstSeen(f.Description, titleOf(f)) }

// homeOf is never empty: RSS wants a link.
func homeOf(f *Feed) string {
	return or(or(webAddress(f.Link), webAddress(f.Self)), "about:blank")
}

func feedID(f *Feed) string {
	return firstSeen(f.ID, f.Self, f.Link, uuidOf("feed\x00"+f.Title))
}

// documentLinks are the links of a whole document: itself, its hubs, its place
// in the archive (RFC 5005, section 4).
func documentLinks(f *Feed, format Format) []link {
	var links []link
	add := func(rel, address, mediaType string) {
		if a := webAddress(address); a != "" {
			links = append(links, link{Rel: rel, Href: a, Type: mediaType})
		}
	}
	kind, _, _ := strings.Cut(format.MediaType(), ";")
	if format == Atom {
		add("alternate", f.Link, "text/html")
	}
	add("self", f.Self, kind)
	for _, hub := range f.Hubs {
		add("hub", hub, "")
	}
	add("prev-archive", f.Archive.Prev, kind)
	add("next-archive", f.Archive.Next, kind)
	add("current", f.Archive.Current, kind)
	return links
}

// spoken is a language as a document names it, "" if it is not known.
func spoken(language string) string {
	if language == Und || !validTag(language) {
		return ""
	}
	return language
}

// said is the language of an item, Und where it is not known: an item that says
// nothing would be taken to be in the language of its feed.
func said(language string) string { return or(spoken(language), Und) }

// validTag checks the shape of RFC 5646 as Atom's schema does: letters, then
// subtags of letters and digits, each of 1 to 8.
func validTag(tag string) bool {
	length, first := 0, true
	for i := 0; i < len(tag); i++ {
		c := tag[i]
		switch {
		case c == '-' && length > 0:
			length, first = 0, false
			continue
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case !first && '0' <= c && c <= '9':
		default:
			return false
		}
		if length++; length > 8 {
			return false
		}
	}
	return length > 0
}

func or(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// firstSeen is the first of texts that is not blank, cleaned.
func firstSeen(texts ...string) string {
	for _, s := range texts {
		if !blank(s) {
			return clean(s)
		}
	}
	return ""
}
