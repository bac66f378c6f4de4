package sources

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// longEnough is reached only by a failure, however busy the machine is.
const longEnough = time.Minute

// desk is what stands above a Poller in these tests: it keeps all it is given.
type desk struct {
	mu       sync.Mutex
	memories map[string]Memory
	got      map[string][]*feeds.Feed
	refuse   error
	changed  chan struct{} // signalled on every change
}

var silent = slog.New(slog.DiscardHandler)

func newDesk() *desk {
	return &desk{memories: map[string]Memory{}, got: map[string][]*feeds.Feed{}, changed: make(chan struct{}, 1)}
}

func (d *desk) LoadMemory(_ context.Context, source string) (Memory, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.memories[source], nil
}

func (d *desk) SaveMemory(_ context.Context, source string, m Memory) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.memories[source] = m
	d.signal()
	return nil
}

func (d *desk) Receive(_ context.Context, src *Source, f *feeds.Feed) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.signal()
	if d.refuse != nil {
		return d.refuse
	}
	d.got[src.Name] = append(d.got[src.Name], f)
	return nil
}

func (d *desk) signal() {
	select {
	case d.changed <- struct{}{}:
	default:
	}
}

// wait blocks until done holds, which is called with the desk locked.
func (d *desk) wait(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.After(longEnough)
	for {
		d.mu.Lock()
		ok := done()
		d.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-d.changed:
		case <-time.After(20 * time.Millisecond):
		case <-deadline:
			t.Fatalf("waited in vain for: %s", what)
		}
	}
}

func (d *desk) memory(source string) Memory {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.memories[source]
}

// titles are those of all items received from source, in order.
func (d *desk) titles(source string) (list []string) {
	for _, f := range d.got[source] {
		for i := range f.Items {
			list = append(list, f.Items[i].Title)
		}
	}
	return list
}

func testClient(t *testing.T) *Client {
	c := &Client{AllowPrivate: true, HostPause: -1, Timeout: longEnough}
	t.Cleanup(c.Close)
	return c
}

// start runs a Poller over list until the test ends.
func start(t *testing.T, d *desk, c *Client, list ...Source) *Poller {
	t.Helper()
	p := &Poller{Client: c, State: d, Receiver: d, Log: silent}
	p.SetSources(list)
	run(t, p)
	return p
}

func run(t *testing.T, p *Poller) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(longEnough):
			t.Error("Run did not return after its context had ended")
		}
	})
}

func serve(t *testing.T, h http.Handler) *httptest.Server {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// rss writes a feed with one item for each title.
func rss(titles ...string) string {
	doc := `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Agence du Fleuve</title><link>https://fleuve.example/</link>`
	for _, t := range titles {
		doc += fmt.Sprintf("<item><guid>urn:%x</guid><title>%s</title><link>https://fleuve.example/%x</link></item>", t, t, t)
	}
	return doc + "</channel></rss>"
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		io.WriteString(w, body)
	}
}

func TestFirstPollIsAtOnceAndRemembered(t *testing.T) {
	site := serve(t, text(rss("Nouveau pont à Lyon", "Мост открыт")))
	d := newDesk()
	start(t, d, testClient(t), Source{Name: "fleuve", URL: site.URL, Interval: time.Hour})
	d.wait(t, "two items", func() bool { return len(d.titles("fleuve")) == 2 })
	d.wait(t, "the memory saved", func() bool { return d.memories["fleuve"].Condition == Fresh })
	m := d.memory("fleuve")
	if m.Items != 2 || m.Title != "Agence du Fleuve" || m.Kind != FeedKind || !m.NextPoll.After(time.Now()) {
		t.Errorf("memory is %+v", m)
	}
}

