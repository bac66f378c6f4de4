package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources/page"
)

var errChallenge = errors.New("the answer is a challenge page for browsers; ask the publisher to let this User-Agent in")

// A visit reads one source once. memory is brought up to date as it goes; the
// caller keeps it only if the items were kept.
type visit struct {
	client  *Client
	source  *Source
	memory  *Memory
	now     time.Time
	paced   bool // it is one of many: articles read before are looked at again
	offline bool // nothing may be fetched

	lifetime   time.Duration // what the publisher wishes, for schedule
	hints      feeds.Hints
	items      int   // in the document
	complaint  error // what went wrong without making the visit fail
	thinned    bool  // items received before were left out
	unfinished bool  // the document must be read again, though it be unchanged
}

// read fetches the source and gives what is new; nil if nothing is.
func (v *visit) read(ctx context.Context) (*feeds.Feed, error) {
	doc, err := v.client.Get(ctx, v.request())
	if err != nil {
		return nil, v.movedBack(err)
	}
	v.lifetime = doc.Lifetime
	hash := ""
	if !doc.NotModified {
		hash = fingerprint(doc.Body)
	}
	if doc.NotModified || hash == v.memory.BodyHash {
		v.validators(doc)
		return v.revisit(ctx)
	}
	seen := []byte(nil)
	if v.kind() != PageKind {
		doc.Body, seen = v.thin(doc.Body)
	}
	feed, err := v.parse(ctx, doc)
	if err != nil {
		return nil, err
	}
	v.memory.Seen = seen
	if v.memory.ETag, v.memory.LastModified, v.memory.BodyHash = "", "", ""; !v.unfinished {
		v.validators(doc)
		v.memory.BodyHash = hash
	}
	if doc.MovedTo != "" {
		v.memory.MovedTo = doc.MovedTo
	}
	return feed, nil
}

// request asks for the source where it was last found, and only for what is new.
func (v *visit) request() Request {
	r := Request{
		URL:          v.source.URL,
		Headers:      v.source.Headers,
		ETag:         v.memory.ETag,
		LastModified: v.memory.LastModified,
		Page:         v.kind() == PageKind,
	}
	if v.memory.MovedTo != "" {
		r.URL = v.memory.MovedTo
		r.Headers = v.headersFor(r.URL)
	}
	return r
}

// headersFor gives the source's headers if address is of its own origin.
func (v *visit) headersFor(address string) map[string]string {
	own, err := url.Parse(v.source.URL)
	if err != nil {
		return nil
	}
	if u, err := url.Parse(address); err == nil && sameOrigin(own, u) {
		return v.source.Headers
	}
	return nil
}

// movedBack forgets an address remembered from a redirect that serves no more,
// so that the next poll asks where the editor said.
func (v *visit) movedBack(err error) error {
	if v.memory.MovedTo == "" {
		return err
	}
	var status *StatusError
	if errors.As(err, &status) && status.Code >= 500 || errors.Is(err, context.Canceled) {
		return err
	}
	return &movedError{err}
}

// A movedError is a failure at an address that a redirect led to.
type movedError struct{ error }

func (e *movedError) Unwrap() error { return e.error }

// validators keeps what makes the next request conditional, also when the body
// turned out to be unchanged.
func (v *visit) validators(doc *Document) {
	if doc.ETag != "" || !doc.NotModified {
		v.memory.ETag = doc.ETag
	}
	if doc.LastModified != "" || !doc.NotModified {
		v.memory.LastModified = doc.LastModified
	}
}

func (v *visit) kind() Kind {
	if v.source.Kind != Auto {
		return v.source.Kind
	}
	return v.memory.Kind
}

// parse reads a document as the kind of source says, and finds the kind out
// where that is not known.
func (v *visit) parse(ctx context.Context, doc *Document) (feed *feeds.Feed, err error) {
	defer func() { // one bad document must not stop the others
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("read %s: the document breaks the reader: %v", v.source.Name, r)
		}
	}()
	if isChallenge(doc.Body) {
		return nil, fmt.Errorf("read %s: %w", v.source.Name, errChallenge)
	}
	kind := v.kind()
	if kind != PageKind {
		feed, err := feeds.Parse(doc.Body, v.parseOptions(doc))
		if err == nil {
			v.memory.Kind = FeedKind
			v.finishFeed(feed, doc)
			return feed, nil
		}
		if kind == FeedKind || !errors.Is(err, feeds.ErrNotFeed) || !looksLikeHTML(doc) {
			return nil, fmt.Errorf("read %s: %w", v.source.Name, err)
		}
	}
	if feed, err = v.parsePage(ctx, doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", v.source.Name, err)
	}
	v.memory.Kind = PageKind
	v.finish(feed)
	return feed, nil
}

func (v *visit) parseOptions(doc *Document) feeds.ParseOptions {
	return feeds.ParseOptions{
		ContentType: doc.ContentType,
		URL:         doc.URL,
		Language:    v.source.Language,
		Zone:        v.source.Zone,
		Now:         v.now,
		Embargo:     v.source.Embargo,
	}
}

func (v *visit) openPage(doc *Document) (*page.Page, error) {
	return page.Parse(doc.Body, v.parseOptions(doc), v.source.Selectors)
}

func (v *visit) finishFeed(feed *feeds.Feed, doc *Document) {
	v.hints = feed.Hints
	if !v.thinned {
		v.items = len(feed.Items)
	}
	v.findHub(feed, doc)
	v.finish(feed)
}

// findHub notes where the source can be subscribed to (WebSub, 4): in its
// headers, or in the document.
func (v *visit) findHub(feed *feeds.Feed, doc *Document) {
	if v.offline {
		return
	}
	hub, topic := linkHeader(doc, "hub"), cmp.Or(linkHeader(doc, "self"), feed.Self, doc.URL)
	if hub == "" && len(feed.Hubs) > 0 {
		hub = feed.Hubs[0]
	}
	v.memory.Hub, v.memory.Topic = hub, topic
}

// linkHeader is the first address with a relation in Link headers (RFC 8288);
// "" if there is none.
func linkHeader(doc *Document, rel string) string {
	for _, header := range doc.Links {
		for link := range strings.SplitSeq(header, ",") {
			address, params, _ := strings.Cut(strings.TrimSpace(link), ">")
			for param := range strings.SplitSeq(params, ";") {
				name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
				if strings.EqualFold(name, "rel") && slices.Contains(strings.Fields(strings.Trim(value, `"`)), rel) {
					return resolve(strings.TrimPrefix(address, "<"), doc.URL)
				}
			}
		}
	}
	return ""
}

// resolve makes address absolute, and changes nothing else: a hub compares topics.
func resolve(address, base string) string {
	own, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := own.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// finish says of each item where it comes from.
func (v *visit) finish(feed *feeds.Feed) {
	title := cmp.Or(v.source.Title, feed.Title, v.memory.Title, v.source.Name)
	link := feeds.CanonicalLink(feed.Link, v.source.URL)
	if link == "" {
		link = v.source.URL
	}
	if u, err := url.Parse(link); err == nil {
		link = publicAddress(u)
	}
	for i := range feed.Items {
		if it := &feed.Items[i]; it.Origin.Title == "" {
			it.Origin = feeds.Origin{Title: title, Link: link}
		}
	}
}

// looksLikeHTML tells a web page from other things that are no feed.
func looksLikeHTML(doc *Document) bool {
	if strings.Contains(doc.ContentType, "html") {
		return true
	}
	head := strings.ToLower(string(doc.Body[:min(len(doc.Body), 4096)]))
	return strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html") || strings.Contains(head, "<body")
}
