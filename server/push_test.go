package server

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/sources"
)

// agencyHub is a source with a hub, which asks back before it answers.
func agencyHub(t *testing.T, asked chan<- url.Values) *httptest.Server {
	mux := http.NewServeMux()
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", `</hub>; rel=hub, </feed>; rel=self`)
		io.WriteString(w, pushedFeed("Polled from the agency"))
	})
	mux.HandleFunc("POST /hub", func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		query := url.Values{"hub.mode": {"subscribe"}, "hub.topic": r.Form["hub.topic"], "hub.challenge": {"<b>kjsfhg"}, "hub.lease_seconds": {"864000"}}
		res, err := http.Get(r.Form.Get("hub.callback") + "?" + query.Encode())
		if err != nil {
			t.Error(err)
			return
		}
		defer res.Body.Close()
		echo, _ := io.ReadAll(res.Body)
		r.Form.Set("echo", res.Header.Get("Content-Type")+" "+string(echo))
		w.WriteHeader(http.StatusAccepted)
		asked <- r.Form
	})
	return site
}

func pushedFeed(title string) string {
	return `<rss version="2.0"><channel><title>Agency</title><language>en</language><item><title>` + title + `</title><link>https://agency.example/` +
		strings.ReplaceAll(title, " ", "-") + `</link><description>` + title + ` on Tuesday.</description></item></channel></rss>`
}

func TestPushesOfHubsReachTheDesk(t *testing.T) {
	asked := make(chan url.Values, 1)
	site := agencyHub(t, asked)
	poller := &sources.Poller{Client: newClient(t, true)}
	w := openWireWith(t, Options{Poller: poller})
	poller.State, poller.Receiver, poller.Log, poller.PushBase = w.desk, w.desk, w.server.log, w.http.URL+"/push"
	w.source.URL, w.source.Interval = site.URL+"/feed", time.Hour
	poller.SetSources([]sources.Source{w.source})
	done := make(chan error, 1)
	go func() { done <- poller.Run(t.Context()) }()
	t.Cleanup(func() { <-done })

	form := <-asked
	if echo := form.Get("echo"); echo != "text/plain; charset=utf-8 <b>kjsfhg" {
		t.Fatalf("the hub's question is answered with %q", echo)
	}
	callback := form.Get("hub.callback")
	push := func(title, secret string) int {
		body := pushedFeed(title)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(body))
		return postPush(t, callback, strings.NewReader(body), "sha256="+hex.EncodeToString(mac.Sum(nil)))
	}
	secret := form.Get("hub.secret")
	if status := push("Forged by a stranger", "guess"); status != http.StatusAccepted {
		t.Errorf("a forged push: %d", status)
	}
	if status := push("Pushed by the hub", secret); status != http.StatusAccepted {
		t.Errorf("a push: %d", status)
	}
	rss := w.get("/outlets/daily-nile/feed.rss").body
	if !strings.Contains(rss, "Polled from the agency") || !strings.Contains(rss, "Pushed by the hub") || strings.Contains(rss, "Forged") {
		t.Errorf("the outlet's feed:\n%s", rss)
	}
	long := httptest.NewRecorder() // over a connection, that it is cut off could come before the answer
	w.server.Handler().ServeHTTP(long, httptest.NewRequest(http.MethodPost, callback, endless{}))
	if long.Code != http.StatusBadRequest {
		t.Errorf("a push without an end: %d", long.Code)
	}
	callback = w.http.URL + "/push/guessed"
	if status := push("Guessed", secret); status != http.StatusNotFound {
		t.Errorf("a guessed address: %d", status)
	}
	if r := w.get("/push/guessed?hub.mode=subscribe&hub.challenge=x"); r.StatusCode != http.StatusNotFound || strings.Contains(r.body, "x\n") {
		t.Errorf("a question to a guessed address: %d %s", r.StatusCode, r.body)
	}
}

func postPush(t *testing.T, address string, body io.Reader, signature string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/rss+xml")
	req.Header.Set("X-Hub-Signature", signature)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// endless is a body that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestWithoutAPollerNothingIsPushed(t *testing.T) {
	w := openWire(t)
	if r := w.do(http.MethodPost, "/push/x"); r.StatusCode != http.StatusNotFound {
		t.Errorf("%d", r.StatusCode)
	}
	if r := w.get("/push/x?hub.mode=subscribe"); r.StatusCode != http.StatusNotFound {
		t.Errorf("%d", r.StatusCode)
	}
}
