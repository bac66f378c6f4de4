// Package feeds says what a feed is. Everything that comes into Silkwire is a
// [Feed], and everything that goes out is one.
//
// [Parse] reads RSS, Atom and JSON Feed documents and settles them at the edge:
// links are absolute, HTML is clean, languages are BCP 47 tags or "und", times
// keep their offset. [Render] writes a Feed as RSS 2.0, Atom 1.0 or JSON Feed
// 1.1. The package is pure: it never opens a file or a connection.
package feeds

import "github.com/silkwire/silkwire/feeds/lang"

// Und is the language of text whose language is not known (BCP 47 "und").
const Und = lang.Und

// A Feed is a list of items with what is said about the list itself.
type Feed struct {
	ID          string // Atom's id: never changes once published (RFC 4287, 4.2.6)
	Title       string // text
	Description string // text
	Language    string // BCP 47, Und if unknown
	Link        string // the page for people
	Self        string // where this document lives, without secrets
	Hubs        []string
	Archive     Archive
	Image       string // address of a logo
	Credit      string // rights and credit line; author of items without one
	Updated     Time
	Items       []Item // newest first in what we write; document order in what we read
	Deleted     []Tombstone
	Hints       Hints
	Repairs     []string // what had to be mended to read the document, in plain words
}

// Archive places a document among the pages of its feed (RFC 5005, section 4).
// All addresses are absolute; "" where there is none.
type Archive struct {
	Page    bool   // this document is an archive page, not the current document
	Prev    string // older
	Next    string // newer
	Current string // the current document; set on archive pages
}

// Hints are a publisher's wishes about polling, in the publisher's words.
type Hints struct {
	TTL             int      // minutes; 0: none (RSS ttl)
	SkipHours       []int    // 0–23, UTC
	SkipDays        []string // "Monday" …, UTC
	UpdatePeriod    string   // sy:updatePeriod
	UpdateFrequency int      // sy:updateFrequency
	Feeds           []string // addresses of the feeds that a web page offers; better read than the page
}

// A Tombstone says that an item was taken back (RFC 6721 deleted-entry).
type Tombstone struct {
	ID      string
	When    Time
	Comment string
}

// An Item is one entry of a feed, settled at the edge.
type Item struct {
	ID           string // the source's own on the way in; ours, a tag: URI (RFC 4151), on the way out
	Link         string // absolute http(s) address, "" if none
	Title        string // text, never markup
	Summary      string // text, never markup
	Content      string // clean HTML with absolute links
	Language     string // BCP 47, or Und
	Authors      []Person
	Editor       *Person // never sent to outlets
	Topics       []Category
	Keywords     []string // the source's own
	Media        []Media  // enclosures and pictures, the leading one first
	Published    Time
	Updated      Time
	Origin       Origin
	Credit       string // the line to print, in the item's language
	Place        string // dateline place, as printed
	Section      string // the source's own section
	Urgency      int    // IPTC urgency 1 (most) – 9; 0: not said
	Note         string // editorial note: what a correction corrects, why a story was withdrawn
	Status       Status
	Embargo      Time // nothing of the item may be seen before; never sent to outlets
	Translations []Translation
	Repairs      []string // never sent to outlets

	// Instead is what an item is whose title begins with a kill (see [KillWord]), if
	// the kill is to be read the other way: the story as written, of one that is
	// withdrawn; what is left of it, of one that is not. Else nil; never sent to outlets.
	Instead *Item `json:"-"`
}

// Status tells whether an item may be used (ninjs pubStatus, in our words).
type Status string

// The statuses of an item. The empty Status is Usable.
const (
	Usable    Status = ""
	Withdrawn Status = "withdrawn" // taken back: only ID, times, language and note are left
	Expired   Status = "expired"   // the right to show it has ended
)

// Gone reports whether nothing but a tombstone may be shown.
func (s Status) Gone() bool { return s != Usable }

// A Person is an author or editor.
type Person struct {
	Name  string
	Email string
	URL   string
}

// A Category is a topic: Term is its id, Scheme the vocabulary's address
// ("" for a source's own words), Label what people read.
type Category struct {
	Term   string
	Scheme string
	Label  string
}

// Media is a picture, sound, film or file that belongs to an item.
type Media struct {
	URL     string // absolute
	Type    string // media type; "" if unknown
	Length  int64  // bytes; 0 if unknown
	Title   string
	Alt     string // what is seen, or the caption
	Credit  string // who made it
	Width   int    // pixels; 0 if unknown
	Height  int
	Seconds int // duration; 0 if unknown
}

// Origin names the source of an item to readers.
type Origin struct {
	Title string
	Link  string // public address; never one with credentials
}

// A Translation is the same story in another language.
type Translation struct {
	Language string // BCP 47
	Link     string
	ID       string // ours, when it is a story of ours
	Title    string
}
