// Package server is how outlets and people reach Silkwire over HTTP. It serves
// the documents of outlet feeds from a cache that is valid for one
// [syndication.Stamp], pages for people, and metrics for operators.
package server

import (
	"cmp"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// Options configure a Server. The zero value of a field is a good default.
type Options struct {
	PublicURL string                  // in links, without a slash at the end; never the Host header
	Hubs      []string                // WebSub hubs that documents name
	Health    func() []sources.Health // of sources, for metrics
	Log       *slog.Logger            // access log and errors
	CacheMB   int                     // of rendered documents; 0: 256
	Now       func() time.Time        // nil: time.Now
}

// A Server answers for one Desk. It holds no global state: two can run in one
// process.
type Server struct {
	desk      *syndication.Desk
	opt       Options
	log       *slog.Logger
	documents *cache // feeds and pages: a finite set of keys
	metrics   *metrics
	handler   http.Handler
}

// New makes a Server for desk.
func New(desk *syndication.Desk, opt Options) *Server {
	opt.PublicURL = strings.TrimRight(opt.PublicURL, "/")
	opt.CacheMB = cmp.Or(opt.CacheMB, 256)
	opt.Log = cmp.Or(opt.Log, slog.Default())
	if opt.Now == nil {
		opt.Now = time.Now
	}
	s := &Server{
		desk:      desk,
		opt:       opt,
		log:       opt.Log,
		documents: newCache(int64(opt.CacheMB) << 20),
	}
	s.metrics = newMetrics(s)
	s.handler = s.observe(s.routes())
	return s
}

// Handler serves outlets and people.
func (s *Server) Handler() http.Handler { return s.handler }

// Metrics serves /metrics for operators; it belongs on an address of its own.
func (s *Server) Metrics() http.Handler { return s.metrics.handler() }
