package server

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// observe logs and counts every answer, and keeps a panic in one handler from
// ending more than its own request.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		a := &answer{ResponseWriter: w}
		w.Header()["X-Content-Type-Options"] = nosniff
		defer func() {
			if p := recover(); p != nil {
				s.log.Error("a handler panicked", "path", publicPath(r.URL.Path), "panic", p, "stack", string(debug.Stack()))
				if a.status == 0 {
					problemOf(nil).write(a)
				}
			}
			s.metrics.count(a)
			s.access(a, r, time.Since(start))
		}()
		next.ServeHTTP(a, r)
	})
}

var nosniff = []string{"nosniff"}

// access writes a line of the access log. The query is left out but for the
// parameters that are known to hold no secret.
func (s *Server) access(a *answer, r *http.Request, took time.Duration) {
	level := slog.LevelInfo
	if a.status >= 500 {
		level = slog.LevelError
	}
	ctx := r.Context()
	if !s.log.Enabled(ctx, level) {
		return
	}
	attrs := make([]slog.Attr, 0, 10)
	attrs = append(attrs,
		slog.String("method", r.Method),
		slog.String("path", publicPath(r.URL.Path)),
		slog.Int("status", a.status),
		slog.Int64("bytes", a.bytes),
		slog.Duration("took", took),
		slog.String("from", r.RemoteAddr),
		slog.String("agent", shorten(r.UserAgent())),
	)
	if a.outlet != "" {
		attrs = append(attrs, slog.String("outlet", a.outlet), slog.String("feed", a.feed), slog.String("format", a.format))
	}
	if a.err != nil && a.status >= 500 {
		attrs = append(attrs, slog.String("error", a.err.Error()))
	}
	s.log.LogAttrs(ctx, level, "request", attrs...)
}

// publicPath is a path without the secrets that may stand in it: clumsy clients
// write the ? before their token as %3F or &, and who knows the end of /push/{id}
// can speak for a hub.
func publicPath(path string) string {
	for _, before := range []string{"/push/", "token=", "token%3D"} {
		if i := strings.Index(path, before); i >= 0 {
			return path[:i+len(before)] + "…"
		}
	}
	return path
}

// maxAgent is how much of a User-Agent the log keeps, in bytes.
const maxAgent = 120

func shorten(agent string) string {
	if len(agent) > maxAgent {
		return strings.ToValidUTF8(agent[:maxAgent], "")
	}
	return agent
}

// statusText is strconv.Itoa without allocating for what is answered most.
func statusText(status int) string {
	switch status {
	case http.StatusOK:
		return "200"
	case http.StatusNotModified:
		return "304"
	}
	return strconv.Itoa(status)
}
