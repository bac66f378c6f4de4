package server

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/julienschmidt/httprouter"

	"github.com/silkwire/silkwire/syndication"
)

// An ask is a request to subscribe or unsubscribe (WebSub, 5.1).
type ask struct {
	subscriberKey
	mode   string // subscribe or unsubscribe
	topic  string // as given, which is what the subscriber waits to be asked about
	host   string // of the callback
	secret []byte
	token  string // id; "" where none is needed
	lease  time.Duration
	since  int64 // the Version when it asked: what comes while it is verified is pushed

	reason string // why a subscription is over that the hub itself ends; it has no mode
}

const (
	subscribe   = "subscribe"
	unsubscribe = "unsubscribe"

	maxAsk       = 16 << 10 // bytes of a request
	maxSecret    = 199      // bytes (WebSub, 5.1)
	shortLease   = 5 * time.Minute
	defaultLease = 10 * 24 * time.Hour
	longLease    = 30 * 24 * time.Hour
)

// postHub answers POST /hub. It says only that a request was understood; what
// becomes of it the callback hears.
func (s *Server) postHub(a *answer, r *http.Request, _ httprouter.Params) error {
	if s.hub == nil {
		return errAddress
	}
	ask, err := s.readAsk(a, r)
	if err != nil {
		return err
	}
	select {
	case s.hub.room <- struct{}{}:
	default:
		return &waitError{seconds: 30}
	}
	a.Header().Set("Content-Type", "text/plain; charset=utf-8")
	a.Header().Set("Cache-Control", "no-store")
	a.WriteHeader(http.StatusAccepted)
	io.WriteString(a, "Accepted. The callback will be asked whether it agrees.\n")
	http.NewResponseController(a).Flush() // the answer leaves before the question comes
	s.hub.asked <- ask
	return nil
}

// readAsk reads a request and checks all that can be checked without calling
// anybody.
func (s *Server) readAsk(w http.ResponseWriter, r *http.Request) (*ask, error) {
	form, err := readForm(w, r)
	if err != nil {
		return nil, err
	}
	a := &ask{mode: form.Get("hub.mode"), topic: form.Get("hub.topic"), secret: []byte(form.Get("hub.secret"))}
	callback, err := s.hub.client.ParseCallback(form.Get("hub.callback"))
	switch {
	case a.mode != subscribe && a.mode != unsubscribe:
		return nil, requestError("hub.mode must be subscribe or unsubscribe.")
	case err != nil:
		return nil, requestError("hub.callback cannot be used: " + err.Error() + ".")
	case len(a.secret) > maxSecret:
		return nil, requestError("hub.secret is too long; it must be shorter than 200 bytes.")
	}
	a.callback, a.host = form.Get("hub.callback"), callback.Host
	topic, err := s.parseTopic(a.topic)
	if err != nil {
		return nil, err
	}
	a.feedName = topic.feedName
	if a.lease, err = parseLease(form.Get("hub.lease_seconds")); err != nil && a.mode == subscribe {
		return nil, err
	}
	return a, s.admitAsk(a, topic, r)
}

// admitAsk checks that the topic is there, and the token for it. To leave, a
// token is not needed, which may have ended: the callback's consent is enough,
// and whether the topic was there is told to nobody.
func (s *Server) admitAsk(a *ask, topic hubTopic, r *http.Request) error {
	if a.mode == unsubscribe {
		return s.hub.requests.take(s.clientAddress(r))
	}
	secret := tokenOf(r)
	if secret == "" {
		secret = topic.token
	}
	outlet, token, err := s.admitToken(r, secret, a.outlet, a.feed)
	if err != nil {
		return err
	}
	if topic.err != nil {
		return topic.err
	}
	stamp, err := s.desk.Stamp(a.outlet, a.feed)
	if err != nil {
		return err
	}
	a.since = stamp.Version
	client := s.clientAddress(r)
	if !outlet.Public {
		a.token, client = token.ID, "token "+token.ID
	}
	return s.hub.requests.take(client)
}

// readForm reads the parameters in the body, and none of the address.
func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, requestError("The Content-Type must be application/x-www-form-urlencoded.")
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxAsk)
	var large *http.MaxBytesError
	switch err := r.ParseForm(); {
	case errors.As(err, &large):
		return nil, requestError("The request is too long; " + strconv.Itoa(maxAsk>>10) + " KB are enough.")
	case err != nil:
		return nil, requestError("The form cannot be read; each name and value must be percent-encoded.")
	}
	for _, values := range r.PostForm {
		for _, v := range values {
			if !utf8.ValidString(v) {
				return nil, requestError("The form must be UTF-8.")
			}
		}
	}
	return r.PostForm, nil
}

// parseLease reads hub.lease_seconds, a positive decimal integer, and brings it
// within what the hub grants.
func parseLease(text string) (time.Duration, error) {
	if text == "" {
		return defaultLease, nil
	}
	seconds, err := strconv.ParseUint(text, 10, 63)
	if errors.Is(err, strconv.ErrRange) {
		return longLease, nil
	}
	if err != nil || seconds == 0 {
		return 0, requestError("hub.lease_seconds must be a positive whole number.")
	}
	seconds = min(seconds, uint64(longLease/time.Second))
	return max(shortLease, time.Duration(seconds)*time.Second), nil
}

// subscriber is what the store keeps when the ask is verified.
func (a *ask) subscriber(asked time.Time) syndication.Subscriber {
	return syndication.Subscriber{
		Outlet: a.outlet, Feed: a.feed, Format: a.format, Callback: a.callback,
		Secret: a.secret, Token: a.token, Lease: asked.Add(a.lease), Delivered: a.since,
	}
}
