package feeds

import (
	"bytes"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed/rss"
)

// readRSS reads RSS 0.9x, 1.0 and 2.0.
func (rd *reader) readRSS(doc string) (*Feed, error) {
	src, err := (&rss.Parser{}).Parse(bytes.NewReader(rd.mended(doc)))
	if err != nil {
		return nil, err
	}
	x := extensions(src.Extensions)
	rd.base = firstText(x.attr("sw", "scope", "base"), rd.opt.URL)
	f := &Feed{
		Title:       headline(src.Title, looseTitle),
		Description: plain(firstText(src.Description, x.text("itunes", "summary"), x.text("atom", "subtitle"))),
		Language:    firstText(src.Language, x.text("dc", "language"), x.attr("sw", "scope", "lang")),
		Link:        absoluteLink(src.Link, rd.base),
		Credit:      plain(firstText(src.Copyright, x.text("dc", "rights"), x.text("media", "copyright"), x.text("itunes", "author"), x.text("dc", "publisher"), x.text("dc", "creator"))),
		Updated:     rd.feedDate(src.LastBuildDate, src.PubDate, x.text("atom", "updated"), x.text("dc", "date")),
		Hints:       rssHints(src, x),
	}
	if src.Image != nil {
		f.Image = absoluteLink(src.Image.URL, rd.base)
	}
	if f.Image == "" {
		f.Image = absoluteLink(x.attr("itunes", "image", "href"), rd.base)
	}
	rd.feedLinks(f, x.links())
	if f.Link == "" {
		f.Link = alternate(x.links(), "", rd.base)
	}
	if f.Link == "" && len(src.Links) > 0 {
		f.Link = absoluteLink(src.Links[0], rd.base)
	}
	rd.baseAfter(f)
	f.ID = firstText(x.text("atom", "id"), f.Self)
	f.Archive.Page = x.has("fh", "archive") || x.has("history", "archive")
	f.Deleted = rd.tombstones(x)
	for _, it := range src.Items {
		f.Items = append(f.Items, rd.rssItem(it))
	}
	return f, nil
}

func (rd *reader) rssItem(src *rss.Item) Item {
	x := extensions(src.Extensions)
	base := firstText(x.attr("sw", "scope", "base"), rd.base)
	it := Item{
		Title:    headline(firstText(src.Title, x.text("dc", "title"), x.text("media", "title"), x.text("atom", "title"), x.text("itunes", "title")), looseTitle),
		Language: firstText(x.text("dc", "language"), x.attr("sw", "scope", "lang"), x.attr("sw", "title", "lang"), x.attr("sw", "description", "lang"), src.Custom["language"]),
		Credit:   plain(firstText(x.text("dc", "rights"), x.text("dcterms", "rights"), x.text("media", "copyright"), x.text("creativeCommons", "license"))),
	}
	rd.rssIdentity(&it, src, x, base)
	it.Published = rd.date(&it, src.Custom[ownDate], x.text("dc", "date"), x.text("dcterms", "issued"), x.text("dcterms", "created"),
		x.text("atom", "published"), x.text("prism", "publicationDate"), src.Custom["date"], src.Custom["published"], src.Custom["pubdate"])
	it.Updated = rd.date(&it, x.text("atom", "updated"), x.text("dcterms", "modified"), x.text("prism", "modificationDate"), src.Custom["updated"])
	it.Authors = rssAuthors(src, x)
	it.Origin = rssOrigin(src, x, base)
	rd.rssText(&it, src, x, base)
	rd.newsroom(&it, x)
	it.Keywords = rssKeywords(&it, src, x)
	it.Media = append(rssMedia(src, base), append(x.media(base), it.Media...)...)
	return it
}

// rssIdentity settles id and link: the guid is a link where it says so and no
// other link is there.
func (rd *reader) rssIdentity(it *Item, src *rss.Item, x extensions, base string) {
	links := x.links()
	candidates := append([]string{src.Link}, src.Links...)
	candidates = append(candidates, alternate(links, "", base), x.text("feedburner", "origLink"))
	if src.GUID != nil {
		it.ID = src.GUID.Value
		if src.GUID.IsPermalink != "false" {
			candidates = append(candidates, src.GUID.Value)
		}
	}
	it.ID = firstText(it.ID, x.attr("sw", "scope", "about"), x.text("atom", "id"), x.text("dc", "identifier"))
	if orig := x.text("feedburner", "origLink"); orig != "" { // the page behind a counting redirect
		candidates = append([]string{orig}, candidates...)
	}
	chosen := ""
	for _, c := range candidates {
		if it.Link = CanonicalLink(c, base); it.Link != "" {
			chosen = c
			break
		}
	}
	rd.fragments = append(rd.fragments, fragmentOf(chosen))
	it.Translations = translations(links, base)
}

// rssText takes description and content:encoded. A description with markup is
// the content where there is no other.
func (rd *reader) rssText(it *Item, src *rss.Item, x extensions, base string) {
	description := firstText(src.Description, x.text("dc", "description"), x.text("atom", "summary"), x.text("itunes", "summary"), x.text("media", "description"))
	content := firstText(src.Content, src.Custom["encoded"], x.text("atom", "content"), src.Custom["body"], src.Custom["content"], src.Custom["fulltext"])
	if extensionBody := x.inner("xhtml", "body"); content == "" {
		content = extensionBody
	}
	it.Summary = plain(description)
	if content == "" && looksLikeHTML(description) {
		content = description
	}
	rd.setContent(it, content, firstText(x.attr("sw", "encoded", "base"), x.attr("sw", "description", "base"), it.Link, base))
}

