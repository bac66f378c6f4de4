package sources

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Request asks for one document, politely.
type Request struct {
	URL          string
	Headers      map[string]string // sent to the origin of URL only
	ETag         string            // of what is known already
	LastModified string            // of what is known already
	Page         bool              // a page for people: robots.txt is obeyed
}

// A Document is what a request brought.
type Document struct {
	URL          string // after redirects
	MovedTo      string // where permanent redirects lead; "" if there were none
	ContentType  string
	Body         []byte // unpacked; nil if NotModified
	NotModified  bool
	ETag         string
	LastModified string
	Lifetime     time.Duration // how long the publisher calls it fresh (RFC 9111); 0: not said
	Links        []string      // values of Link headers
}

const (
	acceptFeeds = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
	acceptPages = "text/html, application/xhtml+xml, */*;q=0.5"
)

// Get fetches one document: one request at a time per host, with a pause
// between them. A status other than 2xx and 304 is a *StatusError.
func (c *Client) Get(ctx context.Context, r Request) (*Document, error) {
	u, err := url.Parse(strings.TrimSpace(r.URL))
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("fetch: %q is no http or https address", hideQuery(r.URL))
	}
	pause := c.pause(u)
	if r.Page {
		delay, err := c.allowed(ctx, u)
		if err != nil {
			return nil, err
		}
		pause = max(pause, delay)
	}
	leave, err := c.hosts.enter(ctx, hostPort(u), pause)
	if err != nil {
		return nil, err
	}
	defer leave()
	return c.get(ctx, u, r)
}

func (c *Client) get(ctx context.Context, u *url.URL, r Request) (*Document, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout())
	defer cancel()
	var t trail
	req, err := http.NewRequestWithContext(withTrail(ctx, &t), http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", publicAddress(u), err)
	}
	r.setHeaders(req.Header)
	res, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	doc := &Document{
		URL:          res.Request.URL.String(),
		MovedTo:      t.movedTo,
		ContentType:  res.Header.Get("Content-Type"),
		ETag:         res.Header.Get("ETag"),
		LastModified: res.Header.Get("Last-Modified"),
		Lifetime:     lifetime(res.Header, time.Now()),
		Links:        res.Header.Values("Link"),
	}
	if res.StatusCode == http.StatusNotModified {
		doc.NotModified = true
		return doc, nil
	}
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return nil, newStatusError(publicAddress(u), res)
	}
	doc.Body, err = unpack(res, c.maxBody(), publicAddress(u))
	if err != nil && ctx.Err() == context.DeadlineExceeded {
		return nil, fmt.Errorf("fetch %s: the whole document did not arrive within %s", publicAddress(u), c.timeout())
	}
	return doc, err
}

func (r *Request) setHeaders(h http.Header) {
	h.Set("Accept", acceptFeeds)
	if r.Page {
		h.Set("Accept", acceptPages)
	}
	h.Set("Accept-Encoding", acceptEncoding)
	for name, value := range r.Headers {
		h.Set(name, value)
	}
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
}

// hideQuery cuts off what may hold a key.
func hideQuery(address string) string {
	address, _, _ = strings.Cut(address, "?")
	if i := strings.LastIndexByte(address, '@'); i >= 0 {
		address = address[i+1:]
	}
	return address
}
