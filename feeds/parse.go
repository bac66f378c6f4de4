package feeds

import (
	"errors"
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

// Parse reads an RSS, RDF, Atom or JSON Feed document in any encoding.
// What can be saved of a broken document is saved and named in Feed.Repairs.
func Parse(data []byte, opt ParseOptions) (*Feed, error) {
	return nil, errors.New("feeds.Parse: not built yet")
}
