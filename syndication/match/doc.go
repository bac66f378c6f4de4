package match

import (
	"slices"
	"sort"
	"strings"
	"sync"

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
// character of a script without spaces. It is small: an item has hundreds.
type unit struct {
	hash   uint64 // of the folded character, or the key of the word
	start  uint32 // bytes in the field's text
	size   uint16 // bytes
	letter bool   // it is a character
}

func (u *unit) end() int { return int(u.start) + int(u.size) }

// A run is a stretch of text in a script without spaces. Its units stand from
// first on, up to that of the next run or to a word.
type run struct {
	text    string
	start   uint32 // bytes in the field's text
	first   int32
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

func (d *Doc) addRun(text string, s span) {
	d.runs = append(d.runs, run{text: text[s.start:s.end], start: uint32(s.start), first: int32(len(d.units))})
	eachLetter(text[s.start:s.end], func(start, end int, hash uint64) {
		d.units = append(d.units, unit{hash: hash, start: uint32(s.start + start), size: uint16(end - start), letter: true})
	})
}

// word reads the word at unit i of f.
func (d *Doc) word(f *field, i int) *word {
	u := &d.units[i]
	return wordOf(f.text[u.start:u.end()], d.lang)
}

// isWord reports whether the characters of units i up to j of one run may be
// read as words: sensible readings have boundaries at both ends.
func (d *Doc) isWord(i, j int) bool {
	r := d.runOf(i)
	if r != d.runOf(j-1) {
		return false
	}
	if r.reading == nil {
		r.reading = readRun(d.tag, r.text)
	}
	return r.reading.word(int(d.units[i].start-r.start), d.units[j-1].end()-int(r.start))
}

// runOf is the run that the character at unit i is in.
func (d *Doc) runOf(i int) *run {
	n := sort.Search(len(d.runs), func(n int) bool { return int(d.runs[n].first) > i })
	return &d.runs[n-1]
}

// beginsWord reports whether words that begin at unit i may reach to unit j or
// farther.
func (d *Doc) beginsWord(i, j, last int) bool {
	const longest = 16 // characters
	r := d.runOf(i)
	for k := j; k <= last && k < j+longest && d.units[k-1].letter && d.runOf(k-1) == r; k++ {
		if d.isWord(i, k) {
			return true
		}
	}
	return false
}
