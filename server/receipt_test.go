package server

import (
	"net/http"
	"slices"
	"testing"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

func TestEditorsSeeWhoHasHeardOfAWithdrawal(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	const feed = "/outlets/daily-nile/feed.json"
	list, err := w.desk.Stories(t.Context(), syndication.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	reader := func() syndication.Reader {
		t.Helper()
		for i := range list {
			s, err := w.desk.Story(t.Context(), list[i].ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range s.Holdings {
				if h.Outlet == "daily-nile" && h.Feed == "feed" && len(h.Readers) > 0 && h.State == "withdrawn" {
					return h.Readers[0]
				}
			}
		}
		t.Fatal("no reader of a withdrawn story is known")
		return syndication.Reader{}
	}
	w.do(http.MethodHead, feed)
	w.get(feed)
	var withdrawn bool
	for i := range list {
		if s, err := w.desk.Story(t.Context(), list[i].ID); err == nil && len(s.Holdings) > 0 && s.Holdings[0].Outlet == "daily-nile" {
			withdrawn = w.desk.Withdraw(t.Context(), list[i].ID, "") == nil
			break
		}
	}
	if !withdrawn {
		t.Fatal("no story of the outlet")
	}
	if r := reader(); !r.Had || r.Told {
		t.Errorf("before it polls again: %+v", r)
	}
	tag := w.get(feed).Header.Get("Etag")
	if r := reader(); !r.Told || r.Confirmed {
		t.Errorf("when it has polled: %+v", r)
	}
	if got := w.get(feed, "If-None-Match: "+tag).StatusCode; got != http.StatusNotModified {
		t.Fatal(got)
	}
	if r := reader(); !r.Confirmed {
		t.Errorf("when it named the tag: %+v", r)
	}
}

func TestEditorsSeeWhoTookAWithdrawalByPush(t *testing.T) {
	for _, format := range feeds.Formats {
		t.Run(string(format), func(t *testing.T) {
			w := openHub(t)
			takes, refuses := listen(t), listen(t)
			path := "/outlets/partner/feed." + string(format)
			for _, l := range []*listener{takes, refuses} {
				header := bearer(w.token("partner"))
				w.get(path, header) // as it finds the hub
				w.subscribe(l, publicURL+path, "", header)
			}
			w.receive(item("he-1", "he", "פסגת הערים החכמות נפתחה בשנגחאי"))
			takes.push()
			refuses.push()
			w.settled()
			refuses.answers(always(503))
			id := w.find("partner", "feed", "he-1")
			if err := w.desk.Withdraw(t.Context(), id, "It was not so"); err != nil {
				t.Fatal(err)
			}
			takes.push()
			refuses.push()
			waitUntil(t, "both answers are noted", func() bool {
				return !slices.ContainsFunc(w.subscribers(), func(sub syndication.Subscriber) bool { return sub.Failures == 0 && sub.Delivered < 2 })
			})
			readers := map[string]syndication.Reader{}
			story, err := w.desk.Story(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range story.Holdings {
				for _, r := range h.Readers {
					if h.Feed == "feed" {
						readers[r.Token] = r
					}
				}
			}
			for _, sub := range w.subscribers() {
				r, took := readers[sub.Token], sub.Callback == takes.URL
				if !r.Had || r.Told != took || r.Confirmed != took {
					t.Errorf("took it: %t; editors see %+v", took, r)
				}
			}
		})
	}
}
