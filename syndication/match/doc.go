package match

import (
	"slices"
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
)

// A Doc is a text made ready for matching. It belongs to one goroutine.
type Doc struct {
	source   string
	tag      string // of its language
	lang     *language
	fields   []field
	assigned []string // topics as Assign gave them
	found    []string // topics as the last Match found them, with other names of theirs
	*places           // what stands where; nil until it is asked for
}

// A field is a text of an item. Its units stand from first up to last, once it
// has been read.
type field struct {
	name        string
	index       int // of the keyword or author
	text        string
	first, last int
}

// maxText bounds a field, in bytes; what is beyond is not searched.
const maxText = 4 << 20

// NewDoc makes an item of a source ready for matching.
func NewDoc(source string, it *feeds.Item) *Doc {
	d := &Doc{source: source, tag: it.Language, lang: languageOf(it.Language)}
	if d.tag == "" {
		d.tag = lang.Und
	}
	d.fields = make([]field, 0, 3+len(it.Keywords)+len(it.Authors))
	d.add("title", 0, it.Title)
	d.add("summary", 0, it.Summary)
	d.add("content", 0, feeds.Text(it.Content))
	for i, keyword := range it.Keywords {
		d.add("keyword", i, keyword)
	}
	for i, author := range it.Authors {
		d.add("author", i, author.Name)
	}
	return d
}

// Assign gives the doc topics, as a source or an editor did.
func (d *Doc) Assign(topics ...string) {
	for _, id := range topics {
		if !slices.Contains(d.assigned, id) {
			d.assigned = append(d.assigned, id)
		}
	}
}

func (d *Doc) hasTopic(id string) bool {
	return slices.Contains(d.assigned, id) || slices.Contains(d.found, id)
}

func (d *Doc) add(name string, index int, text string) {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	if text != "" {
		d.fields = append(d.fields, field{name: name, index: index, text: text})
	}
}
