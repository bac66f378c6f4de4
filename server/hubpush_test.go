package server

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// feed is a push as any reader reads it.
func (p push) feed(t *testing.T) *feeds.Feed {
	t.Helper()
	f, err := feeds.Parse([]byte(p.body), feeds.ParseOptions{
		ContentType: p.header.Get("Content-Type"), URL: publicURL, Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatalf("%v in %.500s", err, p.body)
	}
	return f
}

func (p push) titles(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, it := range p.feed(t).Items {
		list = append(list, it.Title)
	}
	return list
}

func TestHubPushesInTheTopicsOwnFormat(t *testing.T) {
	const summit, train = "افتتاح قمة المدن الذكية في شنغهاي", "قطار جديد إلى أسوان"
	for _, c := range []struct {
		topic, mediaType string
		language, title  string
		titles           []string
	}{
		{"/outlets/daily-nile/feed.rss", "application/rss+xml; charset=utf-8", "ar", train, []string{train}},
		{"/outlets/daily-nile/ar.atom", "application/atom+xml; charset=utf-8", "ar", train, []string{train}},
		// Only RSS and Atom may be cut (WebSub, 7).
		{"/outlets/daily-nile/ar.json", "application/feed+json; charset=utf-8", "ar", train, []string{train, summit}},
		{"/outlets/huanqiu/zh-Hans.rss", "application/rss+xml; charset=utf-8", "zh-Hans", "夜班列车重返阿拉木图", []string{"夜班列车重返阿拉木图"}},
		{"/outlets/huanqiu/ja.atom", "application/atom+xml; charset=utf-8", "ja", "夜行列車がアルマトイに戻る", []string{"夜行列車がアルマトイに戻る"}},
	} {
		t.Run(c.topic, func(t *testing.T) {
			w := openHub(t)
			w.receive(worldNews()...)
			l := listen(t)
			w.subscribe(l, publicURL+c.topic)
			w.receive(item("fresh", c.language, c.title))
			p := l.push()
			if got := p.titles(t); !slices.Equal(got, c.titles) {
				t.Errorf("pushed %q, want %q", got, c.titles)
			}
			if got := p.header.Get("Content-Type"); got != c.mediaType {
				t.Errorf("Content-Type %s", got)
			}
			links := fmt.Sprintf(`<%s%s>; rel="self", <%s/hub>; rel="hub"`, publicURL, c.topic, publicURL)
			if got := p.header.Values("Link"); len(got) != 1 || got[0] != links {
				t.Errorf("Link %q, want %q", got, links)
			}
			if p.header.Get("X-Hub-Signature") != "" {
				t.Error("signed without a secret")
			}
			document := w.get(c.topic)
			if got := document.Header.Get("Link"); got != links {
				t.Errorf("the document's Link is %q, want %q", got, links)
			}
			if strings.HasSuffix(c.topic, ".json") && document.body != p.body {
				t.Error("a JSON Feed was pushed that is not the present document")
			}
			w.settled()
			l.nothing()
		})
	}
}

func TestHubSigns(t *testing.T) {
	for _, secret := range []string{"s3cret", strings.Repeat("鍵", 66) + "a"} {
		w := openHub(t)
		l := listen(t)
		w.subscribe(l, nileRSS, "secret", secret)
		w.receive(worldNews()...)
		p := l.push()
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(p.body))
		if want := "sha256=" + hex.EncodeToString(mac.Sum(nil)); p.header.Get("X-Hub-Signature") != want {
			t.Errorf("signature %s, want %s", p.header.Get("X-Hub-Signature"), want)
		}
		w.settled()
		if strings.Contains(w.log.String(), secret) || strings.Contains(w.log.String(), "/callback") {
			t.Error("the log has a subscriber's secret")
		}
	}
}

func TestHubRenewalReplaces(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	w.subscribe(l, nileRSS, "secret", "old", "lease_seconds", "300")
	w.advance(4 * time.Minute)
	w.subscribe(l, nileRSS, "lease_seconds", "600")
	w.advance(5 * time.Minute)
	w.receive(worldNews()...)
	if p := l.push(); p.header.Get("X-Hub-Signature") != "" {
		t.Error("signed with the secret of a subscription that was replaced by one without")
	}
	// A renewal that is not confirmed changes nothing.
	l.mu.Lock()
	l.reply = func(w http.ResponseWriter, _ url.Values) { w.WriteHeader(404) }
	l.mu.Unlock()
	w.ask("mode", "subscribe", "topic", nileRSS, "callback", l.URL, "secret", "forged")
	l.question()
	w.settled()
	w.receive(item("en-7", "en", "Seven bridges reopen"))
	if p := l.push(); p.header.Get("X-Hub-Signature") != "" {
		t.Error("a renewal that was not confirmed has changed the secret")
	}
	w.settled()
	l.nothing()
}

func TestHubEndsLeases(t *testing.T) {
	w := openHub(t)
	l, stays := listen(t), listen(t)
	w.subscribe(l, nileRSS, "lease_seconds", "300")
	w.subscribe(stays, nileRSS)
	w.advance(5 * time.Minute)
	w.receive(worldNews()...)
	stays.push()
	w.settled()
	l.nothing()
	if n := len(w.subscribers()); n != 1 {
		t.Errorf("%d subscriptions are left, want 1", n)
	}
	if n := w.metric(`silkwire_hub_ended_total{why="lease over"}`); n != "1" {
		t.Errorf("%s ended, want 1", n)
	}
}

