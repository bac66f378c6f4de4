package syndication

import (
	"context"
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

func TestPushesAreConfirmedFromWhereTheReaderHadCome(t *testing.T) {
	type step struct {
		poll        int64 // a Version served; 0: a push
		after, last int64
		written     bool // before the next step
	}
	for name, c := range map[string]struct {
		steps             []step
		served, confirmed int
	}{
		"pushes alone":                            {[]step{{after: 2, last: 3}, {after: 3, last: 5}}, 5, 5},
		"written in between":                      {[]step{{after: 2, last: 3, written: true}, {after: 3, last: 5}}, 5, 5},
		"after a poll":                            {[]step{{poll: 4, written: true}, {after: 4, last: 6}}, 6, 6},
		"a gap after a poll":                      {[]step{{poll: 2, written: true}, {after: 4, last: 6}}, 2, 0},
		"a gap that a poll has closed":            {[]step{{poll: 2}, {after: 4, last: 6, written: true}, {poll: 6}, {after: 6, last: 7}}, 7, 7},
		"a whole document has no gap":             {[]step{{poll: 2, written: true}, {after: 0, last: 6}}, 6, 6},
		"two subscribers, one behind":             {[]step{{after: 1, last: 2}, {after: 4, last: 6}, {after: 2, last: 3}, {after: 3, last: 5}}, 6, 6},
		"two subscribers, one stays behind":       {[]step{{after: 1, last: 2}, {after: 4, last: 6}}, 2, 2},
		"the same again, as after a lost receipt": {[]step{{after: 2, last: 5, written: true}, {after: 2, last: 4}}, 5, 5},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			n.receive("sun", port["he"])
			for _, s := range c.steps {
				if s.poll > 0 {
					n.Served("lisbon", "nile", "feed", s.poll)
				} else {
					n.Pushed("lisbon", "nile", "feed", s.after, s.last)
				}
				if s.written {
					n.must(n.keepReceipts(t.Context()))
				}
			}
			n.must(n.keepReceipts(t.Context()))
			if got := n.count(`SELECT served FROM receipts WHERE token = 'lisbon'`); got != c.served {
				t.Errorf("served %d, want %d", got, c.served)
			}
			if got := n.count(`SELECT confirmed FROM receipts WHERE token = 'lisbon'`); got != c.confirmed {
				t.Errorf("confirmed %d, want %d", got, c.confirmed)
			}
		})
	}
}

func TestAnotherProcessSoonSeesWhoWasServed(t *testing.T) {
	setup := Setup{Outlets: []Outlet{all("nile")}}
	n := openNewsroom(t, setup)
	n.receive("sun", port["ar"])
	id := n.only("nile", "feed").ID
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- n.Run(ctx) }()
	shell := &newsroom{t: t, Desk: n.another(setup)}
	defer shell.Close()
	n.Served("", "nile", "feed", 1)
	served := time.Now()
	for !shell.reader(id, "").Told {
		if time.Since(served) > 4*time.Second { // it is about one
			t.Fatal("it is not written who was served")
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestAPollThatBringsNothingNewWritesNothing(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", port["ar"])
	poll := func(version int64) bool {
		return n.writes(func() {
			n.Served("cairo", "nile", "feed", version)
			n.Confirmed("cairo", "nile", "feed", version)
			n.Pushed("cairo", "nile", "feed", version-1, version)
			if err := n.keepReceipts(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
	}
	for i, c := range []struct {
		version int64
		news    bool
	}{{1, true}, {1, false}, {1, false}} {
		if poll(c.version) != c.news {
			t.Errorf("poll %d: written %v", i+1, !c.news)
		}
	}
	n.receive("sun", item("2", "Budget adopted", ""))
	if !poll(2) || poll(2) || poll(1) {
		t.Error("a newer Version is written, once")
	}
}
