package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/julienschmidt/httprouter"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
	"github.com/silkwire/silkwire/syndication/match"
)

// maxAsked is how much a request to change a subscription may hold, in bytes.
const maxAsked = 64 << 10

// A change goes through the stories kept, so that one token may make so many.
const (
	changeRate  = 1.0 / 10 // a second,
	changeBurst = 20       // after this many
)

// isSubscriptions reports whether a path is one of outlets' own subscriptions.
func isSubscriptions(path string) bool {
	rest, found := strings.CutPrefix(path, "/outlets/")
	if !found {
		return false
	}
	_, rest, _ = strings.Cut(rest, "/")
	return rest == "subscriptions" || strings.HasPrefix(rest, "subscriptions/")
}

// A subscription is what programs read and write of one.
type subscription struct {
	Name   string            `json:"name"`
	Title  titles            `json:"title,omitempty"`
	Query  string            `json:"query"`
	Locked bool              `json:"locked"` // the editors made it
	Feeds  map[string]string `json:"feeds,omitempty"`
	Hints  []string          `json:"hints,omitempty"` // what the query probably does not mean
}

// titles are a text by language, or a text for all of them.
type titles map[string]string

func (t *titles) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*t = titles{"": one}
		if one == "" {
			*t = nil
		}
		return nil
	}
	return json.Unmarshal(b, (*map[string]string)(t))
}

// manages gives the outlet if the request may change its subscriptions: with a
// token for all of its feeds, also where anyone may read.
func (s *Server) manages(r *http.Request, name string) (syndication.Outlet, syndication.Token, error) {
	secret := tokenOf(r)
	o, known := s.desk.Outlet(name)
	token, err := s.desk.Authorize(secret, name, "")
	if err != nil || !known || len(token.Feeds) > 0 {
		if secret != "" {
			if err := s.guesses.take(s.clientAddress(r)); err != nil {
				return o, token, err
			}
		}
		return o, token, syndication.ErrDenied
	}
	if err := s.withinRate(r, token.ID); err != nil || r.Method == http.MethodGet || r.Method == http.MethodHead {
		return o, token, err
	}
	if err := s.origins.Check(r); err != nil {
		return o, token, errForeign
	}
	return o, token, nil
}

// change makes a change of subscriptions. One that is refused costs its token none
// of those that it may make.
func (s *Server) change(token syndication.Token, do func() error) error {
	giveBack, err := s.changes.hold(token.ID)
	if err != nil {
		return err
	}
	if err := do(); err != nil {
		giveBack()
		return subscriptionError(err)
	}
	return nil
}

// getSubscriptions answers with the list: JSON, or a page to who prefers HTML.
func (s *Server) getSubscriptions(a *answer, r *http.Request, p httprouter.Params) error {
	o, _, err := s.manages(r, p[0].Value)
	if err != nil {
		return err
	}
	a.show(o.Name, "subscriptions", "page")
	if prefersHTML(r.Header) {
		return s.showSubscriptions(a, r, o, "", nil)
	}
	list := []subscription{}
	for _, sub := range o.Subscriptions {
		view, err := s.subscriptionOf(r.Context(), o, sub)
		if err != nil {
			return err
		}
		list = append(list, view)
	}
	return writeJSON(a, r, http.StatusOK, map[string]any{"subscriptions": list, "limit": syndication.MaxSubscriptions})
}

// getSubscription answers with one of them, as JSON.
func (s *Server) getSubscription(a *answer, r *http.Request, p httprouter.Params) error {
	o, _, err := s.manages(r, p[0].Value)
	if err != nil {
		return err
	}
	a.show(o.Name, "subscriptions", "json")
	i := slices.IndexFunc(o.Subscriptions, func(sub syndication.Subscription) bool { return sub.Name == p[1].Value })
	if i < 0 {
		return syndication.ErrNotFound
	}
	view, err := s.subscriptionOf(r.Context(), o, o.Subscriptions[i])
	if err != nil {
		return err
	}
	return writeJSON(a, r, http.StatusOK, view)
}

func (s *Server) subscriptionOf(ctx context.Context, o syndication.Outlet, sub syndication.Subscription) (out subscription, err error) {
	out = subscription{Name: sub.Name, Title: sub.Title, Query: sub.Query, Locked: !sub.Own, Feeds: map[string]string{}}
	for _, format := range feeds.Formats {
		out.Feeds[string(format)] = s.feedURL(o.Name, sub.Name, format)
	}
	out.Hints, err = s.hints(ctx, o.Name, sub.Query)
	return out, err
}

// hints tell what a query of an outlet probably does not mean.
func (s *Server) hints(ctx context.Context, outlet, query string) ([]string, error) {
	q, err := match.Parse(query)
	if err != nil { // it was right once; its feed stays as it is
		return nil, nil
	}
	list := q.Warnings()
	unknown, err := s.desk.Unknown(ctx, outlet, q)
	if err != nil {
		return nil, storeError(err, "look up what a query of outlet %s names", outlet)
	}
	for _, u := range unknown {
		list = append(list, u.String())
	}
	return list, nil
}

