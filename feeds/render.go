package feeds

import "errors"

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
// well-formed. Fields for editors only (Editor, Embargo, Repairs) are left out.
func Encode(it *Item, format Format) (Encoded, error) {
	return nil, errors.New("feeds.Encode: not built yet")
}

// Join writes the document of f around items that are already encoded; f.Items
// is not read.
func Join(f *Feed, format Format, items []Encoded) ([]byte, error) {
	return nil, errors.New("feeds.Join: not built yet")
}

// Render writes f whole: Encode for each item, then Join.
func Render(f *Feed, format Format) ([]byte, error) {
	return nil, errors.New("feeds.Render: not built yet")
}

// RenderForEditors writes JSON Feed with the fields that outlets never see:
// _silkwire.editor, .embargoed_until and .repairs, of the items and of the feed.
func RenderForEditors(f *Feed) ([]byte, error) {
	return nil, errors.New("feeds.RenderForEditors: not built yet")
}
