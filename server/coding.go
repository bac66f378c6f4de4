package server

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// A coding is a content coding (RFC 9110, 8.4.1) in which documents are kept.
type coding int

const (
	identity coding = iota
	gzipped
	brotlied
	codings // how many there are
)

// suffix ends the entity tags of a coding: each coding is a representation of
// its own.
func (c coding) suffix() string { return [...]string{"", "-gz", "-br"}[c] }

// codingHeaders are ready for Content-Encoding.
var codingHeaders = [...][]string{nil, {"gzip"}, {"br"}}

// negotiate picks the coding that a client likes best. A client that says
// nothing gets identity, and so does one that refuses everything: a readable
// document serves it better than a 406 (RFC 9110, 12.5.3 lets us).
func negotiate(h http.Header) coding {
	lines := h["Accept-Encoding"]
	if len(lines) == 0 {
		return identity
	}
	quality := [codings]float64{identity: -1, gzipped: -1, brotlied: -1}
	rest := -1.0
	for _, line := range lines {
		for line != "" {
			var part string
			part, line, _ = strings.Cut(line, ",")
			name, q := qualityOf(part)
			switch {
			case strings.EqualFold(name, "gzip"), strings.EqualFold(name, "x-gzip"):
				quality[gzipped] = q
			case strings.EqualFold(name, "br"):
				quality[brotlied] = q
			case strings.EqualFold(name, "identity"):
				quality[identity] = q
			case name == "*":
				rest = q
			}
		}
	}
	return best(quality, rest)
}

// best gives the coding of the highest quality; at a draw the smaller document
// wins, but * alone means no more than gzip, which every client has.
func best(quality [codings]float64, rest float64) coding {
	if quality[gzipped] < 0 {
		quality[gzipped] = rest
	}
	if quality[identity] < 0 {
		quality[identity] = 0.001 // acceptable where nothing better is
	}
	choice := identity
	for c := gzipped; c < codings; c++ {
		if quality[c] > 0 && quality[c] >= quality[choice] {
			choice = c
		}
	}
	return choice
}

// qualityOf splits "gzip;q=0.5". A weight that cannot be read counts as 0.
func qualityOf(part string) (name string, q float64) {
	name, params, found := strings.Cut(part, ";")
	name = strings.TrimSpace(name)
	if !found {
		return name, 1
	}
	key, value, _ := strings.Cut(strings.TrimSpace(params), "=")
	if !strings.EqualFold(strings.TrimSpace(key), "q") {
		return name, 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return name, 0
	}
	return name, q
}

// A document is compressed once for each change of each feed. Levels above these
// cost more time than they save bytes: gzip 5 half as much again for 8 % of text
// in many languages, and for nothing where stories repeat words.
const (
	gzipLevel   = 3
	brotliLevel = 4
)

var (
	gzipWriters = sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(nil, gzipLevel)
		return w
	}}
	brotliWriters = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, brotliLevel) }}
)

// compress gives what consists of parts in a coding.
func compress(parts [][]byte, c coding) []byte {
	var buf bytes.Buffer
	var w interface {
		io.WriteCloser
		Reset(io.Writer)
	}
	switch c {
	case gzipped:
		gz := gzipWriters.Get().(*gzip.Writer)
		defer gzipWriters.Put(gz)
		w = gz
	case brotlied:
		br := brotliWriters.Get().(*brotli.Writer)
		defer brotliWriters.Put(br)
		w = br
	}
	w.Reset(&buf)
	for _, part := range parts {
		w.Write(part) // a bytes.Buffer takes all
	}
	w.Close()
	return bytes.Clone(buf.Bytes()) // the exact size: it is kept and counted
}
