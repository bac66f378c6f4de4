package server

import (
	"net/http"
	"testing"

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
