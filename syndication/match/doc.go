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
	units    []unit
	runs     []run
	assigned []string // topics as Assign gave them
	found    []string // topics as the last Match found them, with other names of theirs
}

// A field is a text of an item. Its units stand from first up to last.
type field struct {
	name        string
	index       int // of the keyword or author
	text        string
	first, last int
}

// A unit is a place in a text at which a term may begin: a word, or a
// character of a script without spaces.
type unit struct {
	hash       uint64 // of the folded word or character
	word       *word  // nil for a character
	start, end uint32 // bytes in the field's text
	run        int32  // of a character: which of Doc.runs it is in
}

// A run is a stretch of text in a script without spaces.
type run struct {
	text    string
	start   uint32   // bytes in the field's text
	reading *reading // nil until it is asked for
}

// maxText bounds a field, in bytes; what is beyond is not searched.
const maxText = 4 << 20

// NewDoc makes an item of a source ready for matching.
func NewDoc(source string, it *feeds.Item) *Doc {
	d := &Doc{source: source, tag: it.Language, lang: languageOf(it.Language)}
	if d.tag == "" {
		d.tag = lang.Und
	}
	content := feeds.Text(it.Content)
	d.units = make([]unit, 0, expectedUnits(it.Title)+expectedUnits(it.Summary)+expectedUnits(content)+8)
	d.add("title", 0, it.Title)
	d.add("summary", 0, it.Summary)
	d.add("content", 0, content)
	for i, keyword := range it.Keywords {
		d.add("keyword", i, keyword)
	}
	for i, author := range it.Authors {
		d.add("author", i, author.Name)
	}
	return d
}

// expectedUnits guesses how many units a text has by its first bytes: in scripts
// without spaces a unit has three bytes, else about seven.
func expectedUnits(text string) int {
	s := newScanner(text[:min(len(text), 64)], und)
	if first, ok := s.next(); ok && first.run {
		return len(text) / 3
	}
	return len(text) / 6
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
	f := field{name: name, index: index, text: text, first: len(d.units)}
	s := newScanner(text, d.lang)
	for {
		span, ok := s.next()
		if !ok {
			break
		}
		if span.run {
			d.addRun(text, span)
		} else if w := wordOf(text[span.start:span.end], d.lang); w.bare != "" {
			d.units = append(d.units, unit{hash: w.hash, word: w, start: uint32(span.start), end: uint32(span.end)})
		}
	}
	if f.last = len(d.units); f.last > f.first {
		d.fields = append(d.fields, f)
	}
}

func (d *Doc) addRun(text string, s span) {
	d.runs = append(d.runs, run{text: text[s.start:s.end], start: uint32(s.start)})
	eachLetter(text[s.start:s.end], func(start, end int, hash uint64) {
		d.units = append(d.units, unit{
			hash:  hash,
			start: uint32(s.start + start),
			end:   uint32(s.start + end),
			run:   int32(len(d.runs) - 1),
		})
	})
}

// isWord reports whether the characters of units i up to j of one run may be
// read as words: sensible readings have boundaries at both ends.
func (d *Doc) isWord(i, j int) bool {
	a, b := &d.units[i], &d.units[j-1]
	if a.run != b.run {
		return false
	}
	r := d.read(a.run)
	return r.reading.word(int(a.start-r.start), int(b.end-r.start))
}

// beginsWord reports whether words that begin at unit i may reach to unit j or
// farther.
func (d *Doc) beginsWord(i, j, last int) bool {
	const longest = 16 // characters
	for k := j; k <= last && k < j+longest && d.units[k-1].run == d.units[i].run; k++ {
		if d.units[k-1].word != nil {
			return false
		}
		if d.isWord(i, k) {
			return true
		}
	}
	return false
}

func (d *Doc) read(n int32) *run {
	r := &d.runs[n]
	if r.reading == nil {
		r.reading = readRun(d.tag, r.text)
	}
	return r
}
