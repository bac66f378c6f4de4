package server

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// say sends bytes as they are and reads one answer.
func (w *wire) say(t *testing.T, request string) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", w.http.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(longEnough))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	method, _, _ := strings.Cut(request, " ")
	res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// What clients really send, byte by byte: old, clumsy and careful ones.
func TestRawConversations(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	first := w.get(feedRSS)
	tag, date := first.Header.Get("Etag"), first.Header.Get("Last-Modified")
	at, err := http.ParseTime(date)
	if err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("\n", "\r\n", "@TAG", tag, "@BARE", strings.Trim(tag, `"`), "@GZ", strings.TrimSuffix(tag, `"`)+`-gz"`,
		"@DATE", date, "@850", at.Format("Monday, 02-Jan-06 15:04:05 GMT"), "@ASC", at.Format(time.ANSIC),
		"@LATER", at.Add(time.Hour).Format(http.TimeFormat), "@EARLIER", at.Add(-time.Second).Format(http.TimeFormat), "@FEED", feedRSS)
	const get = "GET @FEED HTTP/1.1\nHost: wire.example.org\nConnection: close\n"
	const head = "HEAD @FEED HTTP/1.1\nHost: wire.example.org\nConnection: close\n"
	for _, c := range []struct {
		name, request string
		status        int
		want          map[string]string
		body          string // a part of it; "-": none
	}{
		{"HTTP/1.0 without a Host", "GET @FEED HTTP/1.0\n\n", 200, map[string]string{"Content-Encoding": ""}, "<rss"},
		{"HTTP/1.0 that keeps its connection", "GET @FEED HTTP/1.0\nConnection: keep-alive\nHost: x\n\n", 200, nil, "<rss"},
		{"HTTP/1.0 with a condition", "GET @FEED HTTP/1.0\nIf-Modified-Since: @DATE\n\n", 304, nil, "-"},
		{"HTTP/1.1 without a Host", "GET @FEED HTTP/1.1\nConnection: close\n\n", 400, nil, ""},
		{"the Host never shows", "GET @FEED HTTP/1.1\nHost: evil.example\nConnection: close\n\n", 200, nil, "https://wire.example.org/outlets/daily-nile"},
		{"a whole address as the target", "GET http://wire.example.org@FEED HTTP/1.1\nHost: wire.example.org\nConnection: close\n\n", 200, nil, "<rss"},
		{"a fragment's rest in the query", strings.Replace(get, "@FEED", "@FEED?%23latest", 1) + "\n", 200, nil, "<rss"},
		{"a query that cannot be read", strings.Replace(get, "@FEED", "@FEED?%zz&q", 1) + "\n", 400, nil, `"status":400`},
		{"an escaped letter in the path", strings.Replace(get, "@FEED", "/outlets/daily%2Dnile/feed.rss", 1) + "\n", 200, nil, "<rss"},
		{"a path that climbs", strings.Replace(get, "@FEED", "/outlets/../outlets/daily-nile/feed.rss", 1) + "\n", 404, map[string]string{"Location": ""}, ""},
		{"two slashes", strings.Replace(get, "@FEED", "//outlets/daily-nile/feed.rss", 1) + "\n", 404, map[string]string{"Location": ""}, ""},
		{"header names in small letters", "GET @FEED HTTP/1.1\nhost: x\nif-none-match: @TAG\nconnection: close\n\n", 304, nil, "-"},
		{"a body nobody asked for", get + "Content-Length: 5\n\nhello", 200, nil, "<rss"},
		{"an Expect that is met", get + "Expect: 100-continue\nContent-Length: 0\n\n", 200, nil, "<rss"},
		{"Pragma and no-cache", get + "Pragma: no-cache\nCache-Control: no-cache\nIf-None-Match: @TAG\n\n", 304, nil, "-"},
		{"only-if-cached", get + "Cache-Control: only-if-cached\n\n", 200, nil, "<rss"},

		{"a weak tag in small letters is no tag", get + "If-None-Match: w/@TAG\n\n", 200, nil, "<rss"},
		{"two lines of tags", get + "If-None-Match: \"x\"\nIf-None-Match: @TAG\n\n", 304, nil, "-"},
		{"a long list", get + "If-None-Match: " + strings.Repeat(`"0-0000000000000000", `, 200) + "@TAG\n\n", 304, nil, "-"},
		{"a tag without quotes", get + "If-None-Match: @BARE\n\n", 304, nil, "-"},
		{"an empty condition", get + "If-None-Match:\n\n", 200, nil, "<rss"},
		{"a star in quotes is a tag", get + "If-None-Match: \"*\"\n\n", 200, nil, "<rss"},
		{"a date of RFC 850", get + "If-Modified-Since: @850\n\n", 304, nil, "-"},
		{"a date of asctime", get + "If-Modified-Since: @ASC\n\n", 304, nil, "-"},
		{"a date to come", get + "If-Modified-Since: @LATER\n\n", 304, nil, "-"},
		{"a second before", get + "If-Modified-Since: @EARLIER\n\n", 200, nil, "<rss"},
		{"a date that is none", get + "If-Modified-Since: 0\n\n", 200, nil, "<rss"},
		{"two dates are none", get + "If-Modified-Since: @DATE\nIf-Modified-Since: @DATE\n\n", 200, nil, "<rss"},
		{"a tag that fails goes before a date that holds", get + "If-None-Match: \"x\"\nIf-Modified-Since: @DATE\n\n", 200, nil, "<rss"},
		{"a tag that holds goes before a date that fails", get + "If-None-Match: @TAG\nIf-Modified-Since: @EARLIER\n\n", 304, nil, "-"},
		{"If-Match of a weak tag", get + "If-Match: W/@TAG\n\n", 412, nil, `"status":412`},
		{"If-Match of any", get + "If-Match: *\n\n", 200, nil, "<rss"},
		{"If-Match that holds, then If-None-Match", get + "If-Match: @TAG\nIf-None-Match: @TAG\n\n", 304, nil, "-"},
		{"If-Match that fails goes before If-None-Match", get + "If-Match: \"x\"\nIf-None-Match: @TAG\n\n", 412, nil, ""},
		{"If-Unmodified-Since that holds", get + "If-Unmodified-Since: @DATE\n\n", 200, nil, "<rss"},
		{"If-Unmodified-Since that fails", get + "If-Unmodified-Since: @EARLIER\n\n", 412, nil, ""},
		{"If-Match goes before If-Unmodified-Since", get + "If-Match: @TAG\nIf-Unmodified-Since: @EARLIER\n\n", 200, nil, "<rss"},

		{"a range", get + "Range: bytes=0-9\n\n", 200, map[string]string{"Content-Range": ""}, "</rss>"},
		{"a range past the end", get + "Range: bytes=99999999-\n\n", 200, nil, "</rss>"},
		{"a range of another unit", get + "Range: items=1-2\n\n", 200, nil, "</rss>"},
		{"a range if it is the same", get + "Range: bytes=0-9\nIf-Range: @TAG\n\n", 200, nil, "</rss>"},
		{"a range of what is not modified", get + "Range: bytes=0-9\nIf-None-Match: @TAG\n\n", 304, nil, "-"},

		{"gzip by a client of HTTP/1.0", "GET @FEED HTTP/1.0\nAccept-Encoding: gzip\n\n", 200, map[string]string{"Content-Encoding": "gzip", "Etag": "@GZ"}, ""},
		{"gzip and the tag without it", get + "Accept-Encoding: gzip\nIf-None-Match: @TAG\n\n", 304, map[string]string{"Etag": "@GZ"}, "-"},
		{"codings on two lines", get + "Accept-Encoding: deflate\nAccept-Encoding: gzip;q=0.1\n\n", 200, map[string]string{"Content-Encoding": "gzip"}, ""},
		{"all codings refused", get + "Accept-Encoding: identity;q=0, *;q=0\n\n", 200, map[string]string{"Content-Encoding": ""}, "<rss"},
		{"another charset wished for", get + "Accept-Charset: iso-8859-1\n\n", 200, map[string]string{"Content-Type": "application/rss+xml; charset=utf-8"}, "<rss"},
		{"an Accept that is torn", get + "Accept: text/html;q=, ,;;*/\n\n", 200, nil, "<rss"},
		{"an Accept of HTML alone", get + "Accept: text/html\n\n", 200, map[string]string{"Content-Type": "application/rss+xml; charset=utf-8"}, "<rss"},

		{"HEAD has the length", head + "\n", 200, map[string]string{"Etag": "@TAG", "Last-Modified": "@DATE"}, "-"},
		{"HEAD with a condition", head + "If-None-Match: @TAG\n\n", 304, map[string]string{"Etag": "@TAG"}, "-"},
		{"HEAD of what is not there", "HEAD /nowhere HTTP/1.1\nHost: x\nConnection: close\n\n", 404, nil, "-"},
		{"HEAD of what needs a token", "HEAD /outlets/partner/feed.rss HTTP/1.1\nHost: x\nConnection: close\n\n", 401, nil, "-"},
		{"a method of no standard", "BREW @FEED HTTP/1.1\nHost: x\nConnection: close\n\n", 405, map[string]string{"Allow": "GET, HEAD, OPTIONS"}, ""},
		{"a method in small letters", "get @FEED HTTP/1.1\nHost: x\nConnection: close\n\n", 405, nil, ""},
		{"TRACE", "TRACE @FEED HTTP/1.1\nHost: x\nConnection: close\n\n", 405, nil, ""},
		{"PUT", "PUT @FEED HTTP/1.1\nHost: x\nContent-Length: 1\nConnection: close\n\nx", 405, map[string]string{"Allow": "GET, HEAD, OPTIONS"}, `"status":405`},
		{"POST to a page", "POST /outlets/daily-nile HTTP/1.1\nHost: x\nContent-Length: 0\nConnection: close\n\n", 405, map[string]string{"Allow": "GET, HEAD, OPTIONS"}, ""},
		{"a program in a browser asks first", "OPTIONS @FEED HTTP/1.1\nHost: x\nOrigin: https://reader.example\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Headers: authorization, a-im\nConnection: close\n\n",
			204, map[string]string{"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "Authorization, A-IM, If-None-Match, If-Modified-Since", "Access-Control-Allow-Credentials": ""}, "-"},
		{"all there is", "OPTIONS * HTTP/1.1\nHost: x\nConnection: close\n\n", 200, nil, "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, body := w.say(t, fill.Replace(c.request))
			if res.StatusCode != c.status {
				t.Errorf("status %d, want %d; body %.200s", res.StatusCode, c.status, body)
			}
			for name, want := range c.want {
				if got := strings.Join(res.Header.Values(name), " | "); got != fill.Replace(want) {
					t.Errorf("%s: %q, want %q", name, got, fill.Replace(want))
				}
			}
			if c.body == "-" && body != "" || c.body != "-" && !strings.Contains(body, c.body) {
				t.Errorf("body %.300q, want %q", body, c.body)
			}
		})
	}
}

// HEAD gives what GET gives, without the body (RFC 9110, 9.3.2).
func TestHEADIsLikeGETEverywhere(t *testing.T) {
	w := openWire(t)
	w.receive(many(1, 130)...)
	secret := w.token("partner")
	for _, path := range []string{
		"/", "/outlets.opml", "/outlets/daily-nile", "/outlets/daily-nile?lang=en", feedRSS, "/outlets/daily-nile/en.atom", "/outlets/daily-nile/ports.json",
		feedRSS + "?archive=1", feedRSS + "?archive=9", feedRSS + "?q=harbour", feedRSS + "?q=(", "/outlets/partner/feed.rss", "/outlets/partner/feed.rss?token=" + secret,
		"/outlets/partner/subscriptions?token=" + secret, "/outlets/partner/subscriptions", "/stories/none", "/healthz", "/readyz", "/nowhere",
	} {
		for _, coding := range []string{"identity", "gzip", "br"} {
			get, head := w.get(path, "Accept-Encoding: "+coding), w.do("HEAD", path, "Accept-Encoding: "+coding)
			if head.StatusCode != get.StatusCode || len(head.raw) > 0 {
				t.Errorf("HEAD %s: %d with %d bytes, GET: %d", path, head.StatusCode, len(head.raw), get.StatusCode)
			}
			for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding", "Etag", "Last-Modified", "Cache-Control", "Vary", "Link", "Www-Authenticate"} {
				if g, h := strings.Join(get.Header[name], "|"), strings.Join(head.Header[name], "|"); g != h {
					t.Errorf("HEAD %s: %s is %q, of GET %q", path, name, h, g)
				}
			}
		}
	}
}
