package server

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

const (
	maxSubscribers      = 50_000
	maxTopicSubscribers = 10_000
	maxHostSubscribers  = 1_000
)

// verifyWaiting starts to verify the asks that may be: those of a busy host wait
// without holding up others.
func (h *hub) verifyWaiting(ctx context.Context) {
	h.waiting = slices.DeleteFunc(h.waiting, func(a *ask) bool {
		if h.asking[a.subscriberKey] || !h.enter(askLane, a.host) {
			return false
		}
		h.asking[a.subscriberKey] = true
		h.begin(ctx, a)
		return true
	})
}

// begin asks the callback of a, or tells it why it cannot be a subscriber.
func (h *hub) begin(ctx context.Context, a *ask) {
	asked := h.now()
	refused := cmp.Or(a.reason, h.refusal(a))
	h.start(func() func() {
		var err error
		if refused != "" {
			err = h.deny(ctx, a.callback, a.topic, refused)
		} else {
			err = h.verify(ctx, a)
		}
		return func() {
			h.leave(askLane, a.host)
			delete(h.asking, a.subscriberKey)
			if a.reason != "" {
				return
			}
			<-h.room
			if err == nil && refused == "" {
				err = h.confirm(ctx, a, asked)
			}
			h.tell(a, refused, err)
		}
	})
}

// refusal tells why a may not subscribe; "" if it may.
func (h *hub) refusal(a *ask) string {
	if a.mode != subscribe || h.subscribers[a.subscriberKey] != nil {
		return ""
	}
	topic, host := 0, 0
	for key, sub := range h.subscribers {
		if key.feedName == a.feedName {
			topic++
		}
		if sub.host == a.host {
			host++
		}
	}
	switch {
	case host >= maxHostSubscribers:
		return "this host has too many subscriptions here"
	case topic >= maxTopicSubscribers, len(h.subscribers) >= maxSubscribers:
		return "there are too many subscriptions"
	}
	return ""
}

// verify asks a callback whether it agrees (WebSub, 5.3).
func (h *hub) verify(ctx context.Context, a *ask) error {
	challenge := rand.Text()
	query := url.Values{"hub.mode": {a.mode}, "hub.topic": {a.topic}, "hub.challenge": {challenge}}
	if a.mode == subscribe {
		query.Set("hub.lease_seconds", strconv.Itoa(int(a.lease/time.Second)))
	}
	status, body, err := h.ask(ctx, a.callback, query)
	switch {
	case err != nil:
		return err
	case status/100 != 2:
		return fmt.Errorf("the callback does not agree: it answers %d", status)
	case string(body) != challenge:
		return errors.New("the callback does not agree: it does not echo the challenge")
	}
	return nil
}

// deny tells a callback that its subscription is not, or no longer, possible
// (WebSub, 5.2).
func (h *hub) deny(ctx context.Context, callback, topic, reason string) error {
	_, _, err := h.ask(ctx, callback, url.Values{"hub.mode": {"denied"}, "hub.topic": {topic}, "hub.reason": {reason}})
	return err
}

// ask sends a GET request to a callback, whose own parameters stay as they are.
func (h *hub) ask(ctx context.Context, callback string, query url.Values) (status int, body []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, h.call)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, callback, nil)
	if err != nil {
		return 0, nil, errors.New("the callback is no web address")
	}
	if req.URL.RawQuery != "" {
		req.URL.RawQuery += "&"
	}
	req.URL.RawQuery += query.Encode()
	reply, err := h.client.Call(req)
	return reply.Status, reply.Body, err
}

// confirm does what a callback has agreed to.
func (h *hub) confirm(ctx context.Context, a *ask, asked time.Time) error {
	if a.mode == unsubscribe {
		if sub := h.subscribers[a.subscriberKey]; sub != nil {
			h.end(sub, "unsubscribed")
		}
		return nil
	}
	if !h.save(ctx) { // the row of one that has ended goes first
		return errStore
	}
	kept, err := h.server.desk.Subscribe(ctx, a.subscriber(asked))
	if err != nil {
		return err
	}
	h.keep(kept)
	return nil
}

// tell notes what became of an ask. The callback's path and query are its
// secret.
func (h *hub) tell(a *ask, refused string, err error) {
	outcome := "agreed"
	switch {
	case refused != "":
		outcome = "denied"
	case err != nil:
		outcome = "failed"
	}
	h.server.metrics.hub.verified.WithLabelValues(outcome).Inc()
	log := h.server.log.With("mode", a.mode, "outlet", a.outlet, "feed", a.feed, "format", a.format, "host", a.host)
	switch outcome {
	case "denied":
		log.Warn("a request to the hub was denied", "reason", refused)
	case "failed":
		log.Info("a request to the hub came to nothing", "reason", err)
	default:
		log.Info("a request to the hub was verified", "lease", a.lease)
	}
}