func TestSourceAddedWhileRunningIsPolledAtOnceAndARemovedOneNoMore(t *testing.T) {
	site := serve(t, text(rss("خبر")))
	d := newDesk()
	p := start(t, d, testClient(t))
	a, b := Source{Name: "a", URL: site.URL, Interval: time.Hour}, Source{Name: "b", URL: site.URL, Interval: time.Hour}
	p.SetSources([]Source{a})
	d.wait(t, "a", func() bool { return len(d.got["a"]) == 1 })
	p.SetSources([]Source{b, a})
	d.wait(t, "b", func() bool { return len(d.got["b"]) == 1 })
	if h := p.Health(); len(h) != 2 || h[0].Source != "a" || h[1].Source != "b" {
		t.Errorf("health is %+v", h)
	}
	p.SetSources([]Source{b})
	if h := p.Health(); len(h) != 1 {
		t.Errorf("health is %+v", h)
	}
	if n := len(d.got["a"]); n != 1 {
		t.Errorf("a was polled %d times", n)
	}
}

func TestChangedSettingsArePolledAtOnceAndReadAfresh(t *testing.T) {
	site := serve(t, text(`<rss version="2.0"><channel><title>x</title><item><guid>1</guid><title>Noon</title><pubDate>06 Nov 2020 12:00:00</pubDate></item></channel></rss>`))
	d := newDesk()
	src := Source{Name: "zone", URL: site.URL, Interval: time.Hour}
	p := start(t, d, testClient(t), src)
	d.wait(t, "the first poll", func() bool { return len(d.got["zone"]) == 1 })
	src.Zone = time.FixedZone("", 8*3600)
	p.SetSources([]Source{src})
	d.wait(t, "the second poll", func() bool { return len(d.got["zone"]) == 2 })
	if got := d.got["zone"][1].Items[0].Published.UTC().Hour(); got != 4 {
		t.Errorf("noon in Shanghai is %d o'clock UTC", got)
	}
}

func TestRestartPollsWhenItWasPlannedAndTakesUpWhatIsRemembered(t *testing.T) {
	var polls sync.Map
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		polls.Store(r.URL.Path, true)
		io.WriteString(w, rss("x"))
	}))
	d := newDesk()
	early, late := Source{Name: "early", URL: site.URL + "/early", Interval: time.Hour}, Source{Name: "late", URL: site.URL + "/late", Interval: time.Hour}
	d.memories["early"] = Memory{Settings: early.fingerprint(), NextPoll: time.Now().Add(30 * time.Minute), Condition: Fresh, Items: 7}
	d.memories["late"] = Memory{Settings: late.fingerprint(), NextPoll: time.Now().Add(-30 * time.Minute), Condition: Fresh}
	p := start(t, d, testClient(t), early, late)
	d.wait(t, "the source that is due", func() bool { return len(d.got["late"]) == 1 })
	d.wait(t, "the other's health", func() bool { return p.Health()[0].Memory.Items == 7 })
	if _, polled := polls.Load("/early"); polled {
		t.Error("polled before its time")
	}
}

func TestStopInMidPollLosesNothing(t *testing.T) {
	hold, begun := make(chan struct{}), make(chan struct{}, 1)
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun <- struct{}{}
		select {
		case <-hold:
		case <-r.Context().Done():
		}
		io.WriteString(w, rss("Späte Nachricht"))
	}))
	defer close(hold)
	d := newDesk()
	p := &Poller{Client: testClient(t), State: d, Receiver: d, Log: silent}
	p.SetSources([]Source{{Name: "slow", URL: site.URL}})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	<-begun
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(longEnough):
		t.Fatal("Run goes on after its context has ended")
	}
	if m := d.memory("slow"); m.Failures != 0 || m.Condition != Unknown {
		t.Errorf("an interrupted poll counts as failed: %+v", m)
	}
}

func TestHealthHidesSecrets(t *testing.T) {
	p := &Poller{}
	p.SetSources([]Source{{Name: "paid", URL: "https://user:hunter2@wire.example/feed?key=hunter2"}})
	if got := p.Health()[0].URL; got != "https://wire.example/feed" {
		t.Errorf("health shows %s", got)
	}
}