func TestHubTakesTokensAnyWay(t *testing.T) {
	for _, c := range []struct {
		name  string
		carry func(token string) (topic, header string)
	}{
		{"Bearer", func(token string) (string, string) { return partnerRSS, "Authorization: bearer " + token }},
		{"Basic", func(token string) (string, string) {
			return partnerRSS, "Authorization: Basic " + basic("anybody", token)
		}},
		{"in the topic", func(token string) (string, string) { return partnerRSS + "?token=" + token, "Accept: */*" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := openHub(t)
			token := w.token("partner", "feed")
			l := listen(t)
			topic, header := c.carry(token)
			if r := w.ask("mode", "subscribe", "topic", topic, "callback", l.URL, "", header); r.StatusCode != 202 {
				t.Fatalf("%d %s", r.StatusCode, r.body)
			}
			if got := l.question().Get("hub.topic"); got != topic {
				t.Errorf("asked about %s", got)
			}
			w.settled()
			w.receive(item(c.name, "he", "רכבת לילה חוזרת לאלמאטי "+c.name))
			p := l.push()
			if strings.Contains(p.body+fmt.Sprint(p.header), token) {
				t.Error("the token is in what is pushed")
			}
			if want := "<" + partnerRSS + `>; rel="self"`; !strings.HasPrefix(p.header.Get("Link"), want) {
				t.Errorf("Link %s", p.header.Get("Link"))
			}
			w.settled()
			if kept := fmt.Sprintf("%+v", w.subscribers()); strings.Contains(kept, token) {
				t.Error("the token is in the store")
			}
			if strings.Contains(w.log.String(), token) {
				t.Error("the token is in the log")
			}
		})
	}
}

func TestHubEndsWithTheToken(t *testing.T) {
	cases := []struct {
		name  string
		until time.Duration
		end   func(w *wire, id string)
	}{
		{"revoked", 0, func(w *wire, id string) {
			if err := w.desk.RevokeToken(context.Background(), "partner", id); err != nil {
				w.t.Error(err)
			}
		}},
		{"expired", time.Hour, func(w *wire, _ string) { w.advance(2 * time.Hour) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := openHub(t)
			token := syndication.Token{Outlet: "partner", Name: "trial"}
			if c.until > 0 {
				token.Until = w.clock().Add(c.until)
			}
			secret, err := w.desk.CreateToken(context.Background(), token)
			if err != nil {
				t.Fatal(err)
			}
			l := listen(t)
			w.subscribe(l, partnerRSS, "", "Authorization: Bearer "+secret)
			w.receive(item("he-1", "he", "פסגת הערים החכמות נפתחה"))
			l.push()
			w.settled()
			c.end(w, w.subscribers()[0].Token)
			if q := l.question(); q.Get("hub.mode") != "denied" || q.Get("hub.topic") != partnerRSS || !strings.Contains(q.Get("hub.reason"), "token") {
				t.Errorf("told %v", q)
			}
			w.receive(item("he-2", "he", "מילה שאיש לא ישמע"))
			w.settled()
			l.nothing()
			if len(w.subscribers()) > 0 {
				t.Error("the subscription is still there")
			}
		})
	}
}

func TestHubPushesCorrectionsAndWithdrawals(t *testing.T) {
	for _, format := range feeds.Formats {
		t.Run(string(format), func(t *testing.T) {
			w := openHub(t)
			w.receive(item("en-1", "en", "Smart city summit opens in Shanghai"))
			id := w.find("daily-nile", "feed", "en-1")
			l := listen(t)
			w.subscribe(l, publicURL+"/outlets/daily-nile/feed."+string(format))
			w.receive(item("en-1", "en", "Smart city summit opens in Suzhou"))
			if got := l.push().titles(t); !slices.Equal(got, []string{"Smart city summit opens in Suzhou"}) {
				t.Errorf("corrected to %q", got)
			}
			if err := w.desk.Withdraw(context.Background(), id, "Nothing of it is true"); err != nil {
				t.Fatal(err)
			}
			p := l.push()
			if !strings.Contains(p.body, id) || strings.Contains(p.body, "Suzhou") {
				t.Errorf("withdrawn by %.600s", p.body)
			}
			w.settled()
			l.nothing()
		})
	}
}

func TestHubIsSilentUntilRelease(t *testing.T) {
	w := openHub(t)
	l := listen(t)
	w.subscribe(l, nileRSS)
	secret := item("en-1", "en", "Ministers sign the corridor agreement")
	secret.Embargo = feeds.At(w.clock().Add(time.Hour))
	w.receive(secret)
	w.receive(item("en-2", "en", "An open story"))
	if p := l.push(); strings.Contains(p.body, "corridor") {
		t.Error("an embargoed word was pushed")
	}
	w.settled()
	l.nothing()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	w.advance(time.Hour)
	go func() { done <- w.desk.Run(ctx) }()
	if got := l.push().titles(t); !slices.Equal(got, []string{"Ministers sign the corridor agreement"}) {
		t.Errorf("after the release: %q", got)
	}
	cancel()
	<-done
	w.settled()
	l.nothing()
}

// find gives the public id of the story whose content names the source's id.
func (w *wire) find(outlet, feed, id string) string {
	w.t.Helper()
	f, _, err := w.desk.Feed(context.Background(), outlet, feed)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, it := range f.Items {
		if strings.Contains(it.Content, id) {
			return it.ID
		}
	}
	return ""
}

func basic(user, password string) string {
	r, _ := http.NewRequest("GET", "/", nil)
	r.SetBasicAuth(user, password)
	_, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return text
}
