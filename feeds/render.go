package feeds

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// A Format is one of the three kinds of document; its value is the file
// extension used in addresses.
type Format string

// The formats that are written.
const (
	RSS  Format = "rss"  // RSS 2.0
	Atom Format = "atom" // Atom 1.0, RFC 4287
	JSON Format = "json" // JSON Feed 1.1
)

// Formats lists all formats in the order in which they are offered to people.
var Formats = []Format{RSS, Atom, JSON}

// MediaType is the Content-Type of a format, with its charset.
func (f Format) MediaType() string {
	switch f {
	case RSS:
		return "application/rss+xml; charset=utf-8"
	case Atom:
		return "application/atom+xml; charset=utf-8"
	}
	return "application/feed+json; charset=utf-8"
}

// Encode writes one item as it stands in a document, with what parts it from the
// one before: it is encoded once and shared by all feeds that show it. What came
// in may be anything; what goes out is well-formed. Fields for editors only (Editor, Embargo, Repairs) are left out,
// and of an item that is gone nothing is left but what a tombstone says.
func Encode(it *Item, format Format) ([]byte, error) {
	return encode(it, format, false)
}

// Render writes f whole: its items, and its Envelope around them. Where f does
// not say when it was updated, its newest item does.
func Render(f *Feed, format Format) ([]byte, error) {
	return render(f, format, false)
}

// RenderForEditors writes JSON Feed with the fields that outlets never see:
// _silkwire.editor, .embargoed_until and .repairs, of the items and of the feed.
func RenderForEditors(f *Feed) ([]byte, error) {
	return render(f, JSON, true)
}

func render(f *Feed, format Format, editors bool) ([]byte, error) {
	e, err := newEnvelope(f, format, editors)
	if err != nil {
		return nil, err
	}
	items := slices.Clone(f.Items)
	for i := range f.Deleted {
		items = append(items, *f.Deleted[i].gone(f.Language))
	}
	parts := make([][]byte, 1, len(items)+2)
	for i := range items {
		item, err := encode(&items[i], format, editors)
		if err != nil {
			return nil, err
		}
		parts = append(parts, item)
	}
	updated := f.Updated
	if stamp(updated).IsZero() {
		updated = newest(f.Items)
	}
	return bytes.Join(e.Enclose(parts, updated), nil), nil
}

var (
	errNoItem = errors.New("encode item: there is none")
	errNoFeed = errors.New("render feed: there is none")
)

func encode(it *Item, format Format, editors bool) ([]byte, error) {
	if it == nil {
		return nil, errNoItem
	}
	if it.Status.Gone() {
		it = it.tombstone()
	}
	scratch := scratches.Get().(*[]byte)
	defer scratches.Put(scratch)
	dst := (*scratch)[:0]
	switch format {
	case RSS:
		dst = appendRSS(append(dst, '\n'), it)
	case Atom:
		dst = appendAtom(append(dst, '\n'), it)
	case JSON:
		dst = appendJSON(append(dst, ",\n"...), it, editors)
	default:
		return nil, unknownFormat(format)
	}
	if cap(dst) <= maxScratch {
		*scratch = dst
	}
	return bytes.Clone(dst), nil
}

// Items are written into scratches and copied out at their true size, because
// what is shared is kept for long. One of unusual size is let go.
var scratches = sync.Pool{New: func() any { return new([]byte) }}

const maxScratch = 1 << 20

func unknownFormat(format Format) error {
	return fmt.Errorf("unknown format %q: use %q, %q or %q", format, RSS, Atom, JSON)
}

func newest(items []Item) Time {
	var last Time
	for i := range items {
		for _, t := range []Time{items[i].Published, items[i].Updated} {
			if !stamp(t).IsZero() && t.After(last.Time) {
				last = t
			}
		}
	}
	return last
}
