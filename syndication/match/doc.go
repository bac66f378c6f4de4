package match

import (
	"slices"
	"strings"
	"sync"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/syndication/match/segment"
)

// A Doc is a text made ready for matching. It belongs to one goroutine.
type Doc struct {
	source   string
	tag      string // of its language
	lang     *language
	fields   []field
	units    []unit
	runs     []run
	windows  []*segment.Reading // of runs, nil until it is asked for
	width    int32              // how many windows the runs have
	assigned []string           // topics as Assign gave them
	found    []string           // topics as the last Match found them, with other names of theirs
}

// A field is a text of an item. Its units stand from first up to last.
type field struct {
	name        string
	index       int // of the keyword or author
	text        string
	first, last int
}

// A unit is a place in a text at which a term may begin: a word, or a
// character of a script without spaces. It is small: an item has hundreds.
type unit struct {
	hash   uint64 // of the folded character, or the key of the word
	start  uint32 // bytes in the field's text
	size   uint16 // bytes
	letter bool   // it is a character
}

func (u *unit) end() int { return int(u.start) + int(u.size) }

// maxText bounds a field, in bytes; what is beyond is not searched.
const maxText = 4 << 20

// NewDoc makes an item of a source ready for matching.
func NewDoc(source string, it *feeds.Item) *Doc {
	d := &Doc{source: source, tag: it.Language, lang: languageOf(it.Language)}
	if d.tag == "" {
		d.tag = lang.Und
	}
	room := unitRoom.Get().(*[]unit)
	d.units = (*room)[:0]
	d.add("title", 0, it.Title)
	d.add("summary", 0, it.Summary)
	d.add("content", 0, feeds.Text(it.Content))
	for i, keyword := range it.Keywords {
		d.add("keyword", i, keyword)
	}
	for i, author := range it.Authors {
		d.add("author", i, author.Name)
	}
	*room = d.units
	d.units = slices.Clone(d.units)
	unitRoom.Put(room)
	return d
}

// unitRoom holds room in which units are collected: how many there will be is
// not known before.
var unitRoom = sync.Pool{New: func() any { return new([]unit) }}

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
	f := field{name: name, index: index, text: text, first: len(d.units)}
	s := newScanner(text, d.lang)
	for {
		span, ok := s.next()
		if !ok {
			break
		}
		if span.run {
			d.addRun(text, span)
			continue
		}
		d.units = append(d.units, unit{
			hash:  wordKey(text[span.start:span.end], d.lang),
			start: uint32(span.start),
			size:  uint16(span.end - span.start),
		})
	}
	if f.last = len(d.units); f.last > f.first {
		d.fields = append(d.fields, f)
	}
}

// word reads the word at unit i of f.
func (d *Doc) word(f *field, i int) *word {
	u := &d.units[i]
	return wordOf(f.text[u.start:u.end()], d.lang)
}
