package server

import (
	"net/http"
	"strings"

	"github.com/julienschmidt/httprouter"
)

// A handler answers, or returns the error that problemOf turns into an answer.
type handler func(a *answer, r *http.Request, p httprouter.Params) error

// A route is a line of the table of all addresses.
type route struct {
	methods string // the router gives GET alone: HEAD is named
	path    string
	answer  handler
}

// table is the table of all addresses.
func (s *Server) table() []route {
	const subscriptions, one = "/outlets/:outlet/subscriptions", "/outlets/:outlet/subscriptions/:name"
	return []route{
		// For outlets and subscribers.
		{"GET HEAD", "/outlets/:outlet/:document", s.getDocument},
		{"GET HEAD", "/outlets.opml", s.getOPML},
		{"POST", "/hub", s.postHub},
		{"GET HEAD", subscriptions, s.getSubscriptions},
		{"POST", subscriptions, s.postSubscription},
		{"GET HEAD", one, s.getSubscription},
		{"PUT", one, s.putSubscription},
		{"DELETE", one, s.deleteSubscription},
		// For the hubs of sources.
		{"GET", "/push/:id", s.getPush},
		{"POST", "/push/:id", s.postPush},
		// For people.
		{"GET HEAD", "/", s.getIndex},
		{"GET HEAD", "/outlets/:outlet", s.getOutlet},
		{"GET HEAD", "/stories/:id", s.getStory},
		// For operators.
		{"GET HEAD", "/healthz", s.getHealth},
		{"GET HEAD", "/readyz", s.getReady},
	}
}

// routes finds the handler of a request. Subscriptions have a router of their
// own: beside /outlets/:outlet/:document it takes no fixed name.
func (s *Server) routes() http.Handler {
	all, own := s.newRouter(), s.newRouter()
	for _, line := range s.table() {
		router := all
		if isSubscriptions(line.path) {
			router = own
		}
		for method := range strings.FieldsSeq(line.methods) {
			router.Handle(method, line.path, s.answering(line.answer))
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isSubscriptions(r.URL.Path) {
			own.ServeHTTP(w, r)
			return
		}
		all.ServeHTTP(w, r)
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
