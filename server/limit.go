package server

import (
	"math"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	burstSeconds = 10       // of the rate may come at once: a reader opens all its feeds together
	guessRate    = 1.0 / 10 // wrong tokens a second from one address,
	guessBurst   = 30       // after this many
	maxLimited   = 1 << 16  // clients that a limiter remembers
)

// A limiter lets each client do so much in a while.
type limiter struct {
	rate  rate.Limit
	burst int
	now   func() time.Time

	mu      sync.Mutex
	clients map[string]*rate.Limiter // guarded by mu
}

func newLimiter(perSecond float64, burst int) *limiter {
	return &limiter{rate: rate.Limit(perSecond), burst: max(burst, 1), now: time.Now, clients: map[string]*rate.Limiter{}}
}

// take counts one request of a client; a *waitError says when to come back.
// The client "" is not limited.
func (l *limiter) take(client string) error {
	_, err := l.hold(client)
	return err
}

// hold is take, but for what may come to nothing: then giveBack uncounts it. What
// goes on at the same time is counted meanwhile.
func (l *limiter) hold(client string) (giveBack func(), err error) {
	if client == "" {
		return func() {}, nil
	}
	now := l.now()
	reservation := l.of(client, now).ReserveN(now, 1)
	giveBack = func() { reservation.CancelAt(now) } // as of then: what may already act cannot be canceled
	wait := reservation.DelayFrom(now)
	if wait == 0 {
		return giveBack, nil
	}
	giveBack()
	return nil, &waitError{seconds: int(math.Ceil(wait.Seconds()))}
}

func (l *limiter) of(client string, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	bucket := l.clients[client]
	if bucket == nil {
		if len(l.clients) >= maxLimited {
			l.forget(now)
		}
		bucket = rate.NewLimiter(l.rate, l.burst)
		l.clients[client] = bucket
	}
	return bucket
}

// forget drops the clients that have their whole burst again; if all are busy,
// all of them, which is kinder than to refuse new ones.
func (l *limiter) forget(now time.Time) {
	for client, bucket := range l.clients {
		if bucket.TokensAt(now) >= float64(l.burst) {
			delete(l.clients, client)
		}
	}
	if len(l.clients) >= maxLimited {
		clear(l.clients)
	}
}

// withinRate counts a request of a token, or of the address if token is "".
func (s *Server) withinRate(r *http.Request, token string) error {
	if token != "" {
		return s.requests.take("token " + token)
	}
	return s.requests.take(s.clientAddress(r))
}

// clientAddress is where a request comes from: the nearest address that is no
// proxy of ours. Addresses of IPv6 count by their /64, which one subscriber has.
// It is "" for this machine, whose requests are a proxy's that says no more, or
// the operator's.
func (s *Server) clientAddress(r *http.Request) string {
	address := parseAddress(r.RemoteAddr)
	if forwarded := r.Header["X-Forwarded-For"]; len(forwarded) > 0 {
		address = s.origin(address, strings.Split(strings.Join(forwarded, ","), ","))
	}
	switch {
	case address.IsLoopback():
		return ""
	case address.Is6():
		prefix, _ := address.Prefix(64)
		return prefix.String()
	}
	return address.String()
}

// origin goes back along the hops, which each proxy has appended to, as far as
// they can be believed.
func (s *Server) origin(address netip.Addr, hops []string) netip.Addr {
	for i := len(hops) - 1; i >= 0 && s.isProxy(address); i-- {
		hop := parseAddress(strings.TrimSpace(hops[i]))
		if !hop.IsValid() {
			break
		}
		address = hop
	}
	return address
}

func (s *Server) isProxy(address netip.Addr) bool {
	if address.IsLoopback() {
		return true
	}
	for _, p := range s.opt.Proxies {
		if p.Contains(address) {
			return true
		}
	}
	return false
}

// parseAddress reads "192.0.2.1", "192.0.2.1:80" or "[2001:db8::1]:80".
func parseAddress(text string) netip.Addr {
	if ap, err := netip.ParseAddrPort(text); err == nil {
		return ap.Addr().Unmap().WithZone("")
	}
	a, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}
