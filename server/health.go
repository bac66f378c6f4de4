package server

import (
	"io"
	"net/http"

	"github.com/julienschmidt/httprouter"
)

// getHealth says that the process lives.
func (s *Server) getHealth(a *answer, r *http.Request, _ httprouter.Params) error {
	return plainly(a, "alive\n")
}

// getReady says whether the store answers.
func (s *Server) getReady(a *answer, r *http.Request, _ httprouter.Params) error {
	if _, err := s.desk.Memories(r.Context()); err != nil {
		return storeError(err, "ask the store")
	}
	return plainly(a, "ready\n")
}

func plainly(a *answer, text string) error {
	a.Header().Set("Content-Type", "text/plain; charset=utf-8")
	a.Header().Set("Cache-Control", "no-store")
	_, err := io.WriteString(a, text)
	return err
}
