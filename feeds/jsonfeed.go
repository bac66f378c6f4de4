package feeds

import (
	"slices"
	"strings"
)

const jsonVersion = "https://jsonfeed.org/version/1.1"

// appendJSONFeed writes the envelope up to the items; the items and "]}" follow.
func appendJSONFeed(dst []byte, f *Feed, editors bool) []byte {
	dst = append(dst, '{')
	dst = appendText(dst, "version", jsonVersion)
	dst = appendText(dst, "title", titleOf(f))
	dst = appendText(dst, "home_page_url", webAddress(f.Link))
	dst = appendText(dst, "feed_url", webAddress(f.Self))
	dst = appendText(dst, "description", f.Description)
	dst = appendText(dst, "next_url", webAddress(f.Archive.Prev))
	dst = appendText(dst, "icon", webAddress(f.Image))
	dst = appendText(dst, "language", spoken(f.Language))
	if !blank(f.Credit) {
		dst = appendAuthors(dst, []Person{{Name: f.Credit}})
	}
	dst = appendHubs(dst, f.Hubs)
	mark := len(dst)
	dst = appendKey(dst, "_silkwire")
	dst = append(dst, '{')
	if f.Archive.Page {
		dst = append(appendKey(dst, "archive"), "true"...)
	}
	dst = appendText(dst, "current", webAddress(f.Archive.Current))
	if editors {
		dst = appendTexts(dst, "repairs", f.Repairs)
	}
	dst = closeObject(dst, mark)
	dst = appendKey(dst, "items")
	return append(dst, '[')
}

func appendHubs(dst []byte, hubs []string) []byte {
	mark := len(dst)
	dst = appendKey(dst, "hubs")
	dst = append(dst, '[')
	for _, hub := range hubs {
		if hub = webAddress(hub); hub != "" {
			dst = openObject(dst)
			dst = appendText(dst, "type", "WebSub")
			dst = appendText(dst, "url", hub)
			dst = append(dst, '}')
		}
	}
	return closeArray(dst, mark)
}

func appendJSON(dst []byte, it *Item, editors bool) []byte {
	dst = append(dst, '{')
	dst = appendText(dst, "id", Identity(it))
	dst = appendText(dst, "url", webAddress(it.Link))
	dst = appendText(dst, "title", it.Title)
	if !it.Status.Gone() {
		dst = appendText(dst, "summary", it.Summary)
	}
	if blank(it.Content) {
		dst = appendText(dst, "content_text", textOf(it))
	} else {
		dst = appendText(dst, "content_html", directed(it))
	}
	media := usableMedia(it.Media)
	dst = appendText(dst, "image", leadingPicture(media))
	dst = appendJSONDate(dst, "date_published", it.Published)
	dst = appendJSONDate(dst, "date_modified", it.Updated)
	dst = appendAuthors(dst, it.Authors)
	dst = appendTexts(dst, "tags", tags(it, editors))
	dst = appendText(dst, "language", said(it.Language))
	dst = appendAttachments(dst, media)
	dst = appendExtension(dst, it, editors)
	return append(dst, '}')
}

func appendAuthors(dst []byte, people []Person) []byte {
	mark := len(dst)
	dst = appendKey(dst, "authors")
	dst = append(dst, '[')
	for _, p := range people {
		if name := nameOf(p); name != "" {
			dst = openObject(dst)
			dst = appendText(dst, "name", name)
			dst = appendText(dst, "url", webAddress(p.URL))
			dst = append(dst, '}')
		}
	}
	return closeArray(dst, mark)
}

// tags are the labels of the topics, then the source's keywords, each once.
// Editors read the keywords alone: topics stand beside them.
func tags(it *Item, editors bool) []string {
	if editors {
		return it.Keywords
	}
	all := make([]string, 0, len(it.Topics)+len(it.Keywords))
	for _, c := range it.Topics {
		if label := firstSeen(c.Label, c.Term); !slices.Contains(all, label) {
			all = append(all, label)
		}
	}
	for _, k := range it.Keywords {
		if !slices.Contains(all, k) {
			all = append(all, k)
		}
	}
	return all
}

