package feeds

import (
	"encoding/json"
	"fmt"
	"strings"

	jsonfeed "github.com/mmcdole/gofeed/json"
)

// jsonKind checks that JSON is a JSON Feed: by its version, or by items.
func jsonKind(text string) error {
	head := text[:min(len(text), within)]
	if strings.Contains(head, "jsonfeed.org/version") || strings.Contains(text, `"items"`) {
		return nil
	}
	return notFeed("JSON that is no JSON Feed")
}

// jsonOutside is what a document says beside what the parser behind reads.
type jsonOutside struct {
	Version json.RawMessage   `json:"version"`
	Items   []json.RawMessage `json:"items"`
	Hubs    []struct {
		URL string `json:"url"`
	} `json:"hubs"`
	Silkwire silkwire `json:"_silkwire"`
}

// silkwire is what Silkwire adds to a JSON Feed and its items, under _silkwire.
type silkwire struct {
	Origin struct {
		Title string `json:"title"`
		Name  string `json:"name"`
		Link  string `json:"link"`
		URL   string `json:"url"`
	} `json:"origin"`
	Credit       string        `json:"credit"`
	Place        string        `json:"place"`
	Section      string        `json:"section"`
	Urgency      int           `json:"urgency"`
	Note         string        `json:"note"`
	Withdrawn    any           `json:"withdrawn"`
	Expired      any           `json:"expired"`
	Embargo      string        `json:"embargoed_until"`
	Editor       *silkEditor   `json:"editor"`
	Topics       []silkTopic   `json:"topics"`
	Translations []silkForeign `json:"translations"`
	Archive      any           `json:"archive"`
	Current      string        `json:"current"`
}

type silkEditor struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

type silkTopic struct {
	Term   string `json:"term"`
	Scheme string `json:"scheme"`
	Label  string `json:"label"`
}

// silkMedia is what Silkwire adds to an attachment.
type silkMedia struct {
	Silkwire struct {
		Alt    string `json:"alt"`
		Credit string `json:"credit"`
		Width  int    `json:"width"`
		Height int    `json:"height"`
	} `json:"_silkwire"`
}

type silkForeign struct {
	Language string `json:"language"`
	Link     string `json:"link"`
	URL      string `json:"url"`
	ID       string `json:"id"`
	Title    string `json:"title"`
}

// readJSON reads JSON Feed 1.0 and 1.1. An item that cannot be read costs the
// others nothing.
func (rd *reader) readJSON(doc string) (*Feed, error) {
	var own jsonOutside
	var src jsonfeed.Feed
	head, err := rd.jsonHead(doc, &own)
	if err != nil {
		return nil, err
	}
	if own.Items == nil && !strings.Contains(string(own.Version), "jsonfeed.org") {
		return nil, notFeed("JSON that is no JSON Feed")
	}
	if err := json.Unmarshal(head, &src); err != nil {
		if err := json.Unmarshal(coerce(head), &src); err != nil {
			return nil, err
		}
		rd.repairs.add(-1, "took fields of the feed that have the wrong type for what they mean")
	}
	rd.base = rd.opt.URL
	f := &Feed{
		ID: withoutSecrets(src.FeedURL), Title: headline(src.Title, textTitle), Description: plain(src.Description), Language: src.Language,
		Link: absoluteLink(src.HomePageURL, rd.base), Self: absoluteLink(src.FeedURL, rd.base),
		Image: absoluteLink(firstText(src.Icon, src.Favicon), rd.base), Credit: firstText(own.Silkwire.Credit, firstName(src.Authors, src.Author)),
	}
	f.Archive = Archive{Page: isTrue(own.Silkwire.Archive), Prev: absoluteLink(src.NextURL, rd.base), Current: absoluteLink(own.Silkwire.Current, rd.base)}
	for _, h := range own.Hubs {
		f.Hubs = append(f.Hubs, absoluteLink(h.URL, rd.base))
	}
	rd.baseAfter(f)
	for i, raw := range own.Items {
		if i >= rd.opt.MaxItems {
			rd.repairs.add(-1, fmt.Sprintf("left out the items beyond %d", rd.opt.MaxItems))
			break
		}
		if it, ok := rd.jsonItem(raw); ok {
			f.Items = append(f.Items, it)
		}
	}
	return f, nil
}

// jsonHead reads the outer object into own and gives it back without items.
func (rd *reader) jsonHead(doc string, own *jsonOutside) ([]byte, error) {
	fields, err := jsonFields(doc)
	if err != nil {
		mendedDoc := mendJSON(doc)
		if fields, err = jsonFields(mendedDoc); err != nil {
			return nil, err
		}
		rd.cut = !strings.HasSuffix(strings.TrimSpace(doc), "}")
		rd.repairs.add(-1, "mended JSON that is cut off or has a comma too many")
	}
	_ = json.Unmarshal(fields["items"], &own.Items)
	_ = json.Unmarshal(fields["hubs"], &own.Hubs)
	_ = json.Unmarshal(fields["_silkwire"], &own.Silkwire)
	own.Version = fields["version"]
	delete(fields, "items")
	return json.Marshal(fields)
}

