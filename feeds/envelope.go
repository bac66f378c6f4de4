package feeds

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	gorilla "github.com/gorilla/feeds"
)

// An Envelope is what a document has around its items. One serves all documents
// of a feed that differ in nothing but their items and their date.
type Envelope struct {
	format Format
	head   dated
	tail   []byte
}

// NewEnvelope writes the envelope of f; f.Items, f.Deleted and f.Updated are not
// read.
func NewEnvelope(f *Feed, format Format) (*Envelope, error) {
	return newEnvelope(f, format, false)
}

func newEnvelope(f *Feed, format Format, editors bool) (*Envelope, error) {
	if f == nil {
		return nil, errNoFeed
	}
	switch format {
	case RSS:
		return xmlEnvelope(format, newRSS(f))
	case Atom:
		return xmlEnvelope(format, newAtom(f))
	case JSON:
		return &Envelope{format, dated{before: appendJSONFeed(nil, f, editors)}, []byte("\n]}\n")}, nil
	}
	return nil, unknownFormat(format)
}

// xmlEnvelope lets gorilla/feeds write the envelope with slots in it.
func xmlEnvelope(format Format, d gorilla.XmlFeed) (*Envelope, error) {
	var text bytes.Buffer
	if err := gorilla.WriteXML(d, &text); err != nil {
		return nil, fmt.Errorf("write the envelope: %w", err)
	}
	head, tail, ok := bytes.Cut(text.Bytes(), []byte(itemsSlot))
	if !ok {
		return nil, errors.New("write the envelope: it has no place for items")
	}
	return &Envelope{format, splitAtDate(head), append(tail, '\n')}, nil
}

// Enclose makes parts a document: its items, one a line, behind a first part that
// is left free for the head. Those between head and tail share the items' memory.
func (e *Envelope) Enclose(parts [][]byte, updated Time) [][]byte {
	parts[0] = e.head.at(e.format, updated)
	switch items := parts[1:]; {
	case e.format == Atom && slices.ContainsFunc(items, isTombstone):
		slices.SortStableFunc(items, tombstonesFirst)
	case e.format == JSON && len(items) > 0:
		items[0] = bytes.TrimPrefix(items[0], []byte(",")) // none stands before it
	}
	return append(parts, e.tail)
}

func isTombstone(item []byte) bool { return bytes.HasPrefix(item, []byte("\n"+deletedEntry)) }

// tombstonesFirst puts deleted entries before the entries: Atom's schema (RFC
// 4287, appendix B) has every other child of a feed before its entries.
func tombstonesFirst(a, b []byte) int {
	switch gone := isTombstone(a); {
	case gone == isTombstone(b):
		return 0
	case gone:
		return -1
	}
	return 1
}

// A dated text is the head of an envelope without its date.
type dated struct {
	before      []byte
	open, close []byte // of the line that the date has for itself
	after       []byte
}

// splitAtDate takes the line out that holds the slot of the date.
func splitAtDate(head []byte) dated {
	at := bytes.Index(head, []byte(dateSlot))
	if at < 0 {
		return dated{before: head}
	}
	from := bytes.LastIndexByte(head[:at], '\n')
	behind := at + len(dateSlot)
	to := behind + bytes.IndexByte(head[behind:], '\n')
	return dated{head[:from], head[from:at], head[behind:to], head[to:]}
}

// at is the head with a date. RSS leaves out one that is not known.
func (d *dated) at(format Format, updated Time) []byte {
	date := ""
	switch format {
	case RSS:
		date = formatTime(updated, rfc822)
	case Atom:
		date = formatTime(firstTime(updated), rfc3339)
	}
	if date == "" {
		return slices.Concat(d.before, d.after)
	}
	return slices.Concat(d.before, d.open, []byte(date), d.close, d.after)
}
