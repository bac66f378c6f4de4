package server

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

const (
	nileRSS    = publicURL + "/outlets/daily-nile/feed.rss"
	partnerRSS = publicURL + "/outlets/partner/feed.rss"
)

func TestHubRefusesWhatItCannotServe(t *testing.T) {
	w := openHub(t)
	w.receive(worldNews()...)
	l := listen(t)
	english := w.token("partner", "en")
	cases := []struct {
		name   string
		pairs  []string // over mode, topic and callback that are right
		status int
		body   string
	}{
		{"no mode", []string{"mode", ""}, 400, "hub.mode must be"},
		{"a mode for publishers", []string{"mode", "publish"}, 400, "hub.mode must be"},
		{"a mode of the hub's own", []string{"mode", "denied"}, 400, "hub.mode must be"},
		{"no callback", []string{"callback", ""}, 400, "whole address"},
		{"a callback without a host", []string{"callback", "/callback"}, 400, "whole address"},
		{"a callback by FTP", []string{"callback", "ftp://subscriber.example/in"}, 400, "http:// or https://"},
		{"a callback that is a file", []string{"callback", "file:///etc/passwd"}, 400, "http:// or https://"},
		{"a callback that cannot be read", []string{"callback", "http://[::1/"}, 400, "no web address"},
		{"a callback with a password", []string{"callback", "https://user:pass@subscriber.example/"}, 400, "user name or password"},
		{"a callback with a fragment", []string{"callback", "https://subscriber.example/#a"}, 400, "after #"},
		{"a callback too long", []string{"callback", "https://subscriber.example/" + strings.Repeat("a", 2048)}, 400, "longer than 2048"},
		{"a secret of 200 bytes", []string{"secret", strings.Repeat("密", 66) + "ab"}, 400, "shorter than 200 bytes"},
		{"a lease of nothing", []string{"lease_seconds", "0"}, 400, "positive whole number"},
		{"a negative lease", []string{"lease_seconds", "-300"}, 400, "positive whole number"},
		{"a lease in words", []string{"lease_seconds", "يوم"}, 400, "positive whole number"},
		{"no topic", []string{"topic", ""}, 400, "no web address"},
		{"a topic elsewhere", []string{"topic", "https://elsewhere.example/outlets/daily-nile/feed.rss"}, 400, "no feed of this server"},
		{"a topic by another scheme", []string{"topic", strings.Replace(nileRSS, "https", "http", 1)}, 400, "no feed of this server"},
		{"a topic with a password", []string{"topic", strings.Replace(nileRSS, "//", "//a:b@", 1)}, 400, "no feed of this server"},
		{"a page for people", []string{"topic", publicURL + "/outlets/daily-nile"}, 400, "no feed of this server"},
		{"an archive page", []string{"topic", nileRSS + "?archive=1"}, 400, "archives and searches"},
		{"a search", []string{"topic", nileRSS + "?q=port"}, 400, "archives and searches"},
		{"an unknown feed of a public outlet", []string{"topic", publicURL + "/outlets/daily-nile/sports.rss"}, 404, ""},
		{"an unknown format", []string{"topic", publicURL + "/outlets/daily-nile/feed.xml"}, 404, ""},
		{"a private feed without a token", []string{"topic", partnerRSS}, 401, "valid token"},
		{"a private feed with a wrong token", []string{"topic", partnerRSS, "", "Authorization: Bearer wrong"}, 401, "valid token"},
		{"a private feed with a wrong token in the topic", []string{"topic", partnerRSS + "?token=wrong"}, 401, "valid token"},
		{"a token for another feed", []string{"topic", partnerRSS, "", "Authorization: Bearer " + english}, 401, "valid token"},
		{"an unknown feed of a private outlet", []string{"topic", publicURL + "/outlets/partner/sports.rss"}, 401, "valid token"},
		{"an unknown outlet", []string{"topic", publicURL + "/outlets/nobody/feed.rss"}, 401, "valid token"},
		{"another media type", []string{"", "Content-Type: application/json"}, 400, "x-www-form-urlencoded"},
		{"no media type", []string{"", "Content-Type: "}, 400, "x-www-form-urlencoded"},
		{"a request too long", []string{"filler", strings.Repeat("a", 17<<10)}, 400, "too long"},
		{"text that is not UTF-8", []string{"secret", "caf\xe9"}, 400, "UTF-8"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			form := map[string]string{"mode": "subscribe", "topic": nileRSS, "callback": l.URL}
			var rest []string
			for i := 0; i < len(c.pairs); i += 2 {
				if _, over := form[c.pairs[i]]; over {
					form[c.pairs[i]] = c.pairs[i+1]
				} else {
					rest = append(rest, c.pairs[i], c.pairs[i+1])
				}
			}
			for name, value := range form {
				rest = append(rest, name, value)
			}
			r := w.ask(rest...)
			if r.StatusCode != c.status || !strings.Contains(r.body, c.body) {
				t.Errorf("%d %s; want %d with %q", r.StatusCode, r.body, c.status, c.body)
			}
		})
	}
	w.settled()
	l.nothing()
	if list := w.subscribers(); len(list) > 0 {
		t.Errorf("kept: %+v", list)
	}
	if r := w.post("/hub?"+url.Values{"hub.mode": {"subscribe"}, "hub.topic": {nileRSS}, "hub.callback": {l.URL}}.Encode(), ""); r.StatusCode != 400 {
		t.Errorf("parameters in the address: %d", r.StatusCode)
	}
	if r := w.get("/hub"); r.StatusCode != 405 || r.Header.Get("Allow") != "OPTIONS, POST" {
		t.Errorf("GET: %d, Allow %s", r.StatusCode, r.Header.Get("Allow"))
	}
	if r := openWire(t).post("/hub", ""); r.StatusCode != 404 {
		t.Errorf("a server without a hub: %d", r.StatusCode)
	}
}

