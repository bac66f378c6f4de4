// Package server is how outlets and people reach Silkwire over HTTP. It serves
// the documents of outlet feeds from a cache that is valid for one
// [syndication.Stamp], pages for people, and metrics for operators.
package server

import (
	"cmp"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// Options configure a Server. The zero value of a field is a good default.
type Options struct {
	PublicURL string                  // in links, without a slash at the end; never the Host header
	Client    *sources.Client         // reaches the subscribers of the hub; nil: there is no hub
	Hubs      []string                // WebSub hubs that documents name; nil: the hub of the server
	Health    func() []sources.Health // of sources, for metrics
	Poller    *sources.Poller         // takes what hubs push for sources; nil: nothing is pushed
	Log       *slog.Logger            // access log and errors
	CacheMB   int                     // of rendered documents; 0: 256
	Rate      float64                 // requests a second of one token or address; 0: 50
	Proxies   []netip.Prefix          // whose X-Forwarded-For is believed, beside this machine's own
}

// A Server answers for one Desk. It holds no global state: two can run in one
// process.
type Server struct {
	desk      *syndication.Desk
	opt       Options
	log       *slog.Logger
	root      string // path of PublicURL, which a proxy takes off; pages link below it
	documents *cache // feeds and pages: a finite set of keys
	extras    *cache // archives, deltas and searches: strangers choose the keys
	items     *encodings
	drafts    *drafts
	searches  chan struct{} // one for each search under way
	pushes    chan struct{} // one for each push that is being read
	requests  *limiter      // by token, or by address
	guesses   *limiter      // wrong tokens by address
	changes   *limiter      // of subscriptions, by token
	origins   *http.CrossOriginProtection
	hub       *hub // nil: there is none
	metrics   *metrics
	handler   http.Handler
}

// extraLife is how long an archive, delta or search is kept: deltas of a feed that
// moves are soon of no use to anyone.
const extraLife = 2 * time.Minute

// New makes a Server for desk.
func New(desk *syndication.Desk, opt Options) *Server {
	opt.PublicURL = strings.TrimRight(opt.PublicURL, "/")
	opt.CacheMB = cmp.Or(opt.CacheMB, 256)
	opt.Log = cmp.Or(opt.Log, slog.Default())
	opt.Rate = cmp.Or(opt.Rate, 50)
	room := int64(opt.CacheMB) << 20
	s := &Server{
		desk:      desk,
		opt:       opt,
		log:       opt.Log,
		root:      pathOf(opt.PublicURL),
		documents: newCache(room/8*4, 0),
		extras:    newCache(room/8, extraLife),
		items:     newEncodings(room / 8),
		drafts:    newDrafts(room / 8 * 2),
		searches:  make(chan struct{}, maxSearches),
		pushes:    make(chan struct{}, maxPushes),
		requests:  newLimiter(opt.Rate, int(opt.Rate*burstSeconds)),
		guesses:   newLimiter(guessRate, guessBurst),
		changes:   newLimiter(changeRate, changeBurst),
		origins:   http.NewCrossOriginProtection(),
	}
	if err := s.origins.AddTrustedOrigin(originOf(opt.PublicURL)); err != nil {
		s.log.Warn("the public address is no web address; forms are taken by the Host they go to", "error", err)
	}
	if opt.Client != nil {
		s.hub = newHub(s, opt.Client)
		if opt.Hubs == nil {
			s.opt.Hubs = []string{opt.PublicURL + "/hub"}
		}
	}
	s.metrics = newMetrics(s)
	s.handler = s.observe(s.routes())
	return s
}

// originOf is the scheme and host of an address: what browsers send as Origin
// where a proxy has put another Host.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Scheme + "://" + u.Host
}

// pathOf is the path of an address, as links on the same host write it.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.EscapedPath()
}

// Handler serves outlets and people.
func (s *Server) Handler() http.Handler { return s.handler }

// Metrics serves /metrics and /api/v1/outlets for operators; it belongs on an
// address of its own.
func (s *Server) Metrics() http.Handler { return s.metrics.handler(s) }
