package server

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/silkwire/silkwire/syndication"
)

// pushDue starts to push to the subscribers that lack something, and ends those
// whose lease or token has ended. Those of feeds that are not there at present
// wait: a feed that left the configuration may come back.
func (h *hub) pushDue(ctx context.Context) {
	now := h.now()
	for _, sub := range h.subscribers {
		if sub.busy {
			continue
		}
		outlet, known := h.server.desk.Outlet(sub.Outlet)
		stamp, err := h.server.desk.Stamp(sub.Outlet, sub.Feed)
		switch {
		case !now.Before(sub.Lease):
			h.end(sub, "lease over")
		case !known:
		case !outlet.Public && !h.server.desk.MayRead(sub.Token, sub.Outlet, sub.Feed):
			h.expel(sub)
		case err != nil, stamp.Version <= sub.Delivered:
			sub.since = time.Time{}
		default:
			if sub.since.IsZero() {
				sub.since = now
			}
			if !now.Before(sub.NextTry) {
				h.push(ctx, sub)
			}
		}
	}
}

// expel ends the subscription of one that may not read the feed any more, and
// has it told so.
func (h *hub) expel(sub *subscriber) {
	h.end(sub, "token over")
	h.waiting = append(h.waiting, &ask{
		subscriberKey: sub.key, host: sub.host,
		topic:  h.server.feedURL(sub.Outlet, sub.Feed, sub.Format),
		reason: "the token of the subscription was revoked or has expired",
	})
}

// push starts one delivery, if there is room.
func (h *hub) push(ctx context.Context, sub *subscriber) {
	kind := fastLane
	if sub.slow {
		kind = slowLane
	}
	if !h.enter(kind, sub.host) {
		return
	}
	sub.busy = true
	to := sub.Subscriber // a renewal may change sub meanwhile
	h.start(func() func() {
		d := h.deliver(ctx, to, sub.key.feedName)
		return func() {
			h.leave(kind, sub.host)
			h.delivered(sub, d)
		}
	})
}

// A delivery is what became of a push.
type delivery struct {
	after  int64 // the row after which it began
	covers int64 // the newest row it brought
	sent   bool  // the callback was called
	status int   // its answer
	wait   time.Duration
	took   time.Duration
	err    error
}

// deliver brings a subscriber the next rows that it lacks (WebSub, 7).
func (h *hub) deliver(ctx context.Context, to syndication.Subscriber, name feedName) delivery {
	c, err := h.server.pushContent(ctx, name, to.Delivered)
	if err != nil || len(c.body) == 0 {
		return delivery{covers: c.covers, err: err}
	}
	start := time.Now()
	ctx, cancel := context.WithTimeout(ctx, h.call)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.Callback, bytes.NewReader(c.body))
	if err != nil {
		return delivery{sent: true, err: errors.New("the callback is no web address")}
	}
	req.Header = c.header.Clone()
	if len(to.Secret) > 0 {
		req.Header.Set("X-Hub-Signature", signature(c.body, to.Secret))
	}
	reply, err := h.client.Call(req)
	d := delivery{after: c.after, covers: c.covers, sent: true, status: reply.Status, wait: reply.RetryAfter, took: time.Since(start), err: err}
	if err == nil && reply.Status/100 != 2 { // a redirect is a failure too
		d.err = fmt.Errorf("the callback answers %d", reply.Status)
	}
	return d
}

// signature signs a body (WebSub, 7.1).
func signature(body, secret []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// slowAnswer is how long an answer may take until the next push to the same
// subscriber goes with the slow ones.
const slowAnswer = 2 * time.Second

// delivered notes what became of a push.
func (h *hub) delivered(sub *subscriber, d delivery) {
	h.server.metrics.hub.count(d)
	if sub.ended {
		return
	}
	if d.sent {
		sub.slow = d.err != nil || d.took > slowAnswer
	}
	switch {
	case d.err == nil:
		if d.sent { // editors see who has heard of a withdrawal
			h.server.desk.Pushed(sub.Token, sub.Outlet, sub.Feed, d.after, d.covers)
		}
		sub.Delivered, sub.Failures, sub.NextTry = d.covers, 0, time.Time{}
	case d.status == http.StatusGone:
		h.end(sub, "gone")
		return
	default:
		h.failed(sub, d)
	}
	h.unsettled[sub] = struct{}{}
	h.unsaved = append(h.unsaved, syndication.Progress{ID: sub.ID, Delivered: sub.Delivered, Failures: sub.Failures, NextTry: sub.NextTry})
}

// failed puts the next try off. A subscription stays until its lease ends,
// however often a push fails (WebSub, 7).
func (h *hub) failed(sub *subscriber, d delivery) {
	log := h.server.log.With("outlet", sub.Outlet, "feed", sub.Feed, "format", sub.Format, "host", sub.host)
	if !d.sent {
		sub.NextTry = h.now().Add(h.retry)
		log.Error("a push cannot be made", "error", d.err)
		return
	}
	sub.Failures++
	sub.NextTry = h.now().Add(max(h.backoff(sub.Failures), min(d.wait, maxBackoff)))
	if sub.Failures == 1 {
		log.Warn("a push has failed; it is tried again", "reason", d.err)
	}
}

// backoff is how long to wait after so many failures: about twice as long each
// time, so spread that those that failed together do not come back together.
func (h *hub) backoff(failures int) time.Duration {
	wait := maxBackoff
	if failures < 20 {
		wait = min(wait, h.retry<<(failures-1))
	}
	return wait/2 + rand.N(wait/2+1)
}

// A lane is a kind of calls to one host, or with host "" to all. Each has its
// own room, so that slow callbacks hold up none that answer, at their own host
// neither.
type lane struct {
	kind laneKind
	host string
}

type laneKind int

const (
	fastLane laneKind = iota
	slowLane
	askLane // verifications and denials
)

// laneRoom is how many calls may be under way in all, and to one host.
var laneRoom = map[laneKind][2]int{
	fastLane: {128, 16},
	slowLane: {64, 8},
	askLane:  {64, 8},
}

// enter takes room for a call, if there is any.
func (h *hub) enter(kind laneKind, host string) bool {
	room := laneRoom[kind]
	if h.calls[lane{kind, ""}] >= room[0] || h.calls[lane{kind, host}] >= room[1] {
		return false
	}
	h.calls[lane{kind, ""}]++
	h.calls[lane{kind, host}]++
	return true
}

func (h *hub) leave(kind laneKind, host string) {
	for _, l := range []lane{{kind, ""}, {kind, host}} {
		if h.calls[l]--; h.calls[l] <= 0 {
			delete(h.calls, l)
		}
	}
}

// hostOf is the host of a callback with its port.
func hostOf(callback string) string {
	u, err := url.Parse(callback)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
