package feeds

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/mmcdole/gofeed/atom"
)

// readAtom reads Atom 1.0 and 0.3.
func (rd *reader) readAtom(doc string) (*Feed, error) {
	src, err := (&atom.Parser{}).Parse(bytes.NewReader(rd.mended(doc)))
	if err != nil {
		return nil, err
	}
	x := extensions(src.Extensions)
	rd.base = firstText(x.attr("sw", "scope", "base"), rd.opt.URL)
	links := atomLinks(src.Links)
	f := &Feed{
		ID:          src.ID,
		Title:       headline(src.Title, titleKind(x, "title")),
		Description: plain(src.Subtitle),
		Language:    firstText(src.Language, x.attr("sw", "scope", "lang"), x.text("dc", "language")),
		Link:        alternate(links, "", rd.base),
		Image:       absoluteLink(firstText(src.Logo, src.Icon), rd.base),
		Credit:      plain(src.Rights),
		Updated:     rd.feedDate(src.Updated),
		Hints:       Hints{UpdatePeriod: strings.ToLower(x.text("sy", "updatePeriod")), UpdateFrequency: positive(x.text("sy", "updateFrequency"))},
	}
	if f.Credit == "" && len(src.Authors) > 0 {
		f.Credit = headline(src.Authors[0].Name, looseTitle)
	}
	rd.feedLinks(f, links)
	rd.baseAfter(f)
	f.Archive.Page = x.has("fh", "archive") || x.has("history", "archive")
	f.Deleted = rd.tombstones(x)
	for _, e := range src.Entries {
		f.Items = append(f.Items, rd.atomItem(e))
	}
	return f, nil
}

func (rd *reader) atomItem(src *atom.Entry) Item {
	x := extensions(src.Extensions)
	base := firstText(x.attr("sw", "scope", "base"), rd.base)
	links := atomLinks(src.Links)
	own := firstText(x.attr("sw", "scope", "lang"), x.text("dc", "language"), x.attr("sw", "title", "lang"), x.attr("sw", "content", "lang"), x.attr("sw", "summary", "lang"))
	it := Item{
		ID:       src.ID,
		Title:    headline(firstText(src.Title, x.text("media", "title")), titleKind(x, "title")),
		Language: own,
		Credit:   plain(firstText(src.Rights, x.text("dc", "rights"), x.text("media", "copyright"))),
		Authors:  atomPersons(src.Authors, base),
	}
	page := firstText(x.text("feedburner", "origLink"), alternate(links, own, base))
	it.Link = CanonicalLink(page, base)
	rd.fragments = append(rd.fragments, fragmentOf(page))
	it.Published = rd.date(&it, src.Published, x.text("dc", "date"), x.text("dcterms", "issued"), x.text("atom03", "created"))
	it.Updated = rd.date(&it, src.Updated, x.text("dcterms", "modified"))
	if len(it.Authors) == 0 {
		it.Authors = distinctPersons(appendPersons(nil, x.texts("dc", "creator")...))
	}
	if src.Source != nil {
		it.Origin = Origin{headline(src.Source.Title, looseTitle), withoutSecrets(firstText(alternate(atomLinks(src.Source.Links), "", base), absoluteLink(src.Source.ID, "")))}
		it.Credit = firstText(it.Credit, plain(src.Source.Rights))
		if len(it.Authors) == 0 { // RFC 4287, 4.2.1: the source's authors are the entry's
			it.Authors = atomPersons(src.Source.Authors, base)
		}
	}
	if it.Link == "" {
		it.Link = CanonicalLink(src.ID, "")
	}
	it.Translations = translations(links, base)
	rd.atomText(&it, src, x, base)
	rd.newsroom(&it, x)
	for _, c := range src.Categories {
		if !it.ownCategory(c.Scheme, c.Term) && !it.mediaTopic(c.Scheme, c.Term, c.Label) {
			it.Keywords = append(it.Keywords, headline(firstText(c.Label, c.Term), looseTitle))
		}
	}
	it.Keywords = append(it.Keywords, x.texts("dc", "subject")...)
	it.Media = append(linkMedia(links, base), append(x.media(base), it.Media...)...)
	return it
}

// atomText takes summary and content; content may be text, HTML, XHTML, a file
// in base64 or one that lies elsewhere (RFC 4287, 4.1.3).
func (rd *reader) atomText(it *Item, src *atom.Entry, x extensions, base string) {
	it.Summary = plain(firstText(src.Summary, x.text("media", "description")))
	if titleKind(x, "summary") == textTitle {
		it.Summary = foldLines(src.Summary, false)
	}
	base = firstText(it.Link, base)
	if src.Content == nil {
		if looksLikeHTML(src.Summary) && titleKind(x, "summary") != textTitle {
			rd.setContent(it, src.Summary, firstText(x.attr("sw", "summary", "base"), base))
		}
		return
	}
	typ := strings.ToLower(src.Content.Type)
	switch {
	case src.Content.Src != "":
		address := absoluteLink(src.Content.Src, base)
		if it.Link == "" {
			it.Link = CanonicalLink(address, "")
		} else if !strings.Contains(typ, "html") && address != it.Link {
			it.Media = append(it.Media, Media{URL: address, Type: src.Content.Type})
		}
	case typ == "text" || strings.HasPrefix(typ, "text/plain"):
		it.Content = paragraphs(src.Content.Value)
	case typ == "" && !looksLikeHTML(src.Content.Value):
		it.Content = paragraphs(unescapeText(src.Content.Value))
	case strings.Contains(typ, "/") && !strings.Contains(typ, "html") && !strings.HasSuffix(typ, "xml"):
		// A file within the document is no text to print.
	default:
		rd.setContent(it, src.Content.Value, firstText(x.attr("sw", "content", "base"), base))
	}
}

// titleKind is what an Atom text construct says it is (RFC 4287, 3.1.1).
func titleKind(x extensions, name string) headlineKind {
	switch typ := strings.ToLower(x.attr("sw", name, "type")); {
	case strings.Contains(typ, "html"):
		return htmlTitle
	case typ == "text" || typ == "text/plain":
		return textTitle
	}
	return looseTitle
}

func atomLinks(src []*atom.Link) []linkElement {
	var links []linkElement
	for _, l := range src {
		links = append(links, linkElement{l.Href, strings.ToLower(l.Rel), l.Type, l.Hreflang, l.Title, l.Length})
	}
	return links
}

func atomPersons(src []*atom.Person, base string) []Person {
	var people []Person
	for _, p := range src {
		person := Person{Name: headline(p.Name, looseTitle), Email: strings.TrimSpace(p.Email), URL: absoluteLink(p.URI, base)}
		if person.Email == "" && strings.Contains(person.Name, "@") {
			url := person.URL
			person = personOf(person.Name)
			person.URL = url
		}
		people = append(people, person)
	}
	return distinctPersons(people)
}

// linkMedia are the links with rel="enclosure".
func linkMedia(links []linkElement, base string) []Media {
	var media []Media
	for _, l := range links {
		if l.rel == "enclosure" {
			length, _ := strconv.ParseInt(strings.TrimSpace(l.length), 10, 64)
			media = append(media, Media{URL: absoluteLink(l.href, base), Type: l.typ, Length: max(length, 0), Title: headline(l.title, looseTitle)})
		}
	}
	return media
}
