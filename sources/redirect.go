package sources

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// openHeaders are those of a request that another origin may see.
var openHeaders = map[string]bool{
	"Accept": true, "Accept-Encoding": true, "User-Agent": true,
	"If-None-Match": true, "If-Modified-Since": true, "Content-Type": true,
}

// A trail follows the redirects of one request. It belongs to the goroutine
// that sends the request.
type trail struct {
	movedTo   string // where the permanent redirects at its beginning lead; "" if none
	temporary bool   // a temporary one was met
}

type trailKey struct{}

func withTrail(ctx context.Context, t *trail) context.Context {
	return context.WithValue(ctx, trailKey{}, t)
}

// checkRedirect is an http.Client's CheckRedirect.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return errors.New("redirected to an address that is not http or https")
	}
	req.Header.Del("Referer") // the address before may hold a key
	if leftOrigin(req, via) {
		for name := range req.Header {
			if !openHeaders[name] {
				req.Header.Del(name)
			}
		}
	}
	if t, ok := req.Context().Value(trailKey{}).(*trail); ok {
		t.follow(req)
	}
	return nil
}

// leftOrigin reports whether req or any request before it was for another
// origin than the first: who sends us back must not choose where a key goes.
func leftOrigin(req *http.Request, via []*http.Request) bool {
	first := via[0].URL
	for _, r := range via[1:] {
		if !sameOrigin(first, r.URL) {
			return true
		}
	}
	return !sameOrigin(first, req.URL)
}

func (t *trail) follow(req *http.Request) {
	switch req.Response.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		if !t.temporary {
			t.movedTo = req.URL.String()
		}
	default:
		t.temporary = true
	}
}

// sameOrigin compares scheme, host and port (RFC 6454).
func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(hostPort(a), hostPort(b))
}

func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return strings.ToLower(u.Hostname()) + ":" + port
}
