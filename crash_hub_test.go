package main

import (
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// A pushed is a subscriber of the hub, which keeps what comes while the server is
// killed again and again.
type pushed struct {
	format feeds.Format
	known  map[string]string // the title of each story, † if it is gone
	count  int               // of pushes

	came  chan struct{} // has room for one
	loses atomic.Bool   // what comes now

	mu  sync.Mutex
	new []document // that were not read yet; guarded by mu
}

// A document is an answer or a push.
type document struct {
	mediaType string
	body      []byte
}

// ServeHTTP agrees to the subscription. It takes its time to answer a push, so
// that some kills fall between. A push that it loses it refuses.
func (p *pushed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		io.WriteString(w, r.URL.Query().Get("hub.challenge"))
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil { // the server was killed as it sent
		return
	}
	lost := p.loses.Load()
	if !lost {
		p.mu.Lock()
		p.new = append(p.new, document{r.Header.Get("Content-Type"), body})
		p.mu.Unlock()
	}
	select {
	case p.came <- struct{}{}:
	default:
	}
	time.Sleep(rand.N(300 * time.Millisecond)) // a random moment in which to be killed
	if lost {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// subscribe subscribes one for each format to all that the outlet gets.
func (w *wreck) subscribe() {
	for _, format := range feeds.Formats {
		p := &pushed{format: format, known: map[string]string{}, came: make(chan struct{}, 1)}
		site := httptest.NewServer(p)
		w.Cleanup(site.Close)
		resp, err := http.PostForm(w.base+"/hub", url.Values{
			"hub.mode": {"subscribe"}, "hub.topic": {"https://wire.example/outlets/all/feed." + string(format)}, "hub.callback": {site.URL},
		})
		if err != nil {
			w.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusAccepted {
			w.Fatalf("the hub answers %s", resp.Status)
		}
		w.pushed = append(w.pushed, p)
	}
}

// moment is when to kill: any, or half the time while a push is under way that
// its subscriber loses.
func (w *wreck) moment() {
	if w.random.IntN(2) == 0 {
		time.Sleep(time.Duration(w.random.IntN(1500)) * time.Millisecond)
		return
	}
	p := w.pushed[w.random.IntN(len(w.pushed))]
	p.loses.Store(true)
	defer p.loses.Store(false)
	select {
	case <-p.came: // an earlier one
	default:
	}
	select {
	case <-p.came:
	case <-time.After(3 * time.Second): // the sources have nothing to tell
	}
	time.Sleep(time.Duration(w.random.IntN(100)) * time.Millisecond)
}

// take reads what has been pushed since. Each story must come under the id that
// the feeds have for it: what a kill undid was never pushed.
func (w *wreck) take(p *pushed) map[string]string {
	p.mu.Lock()
	docs := p.new
	p.new = nil
	p.mu.Unlock()
	for _, d := range docs {
		p.count++
		w.read(d, p.known)
	}
	return p.known
}
