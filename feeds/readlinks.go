package feeds

import (
	"strings"

	"github.com/silkwire/silkwire/feeds/lang"
)

// mended is doc as the parser behind may read it.
func (rd *reader) mended(doc string) []byte {
	out, cut := mend(doc, rd.opt.MaxItems, &rd.repairs)
	rd.cut = cut
	return out
}

// baseAfter serves relative links where neither the document nor its address
// gives a base: against the page for people.
func (rd *reader) baseAfter(f *Feed) {
	if rd.base == "" || absoluteLink(rd.base, "") == "" {
		rd.base = firstText(absoluteLink(rd.base, rd.opt.URL), f.Link, f.Self)
	}
}

// feedLinks takes self, hub and archive links (RFC 4287, WebSub, RFC 5005).
func (rd *reader) feedLinks(f *Feed, links []linkElement) {
	for _, l := range links {
		address := absoluteLink(l.href, rd.base)
		if address == "" {
			continue
		}
		switch l.rel {
		case "self":
			f.Self = firstText(f.Self, withoutSecrets(address))
		case "hub":
			f.Hubs = append(f.Hubs, address)
		case "prev-archive":
			f.Archive.Prev = address
		case "next-archive":
			f.Archive.Next = address
		case "current":
			f.Archive.Current = address
		}
	}
}

// alternate is the page for people: the first alternate link that is HTML and
// in the item's language, as far as links say.
func alternate(links []linkElement, language, base string) string {
	best, score := "", 0
	for _, l := range links {
		address := absoluteLink(l.href, base)
		if l.rel != "alternate" || address == "" {
			continue
		}
		n := 1
		if l.typ == "" || strings.Contains(l.typ, "html") {
			n += 4
		}
		if l.language == "" || language != "" && lang.Canonical(l.language) == lang.Canonical(language) {
			n += 2
		}
		if n > score {
			best, score = address, n
		}
	}
	return best
}

// translations are the alternate links that name a language; the item's own is
// taken out when its language is known.
func translations(links []linkElement, base string) []Translation {
	var list []Translation
	for _, l := range links {
		tag := lang.Canonical(l.language)
		address := CanonicalLink(l.href, base)
		if l.rel == "alternate" && tag != Und && address != "" {
			list = append(list, Translation{Language: tag, Link: address, Title: headline(l.title, looseTitle)})
		}
	}
	return list
}

// feedDate is the first of texts that is a date; a feed's date in the future
// is the present.
func (rd *reader) feedDate(texts ...string) Time {
	t := rd.date(nil, texts...)
	if t.After(rd.opt.Now) {
		t.Time = rd.opt.Now.In(t.Location())
		return t
	}
	t.Original = ""
	return t
}

// tombstones are the items that a feed takes back (RFC 6721).
func (rd *reader) tombstones(x extensions) []Tombstone {
	var list []Tombstone
	for _, prefix := range x.prefixes() {
		for _, e := range x.all(prefix, "deleted-entry") {
			if ref := strings.TrimSpace(e.Attrs["ref"]); ref != "" && len(list) < rd.opt.MaxItems {
				list = append(list, Tombstone{ID: ref, When: rd.feedDate(e.Attrs["when"]), Comment: plain(childText(e, "comment"))})
			}
		}
	}
	return list
}

// newsroom takes what newsrooms say of an item in their own vocabularies:
// PRISM, IPTC, Dublin Core and plain words.
func (rd *reader) newsroom(it *Item, x extensions) {
	it.Place = headline(firstText(x.text("dcterms", "spatial"), x.text("prism", "location"), x.named("dateline", "locationCreated"), x.text("dc", "coverage")), looseTitle)
	it.Section = headline(firstText(x.text("prism", "section"), x.text("slash", "section"), x.named("section", "articleSection")), looseTitle)
	if n := positive(x.named("urgency")); n >= 1 && n <= 9 {
		it.Urgency = n
	}
	it.Note = plain(x.named("ednote", "edNote", "editorialNote"))
	if until := x.named("embargoDate", "embargo", "embargoed", "embargoedUntil", "embargoed_until", "embargoUntil"); until != "" {
		rd.embargo(it, until)
	}
	switch strings.ToLower(x.named("pubStatus", "pubstatus")) {
	case "canceled", "cancelled", "withheld", "stat:canceled", "stat:withheld":
		it.Status = Withdrawn
	}
}

// embargo takes the text of a field for embargoes: a date, or that there is one
// or none.
func (rd *reader) embargo(it *Item, until string) {
	if t, ok := ParseTime(until, rd.opt.Zone); ok {
		it.Embargo = t
		return
	}
	switch strings.ToLower(strings.TrimSpace(until)) {
	case "", "false", "no", "none", "0", "null":
		return
	}
	it.Embargo = At(UntilReleased)
	it.Repairs = append(it.Repairs, "the embargo \""+shorten(until, 60)+"\" cannot be read; an editor must release the item")
}
