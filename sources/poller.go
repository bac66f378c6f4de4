package sources

import (
	"cmp"
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// A Poller polls sources and hands what they bring to Receiver. A source that
// fails, hangs or lies costs the others nothing.
type Poller struct {
	Client      *Client
	State       State
	Receiver    Receiver
	Log         *slog.Logger     // nil: slog.Default()
	Now         func() time.Time // nil: time.Now
	OnCondition func(Health)     // called when a source's condition has changed; must not block; may be nil
	PushBase    string           // address below which hubs reach VerifyPush and ReceivePush, "https://wire.example.org/push"; "": sources are polled only

	mu     sync.Mutex
	tasks  map[string]*task // by source name; guarded by mu
	pushes map[string]*Push // by source name; guarded by mu
	once   sync.Once
	wake   chan struct{} // tells Run that tasks changed
}

// A task is a source with its place in time. Its fields are guarded by Poller.mu.
type task struct {
	source  *Source // replaced, never changed
	memory  Memory
	loaded  bool
	polling bool
	next    time.Time
	cancel  context.CancelFunc // of the poll under way
}

// SetSources replaces the sources that are polled. It may be called before and
// during Run; what is remembered of a source stays.
func (p *Poller) SetSources(list []Source) {
	p.once.Do(p.init)
	p.mu.Lock()
	defer p.mu.Unlock()
	tasks := make(map[string]*task, len(list))
	for _, src := range list {
		t := p.tasks[src.Name]
		if t == nil {
			t = &task{}
		}
		t.replace(&src, p.Now())
		tasks[src.Name] = t
	}
	for name, t := range p.tasks {
		if tasks[name] == nil {
			t.stop()
		}
	}
	p.tasks = tasks
	p.signal()
}

// Run polls until ctx ends, then waits for polls under way.
func (p *Poller) Run(ctx context.Context) error {
	p.once.Do(p.init)
	group, polls := errgroup.WithContext(ctx)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		due, wait := p.due()
		for _, t := range due {
			group.Go(func() error { p.work(polls, t); return nil })
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			return group.Wait()
		case <-p.wake:
		case <-timer.C:
		}
	}
}

// Health tells how each source is, sorted by name.
func (p *Poller) Health() []Health {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := make([]Health, 0, len(p.tasks))
	for _, t := range p.tasks {
		list = append(list, t.health())
	}
	slices.SortFunc(list, func(a, b Health) int { return cmp.Compare(a.Source, b.Source) })
	return list
}

func (p *Poller) init() {
	p.wake = make(chan struct{}, 1)
	if p.Client == nil {
		p.Client = &Client{}
	}
	if p.Log == nil {
		p.Log = slog.Default()
	}
	if p.Now == nil {
		p.Now = time.Now
	}
}

func (p *Poller) signal() {
	select {
	case p.wake <- struct{}{}:
	default: // Run will look anyway
	}
}

// due marks the sources whose time has come as polling, and tells how long to
// wait for the next one.
func (p *Poller) due() (due []*task, wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.Now()
	wait = time.Hour
	for _, t := range p.tasks {
		switch left := t.next.Sub(now); {
		case t.polling:
		case left <= 0:
			t.polling = true
			due = append(due, t)
		default:
			wait = min(wait, left)
		}
	}
	return due, wait
}

// work polls one source, unless its memory says that it is too early.
func (p *Poller) work(ctx context.Context, t *task) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	src, m, early := p.begin(ctx, t, cancel)
	if !early {
		m = p.poll(ctx, src, m)
	}
	p.end(t, src, m)
}

// begin loads what is remembered, once.
func (p *Poller) begin(ctx context.Context, t *task, cancel context.CancelFunc) (src *Source, m Memory, early bool) {
	p.mu.Lock()
	t.cancel = cancel
	src, m = t.source, t.memory
	loaded := t.loaded
	p.mu.Unlock()
	if loaded {
		return src, m.under(src), false
	}
	m, err := p.State.LoadMemory(ctx, src.Name)
	if err != nil {
		if ctx.Err() == nil {
			p.Log.Error("what is remembered of a source cannot be loaded", "source", src.Name, "error", err)
		}
		m = Memory{NextPoll: p.Now().Add(src.interval())}
		return src, m, true
	}
	m = m.under(src)
	p.mu.Lock()
	t.loaded = true
	p.mu.Unlock()
	if p.push(src.Name) == nil {
		p.setPush(src.Name, m.Push)
	}
	now := p.Now()
	return src, m, m.NextPoll.After(now) && m.NextPoll.Before(now.Add(longestWait(src)+time.Second))
}

func (p *Poller) end(t *task, src *Source, m Memory) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t.polling, t.cancel = false, nil
	t.memory = m
	if t.source == src {
		t.next = m.NextPoll
	}
	p.signal()
}

// replace gives t its source as it is now; what an editor changed is tried at once.
func (t *task) replace(src *Source, now time.Time) {
	switch {
	case t.source == nil:
	case t.source.fingerprint() != src.fingerprint(), !maps.Equal(t.source.Headers, src.Headers):
		t.stop()
		t.next = time.Time{}
	case t.source.interval() != src.interval() && t.next.After(now.Add(src.interval())):
		t.next = now.Add(src.interval())
	}
	t.source = src
}

func (t *task) stop() {
	if t.cancel != nil {
		t.cancel()
	}
}

func (t *task) health() Health {
	return Health{Source: t.source.Name, URL: t.source.Address(), Memory: t.memory}
}
