package server

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/julienschmidt/httprouter"

	"github.com/silkwire/silkwire/sources"
)

const (
	maxPush   = 16 << 20 // bytes of a pushed document
	maxPushes = 4        // read at the same time
)

// getPush answers a hub that asks whether we want what it is about to push
// (WebSub, 5.3): the challenge comes back.
func (s *Server) getPush(a *answer, r *http.Request, p httprouter.Params) error {
	if s.opt.Poller == nil {
		return errAddress
	}
	challenge, err := s.opt.Poller.VerifyPush(p.ByName("id"), r.URL.Query())
	if err != nil {
		return errAddress
	}
	a.Header().Set("Content-Type", "text/plain; charset=utf-8")
	a.Header().Set("Cache-Control", "no-store")
	a.Header().Set("Content-Length", strconv.Itoa(len(challenge)))
	_, err = io.WriteString(a, challenge)
	return err
}

// postPush takes what a hub pushes. A wrong signature gets the same answer as a
// right one (WebSub, 8.1).
func (s *Server) postPush(a *answer, r *http.Request, p httprouter.Params) error {
	id := p.ByName("id")
	if s.opt.Poller == nil || !s.opt.Poller.Expects(id) {
		return errAddress
	}
	select {
	case s.pushes <- struct{}{}:
		defer func() { <-s.pushes }()
	default:
		return &waitError{seconds: 10}
	}
	body, err := io.ReadAll(http.MaxBytesReader(a, r.Body, maxPush))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return requestError("The document is too long; at most " + strconv.Itoa(maxPush>>20) + " MB are taken.")
	case err != nil:
		return requestError("The document did not arrive whole.")
	}
	err = s.opt.Poller.ReceivePush(r.Context(), id, r.Header.Get("Content-Type"), r.Header.Get("X-Hub-Signature"), body)
	switch {
	case errors.Is(err, sources.ErrNoPush):
		return errAddress
	case errors.Is(err, sources.ErrSignature):
		s.log.Warn("a push was not taken", "error", err)
	case err != nil:
		return errors.Join(errStore, err)
	}
	a.Header().Set("Cache-Control", "no-store")
	a.WriteHeader(http.StatusAccepted)
	return nil
}
