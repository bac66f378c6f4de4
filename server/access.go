package server

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/silkwire/silkwire/syndication"
)

// admit gives the outlet if the request may read its feed ("" is the outlet's
// page). Missing, wrong, expired and forbidden tokens and unknown outlets are the
// same syndication.ErrDenied, reached by the same way; only who keeps trying
// wrong ones is slowed.
func (s *Server) admit(r *http.Request, outlet, feed string) (syndication.Outlet, error) {
	o, _, err := s.admitToken(r, tokenOf(r), outlet, feed)
	return o, err
}

// admitToken is admit for a secret that may have come in another way. The token
// is the zero Token where none is needed.
func (s *Server) admitToken(r *http.Request, secret, outlet, feed string) (syndication.Outlet, syndication.Token, error) {
	o, known := s.desk.Outlet(outlet)
	if known && o.Public {
		return o, syndication.Token{}, s.withinRate(r, "")
	}
	token, err := s.desk.Authorize(secret, outlet, feed)
	if err != nil || !known {
		if secret != "" {
			if err := s.guesses.take(s.clientAddress(r)); err != nil {
				return syndication.Outlet{}, syndication.Token{}, err
			}
		}
		return syndication.Outlet{}, syndication.Token{}, syndication.ErrDenied
	}
	return o, token, s.withinRate(r, token.ID)
}

// tokenOf gives the secret that a request carries, "" if none: as a Basic
// password with any user name, as a Bearer token (RFC 6750), or as ?token=. Some
// programs always send a user name and no password.
func tokenOf(r *http.Request) string {
	if _, password, ok := r.BasicAuth(); ok && password != "" {
		return password
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(token)
	}
	return queryOf(r).Get("token")
}

// queryOf gives the query parameters that can be read. Requests of feed readers
// seldom have any, and then it costs nothing.
func queryOf(r *http.Request) url.Values {
	if r.URL.RawQuery == "" {
		return nil
	}
	values, _ := url.ParseQuery(r.URL.RawQuery)
	return values
}
