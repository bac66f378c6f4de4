package server

import (
	"net/http"

	"github.com/julienschmidt/httprouter"
)

// A handler answers, or returns the error that problemOf turns into an answer.
type handler func(a *answer, r *http.Request, p httprouter.Params) error

// routes is the table of all addresses.
func (s *Server) routes() http.Handler {
	router := s.newRouter()
	get := func(path string, h handler) {
		router.GET(path, s.answering(h))
		router.HEAD(path, s.answering(h)) // the router gives GET alone
	}
	// For outlets and subscribers.
	get("/outlets/:outlet/:document", s.getDocument)
	get("/outlets.opml", s.getOPML)
	router.POST("/hub", s.answering(s.postHub))
	// For the hubs of sources.
	router.GET("/push/:id", s.answering(s.getPush))
	router.POST("/push/:id", s.answering(s.postPush))
	// For people.
	get("/", s.getIndex)
	get("/outlets/:outlet", s.getOutlet)
	get("/stories/:id", s.getStory)
	// For operators.
	get("/healthz", s.getHealth)
	get("/readyz", s.getReady)

	own := s.subscriptionRoutes()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isSubscriptions(r.URL.Path) {
			own.ServeHTTP(w, r)
			return
		}
		router.ServeHTTP(w, r)
	})
}

func (s *Server) newRouter() *httprouter.Router {
	router := httprouter.New()
	router.RedirectTrailingSlash = false // a redirect would carry ?token= along
	router.RedirectFixedPath = false
	router.NotFound = s.failing(errAddress)
	router.MethodNotAllowed = s.failing(errMethod)
	router.GlobalOPTIONS = http.HandlerFunc(s.options)
	return router
}

// answering is the one place where an error becomes an answer.
func (s *Server) answering(h handler) httprouter.Handle {
	return func(w http.ResponseWriter, r *http.Request, p httprouter.Params) {
		a := w.(*answer) // observe made it
		if err := h(a, r, p); err != nil {
			a.err = err
			problemOf(err).write(a)
		}
	}
}

func (s *Server) failing(err error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { problemOf(err).write(w) })
}

// options answers OPTIONS, for which the router has set Allow; for programs in
// browsers, which ask so before they send a token along.
func (s *Server) options(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", "GET, HEAD")
	h.Set("Access-Control-Allow-Headers", "Authorization, A-IM, If-None-Match, If-Modified-Since")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}
