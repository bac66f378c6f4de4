package server

import "net/http"

// An answer is a response under way, with what the log and the metrics say
// of it.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
	outlet string // "" until the client was let in: strangers choose no labels
	feed   string
	format string
	err    error // why it failed, for the log
}

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(p)
	a.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// show names what is shown, for the log and the metrics.
func (a *answer) show(outlet, feed, format string) {
	a.outlet, a.feed, a.format = outlet, feed, format
}
