package server

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

func TestOperatorsSeeWhoPollsAndWhoIsPushedTo(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	tag := w.get(feedRSS).Header.Get("Etag")
	w.get(feedRSS, "If-None-Match: "+tag)
	w.get("/outlets/daily-nile/feed.json")
	sub := syndication.Subscriber{Outlet: "daily-nile", Feed: "ar", Format: feeds.Atom, Callback: "https://reader.example/secret-path", Lease: time.Now().Add(time.Hour)}
	if _, err := w.desk.Subscribe(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	w.server.Metrics().ServeHTTP(answer, httptest.NewRequest("GET", "/api/v1/outlets", nil))
	var got struct{ Outlets []outletReport }
	if err := json.Unmarshal(answer.Body.Bytes(), &got); err != nil || len(got.Outlets) != 3 || strings.Contains(answer.Body.String(), "secret-path") {
		t.Fatalf("%v: %s", err, answer.Body)
	}
	nile := got.Outlets[0]
	rss, json := nile.Polls["rss"], nile.Polls["json"]
	if nile.Name != "daily-nile" || !nile.Public || rss.Total != 2 || rss.NotModified != 1 || rss.Bytes == 0 || time.Since(rss.Last) > time.Minute ||
		json.Total != 1 || json.NotModified != 0 || nile.Polls["atom"] != nil {
		t.Errorf("polls: %s", answer.Body)
	}
	for _, f := range nile.Feeds {
		if (f.Name == "feed") != (f.Version == 3) { // three of its languages
			t.Errorf("feed %+v", f)
		}
		if f.Name == "ar" && (len(f.Subscribers) != 1 || f.Subscribers[0].State != "behind" || f.Subscribers[0].Format != "atom") {
			t.Errorf("subscribers %+v", f.Subscribers)
		}
	}
	if r := w.get("/api/v1/outlets"); r.StatusCode != 404 {
		t.Errorf("strangers get %d", r.StatusCode)
	}
}