func jsonFields(doc string) (fields map[string]json.RawMessage, err error) {
	d := json.NewDecoder(strings.NewReader(doc))
	err = d.Decode(&fields)
	return fields, err
}

func (rd *reader) jsonItem(raw json.RawMessage) (Item, bool) {
	var src jsonfeed.Item
	var extra struct {
		Silkwire    silkwire    `json:"_silkwire"`
		Attachments []silkMedia `json:"attachments"`
	}
	var mended bool
	if err := json.Unmarshal(raw, &src); err != nil {
		src, mended = jsonfeed.Item{}, true
		if err := json.Unmarshal(coerce(raw), &src); err != nil {
			rd.repairs.add(-1, "left out an item that is no object")
			return Item{}, false
		}
	}
	_ = json.Unmarshal(raw, &extra)
	it := Item{
		ID: src.ID, Link: CanonicalLink(firstText(src.URL, src.ExternalURL), rd.base),
		Title: headline(src.Title, textTitle), Summary: plain(src.Summary), Language: src.Language,
		Authors: jsonAuthors(src.Authors, src.Author), Keywords: src.Tags,
	}
	if it.Link == "" {
		it.Link = CanonicalLink(src.ID, "")
	}
	rd.fragments = append(rd.fragments, fragmentOf(firstText(src.URL, src.ExternalURL)))
	if mended {
		it.Repairs = append(it.Repairs, "took fields that have the wrong type for what they mean")
	}
	it.Published = rd.date(&it, src.DatePublished)
	it.Updated = rd.date(&it, src.DateModified)
	if src.ContentHTML != "" {
		rd.setContent(&it, src.ContentHTML, firstText(it.Link, rd.base))
	} else if !isEcho(&src) {
		it.Content = paragraphs(src.ContentText)
	}
	it.Media = append(jsonMedia(&src, extra.Attachments, rd.base), it.Media...)
	extra.Silkwire.apply(&it, rd)
	return it, true
}

// isEcho reports a text that is there because JSON Feed wants one: it says what
// another field says.
func isEcho(src *jsonfeed.Item) bool {
	text := strings.TrimSpace(src.ContentText)
	for _, other := range []string{src.Summary, src.Title, src.URL, src.ID} {
		if text == strings.TrimSpace(other) {
			return true
		}
	}
	return false
}

// apply takes what another Silkwire says of an item.
func (s *silkwire) apply(it *Item, rd *reader) {
	it.Origin = Origin{firstText(s.Origin.Title, s.Origin.Name), withoutSecrets(absoluteLink(firstText(s.Origin.Link, s.Origin.URL), rd.base))}
	it.Credit, it.Place, it.Section, it.Note = s.Credit, s.Place, s.Section, s.Note
	if s.Urgency >= 1 && s.Urgency <= 9 {
		it.Urgency = s.Urgency
	}
	if s.Editor != nil {
		it.Editor = &Person{Name: s.Editor.Name, Email: s.Editor.Email}
	}
	rd.embargo(it, s.Embargo)
	for _, c := range s.Topics {
		it.Topics = append(it.Topics, Category(c))
	}
	switch {
	case isTrue(s.Expired): // says withdrawn as well
		it.Status = Expired
	case isTrue(s.Withdrawn):
		it.Status = Withdrawn
	}
	for _, t := range s.Translations {
		it.Translations = append(it.Translations, Translation{Language: t.Language, Link: CanonicalLink(firstText(t.Link, t.URL), rd.base), ID: t.ID, Title: t.Title})
	}
}

func isTrue(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	}
	return true
}

func firstName(authors []*jsonfeed.Author, author *jsonfeed.Author) string {
	for _, p := range jsonAuthors(authors, author) {
		return p.Name
	}
	return ""
}

func jsonAuthors(authors []*jsonfeed.Author, author *jsonfeed.Author) []Person {
	var people []Person
	if len(authors) == 0 {
		authors = []*jsonfeed.Author{author}
	}
	for _, a := range authors {
		if a != nil {
			people = append(people, Person{Name: headline(a.Name, textTitle), URL: absoluteLink(a.URL, "")})
		}
	}
	return distinctPersons(people)
}

// jsonMedia are image, banner and attachments; more is what Silkwire says of the
// latter.
func jsonMedia(src *jsonfeed.Item, more []silkMedia, base string) []Media {
	var media []Media
	for _, address := range []string{src.Image, src.BannerImage} {
		if url := absoluteLink(address, base); url != "" {
			media = append(media, Media{URL: url, Type: firstText(guessType(url), "image/jpeg")})
		}
	}
	if src.Attachments == nil {
		return media
	}
	for i, a := range *src.Attachments {
		m := Media{URL: absoluteLink(a.URL, base), Type: a.MimeType, Title: headline(a.Title, textTitle),
			Length: max(a.SizeInBytes, 0), Seconds: int(min(max(a.DurationInSeconds, 0), 1<<30))}
		if i < len(more) {
			own := more[i].Silkwire
			m.Alt, m.Credit = foldLines(own.Alt, false), foldLines(own.Credit, false)
			m.Width, m.Height = max(own.Width, 0), max(own.Height, 0)
		}
		media = append(media, m)
	}
	return media
}
