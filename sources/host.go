package sources

import (
	"context"
	"net"
	"net/url"
	"sync"
	"time"
)

// hosts gives each host's requests their turn: one at a time, with a pause.
// The zero value is ready.
type hosts struct {
	mu    sync.Mutex
	turns map[string]*turn // guarded by mu
}

type turn struct {
	token chan struct{} // held by whoever is talking to the host
	users int           // who holds or waits for it; guarded by hosts.mu
	free  time.Time     // when the next request may start; owned by the token's holder
}

// enter waits for the turn of host. leave starts the pause.
func (h *hosts) enter(ctx context.Context, host string, pause time.Duration) (leave func(), err error) {
	t := h.join(host)
	select {
	case t.token <- struct{}{}:
	case <-ctx.Done():
		h.part(host, t)
		return nil, ctx.Err()
	}
	if err := sleep(ctx, time.Until(t.free)); err != nil {
		<-t.token
		h.part(host, t)
		return nil, err
	}
	return func() {
		t.free = time.Now().Add(pause)
		<-t.token
		h.part(host, t)
	}, nil
}

func (h *hosts) join(host string) *turn {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.turns[host]
	if t == nil {
		if h.turns == nil {
			h.turns = map[string]*turn{}
		}
		t = &turn{token: make(chan struct{}, 1)}
		h.turns[host] = t
	}
	t.users++
	return t
}

// part forgets hosts that nobody talks to once there are many of them.
func (h *hosts) part(host string, t *turn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t.users--
	if len(h.turns) < 1024 {
		return
	}
	for name, t := range h.turns {
		if t.users == 0 && time.Now().After(t.free) {
			delete(h.turns, name)
		}
	}
}

// pause is how long a host is left alone between two requests.
func (c *Client) pause(u *url.URL) time.Duration {
	switch {
	case c.HostPause > 0:
		return c.HostPause
	case c.HostPause < 0 || isLoopback(u.Hostname()):
		return 0
	}
	return defaultPause
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// sleep waits for d, or for ctx to end.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
