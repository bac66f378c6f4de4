package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

const (
	alertsWaiting = 1000             // while the webhook does not answer
	alertTries    = 4                // for one alert
	alertRest     = 5 * time.Second  // before the second try; doubled with each
	alertTimeout  = 20 * time.Second // of a try
)

// An alert is what is posted to the webhook when a source's condition changes, or
// when the newsroom must look at a source or a story.
type alert struct {
	Text      string    `json:"text"` // one sentence; chat programs show it
	Source    string    `json:"source"`
	URL       string    `json:"url"` // without secrets
	Story     string    `json:"story,omitempty"`
	Condition string    `json:"condition"`
	Before    string    `json:"before"`
	Since     time.Time `json:"since"`
	Error     string    `json:"error,omitempty"`
	Repairs   []string  `json:"repairs,omitempty"`
	LastItem  time.Time `json:"last_item,omitzero"`
	NextPoll  time.Time `json:"next_poll,omitzero"`
	PerDay    float64   `json:"items_per_day,omitempty"`
}

// alerts posts to the webhook of the configuration, one after the other.
type alerts struct {
	webhook string // "": nowhere
	client  *sources.Client
	log     *slog.Logger
	queue   chan alert
	rest    time.Duration
}

func newAlerts(webhook string, client *sources.Client, log *slog.Logger) *alerts {
	return &alerts{webhook: webhook, client: client, log: log, queue: make(chan alert, alertsWaiting), rest: alertRest}
}

// condition takes a source's new condition. It never blocks. That a source is
// well from the start, or well in another way, is no news.
func (a *alerts) condition(h sources.Health) {
	if isWell(h.Memory.Condition) && isWell(h.Before) {
		return
	}
	a.enqueue(alertOf(h))
}

// newsroom takes what editors must look at. It never blocks.
func (a *alerts) newsroom(n syndication.Alert) {
	a.enqueue(alert{Text: n.Text, Source: n.Source, Story: n.Story, Condition: string(n.Kind), Since: n.At})
}

func (a *alerts) enqueue(next alert) {
	if a.webhook == "" {
		return
	}
	select {
	case a.queue <- next:
	default:
		a.log.Error("an alert is lost: the webhook takes none", "source", next.Source, "condition", next.Condition)
	}
}

func isWell(c sources.Condition) bool {
	return c == sources.Fresh || c == sources.Repaired || c == sources.Unknown
}

func alertOf(h sources.Health) alert {
	m := h.Memory
	text := fmt.Sprintf("Source %s is %s (it was %s).", h.Source, m.Condition, h.Before)
	if why := reason(m); why != "" {
		text += " " + why
	}
	return alert{
		Text: text, Source: h.Source, URL: h.URL, Condition: string(m.Condition), Before: string(h.Before), Since: m.Since,
		Error: m.Error, Repairs: m.Repairs, LastItem: m.LastItem, NextPoll: m.NextPoll, PerDay: m.PerDay,
	}
}

// run posts until ctx ends.
func (a *alerts) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			if n := len(a.queue); n > 0 {
				a.log.Warn("alerts are lost with the end of the program", "number", n)
			}
			return nil
		case next := <-a.queue:
			a.deliver(ctx, next)
		}
	}
}

// deliver tries a few times: what does not answer now may in a while.
func (a *alerts) deliver(ctx context.Context, next alert) {
	for try := range alertTries {
		err := a.post(ctx, next)
		if err == nil || ctx.Err() != nil {
			return
		}
		a.log.Error("an alert was not taken", "source", next.Source, "condition", next.Condition, "try", try+1, "error", a.hide(err))
		select {
		case <-ctx.Done():
			return
		case <-time.After(a.rest << try):
		}
	}
}

func (a *alerts) post(ctx context.Context, next alert) error {
	body, err := json.Marshal(next)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, alertTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.webhook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := a.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("the webhook answers %s", res.Status)
	}
	return nil
}

// hide keeps the address of the webhook, whose path is often its key, out of the log.
func (a *alerts) hide(err error) string {
	text := strings.ReplaceAll(err.Error(), a.webhook, "the webhook")
	if u, bad := url.Parse(a.webhook); bad == nil && len(u.Path) > 1 {
		text = strings.ReplaceAll(text, u.Path, "/…")
		text = strings.ReplaceAll(text, u.EscapedPath(), "/…")
	}
	return text
}
