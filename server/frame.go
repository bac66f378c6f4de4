package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"

	"github.com/silkwire/silkwire/feeds"
)

// A frame is what a document has around its items, and the hash of it.
type frame struct {
	envelope *feeds.Envelope
	sum      digest
	size     int // bytes
}

func newFrame(f *feeds.Feed, name feedName) (*frame, error) {
	envelope, err := feeds.NewEnvelope(f, name.format)
	if err != nil {
		return nil, renderError(err, name)
	}
	empty := bytes.Join(envelope.Around(nil, feeds.Time{}), nil)
	return &frame{envelope, digestOf(empty), len(empty)}, nil
}

// A listing is the items of a document, the newest on top.
type listing struct {
	texts []feeds.Encoded
	sums  []byte // of texts, one after another
}

func newListing(n int) *listing {
	return &listing{make([]feeds.Encoded, 0, n), make([]byte, 0, (n+4)*len(digest{}))} // tag adds to it
}

func (l *listing) add(e *encoded) {
	l.texts, l.sums = append(l.texts, e.text), append(l.sums, e.sum[:]...)
}

// tag is the hash of a document, without reading it: it changes when any of its
// items does, its date, or what is around them.
func (f *frame) tag(items *listing, updated feeds.Time) string {
	return hashOf(appendTime(append(items.sums, f.sum[:]...), updated))
}

// A digest is the first half of a SHA-256 hash: to find two texts that share one
// takes 2⁶⁴ tries.
type digest [sha256.Size / 2]byte

func digestOf(text []byte) (d digest) {
	sum := sha256.Sum256(text)
	copy(d[:], sum[:])
	return d
}

// hashOf is as much of a hash as tags show.
func hashOf(text []byte) string {
	d := digestOf(text)
	return hex.EncodeToString(d[:hashLength/2])
}

const hashLength = 16 // hexadecimal digits
