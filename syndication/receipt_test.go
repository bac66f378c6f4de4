package syndication

import (
	"strings"
	"testing"
	"time"
)

// reader gives what editors see of one reader of a story's only feed "feed".
func (n *newsroom) reader(id, token string) Reader {
	n.t.Helper()
	s, err := n.Story(n.t.Context(), id)
	if err != nil {
		n.t.Fatal(err)
	}
	for _, h := range s.Holdings {
		for _, r := range h.Readers {
			if h.Feed == "feed" && r.Token == token {
				return r
			}
		}
	}
	return Reader{}
}

func TestWhoHeardOfAWithdrawal(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	var alerts []Alert
	n.opt.Alert = func(a Alert) { alerts = append(alerts, a) }
	version := func() int64 {
		s, err := n.Stamp("nile", "feed")
		if err != nil {
			t.Fatal(err)
		}
		return s.Version
	}
	n.receive("sun", port["ar"])
	n.receive("sun", item("2", "Budget adopted", ""))
	var id string
	for _, it := range n.feed("nile", "feed").Items {
		if it.Language == "ar" {
			id = it.ID
		}
	}
	secret, err := n.CreateToken(t.Context(), Token{Outlet: "nile", Name: "القاهرة"})
	if err != nil {
		t.Fatal(err)
	}
	cairo, err := n.Authorize(secret, "nile", "feed")
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{"", cairo.ID} {
		n.Served(token, "nile", "feed", version())
	}
	n.Served("", "nosuchoutlet", "feed", 9)
	n.clock.pass(time.Hour)
	n.must(n.Withdraw(t.Context(), id, "خطأ"))
	n.Served("late", "nile", "feed", version())

	if r := n.reader(id, cairo.ID); !r.Had || r.Told || r.Confirmed || r.Name != "القاهرة" {
		t.Errorf("before the withdrawal is served: %+v", r)
	}
	if r := n.reader(id, "late"); r.Had || !r.Told {
		t.Errorf("a reader that never had it: %+v", r)
	}
	n.Served(cairo.ID, "nile", "feed", version())
	if r := n.reader(id, cairo.ID); !r.Told || r.Confirmed {
		t.Errorf("when the withdrawal was served: %+v", r)
	}
	n.Confirmed(cairo.ID, "nile", "feed", 1) // an older one
	n.Confirmed(cairo.ID, "nile", "feed", version())
	n.Confirmed(cairo.ID, "nile", "feed", 1)
	n.reopen(Setup{Outlets: []Outlet{all("nile")}})
	n.opt.Alert = func(a Alert) { alerts = append(alerts, a) }
	if r := n.reader(id, cairo.ID); !r.Told || !r.Confirmed || !r.ConfirmedAt.Equal(n.clock.now()) {
		t.Errorf("after a restart: %+v", r)
	}

	n.must(n.warnUnconfirmed(t.Context()))
	if len(alerts) != 0 {
		t.Errorf("alerts before a day has passed: %+v", alerts)
	}
	n.clock.pass(25 * time.Hour)
	n.must(n.warnUnconfirmed(t.Context()))
	n.must(n.warnUnconfirmed(t.Context()))
	if len(alerts) != 1 || alerts[0].Kind != Unconfirmed || alerts[0].Story != storyID(id) ||
		!strings.Contains(alerts[0].Text, "nile/feed (public readers)") || strings.Contains(alerts[0].Text, "القاهرة") || strings.Contains(alerts[0].Text, "late") {
		t.Errorf("alerts %+v", alerts)
	}
}

func TestServedIsWrittenWhileRunning(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", port["th"])
	n.Served("", "nile", "feed", 1)
	if writes := n.writes(func() { n.must(n.keepReceipts(t.Context())) }); !writes {
		t.Error("nothing was written")
	}
	if writes := n.writes(func() { n.must(n.keepReceipts(t.Context())) }); writes {
		t.Error("no news was written")
	}
}

func BenchmarkServed(b *testing.B) {
	n := openNewsroom(b, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", port["he"])
	for b.Loop() {
		n.Served("token", "nile", "feed", 1)
	}
}