// setContent cleans HTML and takes its first picture for the item.
func (rd *reader) setContent(it *Item, content, base string) {
	clean, first := cleanHTML(content, base)
	it.Content = clean
	if first != nil {
		it.Media = append(it.Media, *first)
	}
}

// rssOrigin is the feed that an item was taken from (RSS 2.0, source).
func rssOrigin(src *rss.Item, x extensions, base string) Origin {
	if src.Source != nil {
		return Origin{headline(src.Source.Title, looseTitle), withoutSecrets(absoluteLink(src.Source.URL, base))}
	}
	return Origin{Title: headline(x.text("dc", "source"), looseTitle)}
}

func rssAuthors(src *rss.Item, x extensions) []Person {
	var people []Person
	if m := nameElement.FindStringSubmatch(src.Author); m != nil { // an author of Atom without its namespace
		people = append(people, Person{Name: plain(m[1])})
	} else {
		people = appendPersons(people, src.Author)
	}
	people = appendPersons(people, x.texts("dc", "creator")...)
	people = append(people, x.persons("atom", "author")...)
	if len(people) == 0 {
		people = appendPersons(people, x.text("itunes", "author"), x.text("dc", "author"), src.Custom["creator"])
	}
	return distinctPersons(people)
}

var nameElement = regexp.MustCompile(`(?s)<name>(.{1,300}?)</name>`)

// appendPersons reads names as RSS gives them: "name", "mail", "mail (name)",
// "name <mail>", "name (mail)".
func appendPersons(people []Person, texts ...string) []Person {
	for _, s := range texts {
		if p := personOf(s); p != (Person{}) {
			people = append(people, p)
		}
	}
	return people
}

// byline is what stands before a name in print. "Von" and "De" are names too.
var byline = regexp.MustCompile(`^(?:(?:By|BY|by)[ \x{a0}:]\s*|بقلم[ :]\s*|作者\s*[:：]\s*)`)

func personOf(s string) Person {
	s = byline.ReplaceAllString(headline(s, looseTitle), "")
	if !strings.Contains(s, "@") || len(s) > 300 {
		return Person{Name: s}
	}
	if before, after, ok := strings.Cut(s, "("); ok && strings.HasSuffix(after, ")") {
		before, after = strings.TrimSpace(before), strings.TrimSpace(strings.TrimSuffix(after, ")"))
		if strings.Contains(before, "@") {
			return Person{Name: after, Email: before}
		}
		return Person{Name: before, Email: after}
	}
	if a, err := mail.ParseAddress(s); err == nil {
		return Person{Name: a.Name, Email: a.Address}
	}
	return Person{Name: s}
}

func distinctPersons(people []Person) []Person {
	var out []Person
	seen := map[string]bool{}
	for _, p := range people {
		p.Name, p.Email = foldLines(p.Name, false), strings.TrimSpace(p.Email)
		key := strings.ToLower(p.Name)
		if key == "" {
			key = strings.ToLower(p.Email + p.URL)
		}
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, p)
	}
	return out
}

// ownCategory takes a category of ours, by which the XML formats say what they
// have no element for; false for all others. A tombstone's summary is its note.
func (it *Item) ownCategory(scheme, term string) bool {
	term = strings.TrimSpace(term)
	switch scheme {
	case SectionScheme:
		it.Section = term
	case PlaceScheme:
		it.Place = term
	case StatusScheme:
		if s := Status(term); s == Withdrawn || s == Expired {
			it.Status, it.Note = s, it.Summary
		}
	default:
		return false
	}
	return true
}

// rssKeywords are the categories of an item, and what other vocabularies call so.
func rssKeywords(it *Item, src *rss.Item, x extensions) []string {
	var words []string
	for _, c := range src.Categories {
		if !it.ownCategory(c.Domain, c.Value) && !it.mediaTopic(c.Domain, c.Value, "") {
			words = append(words, headline(c.Value, looseTitle))
		}
	}
	for _, s := range x.texts("dc", "subject") {
		words = append(words, headline(s, looseTitle))
	}
	for _, a := range x.all("atom", "category") {
		words = append(words, firstText(a.Attrs["label"], a.Attrs["term"]))
	}
	for _, list := range []string{x.text("itunes", "keywords"), x.text("media", "keywords"), x.text("prism", "keyword"), src.Custom["keywords"]} {
		words = append(words, splitWords(list)...)
	}
	return words
}

// splitWords splits a list at the commas of any script.
func splitWords(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",;，；、،؛", r) })
}

func rssMedia(src *rss.Item, base string) []Media {
	var media []Media
	for _, e := range src.Enclosures {
		length, _ := strconv.ParseInt(strings.TrimSpace(e.Length), 10, 64)
		media = append(media, Media{URL: absoluteLink(e.URL, base), Type: e.Type, Length: max(length, 0)})
	}
	return media
}

// rssHints are the publisher's wishes: ttl, skipHours, skipDays and sy:update*.
func rssHints(src *rss.Feed, x extensions) Hints {
	h := Hints{TTL: positive(src.TTL), UpdatePeriod: strings.ToLower(x.text("sy", "updatePeriod")), UpdateFrequency: positive(x.text("sy", "updateFrequency"))}
	for _, s := range src.SkipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n <= 24 && len(h.SkipHours) < 24 {
			h.SkipHours = append(h.SkipHours, n%24) // 24 is midnight in RSS 0.92
		}
	}
	for _, s := range src.SkipDays {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(strings.TrimSpace(s), day.String()) && len(h.SkipDays) < 7 {
				h.SkipDays = append(h.SkipDays, day.String())
			}
		}
	}
	return h
}

// positive is the number in s, or 0.
func positive(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 || n > 1<<30 {
		return 0
	}
	return n
}

// firstText is the first of texts that is not blank.
func firstText(texts ...string) string {
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
