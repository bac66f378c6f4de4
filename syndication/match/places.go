package match

import (
	"sync"

	"github.com/silkwire/silkwire/syndication/match/segment"
)

// The places of a doc are where a term may begin in its fields. They take more
// memory than all else of it, and none of them is needed any more when it has
// been matched: then they leave their room to another doc. Who asks the doc
// again, to explain a match, has it read again.
type places struct {
	units   []unit
	runs    []run
	windows []*segment.Reading // of runs, nil until it is asked for
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

// placesRoom holds places that are done, for what they have room for.
var placesRoom = sync.Pool{New: func() any { return new(places) }}

// mostKept is how many units may stand in places that are kept for another doc.
const mostKept = 1 << 16

// read finds the places, unless they are known.
func (d *Doc) read() {
	if d.places != nil {
		return
	}
	d.places = placesRoom.Get().(*places)
	for i := range d.fields {
		d.readField(&d.fields[i])
	}
}

func (d *Doc) readField(f *field) {
	f.first = len(d.units)
	s := newScanner(f.text, d.lang)
	for {
		span, ok := s.next()
		if !ok {
			break
		}
		if span.run {
			d.addRun(f.text, span)
			continue
		}
		d.units = append(d.units, unit{
			hash:  wordKey(f.text[span.start:span.end], d.lang),
			start: uint32(span.start),
			size:  uint16(span.end - span.start),
		})
	}
	f.last = len(d.units)
}

// forget leaves the room of the places to other docs.
func (d *Doc) forget() {
	p := d.places
	if p == nil {
		return
	}
	d.places = nil
	for _, w := range p.windows {
		if w != nil {
			w.Done()
		}
	}
	clear(p.windows)
	clear(p.runs)
	if cap(p.units) <= mostKept {
		p.units, p.runs, p.windows = p.units[:0], p.runs[:0], p.windows[:0]
		placesRoom.Put(p)
	}
}

// word reads the word at unit i of f.
func (d *Doc) word(f *field, i int) *word {
	u := &d.units[i]
	return wordOf(f.text[u.start:u.end()], d.lang)
}
