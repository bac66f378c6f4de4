package server

import (
	"context"
	"fmt"
	"time"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// A hub pushes what changes in named feeds to those who subscribed (WebSub, W3C
// Recommendation of 23 January 2018). What a subscriber lacks follows from the
// row it has and the rows of the feed, never from memory: nothing is lost with a
// process.
//
// Handlers hand it asks; all else is done by Run, which owns the subscribers and
// starts a goroutine for each call to a callback.
type hub struct {
	server *Server
	client *sources.Client
	now    func() time.Time
	beat   time.Duration // between two looks at the Versions of all feeds
	retry  time.Duration // after the first failure; doubled with each further one
	call   time.Duration // for the whole answer of a callback

	requests *limiter      // asks by token or address
	room     chan struct{} // one for each ask from its 202 to its end
	asked    chan *ask
	results  chan func() // what Run does after a call

	// Owned by Run.
	subscribers map[subscriberKey]*subscriber
	waiting     []*ask                   // in the order in which they came
	asking      map[subscriberKey]bool   // one ask at a time, so that they take effect in order
	calls       map[lane]int             // under way
	unsaved     []syndication.Progress   // what the store does not know yet
	unsettled   map[*subscriber]struct{} // to be called again when it does
	running     int                      // goroutines that will send to results

	state hubState // for metrics
}

// A subscriberKey identifies a subscriber: its topic and its callback.
type subscriberKey struct {
	feedName
	callback string
}

// A subscriber as Run knows it.
type subscriber struct {
	syndication.Subscriber
	key   subscriberKey
	host  string    // of the callback
	busy  bool      // a push is under way, or not saved yet
	ended bool      // it is no subscriber any more
	slow  bool      // its last answer took long, or did not come
	since time.Time // when it was first seen behind; zero: it has all
}

const (
	hubBeat    = 250 * time.Millisecond
	hubRetry   = 5 * time.Second
	maxBackoff = 6 * time.Hour
	hubCall    = 10 * time.Second

	askRate  = 2 // asks a second of one token or address,
	askBurst = 200
	maxAsks  = 1000 // accepted and not settled
)

func newHub(s *Server, client *sources.Client) *hub {
	return &hub{
		server:      s,
		client:      client,
		now:         time.Now,
		beat:        hubBeat,
		retry:       hubRetry,
		call:        hubCall,
		requests:    newLimiter(askRate, askBurst),
		room:        make(chan struct{}, maxAsks),
		asked:       make(chan *ask, maxAsks),
		results:     make(chan func()),
		subscribers: map[subscriberKey]*subscriber{},
		asking:      map[subscriberKey]bool{},
		calls:       map[lane]int{},
		unsettled:   map[*subscriber]struct{}{},
	}
}

// RunHub verifies who asks for pushes, and pushes, until ctx ends; then it waits
// for the calls under way. Without it the hub accepts requests and does nothing.
func (s *Server) RunHub(ctx context.Context) error {
	if s.hub == nil {
		<-ctx.Done()
		return nil
	}
	return s.hub.run(ctx)
}

func (h *hub) run(ctx context.Context) error {
	if err := h.load(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("start the hub: %w", err)
	}
	work := context.WithoutCancel(ctx) // what a subscriber has got must be noted
	tick := time.NewTicker(h.beat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			h.drain(work)
			return nil
		case a := <-h.asked:
			h.waiting = append(h.waiting, a)
			for len(h.asked) > 0 {
				h.waiting = append(h.waiting, <-h.asked)
			}
		case settle := <-h.results:
			h.settle(settle)
		case <-tick.C:
		}
		h.save(work)
		h.verifyWaiting(work)
		h.pushDue(work)
		h.observe()
	}
}

// load reads the subscribers.
func (h *hub) load(ctx context.Context) error {
	list, err := h.server.desk.Subscribers(ctx)
	for _, kept := range list {
		h.keep(kept)
	}
	return err
}

// keep adds a subscriber, or brings it up to what the store has.
func (h *hub) keep(kept syndication.Subscriber) {
	key := subscriberKey{feedName{kept.Outlet, kept.Feed, kept.Format}, kept.Callback}
	if sub := h.subscribers[key]; sub != nil {
		kept.Delivered = max(kept.Delivered, sub.Delivered)
		sub.Subscriber = kept
		return
	}
	h.subscribers[key] = &subscriber{Subscriber: kept, key: key, host: hostOf(kept.Callback)}
}

// start runs call in a goroutine; done follows in Run's.
func (h *hub) start(call func() (done func())) {
	h.running++
	go func() { h.results <- call() }()
}

// settle takes a result, and all others that are ready.
func (h *hub) settle(done func()) {
	for {
		h.running--
		done()
		select {
		case done = <-h.results:
		default:
			return
		}
	}
}

// drain waits for the calls under way.
func (h *hub) drain(ctx context.Context) {
	for h.running > 0 {
		h.settle(<-h.results)
	}
	h.save(ctx)
}

// save writes how far the subscribers have come, in one transaction for all that
// got something meanwhile. Until it is written a subscriber gets nothing more.
func (h *hub) save(ctx context.Context) bool {
	if len(h.unsaved) == 0 {
		return true
	}
	if err := h.server.desk.SaveProgress(ctx, h.unsaved); err != nil {
		h.server.log.Error("the progress of pushes cannot be kept; they wait", "error", err)
		return false
	}
	h.unsaved = h.unsaved[:0]
	for sub := range h.unsettled {
		sub.busy = false
	}
	clear(h.unsettled)
	return true
}

// end takes a subscriber out; its row goes with the next save.
func (h *hub) end(sub *subscriber, why string) {
	sub.ended = true
	delete(h.subscribers, sub.key)
	h.unsaved = append(h.unsaved, syndication.Progress{ID: sub.ID, Ended: true})
	h.server.metrics.hub.ended.WithLabelValues(why).Inc()
	h.server.log.Info("a subscriber of the hub has ended", "outlet", sub.Outlet, "feed", sub.Feed, "format", sub.Format, "host", sub.host, "why", why)
}
