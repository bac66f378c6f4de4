// Package server is how outlets and editors reach Silkwire over HTTP.
package server

import (
	"log/slog"
	"net/http"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// Options configure a Server. The zero value of a field is a good default.
type Options struct {
	PublicURL string                  // in links, without a slash at the end; never the Host header
	Health    func() []sources.Health // of sources, for metrics
	Log       *slog.Logger            // access log and errors
	CacheMB   int                     // of rendered documents; 0: 256
}

// A Server answers for one Desk.
type Server struct{}

// New makes a Server for desk.
func New(desk *syndication.Desk, opt Options) *Server { return &Server{} }

// Handler serves outlets and people.
func (s *Server) Handler() http.Handler { return http.NotFoundHandler() }

// Metrics serves /metrics for operators; it belongs on an address of its own.
func (s *Server) Metrics() http.Handler { return http.NotFoundHandler() }
