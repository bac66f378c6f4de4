package server

import (
	"net/http"
	"strings"
	"testing"
)

// A turn is one request of a conversation and what its answer must be.
type turn struct {
	name   string
	method string // "": GET
	path   string
	header []string
	status int
	want   map[string]string // header fields; "" means absent
	body   string            // a part of it; "-" means that there is none
}

func (w *wire) talk(t *testing.T, turns []turn) {
	for _, c := range turns {
		t.Run(c.name, func(t *testing.T) {
			method := c.method
			if method == "" {
				method = http.MethodGet
			}
			r := w.do(method, c.path, c.header...)
			if r.StatusCode != c.status {
				t.Errorf("status %d, want %d; body %.200s", r.StatusCode, c.status, r.body)
			}
			for name, want := range c.want {
				if got := strings.Join(r.Header.Values(name), " | "); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
			if c.body == "-" && len(r.raw) > 0 {
				t.Errorf("a body of %d bytes, want none", len(r.raw))
			} else if c.body != "-" && !strings.Contains(r.body, c.body) {
				t.Errorf("body %.600q lacks %q", r.body, c.body)
			}
		})
	}
}

const feedRSS = "/outlets/daily-nile/feed.rss"

func TestDocuments(t *testing.T) {
	w := openWireWith(t, Options{Hubs: []string{publicURL + "/hub"}})
	w.receive(worldNews()...)
	stamp, err := w.desk.Stamp("daily-nile", "feed")
	if err != nil {
		t.Fatal(err)
	}
	w.talk(t, []turn{
		{name: "RSS", path: feedRSS, status: 200, body: "Smart city summit opens in Shanghai", want: map[string]string{
			"Content-Type": "application/rss+xml; charset=utf-8", "Cache-Control": "no-cache", "Vary": "Accept-Encoding, A-IM",
			"Link":                   "<" + publicURL + feedRSS + `>; rel="self", <` + publicURL + `/hub>; rel="hub"`,
			"X-Content-Type-Options": "nosniff", "Content-Encoding": "", "Access-Control-Allow-Origin": "",
			"Last-Modified": stamp.Modified.Format(http.TimeFormat)}},
		{name: "Atom", path: "/outlets/daily-nile/feed.atom", status: 200, body: "افتتاح قمة المدن الذكية",
			want: map[string]string{"Content-Type": "application/atom+xml; charset=utf-8"}},
		{name: "JSON Feed, for programs in browsers too", path: "/outlets/daily-nile/feed.json", status: 200, body: `"version"`,
			want: map[string]string{"Content-Type": "application/feed+json; charset=utf-8", "Access-Control-Allow-Origin": "*"}},
		{name: "such a program sees what went wrong", path: "/outlets/daily-nile/none.json", status: 404,
			want: map[string]string{"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, IM, Link, Retry-After"}},
		{name: "also that it needs a token", path: "/outlets/partner/feed.json", status: 401, want: map[string]string{"Access-Control-Allow-Origin": "*"}},
		{name: "the feed of a language", path: "/outlets/daily-nile/ar.atom", status: 200, body: "شنغهاي", want: map[string]string{"Content-Language": "ar"}},
		{name: "the feed of a subscription", path: "/outlets/daily-nile/ports.json", status: 200, body: "New container port"},
		{name: "a feed without stories", path: "/outlets/huanqiu/ja.rss", status: 200, body: "スマートシティ"},
		{name: "the hub is named in the document", path: feedRSS, status: 200, body: `rel="hub"`},
		{name: "other parameters change nothing", path: feedRSS + "?utm_source=x&nocache=1", status: 200, body: `href="` + publicURL + feedRSS + `"`},
		{name: "HEAD", method: "HEAD", path: feedRSS, status: 200, body: "-", want: map[string]string{"Content-Type": "application/rss+xml; charset=utf-8"}},
		{name: "a range is not for documents", path: feedRSS, header: []string{"Range: bytes=0-9"}, status: 200, body: "</rss>"},
		{name: "whatever is accepted, it comes", path: feedRSS, header: []string{"Accept: image/png"}, status: 200, body: "<rss"},

		{name: "an unknown feed", path: "/outlets/daily-nile/sports.rss", status: 404, body: `"status":404`, want: map[string]string{"Content-Type": "application/problem+json", "Etag": ""}},
		{name: "an unknown format", path: "/outlets/daily-nile/feed.xml", status: 404},
		{name: "no format", path: "/outlets/daily-nile/feed", status: 404},
		{name: "nothing but a format", path: "/outlets/daily-nile/.rss", status: 404},
		{name: "another case", path: "/outlets/daily-nile/feed.RSS", status: 404},
		{name: "a slash too many is no redirect", path: feedRSS + "/?token=x", status: 404, want: map[string]string{"Location": ""}},
		{name: "nowhere", path: "/wp-login.php", status: 404, body: "There is nothing at this address.", want: map[string]string{"Content-Type": "application/problem+json"}},
		{name: "POST", method: "POST", path: feedRSS, status: 405, body: `"status":405`, want: map[string]string{"Allow": "GET, HEAD, OPTIONS"}},
		{name: "DELETE", method: "DELETE", path: "/outlets/daily-nile", status: 405, want: map[string]string{"Allow": "GET, HEAD, OPTIONS"}},
		{name: "OPTIONS", method: "OPTIONS", path: "/outlets/daily-nile/feed.json", status: 204, body: "-", want: map[string]string{
			"Allow": "GET, HEAD, OPTIONS", "Access-Control-Allow-Origin": "*"}},
		{name: "the liveness of the server", path: "/healthz", status: 200, body: "alive", want: map[string]string{"Cache-Control": "no-store"}},
		{name: "its readiness", path: "/readyz", status: 200, body: "ready"},
	})
}

func TestConditionalRequests(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	first := w.get(feedRSS)
	tag, date := first.Header.Get("Etag"), first.Header.Get("Last-Modified")
	coded := strings.TrimSuffix(tag, `"`)
	none := map[string]string{"Etag": tag, "Content-Length": "", "Content-Type": "", "Cache-Control": "no-cache", "Vary": "Accept-Encoding, A-IM", "Last-Modified": date}
	w.talk(t, []turn{
		{name: "the tag", path: feedRSS, header: []string{"If-None-Match: " + tag}, status: 304, body: "-", want: none},
		{name: "a weak tag", path: feedRSS, header: []string{"If-None-Match: W/" + tag}, status: 304, body: "-"},
		{name: "the tag of gzip asked for plainly", path: feedRSS, header: []string{"If-None-Match: " + coded + `-gz"`}, status: 304, body: "-", want: none},
		{name: "the tag of brotli by a client of gzip", path: feedRSS, header: []string{"If-None-Match: " + coded + `-br"`, "Accept-Encoding: gzip"},
			status: 304, body: "-", want: map[string]string{"Etag": coded + `-gz"`, "Content-Encoding": ""}},
		{name: "a list", path: feedRSS, header: []string{`If-None-Match: "x", ` + tag}, status: 304, body: "-"},
		{name: "any", path: feedRSS, header: []string{"If-None-Match: *"}, status: 304, body: "-"},
		{name: "HEAD", method: "HEAD", path: feedRSS, header: []string{"If-None-Match: " + tag}, status: 304, body: "-"},
		{name: "another tag", path: feedRSS, header: []string{`If-None-Match: "x"`}, status: 200, body: "<rss"},
		{name: "the date", path: feedRSS, header: []string{"If-Modified-Since: " + date}, status: 304, body: "-"},
		{name: "an old date", path: feedRSS, header: []string{"If-Modified-Since: Thu, 19 Nov 2026 08:00:00 GMT"}, status: 200, body: "<rss"},
		{name: "the tag goes before the date", path: feedRSS, header: []string{`If-None-Match: "x"`, "If-Modified-Since: " + date}, status: 200, body: "<rss"},
		{name: "If-Match of another", path: feedRSS, header: []string{`If-Match: "x"`}, status: 412, body: `"status":412`, want: map[string]string{"Etag": "", "Content-Type": "application/problem+json", "X-Content-Type-Options": "nosniff"}},
		{name: "If-Match of another in a browser", path: "/outlets/daily-nile/feed.json", header: []string{`If-Match: "x"`}, status: 412, body: `"status":412`, want: map[string]string{"Access-Control-Allow-Origin": "*"}},
		{name: "If-Match of this", path: feedRSS, header: []string{"If-Match: " + tag}, status: 200, body: "<rss"},
		{name: "a tag with another format's hash", path: "/outlets/daily-nile/feed.atom", header: []string{"If-None-Match: " + tag}, status: 200, body: "<feed"},
	})
	w.receive(item("en-3", "en", "Night trains return to Almaty"))
	r := w.get(feedRSS, "If-None-Match: "+tag)
	if r.StatusCode != 200 || !strings.Contains(r.body, "Night trains") {
		t.Errorf("after a change the old tag gives %d", r.StatusCode)
	}
}

func TestCodings(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	for _, path := range []string{feedRSS, "/outlets/daily-nile/feed.atom", "/outlets/huanqiu/feed.json", "/outlets/daily-nile", "/", "/outlets.opml"} {
		plain := w.get(path)
		for coding, suffix := range map[string]string{"gzip": `-gz"`, "br": `-br"`} {
			r := w.get(path, "Accept-Encoding: "+coding)
			if r.Header.Get("Content-Encoding") != coding || r.body != plain.body {
				t.Errorf("%s as %s is not the same document", path, coding)
			}
			if want := strings.TrimSuffix(plain.Header.Get("Etag"), `"`) + suffix; r.Header.Get("Etag") != want {
				t.Errorf("%s as %s: tag %s, want %s", path, coding, r.Header.Get("Etag"), want)
			}
			if len(r.raw) >= len(plain.raw) {
				t.Errorf("%s as %s has %d bytes of %d", path, coding, len(r.raw), len(plain.raw))
			}
			head := w.do("HEAD", path, "Accept-Encoding: "+coding)
			if head.ContentLength != int64(len(r.raw)) || len(head.raw) > 0 {
				t.Errorf("HEAD %s as %s: Content-Length %d, want %d", path, coding, head.ContentLength, len(r.raw))
			}
		}
	}
}

func TestAccess(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	all, english := w.token("partner"), w.token("partner", "en")
	const path = "/outlets/partner/feed.rss"
	private := map[string]string{"Cache-Control": "no-cache, private"}
	basic := func(password string) string {
		req, _ := http.NewRequest("GET", "/", nil)
		req.SetBasicAuth("anyone", password)
		return "Authorization: " + req.Header.Get("Authorization")
	}
	w.talk(t, []turn{
		{name: "as a Basic password", path: path, header: []string{basic(all)}, status: 200, body: "<rss", want: private},
		{name: "as a Bearer token", path: path, header: []string{"Authorization: Bearer " + all}, status: 200, body: "<rss", want: private},
		{name: "as a bearer token in small letters", path: path, header: []string{"Authorization: bearer " + all}, status: 200, body: "<rss"},
		{name: "in the address", path: path + "?token=" + all, status: 200, body: "<rss", want: private},
		{name: "in the address, with a user name alone", path: path + "?token=" + all, header: []string{basic("")}, status: 200, body: "<rss"},
		{name: "a page", path: "/outlets/partner", header: []string{basic(all)}, status: 200, body: "Partner Post", want: private},
		{name: "an unknown feed of one's own", path: "/outlets/partner/nothing.rss", header: []string{basic(all)}, status: 404},
		{name: "a token for one feed", path: "/outlets/partner/en.rss", header: []string{basic(english)}, status: 200, body: "<rss"},
		{name: "the page by a token for one feed shows that one", path: "/outlets/partner", header: []string{basic(english)}, status: 200, body: "Smart city summit"},
		{name: "a public outlet needs none", path: feedRSS, header: []string{basic("wrong")}, status: 200, body: "<rss"},
		{name: "a conditional request without a token", path: path, header: []string{"If-None-Match: *"}, status: 401},
	})
	page := w.get("/outlets/partner", basic(english))
	for _, other := range []string{"פסגת", "/feed.rss", "/he.rss", "/subscriptions"} {
		if strings.Contains(page.body, other) || !strings.Contains(w.get("/outlets/partner", basic(all)).body, other) {
			t.Errorf("the page by a token for English shows %s, or the whole does not", other)
		}
	}
	want := w.get(path)
	for name, r := range map[string]*reply{
		"wrong":          w.get(path, basic("wrong")),
		"forbidden":      w.get(path, basic(english)),
		"unknown outlet": w.get("/outlets/nobody/feed.rss", basic(all)),
		"unknown feed":   w.get("/outlets/partner/nothing.rss"),
		"unknown format": w.get("/outlets/partner/feed.xml"),
		"the page":       w.get("/outlets/partner"),
		"another page":   w.get("/outlets/nobody"),
		"a view of it":   w.get("/outlets/partner?lang=he", basic(english)),
		"of no feed":     w.get("/outlets/partner?lang=nothing", basic(english)),
		"an archive":     w.get(path + "?archive=1"),
		"a search":       w.get(path + "?q=("),
	} {
		r.Header.Del("Date")
		want.Header.Del("Date")
		if r.StatusCode != 401 || r.body != want.body || len(r.Header) != len(want.Header) {
			t.Errorf("%s: %d %v %s", name, r.StatusCode, r.Header, r.body)
		}
		for field := range want.Header {
			if strings.Join(r.Header[field], "|") != strings.Join(want.Header[field], "|") {
				t.Errorf("%s: %s is %q", name, field, r.Header[field])
			}
		}
	}
	if got := want.Header["Www-Authenticate"]; len(got) != 2 || got[0] != `Basic realm="Silkwire"` || got[1] != "Bearer" {
		t.Errorf("WWW-Authenticate is %q", got)
	}
	if err := w.desk.RevokeToken(t.Context(), "partner", w.tokenID(all)); err != nil {
		t.Fatal(err)
	}
	if r := w.get(path, basic(all)); r.StatusCode != 401 {
		t.Errorf("a revoked token gives %d", r.StatusCode)
	}
}

func (w *wire) tokenID(secret string) string {
	k, err := w.desk.Authorize(secret, "partner", "")
	if err != nil {
		w.t.Fatal(err)
	}
	return k.ID
}

func TestNothingCarriesTheToken(t *testing.T) {
	w := openWireWith(t, Options{Hubs: []string{publicURL + "/hub"}})
	w.receive(many(1, 250)...)
	secret := w.token("partner")
	for _, path := range []string{
		"/outlets/partner", "/outlets/partner/feed.rss", "/outlets/partner/feed.atom", "/outlets/partner/feed.json",
		"/outlets/partner/feed.rss?archive=1", "/outlets/partner/feed.rss?q=harbour", "/outlets/partner/feed.rss?q=(",
		"/outlets/partner/none.rss", "/outlets/partner/feed.rss/", "/outlets/other/feed.rss", "/", "/outlets.opml", "/stories/none",
	} {
		joint := "?"
		if strings.Contains(path, "?") {
			joint = "&"
		}
		r := w.get(path + joint + "token=" + secret)
		if strings.Contains(r.body, secret) {
			t.Errorf("%s: the body carries the token", path)
		}
		for name, values := range r.Header {
			if strings.Contains(strings.Join(values, " "), secret) {
				t.Errorf("%s: %s carries the token", path, name)
			}
		}
	}
	if strings.Contains(w.log.String(), secret) {
		t.Error("the log carries the token")
	}
}
