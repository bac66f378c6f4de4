package server

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/silkwire/silkwire/syndication"
)

// authorize gives the outlet if the request may read its feed ("" is the
// outlet's page). Missing, wrong, expired and forbidden tokens and unknown
// outlets are the same syndication.ErrDenied, reached by the same way.
func (s *Server) authorize(r *http.Request, outlet, feed string) (syndication.Outlet, error) {
	o, known := s.desk.Outlet(outlet)
	if known && o.Public {
		return o, nil
	}
	_, err := s.desk.Authorize(tokenOf(r), outlet, feed)
	if err != nil || !known {
		return syndication.Outlet{}, syndication.ErrDenied
	}
	return o, nil
}

// tokenOf gives the secret that a request carries, "" if none: as a Basic
// password with any user name, as a Bearer token (RFC 6750), or as ?token=.
func tokenOf(r *http.Request) string {
	if _, password, ok := r.BasicAuth(); ok {
		return password
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(token)
	}
	return parameter(r, "token")
}

// parameter gives the first value of a query parameter. Requests of feed readers
// seldom have any, and then this costs nothing.
func parameter(r *http.Request, name string) string {
	if r.URL.RawQuery == "" || !strings.Contains(r.URL.RawQuery, name) {
		return ""
	}
	values, _ := url.ParseQuery(r.URL.RawQuery) // what can be read counts
	return values.Get(name)
}
