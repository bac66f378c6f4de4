package sources

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A hub on a real server, which asks back before it answers.
type hub struct {
	t         *testing.T
	callbacks chan url.Values
	challenge chan string
}

func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.ParseForm()
	callback := r.Form.Get("hub.callback")
	query := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {r.Form.Get("hub.topic")}, "hub.challenge": {"kjsfhg"}, "hub.lease_seconds": {"864000"}}
	res, err := http.Get(callback + "?" + query.Encode())
	if err != nil {
		h.t.Error(err)
		return
	}
	echo, _ := io.ReadAll(res.Body)
	res.Body.Close()
	h.challenge <- string(echo)
	h.callbacks <- r.Form
	w.WriteHeader(http.StatusAccepted)
}

func TestSourceWithAHubIsSubscribedToAndPushed(t *testing.T) {
	h := &hub{t: t, callbacks: make(chan url.Values, 1), challenge: make(chan string, 1)}
	hubSite := serve(t, h)
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Link", `<`+hubSite.URL+`/>; rel="hub", </feed>; rel=self`)
		io.WriteString(w, rss("Polled"))
	}))
	d := newDesk()
	p := &Poller{Client: testClient(t), State: d, Receiver: d, Log: silent}
	own := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := strings.TrimPrefix(r.URL.Path, "/push/")
		if challenge, err := p.VerifyPush(id, r.URL.Query()); err == nil {
			io.WriteString(w, challenge)
		} else {
			http.NotFound(w, r)
		}
	}))
	p.PushBase = own.URL + "/push"
	src := Source{Name: "pushed", URL: site.URL + "/feed", Interval: time.Hour}
	p.SetSources([]Source{src})
	run(t, p)
	form := <-h.callbacks
	if echo := <-h.challenge; echo != "kjsfhg" {
		t.Fatalf("the challenge came back as %q", echo)
	}
	d.wait(t, "the subscription saved", func() bool { return d.memories["pushed"].Push != nil })
	if m := d.memory("pushed"); m.Push.Lease.Before(time.Now().Add(9 * 24 * time.Hour)) {
		t.Errorf("the lease ends at %s", m.Push.Lease)
	}
	id := form.Get("hub.callback")[strings.LastIndex(form.Get("hub.callback"), "/")+1:]
	body := rss("Pushed")
	mac := hmac.New(sha256.New, []byte(form.Get("hub.secret")))
	mac.Write([]byte(body))
	sum := hex.EncodeToString(mac.Sum(nil))
	for _, wrong := range []string{"", "sha256=" + strings.Repeat("0", 64), "md5=00", "sha1=" + sum} {
		if err := p.ReceivePush(t.Context(), id, "", wrong, []byte(body)); !errors.Is(err, ErrSignature) {
			t.Errorf("signature %q: %v", wrong, err)
		}
	}
	if err := p.ReceivePush(t.Context(), "guessed", "", "sha256="+sum, []byte(body)); !errors.Is(err, ErrNoPush) {
		t.Errorf("a guessed address: %v", err)
	}
	if err := p.ReceivePush(t.Context(), id, "application/rss+xml", "sha256="+sum, []byte(body)); err != nil {
		t.Fatal(err)
	}
	d.wait(t, "the pushed item", func() bool { return strings.Join(d.titles("pushed"), " ") == "Polled Pushed" })
	if _, err := p.VerifyPush(id, url.Values{"hub.mode": {"unsubscribe"}, "hub.topic": {form.Get("hub.topic")}}); err == nil {
		t.Error("anybody can unsubscribe us")
	}
	m := p.poll(t.Context(), &src, d.memory("pushed").under(&src))
	if wait := time.Until(m.NextPoll); wait < 5*time.Hour {
		t.Errorf("while pushes arrive it is polled in %s", wait)
	}
	m.Push.LastPush = time.Now().Add(-48 * time.Hour)
	if m.pushed(time.Now(), time.Hour) {
		t.Error("pushes that have stopped are still trusted")
	}
}
