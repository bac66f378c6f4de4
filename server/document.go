package server

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/silkwire/silkwire/syndication"
)

// A document is a rendered answer, immutable, with all that is sent beside it
// made ready. Its forms are made when they are asked for.
type document struct {
	basis    basis
	parts    [][]byte // of its bytes; items among them are shared with other documents
	tag      string   // without quotes and suffix
	modified time.Time
	header   []field // the same in all codings

	lastModified []string
	forms        [codings]form
	asked        atomic.Bool  // for its plain bytes, before
	used         atomic.Int64 // when it was last served, in ticks of its cache

	mu   sync.Mutex
	size int64         // bytes; guarded by mu
	held *atomic.Int64 // where size is counted, nil outside of a cache; guarded by mu
}

// A basis is what a document depends on: equal ones mean equal bytes and headers.
type basis struct {
	syndication.Stamp
	settings uint64 // hash of settings that only the server shows
}

// validFor reports whether a document on basis b may be served at present.
// Reading the store may have shown a later state than this process had heard of.
func (b basis) validFor(present basis) bool {
	return b == present || b.Version > present.Version && b.Settings == present.Settings && b.settings == present.settings
}

// lastModified is when a document last differed, or could have: who asks by date
// alone must hear of settings that changed without a new row. It is not known
// before the first row.
func (b basis) lastModified() time.Time {
	if b.Restyled.After(b.Modified) && !b.Modified.IsZero() {
		return b.Restyled
	}
	return b.Modified
}

// String tells the renderings of one document apart.
func (b basis) String() string {
	return strconv.FormatInt(b.Version, 10) + "/" + strconv.FormatUint(b.Settings, 36) + "/" + strconv.FormatUint(b.settings, 36)
}

// A form is a document in one coding.
type form struct {
	once   sync.Once
	body   []byte
	etag   []string
	length []string
}

// A field is a header field, its name in canonical form.
type field struct {
	name   string
	values []string // shared by all answers, never appended to
}

// newDocument makes the document that consists of parts ready.
func newDocument(parts [][]byte, tag string, b basis, header ...field) *document {
	d := &document{basis: b, parts: parts, tag: tag, modified: b.lastModified(), header: header}
	if !d.modified.IsZero() {
		d.lastModified = []string{d.modified.UTC().Format(http.TimeFormat)}
	}
	for c := range codings {
		d.forms[c].etag = []string{d.etag(c)}
	}
	size := 0
	for _, part := range parts {
		size += len(part)
	}
	d.forms[identity].length = []string{strconv.Itoa(size)}
	d.size = int64(size) + formOverhead
	return d
}

// etag is the entity tag in a coding.
func (d *document) etag(c coding) string { return `"` + d.tag + c.suffix() + `"` }

// serve answers a request for d with 200, 304 or 412.
func (d *document) serve(w http.ResponseWriter, r *http.Request) {
	state := evaluate(r.Header, d.tag, d.modified)
	if state == failed {
		problemOf(errPrecondition).write(w)
		return
	}
	c := negotiate(r.Header)
	h := w.Header()
	h["Etag"] = d.forms[c].etag
	for _, field := range d.header {
		h[field.name] = field.values
	}
	if len(d.lastModified) > 0 && !d.modified.After(time.Now()) { // never later than Date (RFC 9110, 8.8.2.1)
		h["Last-Modified"] = d.lastModified
	}
	if state == notModified {
		delete(h, "Content-Type") // it describes a body
		w.WriteHeader(http.StatusNotModified)
		return
	}
	d.send(w, r, c, http.StatusOK)
}

// send writes the body of d in a coding.
func (d *document) send(w http.ResponseWriter, r *http.Request, c coding, status int) {
	f := &d.forms[c]
	h := w.Header()
	if c != identity {
		f = d.form(c)
		h["Content-Encoding"] = codingHeaders[c]
	}
	h["Content-Length"] = f.length
	w.WriteHeader(status)
	switch { // an error means that the client left
	case r.Method == http.MethodHead:
	case c != identity || d.asked.Swap(true):
		w.Write(d.form(c).body)
	default:
		d.writeTo(w)
	}
}

// writeTo writes d in pieces large enough for net/http not to copy them again,
// and small enough to stay in the processor's cache. It keeps nothing: most feeds
// change before anyone asks for the same bytes again.
func (d *document) writeTo(w io.Writer) {
	piece := pieces.Get().(*[]byte)
	defer pieces.Put(piece)
	buffer := (*piece)[:0]
	for _, part := range d.parts {
		if len(buffer)+len(part) > cap(buffer) {
			w.Write(buffer)
			buffer = buffer[:0]
		}
		if len(part) > cap(buffer) {
			w.Write(part)
			continue
		}
		buffer = append(buffer, part...)
	}
	w.Write(buffer)
}

// pieces are what documents are written in.
var pieces = sync.Pool{New: func() any { b := make([]byte, 0, pieceSize); return &b }}

const pieceSize = 64 << 10

// plain is the document as it is.
func (d *document) plain() []byte { return bytes.Join(d.parts, nil) }

// form gives d in a coding.
func (d *document) form(c coding) *form {
	f := &d.forms[c]
	f.once.Do(func() {
		if c == identity {
			f.body = d.plain()
		} else {
			f.body = compress(d.parts, c)
			f.length = []string{strconv.Itoa(len(f.body))}
		}
		d.grow(int64(len(f.body)) + formOverhead)
	})
	return f
}

func (d *document) grow(bytes int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.size += bytes
	if d.held != nil {
		d.held.Add(bytes)
	}
}

// charge counts the bytes of d in held from now on, and no longer where they
// were counted before.
func (d *document) charge(held *atomic.Int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.held != nil {
		d.held.Add(-d.size)
	}
	if d.held = held; held != nil {
		held.Add(d.size)
	}
}

// formOverhead is roughly what a form holds beside its body, in bytes.
const formOverhead = 512

// versionPrefix begins the tags of named feeds.
func versionPrefix(v int64) string { return strconv.FormatInt(v, 10) + "-" }

// versionOf reads the Version in a tag of a named feed.
//
//	version "-" 16HEXDIG [ "-gz" / "-br" ]
func versionOf(tag string) (int64, bool) {
	version, hash, found := strings.Cut(tag, "-")
	hash, _, _ = strings.Cut(hash, "-")
	v, err := strconv.ParseInt(version, 10, 64)
	if !found || err != nil || v < 1 || len(hash) != hashLength {
		return 0, false
	}
	return v, true
}
