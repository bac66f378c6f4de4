package feeds

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	gorilla "github.com/gorilla/feeds"
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

// An Encoded item is an item as it stands in a document of one format, ready to
// be joined with others. It is encoded once and shared by all feeds that show it.
type Encoded []byte

// Encode writes one item. What came in may be anything; what goes out is
// well-formed. Fields for editors only (Editor, Embargo, Repairs) are left out,
// and of an item that is gone nothing is left but what a tombstone says.
func Encode(it *Item, format Format) (Encoded, error) {
	return encode(it, format, false)
}

// Join writes the document of f around items that are already encoded; f.Items
// is not read. f.Deleted follows the items.
func Join(f *Feed, format Format, items []Encoded) ([]byte, error) {
	return joined(Parts(f, format, items))
}

// Parts is Join for who need not have the document in one piece: its parts in
// their order, the first its head, the last its tail. The items among them are
// those given.
func Parts(f *Feed, format Format, items []Encoded) ([][]byte, error) {
	return parts(f, format, items, false)
}

// joined takes memory that need not be cleared first, which halves the cost.
func joined(parts [][]byte, err error) ([]byte, error) { return bytes.Join(parts, nil), err }

// Render writes f whole: Encode for each item, then Join. Where f does not say
// when it was updated, its newest item does.
func Render(f *Feed, format Format) ([]byte, error) {
	return render(f, format, false)
}

// RenderForEditors writes JSON Feed with the fields that outlets never see:
// _silkwire.editor, .embargoed_until and .repairs, of the items and of the feed.
func RenderForEditors(f *Feed) ([]byte, error) {
	return render(f, JSON, true)
}

func render(f *Feed, format Format, editors bool) ([]byte, error) {
	if f == nil {
		return nil, errNoFeed
	}
	dated := *f
	if stamp(f.Updated).IsZero() {
		dated.Updated = newest(f.Items)
	}
	items := make([]Encoded, len(f.Items))
	for i := range f.Items {
		var err error
		if items[i], err = encode(&f.Items[i], format, editors); err != nil {
			return nil, err
		}
	}
	return joined(parts(&dated, format, items, editors))
}

var (
	errNoItem = errors.New("encode item: there is none")
	errNoFeed = errors.New("render feed: there is none")
)

func encode(it *Item, format Format, editors bool) (Encoded, error) {
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
		dst = appendRSS(dst, it)
	case Atom:
		dst = appendAtom(dst, it)
	case JSON:
		dst = appendJSON(dst, it, editors)
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

func parts(f *Feed, format Format, items []Encoded, editors bool) ([][]byte, error) {
	if f == nil {
		return nil, errNoFeed
	}
	for i := range f.Deleted {
		e, err := encode(f.Deleted[i].gone(f.Language), format, editors)
		if err != nil {
			return nil, err
		}
		items = append(items[:len(items):len(items)], e)
	}
	switch format {
	case RSS:
		return joinXML(newRSS(f), items)
	case Atom:
		return joinXML(newAtom(f), tombstonesFirst(items))
	case JSON:
		return fill(appendJSONFeed(nil, f, editors), []byte("\n]}\n"), items, ",\n"), nil
	}
	return nil, unknownFormat(format)
}

// tombstonesFirst moves deleted entries before the entries: Atom's schema (RFC
// 4287, appendix B) has every other child of a feed before its entries.
func tombstonesFirst(items []Encoded) []Encoded {
	sorted := make([]Encoded, 0, len(items))
	for _, gone := range []bool{true, false} {
		for _, e := range items {
			if bytes.HasPrefix(e, []byte(deletedEntry)) == gone {
				sorted = append(sorted, e)
			}
		}
	}
	return sorted
}

// joinXML lets gorilla/feeds write the envelope with a slot in it, and puts the
// items there without writing them a second time.
func joinXML(d gorilla.XmlFeed, items []Encoded) ([][]byte, error) {
	var envelope bytes.Buffer
	if err := gorilla.WriteXML(d, &envelope); err != nil {
		return nil, fmt.Errorf("write the envelope: %w", err)
	}
	head, tail, ok := bytes.Cut(envelope.Bytes(), []byte(slot))
	if !ok {
		return nil, errors.New("write the envelope: it has no place for items")
	}
	return fill(head, append(tail, '\n'), items, "\n"), nil
}

// fill puts items, one a line, between head and tail.
func fill(head, tail []byte, items []Encoded, separator string) [][]byte {
	parts := make([][]byte, 0, 2*len(items)+2)
	parts = append(parts, head)
	next, between := []byte("\n"), []byte(separator)
	for _, e := range items {
		parts = append(parts, next, e)
		next = between
	}
	return append(parts, tail)
}

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
