package syndication

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/silkwire/silkwire/feeds"
)

func callback(n int) Subscriber {
	return Subscriber{
		Outlet: "nile", Feed: "feed", Format: feeds.Atom, Callback: fmt.Sprintf("https://subscriber.example/输入/%d", n),
		Secret: []byte{0, 0xff, 's'}, Lease: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Delivered: 7,
	}
}

func TestSubscribersOutliveTheProcess(t *testing.T) {
	setup := Setup{Outlets: []Outlet{all("nile")}}
	n := openNewsroom(t, setup)
	kept, err := n.Subscribe(t.Context(), callback(1))
	if err != nil {
		t.Fatal(err)
	}
	try := n.clock.now().Add(time.Hour)
	if err := n.SaveProgress(t.Context(), []Progress{{ID: kept.ID, Delivered: 9, Failures: 3, NextTry: try}}); err != nil {
		t.Fatal(err)
	}
	n.reopen(setup)
	list, err := n.Subscribers(t.Context())
	want := callback(1)
	want.ID, want.Created, want.Delivered, want.Failures, want.NextTry = kept.ID, n.clock.now(), 9, 3, try
	if diff := cmp.Diff([]Subscriber{want}, list); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestSubscribingAgainReplacesAllButThePosition(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	first, err := n.Subscribe(t.Context(), callback(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := n.SaveProgress(t.Context(), []Progress{{ID: first.ID, Delivered: 9, Failures: 3, NextTry: n.clock.now()}}); err != nil {
		t.Fatal(err)
	}
	next := callback(1)
	next.Secret, next.Token, next.Lease, next.Delivered = nil, "abc", next.Lease.Add(time.Hour), 50
	again, err := n.Subscribe(t.Context(), next)
	if err != nil {
		t.Fatal(err)
	}
	if again.ID != first.ID || again.Delivered != 9 || again.Failures != 0 || !again.NextTry.IsZero() {
		t.Errorf("it goes on as %+v", again)
	}
	if again.Token != "abc" || len(again.Secret) > 0 || !again.Lease.Equal(next.Lease) {
		t.Errorf("kept %+v", again)
	}
	other := callback(1)
	other.Format = feeds.RSS
	if s, err := n.Subscribe(t.Context(), other); err != nil || s.ID == first.ID || s.Delivered != 7 || !bytes.Equal(s.Secret, other.Secret) {
		t.Errorf("another topic: %+v, %v", s, err)
	}
}

func TestSubscribersThatEndedAreGone(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	var progress []Progress
	for i := range 3 {
		s, err := n.Subscribe(t.Context(), callback(i))
		if err != nil {
			t.Fatal(err)
		}
		progress = append(progress, Progress{ID: s.ID, Delivered: int64(i), Ended: i == 1})
	}
	if err := n.SaveProgress(t.Context(), progress); err != nil {
		t.Fatal(err)
	}
	list, err := n.Subscribers(t.Context())
	if err != nil || len(list) != 2 || list[0].Delivered != 0 || list[1].Delivered != 2 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestNextChangesHoldEachStoryOnce(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	const stories = 250
	for i := range stories {
		n.receive("agency", item(fmt.Sprint(i), fmt.Sprintf("Shipment %d of %d", i, i*7919), fmt.Sprintf("Harbour %x", i*104729)))
	}
	n.receive("agency", item("3", "Shipment 3 was delayed", "Harbour in fog"))
	var got []string
	since := int64(0)
	for pages := 0; ; pages++ {
		f, stamp, last, err := n.NextChanges(t.Context(), "nile", "feed", since)
		if err != nil {
			t.Fatal(err)
		}
		if last <= since || last > since+100 || pages > 3 {
			t.Fatalf("after row %d comes row %d", since, last)
		}
		page := titles(f)
		slices.Reverse(page)
		got = append(got, page...)
		if since = last; last == stamp.Version {
			break
		}
	}
	if len(got) != stories || got[0] != "Shipment 0 of 0" || got[stories-1] != "Shipment 3 was delayed" {
		t.Errorf("%d entries from %q to %q, want %d", len(got), got[0], got[len(got)-1], stories)
	}
	for _, since := range []int64{-1, stories + 2} {
		if _, _, _, err := n.NextChanges(t.Context(), "nile", "feed", since); !errors.Is(err, ErrNotFound) {
			t.Errorf("since %d: %v", since, err)
		}
	}
}

func TestMayReadGoesByTheTokensId(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), all("volga")}})
	create := func(tk Token) string {
		if _, err := n.CreateToken(t.Context(), tk); err != nil {
			t.Fatal(err)
		}
		list, err := n.Tokens(t.Context(), tk.Outlet)
		if err != nil {
			t.Fatal(err)
		}
		return list[len(list)-1].ID
	}
	id := create(Token{Outlet: "nile", Name: "trial", Feeds: []string{"feed"}, Until: n.clock.now().Add(time.Hour)})
	for _, c := range []struct {
		token, outlet, feed string
		may                 bool
	}{
		{id, "nile", "feed", true},
		{id, "nile", "ports", false},
		{id, "volga", "feed", false},
		{"", "nile", "feed", false},
		{"nobody", "nile", "feed", false},
	} {
		if got := n.MayRead(c.token, c.outlet, c.feed); got != c.may {
			t.Errorf("token %q for %s/%s: %t", c.token, c.outlet, c.feed, got)
		}
	}
	n.clock.pass(time.Hour)
	if n.MayRead(id, "nile", "feed") {
		t.Error("it may read after its end")
	}
	other := create(Token{Outlet: "volga", Name: "for good"})
	if !n.MayRead(other, "volga", "feed") {
		t.Error("a token without an end may not read")
	}
	if err := n.RevokeToken(t.Context(), "volga", other); err != nil || n.MayRead(other, "volga", "feed") {
		t.Errorf("it may read after it was revoked; %v", err)
	}
}
