package feeds

import (
	"html"
	"sort"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"
)

// extensions are the elements of other vocabularies, by prefix and name.
type extensions ext.Extensions

// all is every element of a name.
func (x extensions) all(prefix, name string) []ext.Extension { return x[prefix][name] }

func (x extensions) has(prefix, name string) bool { return len(x[prefix][name]) > 0 }

// text is the text of the first element of a name that has one.
func (x extensions) text(prefix, name string) string {
	for _, e := range x[prefix][name] {
		if e.Value != "" {
			return e.Value
		}
	}
	return ""
}

func (x extensions) texts(prefix, name string) []string {
	var texts []string
	for _, e := range x[prefix][name] {
		texts = append(texts, e.Value)
	}
	return texts
}

// attr is an attribute of the first element of a name.
func (x extensions) attr(prefix, name, attribute string) string {
	for _, e := range x[prefix][name] {
		if v := e.Attrs[attribute]; v != "" {
			return v
		}
	}
	return ""
}

// named is the first text of an element of one of these names in any
// vocabulary: newsrooms have many prefixes for the same thing.
func (x extensions) named(names ...string) string {
	for _, name := range names {
		for _, prefix := range x.prefixes() {
			if s := x.text(prefix, name); s != "" {
				return s
			}
		}
	}
	return ""
}

// prefixes in a fixed order.
func (x extensions) prefixes() []string {
	var list []string
	for p := range x {
		list = append(list, p)
	}
	sort.Strings(list)
	return list
}

// inner is the content of an element as HTML, as far as its order is known.
func (x extensions) inner(prefix, name string) string {
	var b strings.Builder
	for _, e := range x[prefix][name] {
		writeInner(&b, e)
	}
	return b.String()
}

func writeInner(b *strings.Builder, e ext.Extension) {
	b.WriteString(html.EscapeString(e.Value))
	names := []string{}
	for name := range e.Children {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		for _, c := range e.Children[name] {
			b.WriteString("<" + name + ">")
			writeInner(b, c)
			b.WriteString("</" + name + ">")
		}
	}
}

// A linkElement is a link of Atom, in whatever format it stands.
type linkElement struct {
	href, rel, typ, language, title, length string
}

func (x extensions) links() []linkElement {
	var links []linkElement
	for _, prefix := range []string{"atom", "atom03", "atom10"} {
		for _, e := range x.all(prefix, "link") {
			rel := e.Attrs["rel"]
			if rel == "" {
				rel = "alternate"
			}
			links = append(links, linkElement{firstText(e.Attrs["href"], e.Value), strings.ToLower(rel), e.Attrs["type"], e.Attrs["hreflang"], e.Attrs["title"], e.Attrs["length"]})
		}
	}
	return links
}

func (x extensions) persons(prefix, name string) []Person {
	var people []Person
	for _, e := range x.all(prefix, name) {
		p := Person{Name: headline(childText(e, "name"), looseTitle), Email: childText(e, "email"), URL: absoluteLink(childText(e, "uri"), "")}
		if p == (Person{}) {
			p = personOf(e.Value)
		}
		people = append(people, p)
	}
	return people
}

func childText(e ext.Extension, name string) string {
	for _, c := range e.Children[name] {
		if c.Value != "" {
			return c.Value
		}
	}
	return ""
}
