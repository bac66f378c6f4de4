package server

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// openHub is a wire with a running hub that calls callbacks on this machine.
// Its clock is the wire's: only receive and advance move it.
func openHub(t *testing.T) *wire {
	t.Helper()
	leaks := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, leaks) })
	w := openWireWith(t, Options{Client: newClient(t, true)})
	w.server.hub.call = longEnough
	w.runHub()
	return w
}

func newClient(t *testing.T, private bool) *sources.Client {
	client := &sources.Client{AllowPrivate: private}
	t.Cleanup(client.Close)
	return client
}

// runHub runs the hub until the test ends or stop is called.
func (w *wire) runHub() (stop func()) {
	h := w.server.hub
	h.now, h.beat = w.clock, 2*time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.server.RunHub(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Error(err)
		}
	})
	w.t.Cleanup(stop)
	return stop
}

func (w *wire) advance(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// settled waits until the hub has nothing to do: no call is under way, and
// nobody lacks anything that could be pushed now.
func (w *wire) settled() {
	w.t.Helper()
	h := w.server.hub
	first := int64(-1)
	waitUntil(w.t, "the hub has come to rest", func() bool {
		p := h.state.Load()
		if p == nil {
			return false
		}
		if first < 0 {
			first = p.round
		}
		return p.round >= first+3 && p.open == 0 && p.behind == 0 && len(h.room) == 0
	})
}

// waitUntil waits for a condition that comes without any doing of the test.
func waitUntil(t testing.TB, what string, ok func() bool) {
	t.Helper()
	late := time.After(longEnough)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-late:
			t.Fatalf("waited in vain until %s", what)
		case <-tick.C:
		}
	}
}

// subscribers are those that the store has.
func (w *wire) subscribers() []syndication.Subscriber {
	w.t.Helper()
	list, err := w.desk.Subscribers(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// ask sends a form to the hub. pairs are names and values, the names without
// "hub."; header lines begin after an empty name.
func (w *wire) ask(pairs ...string) *reply {
	w.t.Helper()
	form, header := url.Values{}, []string{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == "" {
			header = append(header, pairs[i+1])
			continue
		}
		form.Add("hub."+pairs[i], pairs[i+1])
	}
	return w.post("/hub", form.Encode(), header...)
}

func (w *wire) post(path, body string, header ...string) *reply {
	w.t.Helper()
	req, err := http.NewRequest(http.MethodPost, w.http.URL+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return &reply{Response: res, raw: raw, body: string(raw)}
}

// subscribe asks for a topic and waits until the subscription stands.
func (w *wire) subscribe(l *listener, topic string, pairs ...string) {
	w.t.Helper()
	r := w.ask(append([]string{"mode", "subscribe", "topic", topic, "callback", l.URL}, pairs...)...)
	if r.StatusCode != http.StatusAccepted {
		w.t.Fatalf("subscribing to %s: %d %s", topic, r.StatusCode, r.body)
	}
	l.question()
	w.settled()
}

// A listener is a subscriber's callback on a real server.
type listener struct {
	t         *testing.T
	URL       string
	questions chan url.Values // of the hub, as it asked them
	pushes    chan push       // as they came

	mu     sync.Mutex
	reply  func(w http.ResponseWriter, query url.Values) // to a question; nil: it agrees
	accept func(http.ResponseWriter)                     // a push; nil: with 200
}

// A push is what a listener got.
type push struct {
	header http.Header
	query  string
	body   string
}

func listen(t *testing.T) *listener {
	l := &listener{t: t, questions: make(chan url.Values, 100), pushes: make(chan push, 1000)}
	site := httptest.NewServer(l)
	t.Cleanup(site.Close)
	l.URL = site.URL + "/callback"
	return l
}

func (l *listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	reply, accept := l.reply, l.accept
	l.mu.Unlock()
	if r.Method == http.MethodGet {
		l.questions <- r.URL.Query()
		if reply != nil {
			reply(w, r.URL.Query())
		} else {
			io.WriteString(w, r.URL.Query().Get("hub.challenge"))
		}
		return
	}
	body, _ := io.ReadAll(r.Body)
	l.pushes <- push{r.Header.Clone(), r.URL.RawQuery, string(body)}
	if accept != nil {
		accept(w)
	}
}

// answers says how pushes are answered from now on.
func (l *listener) answers(accept func(http.ResponseWriter)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.accept = accept
}

// question waits for the next question.
func (l *listener) question() url.Values {
	l.t.Helper()
	return next(l.t, "a question to the callback", l.questions)
}

// push waits for the next push.
func (l *listener) push() push {
	l.t.Helper()
	return next(l.t, "a push", l.pushes)
}

// nothing fails the test if anything more has come.
func (l *listener) nothing() {
	l.t.Helper()
	select {
	case p := <-l.pushes:
		l.t.Errorf("a push too many: %.300s", p.body)
	case q := <-l.questions:
		l.t.Errorf("a question too many: %v", q)
	default:
	}
}

func next[T any](t *testing.T, what string, from chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(longEnough):
		t.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}
