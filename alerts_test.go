package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// hook is a webhook that answers as told, and hands on what it took.
func hook(t *testing.T, answers ...int) (*httptest.Server, <-chan alert) {
	taken := make(chan alert, 10)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := http.StatusOK
		if len(answers) > 0 {
			status, answers = answers[0], answers[1:]
		}
		var a alert
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			t.Error(err)
		}
		w.WriteHeader(status)
		if status == http.StatusOK {
			taken <- a
		}
	}))
	t.Cleanup(site.Close)
	return site, taken
}

// heard waits for the next alert.
func heard(t *testing.T, taken <-chan alert) alert {
	t.Helper()
	select {
	case a := <-taken:
		return a
	case <-time.After(patience):
		t.Fatal("the webhook hears nothing")
		return alert{}
	}
}

func startAlerts(t *testing.T, webhook string) *alerts {
	a := newAlerts(webhook, &sources.Client{AllowPrivate: true}, slog.New(slog.DiscardHandler))
	a.rest = time.Millisecond
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- a.run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	return a
}

func TestWebhookHearsOnceOfEachChange(t *testing.T) {
	site, taken := hook(t)
	a := startAlerts(t, site.URL)
	since := time.Date(2026, 5, 5, 12, 0, 0, 0, time.UTC)
	a.condition(sources.Health{Source: "silkroad", Memory: sources.Memory{Condition: sources.Fresh}})
	a.condition(sources.Health{Source: "silkroad", Before: sources.Fresh, Memory: sources.Memory{Condition: sources.Repaired}})
	a.condition(sources.Health{Source: "silkroad", URL: "https://agency.example/feed", Before: sources.Repaired,
		Memory: sources.Memory{Condition: sources.Blocked, Since: since, Error: "the answer is 403 Forbidden"}})
	a.condition(sources.Health{Source: "silkroad", Before: sources.Blocked, Memory: sources.Memory{Condition: sources.Fresh, Since: since}})
	first, second := heard(t, taken), heard(t, taken)
	if first.Condition != "blocked" || first.Before != "repaired" || !first.Since.Equal(since) || first.URL != "https://agency.example/feed" ||
		first.Error != "the answer is 403 Forbidden" || first.Text != "Source silkroad is blocked (it was repaired). the answer is 403 Forbidden" {
		t.Errorf("%+v", first)
	}
	if second.Condition != "fresh" || second.Error != "" {
		t.Errorf("%+v", second)
	}
	if len(taken) != 0 {
		t.Errorf("one too many: %+v", <-taken)
	}
}

func TestWebhookThatStumblesIsTriedAgain(t *testing.T) {
	site, taken := hook(t, http.StatusBadGateway, http.StatusTooManyRequests)
	a := startAlerts(t, site.URL+"/services/T0/secret")
	a.condition(sources.Health{Source: "silkroad", Before: sources.Fresh, Memory: sources.Memory{Condition: sources.Gone}})
	if got := heard(t, taken); got.Condition != "gone" {
		t.Errorf("%+v", got)
	}
}

func TestAlertsNeverBlockAndNeverTellTheWebhook(t *testing.T) {
	var log bytes.Buffer
	a := newAlerts("http://127.0.0.1:1/services/T0/secret", &sources.Client{AllowPrivate: true}, slog.New(slog.NewTextHandler(&log, nil)))
	for range alertsWaiting + 1 { // nobody takes them
		a.condition(sources.Health{Source: "silkroad", Before: sources.Fresh, Memory: sources.Memory{Condition: sources.Failing}})
	}
	if !strings.Contains(log.String(), "an alert is lost") {
		t.Error("a lost alert is not told")
	}
	a.rest = 0
	a.deliver(t.Context(), alert{Source: "silkroad"})
	if text := log.String(); !strings.Contains(text, "was not taken") || strings.Contains(text, "secret") {
		t.Error(text)
	}
}

func TestPushesNeedAnAddressFromOutside(t *testing.T) {
	for doc, want := range map[string]string{
		"": "",
		"[server]\npublic_url = \"https://wire.example.org/\"\n":                               "https://wire.example.org/push",
		"[server]\npublic_url = \"http://127.0.0.1:8080\"\n":                                   "",
		"[server]\npublic_url = \"http://localhost:8080\"\n":                                   "",
		"[server]\npublic_url = \"http://10.0.0.5\"\n":                                         "",
		"[server]\npublic_url = \"http://10.0.0.5\"\n[fetch]\nallow_private_networks = true\n": "http://10.0.0.5/push",
		"[server]\naddress = \":8080\"\n[fetch]\nallow_private_networks = true\n":              "",
	} {
		config, err := readConfig("f", []byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		if got := pushBase(config); got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
}

func TestAHeldBurstIsAnAlert(t *testing.T) {
	site, taken := hook(t)
	a := startAlerts(t, site.URL)
	a.newsroom(syndication.Alert{Kind: syndication.BurstHeld, Source: "silkroad", Text: "Source silkroad brought 300 stories."})
	if got := heard(t, taken); got.Condition != "burst" || got.Source != "silkroad" || got.Text != "Source silkroad brought 300 stories." {
		t.Errorf("the webhook heard %+v", got)
	}
}