// postSubscription takes a subscription as JSON, or what the page's form sends.
func (s *Server) postSubscription(a *answer, r *http.Request, p httprouter.Params) error {
	o, token, err := s.manages(r, p[0].Value)
	if err != nil {
		return err
	}
	a.show(o.Name, "subscriptions", "page")
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if mediaType == "application/x-www-form-urlencoded" {
		return s.postForm(a, r, o, token)
	}
	asked, err := readSubscription(a, r)
	if err != nil {
		return err
	}
	return s.save(a, r, o, token, asked)
}

// putSubscription makes or replaces the subscription that the address names.
func (s *Server) putSubscription(a *answer, r *http.Request, p httprouter.Params) error {
	o, token, err := s.manages(r, p[0].Value)
	if err != nil {
		return err
	}
	a.show(o.Name, "subscriptions", "json")
	asked, err := readSubscription(a, r)
	if err != nil {
		return err
	}
	if asked.Name != "" && asked.Name != p[1].Value {
		return requestError("The document names another subscription than the address; leave the name out.")
	}
	asked.Name = p[1].Value
	return s.save(a, r, o, token, asked)
}

func (s *Server) deleteSubscription(a *answer, r *http.Request, p httprouter.Params) error {
	o, token, err := s.manages(r, p[0].Value)
	if err != nil {
		return err
	}
	a.show(o.Name, "subscriptions", "json")
	err = s.change(token, func() error { return s.desk.RemoveSubscription(r.Context(), o.Name, p[1].Value) })
	if err != nil {
		return err
	}
	a.Header().Set("Cache-Control", "no-store")
	a.WriteHeader(http.StatusNoContent)
	return nil
}

// readSubscription reads the JSON of one. Other media types are refused: a page
// of another site could send them unasked.
func readSubscription(a *answer, r *http.Request) (subscription, error) {
	var asked subscription
	if mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); mediaType != "application/json" {
		return asked, errMediaType
	}
	d := json.NewDecoder(http.MaxBytesReader(a, r.Body, maxAsked))
	d.DisallowUnknownFields()
	err := d.Decode(&asked)
	if err == nil {
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			return asked, nil
		}
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return asked, requestError("The document is too long; at most " + strconv.Itoa(maxAsked>>10) + " KB are taken.")
	}
	return asked, requestError(`The document cannot be read; write {"name": "ports", "query": "port*", "title": {"en": "Ports"}}.`)
}

// save answers with what was saved: 201 if it is new.
func (s *Server) save(a *answer, r *http.Request, o syndication.Outlet, token syndication.Token, asked subscription) error {
	sub := syndication.Subscription{Name: asked.Name, Title: asked.Title, Query: asked.Query, Own: true}
	err := s.change(token, func() error { return s.desk.SaveSubscription(r.Context(), o.Name, sub) })
	if err != nil {
		return err
	}
	status := http.StatusOK
	if !isSubscription(o, sub.Name) {
		status = http.StatusCreated
		a.Header().Set("Location", s.opt.PublicURL+outletPath(o.Name)+"/subscriptions/"+escape(sub.Name))
	}
	view, err := s.subscriptionOf(r.Context(), o, sub)
	if err != nil {
		return err
	}
	return writeJSON(a, r, status, view)
}

// subscriptionError marks what is the store's fault and not the client's.
func subscriptionError(err error) error {
	var syntax *match.SyntaxError
	var mistake syndication.SubscriptionError
	switch {
	case errors.As(err, &mistake):
		return requestError(mistake)
	case errors.As(err, &syntax), errors.Is(err, syndication.ErrLocked), errors.Is(err, syndication.ErrNotFound):
		return err
	}
	return errors.Join(errStore, err)
}

func writeJSON(a *answer, r *http.Request, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	body = append(body, '\n')
	a.Header().Set("Content-Type", "application/json")
	a.Header().Set("Content-Length", strconv.Itoa(len(body)))
	a.Header().Set("Cache-Control", "no-store")
	a.Header().Set("Vary", "Accept")
	a.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	_, err = a.Write(body)
	return err
}

// prefersHTML reports whether a client likes HTML at least as well as JSON, as
// browsers do. Who says nothing is a program.
func prefersHTML(h http.Header) bool {
	html, program := -1.0, -1.0
	for _, line := range h["Accept"] {
		for part := range strings.SplitSeq(line, ",") {
			name, q := qualityOf(part)
			switch strings.ToLower(name) {
			case "text/html", "application/xhtml+xml":
				html = max(html, q)
			case "application/json":
				program = max(program, q)
			}
		}
	}
	return html > 0 && html >= program
}
