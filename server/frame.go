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
	empty := bytes.Join(envelope.Enclose(make([][]byte, 1), feeds.Time{}), nil)
	return &frame{envelope, digestOf(empty), len(empty)}, nil
}

// A listing is the items of a document, the newest on top, and their hash.
type listing struct {
	parts [][]byte // of the document; the first is left free
	sum   digest
}

func listed(items []*encoded) *listing {
	l := &listing{parts: make([][]byte, 1, len(items)+2)}
	sums := make([]byte, 0, 256*len(digest{})) // on the stack, enough for most
	for _, it := range items {
		l.parts = append(l.parts, it.text)
		sums = append(sums, it.sum[:]...)
	}
	l.sum = digestOf(sums)
	return l
}

// enclose gives the parts of a document, and its hash, for which none of them is
// read: it changes when any item does, the date, or what is around them.
func (f *frame) enclose(items *listing, updated feeds.Time) (parts [][]byte, tag string) {
	sums := append(append(make([]byte, 0, 128), items.sum[:]...), f.sum[:]...)
	return f.envelope.Enclose(items.parts, updated), hashOf(appendTime(sums, updated))
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