func TestHubAnswersUnknownAndForbiddenAlike(t *testing.T) {
	w := openHub(t)
	ask := func(topic string) string {
		r := w.ask("mode", "subscribe", "topic", topic, "callback", "https://subscriber.example/")
		r.Header.Del("Date")
		return fmt.Sprint(r.StatusCode, r.Header, r.body)
	}
	forbidden, unknown := ask(partnerRSS), ask(publicURL+"/outlets/nobody/feed.rss")
	if forbidden != unknown {
		t.Errorf("%s\n%s", forbidden, unknown)
	}
}

func TestHubVerifiesIntent(t *testing.T) {
	elsewhere := listen(t)
	echo := func(w http.ResponseWriter, q url.Values) { io.WriteString(w, q.Get("hub.challenge")) }
	cases := []struct {
		name   string
		reply  func(http.ResponseWriter, url.Values)
		agrees bool
	}{
		{"the challenge", echo, true},
		{"the challenge with 201", func(w http.ResponseWriter, q url.Values) { w.WriteHeader(201); echo(w, q) }, true},
		{"another challenge", func(w http.ResponseWriter, q url.Values) { io.WriteString(w, "挑战") }, false},
		{"the challenge and more", func(w http.ResponseWriter, q url.Values) { echo(w, q); io.WriteString(w, "\n") }, false},
		{"the challenge and very much more", func(w http.ResponseWriter, q url.Values) { echo(w, q); io.WriteString(w, strings.Repeat("a", 1<<20)) }, false},
		{"nothing", func(w http.ResponseWriter, q url.Values) { w.WriteHeader(204) }, false},
		{"not found", func(w http.ResponseWriter, q url.Values) { w.WriteHeader(404); echo(w, q) }, false},
		{"an error", func(w http.ResponseWriter, q url.Values) { w.WriteHeader(500); echo(w, q) }, false},
		{"a redirect to one that agrees", func(w http.ResponseWriter, q url.Values) {
			w.Header().Set("Location", elsewhere.URL+"?"+q.Encode())
			w.WriteHeader(302)
			echo(w, q)
		}, false},
		{"a connection that breaks", func(http.ResponseWriter, url.Values) { panic(http.ErrAbortHandler) }, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := openHub(t)
			l := listen(t)
			l.reply = c.reply
			if r := w.ask("mode", "subscribe", "topic", nileRSS, "callback", l.URL); r.StatusCode != 202 {
				t.Fatalf("%d %s", r.StatusCode, r.body)
			}
			q := l.question()
			if q.Get("hub.mode") != "subscribe" || q.Get("hub.topic") != nileRSS || len(q.Get("hub.challenge")) < 20 {
				t.Errorf("asked %v", q)
			}
			w.settled()
			if kept := len(w.subscribers()) == 1; kept != c.agrees {
				t.Errorf("kept: %t, want %t", kept, c.agrees)
			}
			w.receive(worldNews()...)
			w.settled()
			if c.agrees {
				l.push()
			}
			l.nothing()
			elsewhere.nothing()
		})
	}
}

