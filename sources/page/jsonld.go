package page

import (
	"encoding/json"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/silkwire/silkwire/feeds"
)

// An object is a node of JSON-LD (schema.org).
type object map[string]any

const (
	maxJSONLD  = 1 << 20 // bytes of one script
	maxObjects = 500
)

// readJSONLD collects the objects of a page's scripts, those inside @graph too.
func readJSONLD(doc *goquery.Document) (list []object) {
	doc.Find(`script[type^="application/ld+json"]`).EachWithBreak(func(i int, s *goquery.Selection) bool {
		raw := strings.TrimSpace(s.Text())
		raw = strings.TrimSuffix(strings.TrimPrefix(raw, "<!--"), "-->")
		if len(raw) > maxJSONLD {
			return true
		}
		var value any
		if json.Unmarshal([]byte(escapeControls(raw)), &value) == nil {
			list = flatten(value, list)
		}
		return len(list) < maxObjects
	})
	return list
}

func flatten(value any, list []object) []object {
	switch v := value.(type) {
	case []any:
		for _, each := range v {
			list = flatten(each, list)
		}
	case map[string]any:
		list = append(list, v)
		list = flatten(v["@graph"], list)
	}
	return list[:min(len(list), maxObjects)]
}

// escapeControls mends what publishers paste into strings: bare line breaks and tabs.
func escapeControls(raw string) string {
	if json.Valid([]byte(raw)) {
		return raw
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, raw)
}

// is reports whether o is of a type whose name ends in one of the given.
func (o object) is(kinds ...string) bool {
	for _, name := range texts(o["@type"]) {
		for _, kind := range kinds {
			if strings.HasSuffix(name, kind) {
				return true
			}
		}
	}
	return false
}

// articleObject is the page's article in JSON-LD; nil if it has none.
func (p *Page) articleObject() object {
	var found object
	for _, o := range p.data {
		if !o.is("Article", "BlogPosting", "Report", "NewsRelease", "PressRelease") || o.text("headline", "name") == "" {
			continue
		}
		if found == nil || found.text("articleBody") == "" && o.text("articleBody") != "" {
			found = o
		}
	}
	return found
}

func (p *Page) publisher() string {
	for _, o := range p.data {
		if named, ok := first(o["publisher"]).(map[string]any); ok {
			if name := object(named).text("name"); name != "" {
				return name
			}
		}
	}
	return ""
}

// text gives the first of the keys that holds text.
func (o object) text(keys ...string) string {
	for _, key := range keys {
		for _, t := range texts(o[key]) {
			if t = collapse(feeds.Text(t)); t != "" {
				return t
			}
		}
	}
	return ""
}

// texts are the strings in a value: itself, its members, or the name of an object.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, each := range v {
			all = append(all, texts(each)...)
		}
		return all
	case map[string]any:
		for _, key := range []string{"name", "headline", "@value", "url"} {
			if s, ok := v[key].(string); ok && s != "" {
				return []string{s}
			}
		}
	}
	return nil
}

func first(value any) any {
	if list, ok := value.([]any); ok {
		if len(list) == 0 {
			return nil
		}
		return list[0]
	}
	return value
}

// people reads author or editor: a name, an object, or a list of either.
func (o object) people(key string) (list []feeds.Person) {
	values, ok := o[key].([]any)
	if !ok {
		values = []any{o[key]}
	}
	for _, value := range values {
		switch v := value.(type) {
		case string:
			list = append(list, feeds.Person{Name: collapse(v)})
		case map[string]any:
			who := feeds.Person{Name: object(v).text("name"), URL: feeds.CanonicalLink(object(v).text("url"), "")}
			who.Email = strings.TrimPrefix(object(v).text("email"), "mailto:")
			if who.Name != "" {
				list = append(list, who)
			}
		}
	}
	return list
}

// picture reads image: an address, an ImageObject, or a list of either.
func (o object) picture(base string) feeds.Media {
	switch v := first(o["image"]).(type) {
	case string:
		return feeds.Media{URL: feeds.CanonicalLink(v, base)}
	case map[string]any:
		img := object(v)
		return feeds.Media{
			URL:    feeds.CanonicalLink(img.text("url", "contentUrl", "@id"), base),
			Alt:    img.text("caption", "description", "name"),
			Credit: img.text("creditText", "author", "creator", "copyrightHolder"),
			Width:  number(img["width"]),
			Height: number(img["height"]),
		}
	}
	return feeds.Media{}
}

func number(value any) int {
	if n, ok := value.(float64); ok && n > 0 && n < 1e6 {
		return int(n)
	}
	return 0
}