func leadingPicture(media []Media) string {
	for _, m := range media {
		if strings.HasPrefix(m.Type, "image/") {
			return m.URL
		}
	}
	return ""
}

func appendAttachments(dst []byte, media []Media) []byte {
	mark := len(dst)
	dst = appendKey(dst, "attachments")
	dst = append(dst, '[')
	for i := range media {
		m := &media[i]
		dst = openObject(dst)
		dst = appendText(dst, "url", m.URL)
		dst = appendText(dst, "mime_type", m.Type)
		dst = appendText(dst, "title", m.Title)
		dst = appendInt(dst, "size_in_bytes", m.Length)
		dst = appendInt(dst, "duration_in_seconds", int64(m.Seconds))
		own := len(dst)
		dst = appendKey(dst, "_silkwire")
		dst = append(dst, '{')
		dst = appendText(dst, "alt", m.Alt)
		dst = appendText(dst, "credit", m.Credit)
		dst = appendInt(dst, "width", int64(m.Width))
		dst = appendInt(dst, "height", int64(m.Height))
		dst = closeObject(dst, own)
		dst = append(dst, '}')
	}
	return closeArray(dst, mark)
}

// appendExtension writes _silkwire: what JSON Feed has no field for.
func appendExtension(dst []byte, it *Item, editors bool) []byte {
	mark := len(dst)
	dst = appendKey(dst, "_silkwire")
	dst = append(dst, '{')
	dst = appendStatus(dst, it.Status)
	dst = appendText(dst, "note", it.Note)
	dst = appendOrigin(dst, it.Origin)
	dst = appendText(dst, "credit", it.Credit)
	dst = appendTopics(dst, it.Topics)
	dst = appendText(dst, "place", it.Place)
	dst = appendText(dst, "section", it.Section)
	dst = appendInt(dst, "urgency", int64(it.Urgency))
	dst = appendJSONTranslations(dst, it.Translations)
	if editors {
		dst = appendForEditors(dst, it)
	}
	return closeObject(dst, mark)
}

// appendStatus: what has expired is withdrawn too, for readers that know but
// one way of being gone.
func appendStatus(dst []byte, s Status) []byte {
	if s.Gone() {
		dst = append(appendKey(dst, "withdrawn"), "true"...)
	}
	if s == Expired {
		dst = append(appendKey(dst, "expired"), "true"...)
	}
	return dst
}

func appendOrigin(dst []byte, o Origin) []byte {
	mark := len(dst)
	dst = appendKey(dst, "origin")
	dst = append(dst, '{')
	dst = appendText(dst, "title", o.Title)
	dst = appendText(dst, "link", webAddress(o.Link))
	return closeObject(dst, mark)
}

func appendTopics(dst []byte, topics []Category) []byte {
	mark := len(dst)
	dst = appendKey(dst, "topics")
	dst = append(dst, '[')
	for _, c := range topics {
		if !blank(c.Term) {
			dst = openObject(dst)
			dst = appendText(dst, "term", c.Term)
			dst = appendText(dst, "scheme", c.Scheme)
			dst = appendText(dst, "label", c.Label)
			dst = append(dst, '}')
		}
	}
	return closeArray(dst, mark)
}

func appendJSONTranslations(dst []byte, translations []Translation) []byte {
	mark := len(dst)
	dst = appendKey(dst, "translations")
	dst = append(dst, '[')
	for _, t := range translations {
		dst = openObject(dst)
		dst = appendText(dst, "language", said(t.Language))
		dst = appendText(dst, "link", webAddress(t.Link))
		dst = appendText(dst, "title", t.Title)
		dst = appendText(dst, "id", t.ID)
		dst = append(dst, '}')
	}
	return closeArray(dst, mark)
}

func appendForEditors(dst []byte, it *Item) []byte {
	if it.Editor != nil {
		mark := len(dst)
		dst = appendKey(dst, "editor")
		dst = append(dst, '{')
		dst = appendText(dst, "name", it.Editor.Name)
		dst = appendText(dst, "email", it.Editor.Email)
		dst = closeObject(dst, mark)
	}
	dst = appendJSONDate(dst, "embargoed_until", it.Embargo)
	return appendTexts(dst, "repairs", it.Repairs)
}