func TestHubChallengesAreNeverTheSame(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	seen := map[string]bool{}
	for range 5 {
		w.ask("mode", "subscribe", "topic", nileRSS, "callback", l.URL)
		seen[l.question().Get("hub.challenge")] = true
	}
	if len(seen) != 5 {
		t.Errorf("%d challenges for 5 questions", len(seen))
	}
	w.settled()
	if n := len(w.subscribers()); n != 1 {
		t.Errorf("%d subscriptions of one callback to one topic", n)
	}
}

func TestHubBoundsLeases(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	for _, c := range []struct {
		name, asked string
		granted     time.Duration
	}{
		{"none asked", "", 10 * 24 * time.Hour},
		{"a day", "86400", 24 * time.Hour},
		{"a second", "1", 5 * time.Minute},
		{"a year", "31536000", 30 * 24 * time.Hour},
		{"more than any number", "99999999999999999999999999", 30 * 24 * time.Hour},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.ask("mode", "subscribe", "topic", nileRSS, "callback", l.URL, "lease_seconds", c.asked)
			if got := l.question().Get("hub.lease_seconds"); got != fmt.Sprint(c.granted.Seconds()) && got != fmt.Sprintf("%.0f", c.granted.Seconds()) {
				t.Errorf("granted %s, want %s", got, c.granted)
			}
			w.settled()
			if lease := w.subscribers()[0].Lease.Sub(w.clock()); lease != c.granted {
				t.Errorf("kept %s, want %s", lease, c.granted)
			}
		})
	}
}

func TestHubKeepsTheCallbacksOwnQuery(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	l.URL += "?id=a%20b&hub.mode=mine&stadt=M%C3%BCnchen"
	w.ask("mode", "subscribe", "topic", nileRSS, "callback", l.URL)
	q := l.question()
	if got := q["hub.mode"]; len(got) != 2 || got[0] != "mine" || got[1] != "subscribe" || q.Get("stadt") != "München" {
		t.Errorf("asked %v", q)
	}
	w.settled()
	w.receive(worldNews()...)
	if p := l.push(); p.query != "id=a%20b&hub.mode=mine&stadt=M%C3%BCnchen" {
		t.Errorf("pushed to ?%s", p.query)
	}
	w.settled()
}

func TestHubUnderstandsTopicsAsWritten(t *testing.T) {
	w := openHub(t)
	for _, topic := range []string{
		nileRSS,
		publicURL + "/outlets/daily%2Dnile/%66eed.rss",
		strings.Replace(nileRSS, "wire.example", "WIRE.example", 1),
	} {
		l := listen(t)
		w.ask("mode", "subscribe", "topic", topic, "callback", l.URL, "foo", "ignored")
		if got := l.question().Get("hub.topic"); got != topic {
			t.Errorf("asked about %s, want the topic as it was given, %s", got, topic)
		}
	}
	w.settled()
	for _, sub := range w.subscribers() {
		if sub.Outlet != "daily-nile" || sub.Feed != "feed" || sub.Format != feeds.RSS {
			t.Errorf("kept %s/%s.%s", sub.Outlet, sub.Feed, sub.Format)
		}
	}
}

func TestHubUnsubscribes(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	w.subscribe(l, nileRSS)
	l.reply = func(w http.ResponseWriter, q url.Values) { w.WriteHeader(404) }
	w.ask("mode", "unsubscribe", "topic", nileRSS, "callback", l.URL)
	if q := l.question(); q.Get("hub.mode") != "unsubscribe" || q.Get("hub.topic") != nileRSS || q.Get("hub.challenge") == "" {
		t.Errorf("asked %v", q)
	}
	w.settled()
	if len(w.subscribers()) != 1 {
		t.Fatal("a stranger ended the subscription")
	}
	w.receive(worldNews()...)
	l.push()
	l.mu.Lock()
	l.reply = nil
	l.mu.Unlock()
	if r := w.ask("mode", "unsubscribe", "topic", nileRSS, "callback", l.URL, "lease_seconds", "none"); r.StatusCode != 202 {
		t.Errorf("a lease that does not matter: %d", r.StatusCode)
	}
	l.question()
	w.settled()
	if len(w.subscribers()) != 0 {
		t.Error("the subscription is still there")
	}
	w.receive(item("late", "en", "A story after the end"))
	w.settled()
	l.nothing()
}

