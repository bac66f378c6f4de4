package sources

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Errors of pushes that callers tell apart.
var (
	ErrNoPush    = errors.New("nothing was subscribed to under this address")
	ErrSignature = errors.New("the signature of the push is wrong")
)

// A Push is a subscription at a hub (WebSub): what is new comes by itself.
type Push struct {
	ID       string    `json:"id"`     // in the address that the hub calls
	Secret   string    `json:"secret"` // signs what the hub sends
	Hub      string    `json:"hub"`
	Topic    string    `json:"topic"`
	Asked    time.Time `json:"asked,omitzero"` // when the hub was last asked
	Lease    time.Time `json:"lease,omitzero"` // how long the hub will send; zero: not confirmed
	LastPush time.Time `json:"last_push,omitzero"`
}

const (
	leaseTime  = 10 * 24 * time.Hour // what is asked for
	renewAhead = 24 * time.Hour      // before a lease ends
	askAgain   = time.Hour           // after a hub did not confirm
	pushRest   = 6                   // intervals between polls while pushes arrive
	pushTrust  = 24                  // intervals after the last push until it is polled normally
)

// VerifyPush answers the question of a hub whether we want what it is about to
// send (WebSub, 5.3): query is that of its GET request to the address ending in
// id. The challenge is to be echoed with status 200; on ErrNoPush the answer is 404.
func (p *Poller) VerifyPush(id string, query url.Values) (challenge string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	push := p.pushByID(id)
	if push == nil || query.Get("hub.topic") != push.Topic {
		return "", ErrNoPush
	}
	switch query.Get("hub.mode") {
	case "subscribe":
		seconds, err := strconv.ParseInt(query.Get("hub.lease_seconds"), 10, 64)
		if err != nil || seconds <= 0 {
			seconds = int64(leaseTime / time.Second)
		}
		lease := time.Duration(min(seconds, int64(10*leaseTime/time.Second))) * time.Second
		push.Lease = p.Now().Add(lease)
		return query.Get("hub.challenge"), nil
	case "denied":
		push.Lease = time.Time{}
		return "", nil
	}
	return "", ErrNoPush // we never unsubscribe: leases end
}

// Expects reports whether pushes to the address ending in id are ours: of any
// other the body need not be read.
func (p *Poller) Expects(id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pushByID(id) != nil
}

// ReceivePush takes what a hub sends to the address ending in id. signature is
// its X-Hub-Signature header. Of a push with ErrSignature nothing was kept; a
// hub is answered with 202 all the same (WebSub, 8.1). A push that cannot be read
// makes the source be polled at once.
func (p *Poller) ReceivePush(ctx context.Context, id, contentType, signature string, body []byte) error {
	p.mu.Lock()
	push := p.pushByID(id)
	var t *task
	if push != nil {
		t = p.tasks[p.pushSource(id)]
	}
	if push == nil || t == nil {
		p.mu.Unlock()
		return ErrNoPush
	}
	src, m, secret, topic := t.source, t.memory, push.Secret, push.Topic
	p.mu.Unlock()
	if !signed(body, signature, secret) {
		return fmt.Errorf("push for %s: %w", src.Name, ErrSignature)
	}
	m = m.under(src)
	m.Kind = FeedKind
	v := &visit{client: p.Client, source: src, memory: &m, now: p.Now(), offline: true}
	feed, err := v.parse(ctx, &Document{URL: topic, ContentType: contentType, Body: body})
	if err != nil {
		p.Log.Warn("a push cannot be read; the source is polled", "source", src.Name, "error", err)
		p.pollNow(t)
		return nil
	}
	if err := p.receive(ctx, src, feed); err != nil {
		return fmt.Errorf("push for %s: %w", src.Name, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	push.LastPush = p.Now()
	return nil
}

func (p *Poller) pollNow(t *task) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t.next = p.Now()
	p.signal()
}

// signed checks X-Hub-Signature: "sha256=…" (WebSub, 8).
func signed(body []byte, signature, secret string) bool {
	method, sum, _ := strings.Cut(signature, "=")
	hashes := map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}
	make := hashes[strings.ToLower(method)]
	got, err := hex.DecodeString(sum)
	if make == nil || err != nil {
		return false
	}
	mac := hmac.New(make, []byte(secret))
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
}

// subscribe asks the hub that a source names for pushes, or to go on with them.
func (p *Poller) subscribe(ctx context.Context, src *Source, m *Memory) {
	if p.PushBase == "" || m.Hub == "" || m.Topic == "" {
		p.setPush(src.Name, nil)
		m.Push = nil
		return
	}
	now := p.Now()
	push := p.push(src.Name)
	if push == nil || push.Hub != m.Hub || push.Topic != m.Topic {
		push = &Push{ID: rand.Text(), Secret: rand.Text(), Hub: m.Hub, Topic: m.Topic}
	}
	if push.Lease.Sub(now) < renewAhead && now.Sub(push.Asked) >= askAgain {
		push.Asked = now
		p.setPush(src.Name, push) // the hub may ask back before it answers
		if err := p.ask(ctx, push); err != nil {
			p.Log.Warn("a hub refuses to push", "source", src.Name, "error", err)
		}
	}
	m.Push = p.push(src.Name)
}

func (p *Poller) ask(ctx context.Context, push *Push) error {
	form := url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {push.Topic}, "hub.secret": {push.Secret},
		"hub.callback":      {strings.TrimSuffix(p.PushBase, "/") + "/" + push.ID},
		"hub.lease_seconds": {strconv.Itoa(int(leaseTime / time.Second))},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, push.Hub, strings.NewReader(form.Encode()))
	if err != nil {
		return errors.New("the hub's address cannot be read")
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := p.Client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		return newStatusError(publicAddress(req.URL), res)
	}
	return nil
}

// pushed reports whether pushes arrive, so that polls may rest.
func (m *Memory) pushed(now time.Time, interval time.Duration) bool {
	return m.Push != nil && now.Before(m.Push.Lease) && now.Sub(m.Push.LastPush) < pushTrust*interval
}

// push gives a copy of the subscription of a source; nil if there is none.
func (p *Poller) push(source string) *Push {
	p.mu.Lock()
	defer p.mu.Unlock()
	if push := p.pushes[source]; push != nil {
		same := *push
		return &same
	}
	return nil
}

func (p *Poller) setPush(source string, push *Push) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if push == nil {
		delete(p.pushes, source)
		return
	}
	if p.pushes == nil {
		p.pushes = map[string]*Push{}
	}
	same := *push
	p.pushes[source] = &same
}

// pushSource and pushByID are called with mu held.
func (p *Poller) pushSource(id string) string {
	for source, push := range p.pushes {
		if hmac.Equal([]byte(push.ID), []byte(id)) {
			return source
		}
	}
	return ""
}

func (p *Poller) pushByID(id string) *Push { return p.pushes[p.pushSource(id)] }
