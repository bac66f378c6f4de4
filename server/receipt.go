package server

import "net/http"

// receipt notes which Version of a feed the reader says it has, and which it is
// sent with the answer: editors see who has heard of a withdrawal.
func (s *Server) receipt(r *http.Request, token string, name feedName, d *document) {
	present := d.basis.Version
	if has, _ := newestTag(r.Header["If-None-Match"]); has > 0 && has <= present {
		s.desk.Confirmed(token, name.outlet, name.feed, has)
	}
	if r.Method == http.MethodGet && evaluate(r.Header, d.tag, d.modified) == send {
		s.desk.Served(token, name.outlet, name.feed, present)
	}
}