func TestHubUnsubscribesNobodyQuietly(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	for _, topic := range []string{nileRSS, partnerRSS, publicURL + "/outlets/nobody/feed.xml"} {
		if r := w.ask("mode", "unsubscribe", "topic", topic, "callback", l.URL); r.StatusCode != 202 {
			t.Errorf("%s: %d", topic, r.StatusCode)
		}
		l.question()
	}
	w.settled()
}

func TestHubKeepsOutOfPrivateNetworks(t *testing.T) {
	w := openWireWith(t, Options{Client: newClient(t, false)})
	w.runHub()
	l := listen(t)
	here, _ := url.Parse(l.URL)
	for _, host := range []string{here.Host, "[::1]:" + here.Port(), "10.1.2.3", "169.254.169.254", "localhost:" + here.Port()} {
		if r := w.ask("mode", "subscribe", "topic", nileRSS, "callback", "http://"+host+"/"); r.StatusCode != 400 || !strings.Contains(r.body, "private network") {
			t.Errorf("%s: %d %s", host, r.StatusCode, r.body)
		}
	}
	// Names are known by where they lead, at the moment of the call.
	if r := w.ask("mode", "subscribe", "topic", nileRSS, "callback", "http://localhost.:"+here.Port()+"/"); r.StatusCode != 202 {
		t.Errorf("a name: %d %s", r.StatusCode, r.body)
	}
	w.settled()
	l.nothing()
	if n := w.metric(`silkwire_hub_requests_total{outcome="failed"}`); n != "1" {
		t.Errorf("%s requests failed, want 1", n)
	}
}

func TestHubSlowsThoseWhoAskTooMuch(t *testing.T) {
	w := openHub(t)
	w.server.hub.requests = newLimiter(1, 3).stand()
	codes := map[int]int{}
	for range 5 {
		r := w.ask("mode", "unsubscribe", "topic", nileRSS, "callback", "http://127.0.0.1:9/", "", "X-Forwarded-For: 198.51.100.7")
		codes[r.StatusCode]++
		if r.StatusCode == 429 && r.Header.Get("Retry-After") == "" {
			t.Error("429 without Retry-After")
		}
	}
	if codes[202] != 3 || codes[429] != 2 {
		t.Errorf("answers %v", codes)
	}
	w.settled()
}

func TestHubDeniesOneHostTooMany(t *testing.T) {
	w := openWireWith(t, Options{Client: newClient(t, true)})
	l := listen(t)
	lease := w.clock().Add(time.Hour)
	for n := range maxHostSubscribers {
		sub := syndication.Subscriber{Outlet: "daily-nile", Feed: "feed", Format: feeds.Atom, Callback: fmt.Sprintf("%s?n=%d", l.URL, n), Lease: lease}
		if _, err := w.desk.Subscribe(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
	}
	w.runHub()
	w.ask("mode", "subscribe", "topic", nileRSS, "callback", l.URL)
	if q := l.question(); q.Get("hub.mode") != "denied" || q.Get("hub.topic") != nileRSS || !strings.Contains(q.Get("hub.reason"), "too many") {
		t.Errorf("one more: %v", q)
	}
	w.settled()
	w.ask("mode", "subscribe", "topic", publicURL+"/outlets/daily-nile/feed.atom", "callback", l.URL+"?n=7")
	if q := l.question(); q.Get("hub.mode") != "subscribe" {
		t.Errorf("a renewal: %v", q)
	}
	w.settled()
	if n := len(w.subscribers()); n != maxHostSubscribers {
		t.Errorf("%d subscribers, want %d", n, maxHostSubscribers)
	}
}

func FuzzTopic(f *testing.F) {
	for _, topic := range []string{nileRSS, partnerRSS + "?token=a", publicURL + "/outlets/%D9%86%D9%8A%D9%84/zh-Hans.json", "http://[", publicURL + "//outlets/a/b.c.atom#x"} {
		f.Add(topic)
	}
	s := &Server{opt: Options{PublicURL: publicURL}}
	f.Fuzz(func(t *testing.T, text string) {
		topic, err := s.parseTopic(text)
		if err != nil || topic.err != nil {
			return
		}
		again, err := s.parseTopic(publicURL + topic.path())
		if err != nil || again.feedName != topic.feedName || again.token != "" {
			t.Errorf("%q is %+v, whose own address is %+v, %v", text, topic, again, err)
		}
	})
}
