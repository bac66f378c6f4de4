package server

import (
	"net/http"
	"net/netip"
	"strconv"
	"testing"
	"time"

	"github.com/silkwire/silkwire/syndication"
)

func TestClientAddress(t *testing.T) {
	s := &Server{opt: Options{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}}
	for _, test := range []struct {
		name, remote, forwarded, want string
	}{
		{"a client", "192.0.2.7:4711", "", "192.0.2.7"},
		{"a client that claims to be forwarded", "192.0.2.7:4711", "198.51.100.1", "192.0.2.7"},
		{"behind a proxy", "10.1.2.3:80", "192.0.2.7", "192.0.2.7"},
		{"behind two proxies", "10.1.2.3:80", "192.0.2.7, 10.9.9.9", "192.0.2.7"},
		{"behind a proxy, with a claim before", "10.1.2.3:80", "198.51.100.1, 192.0.2.7", "192.0.2.7"},
		{"behind a proxy on this machine", "127.0.0.1:80", "192.0.2.7", "192.0.2.7"},
		{"a proxy that tells nonsense", "10.1.2.3:80", "unknown", "10.1.2.3"},
		{"this machine", "127.0.0.1:80", "", ""},
		{"this machine by IPv6", "[::1]:80", "", ""},
		{"IPv6 counts by its network", "[2001:db8:1:2:3::4]:80", "", "2001:db8:1:2::/64"},
		{"IPv4 in IPv6", "[::ffff:192.0.2.7]:80", "", "192.0.2.7"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &http.Request{RemoteAddr: test.remote, Header: http.Header{}}
			if test.forwarded != "" {
				r.Header.Set("X-Forwarded-For", test.forwarded)
			}
			if got := s.clientAddress(r); got != test.want {
				t.Errorf("clientAddress = %q, want %q", got, test.want)
			}
		})
	}
}

// stand stops the clock of a limiter, which else gives back while a test runs.
func (l *limiter) stand() *limiter {
	at := l.now()
	l.now = func() time.Time { return at }
	return l
}

func TestAnOrdinaryPollerIsNeverLimited(t *testing.T) {
	l := newLimiter(50, 500).stand()
	for i := range 500 {
		if err := l.take("192.0.2.7"); err != nil {
			t.Fatalf("request %d: %v", i+1, err)
		}
	}
	if err := l.take("192.0.2.7"); err == nil {
		t.Error("request 501 at once is let through")
	}
	if err := l.take("192.0.2.8"); err != nil {
		t.Errorf("another client pays for it: %v", err)
	}
}

func TestALimiterForgetsIdleClients(t *testing.T) {
	l := newLimiter(1e9, 1) // whole again at once
	for i := range maxLimited + 10 {
		if err := l.take(strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(l.clients); n > maxLimited {
		t.Errorf("remembers %d clients, at most %d", n, maxLimited)
	}
}

func TestRateLimits(t *testing.T) {
	w := openWireWith(t, Options{Rate: 0.5}) // five requests at once
	w.server.requests.stand()
	w.receive(worldNews()...)
	const stranger = "X-Forwarded-For: 192.0.2.7"
	for range 5 {
		if r := w.get(feedRSS, stranger); r.StatusCode != 200 {
			t.Fatalf("status %d", r.StatusCode)
		}
	}
	w.talk(t, []turn{
		{name: "too many", path: feedRSS, header: []string{stranger}, status: 429, body: `"status":429`, want: map[string]string{
			"Content-Type": "application/problem+json", "Etag": "", "Retry-After": "2"}},
		{name: "a neighbour is not touched", path: feedRSS, header: []string{"X-Forwarded-For: 192.0.2.8"}, status: 200},
		{name: "a proxy that says no more is not limited", path: feedRSS, status: 200},
	})
}

func TestTokensTriedOnStoriesAreSlowed(t *testing.T) {
	w := openWire(t)
	w.server.guesses.stand()
	const from = "X-Forwarded-For: 192.0.2.7"
	for range guessBurst {
		if r := w.get("/stories/nothing", from, "Authorization: Bearer wrong"); r.StatusCode != 401 {
			t.Fatalf("status %d", r.StatusCode)
		}
	}
	if r := w.get("/stories/nothing", from, "Authorization: Bearer wrong"); r.StatusCode != 429 {
		t.Errorf("one more: status %d", r.StatusCode)
	}
}

func TestWrongTokensAreSlowedAndRightOnesNot(t *testing.T) {
	w := openWire(t)
	w.server.guesses.stand()
	w.receive(worldNews()...)
	right, err := w.desk.CreateToken(t.Context(), syndication.Token{Outlet: "partner"})
	if err != nil {
		t.Fatal(err)
	}
	const path = "/outlets/partner/feed.rss"
	const from = "X-Forwarded-For: 192.0.2.7"
	for range guessBurst {
		if r := w.get(path, from, "Authorization: Bearer wrong"); r.StatusCode != 401 {
			t.Fatalf("status %d", r.StatusCode)
		}
	}
	w.talk(t, []turn{
		{name: "one wrong too many", path: path, header: []string{from, "Authorization: Bearer wrong"}, status: 429},
		{name: "for an unknown outlet too", path: "/outlets/nobody/feed.rss", header: []string{from, "Authorization: Bearer wrong"}, status: 429},
		{name: "for a story too", path: "/stories/nothing", header: []string{from, "Authorization: Bearer wrong"}, status: 429},
		{name: "a story without a token", path: "/stories/nothing", header: []string{from}, status: 401},
		{name: "the right one from the same address", path: path, header: []string{from, "Authorization: Bearer " + right}, status: 200},
		{name: "none is a question, not a guess", path: path, header: []string{from}, status: 401},
	})
}
