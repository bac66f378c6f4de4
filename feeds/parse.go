package feeds

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrNotFeed is wrapped by the errors of [Parse] for documents that are no feed
// at all, such as a web page. The document may still be a page to extract.
var ErrNotFeed = errors.New("not a feed")

// ParseOptions is what is known about a document from outside it.
type ParseOptions struct {
	ContentType string         // the HTTP header, "" if unknown
	URL         string         // where the document came from, after redirects: base of relative links
	Language    string         // of the source, where its documents do not say; "" if not set
	Zone        *time.Location // for dates without a zone, and ambiguous abbreviations; nil: UTC
	Now         time.Time      // zero: the present; later dates are clamped to it
	Embargo     bool           // a future date is an embargo, not a mistake
	MaxItems    int            // 0: 10,000; more are left out, and Feed.Repairs says so
}

// defaultMaxItems is how many items of a document are read.
const defaultMaxItems = 10000

// Parse reads an RSS, RDF, Atom or JSON Feed document in any encoding.
// What can be saved of a broken document is saved and named in Feed.Repairs.
func Parse(data []byte, opt ParseOptions) (*Feed, error) {
	if opt.Zone == nil {
		opt.Zone = time.UTC
	}
	if opt.Now.IsZero() {
		opt.Now = time.Now()
	}
	if opt.MaxItems <= 0 {
		opt.MaxItems = defaultMaxItems
	}
	rd := &reader{opt: opt}
	doc := decode(data, opt.ContentType, &rd.repairs)
	kind, start, err := sniff(doc)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(doc[:start]) != "" && kind != kindJSON {
		rd.repairs.add(-1, "left out what stands before the feed")
	}
	feed, err := rd.read(kind, doc[start:])
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", kind, err)
	}
	feed.Repairs = rd.repairs.words(doc[start:])
	return feed, nil
}

// A reader turns one document into a Feed.
type reader struct {
	opt     ParseOptions
	repairs repairs
	base    string // of links that no xml:base serves
	// fragments of the items' links, which CanonicalLink takes off
	fragments []string
	cut       bool   // the document ends within its last item
	around    string // the language of most items, see languageAround
}

// read parses and settles a document of a known kind.
func (rd *reader) read(kind documentKind, doc string) (*Feed, error) {
	read := rd.readRSS
	switch kind {
	case kindAtom:
		read = rd.readAtom
	case kindJSON:
		read = rd.readJSON
	}
	feed, err := read(doc)
	if err != nil {
		return nil, err
	}
	rd.settleFeed(feed)
	if rd.cut {
		settleStump(feed)
	}
	for i := range feed.Items {
		rd.settleItem(feed, &feed.Items[i])
	}
	settleLinks(feed, rd.fragments)
	settleIDs(feed)
	settleLanguage(feed)
	return feed, nil
}
