package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/silkwire/silkwire/syndication"
)

// maxDelta is how many rows a delta may span. Who was away for longer gets the
// current document, and follows its archive.
const maxDelta = 2000

// overclaiming begins the User-Agent of a library that asks for deltas in the
// name of programs it does not know: rss2email takes 226 for a failure, and
// would lose every story. A program with a name of its own is believed.
const overclaiming = "feedparser/"

// wantsDelta reports whether a client takes the instance manipulation "feed"
// (RFC 3229, 10.5.3, as feed readers have it).
func wantsDelta(h http.Header) bool {
	if agent := h["User-Agent"]; len(agent) > 0 && strings.HasPrefix(agent[0], overclaiming) {
		return false
	}
	for _, line := range h["A-Im"] {
		for part := range strings.SplitSeq(line, ",") {
			if name, q := qualityOf(part); q > 0 && strings.EqualFold(name, "feed") {
				return true
			}
		}
	}
	return false
}

// serveDelta answers with what changed since the newest Version that the client
// names. It reports false, and has written nothing, where the whole document is
// the answer.
func (s *Server) serveDelta(a *answer, r *http.Request, o syndication.Outlet, name feedName, whole *document) bool {
	since, base := newestTag(r.Header["If-None-Match"])
	present := whole.basis.Version
	if base == "" || since >= present || present-since > maxDelta || evaluate(r.Header, whole.tag, whole.modified) != send {
		return false
	}
	key := name.path() + " since " + strconv.FormatInt(since, 10)
	d, err := s.keptFor(r.Context(), s.extras, key, whole.basis, func(ctx context.Context) (*document, error) {
		return s.renderDelta(ctx, o, name, since)
	})
	if err != nil || d.basis != whole.basis {
		return false // it cannot be had, or the feed has moved on: the whole is right in any case
	}
	d.serveAsDelta(a, r, whole, base)
	return true
}

func (s *Server) renderDelta(ctx context.Context, o syndication.Outlet, name feedName, since int64) (*document, error) {
	f, stamp, err := s.desk.Changes(ctx, o.Name, name.feed, since)
	if err != nil {
		return nil, storeError(err, "read what changed in feed %s of outlet %s since %d", name.feed, o.Name, since)
	}
	f = s.addressed(f, name, "")
	f.Hubs = s.opt.Hubs
	return s.render(f, o, name, stamp, "")
}

// serveAsDelta answers with 226. The tag is that of the whole document, which
// the client has when it has applied d.
func (d *document) serveAsDelta(w http.ResponseWriter, r *http.Request, whole *document, base string) {
	h := w.Header()
	for _, field := range d.header {
		h[field.name] = field.values
	}
	c := negotiate(r.Header)
	h["Etag"] = whole.forms[c].etag
	h["Im"] = []string{"feed"}
	h["Delta-Base"] = []string{`"` + base + `"`}
	h["Cache-Control"] = []string{"no-store"} // caches take 226 for a whole document
	d.send(w, r, c, http.StatusIMUsed)
}

// newestTag gives the highest Version among tags of named feeds, and its tag.
func newestTag(values []string) (version int64, tag string) {
	for _, list := range values {
		for list != "" {
			var t string
			t, _, list = nextTag(list)
			if v, ok := versionOf(t); ok && v > version {
				version, tag = v, t
			}
		}
	}
	return version, tag
}
