package syndication

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

func TestWhy(t *testing.T) {
	o := Outlet{Name: "nile", Languages: []string{"en", "ar"}, Sources: []string{"sun*"}, Query: "port OR ميناء",
		Subscriptions: []Subscription{{Name: "quays", Query: "quay"}}}
	n := openNewsroom(t, Setup{Outlets: []Outlet{o, all("danube")}, Sources: []sources.Source{{Name: "sun-short", Rights: sources.Rights{Expires: time.Hour}}}})
	send := func(source string, vary func(*feeds.Item)) string {
		it := item(source+time.Duration(n.clock.now().UnixNano()).String(), "Port opens new terminal", "Ships moored.")
		it.Published = feeds.At(n.clock.now())
		vary(&it)
		n.receive(source, it)
		list, err := n.Stories(t.Context(), Selection{Limit: 1})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0].ID
	}
	withdrawnStory := send("sun", func(it *feeds.Item) {})
	n.must(n.Withdraw(t.Context(), withdrawnStory, ""))
	for _, c := range []struct {
		name, id, feed string
		in             bool
		why            string
	}{
		{"found by the query", send("sun", func(*feeds.Item) {}), "feed", true, "the outlet's query finds it: port"},
		{"in Arabic", send("sun", func(it *feeds.Item) { it.Title, it.Language = "افتتاح ميناء جديد", "ar" }), "ar", true, "ميناء"},
		{"another language of the outlet", send("sun", func(*feeds.Item) {}), "ar", false, "the story is in en"},
		{"not found by the query", send("sun", func(it *feeds.Item) { it.Title = "Budget adopted" }), "feed", false, "does not find it"},
		{"not found by the subscription", send("sun", func(*feeds.Item) {}), "quays", false, "the subscription's query does not find it"},
		{"another source", send("moon", func(*feeds.Item) {}), "feed", false, "not among the outlet's sources"},
		{"another language", send("sun", func(it *feeds.Item) { it.Title, it.Language = "मुंबई बंदरगाह", "hi" }), "feed", false, "the story is in hi; the outlet reads en, ar"},
		{"embargoed", send("sun", func(it *feeds.Item) { it.Embargo = feeds.At(n.clock.now().Add(time.Hour)) }), "feed", false, "embargoed until 2026-11-22T"},
		{"expired", send("sun-short", func(it *feeds.Item) { it.Published = feeds.At(n.clock.now().Add(-2 * time.Hour)) }), "feed", false, "expired"},
		{"withdrawn", withdrawnStory, "feed", false, "withdrawn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := n.Why(t.Context(), c.id, "nile")
			if err != nil || len(list) != 4 {
				t.Fatal(list, err)
			}
			for _, v := range list {
				if v.Feed == c.feed && (v.In != c.in || !strings.Contains(v.Why, c.why)) {
					t.Errorf("%+v, want %q", v, c.why)
				}
			}
		})
	}
	if _, err := n.Why(t.Context(), withdrawnStory, "rhine"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if _, err := n.Why(t.Context(), "nosuchstory", "nile"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestStoryTellsAllToEditors(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "부산항 터미널 개장", "첫 화물선이 접안했다.")
	it.Language = "ko"
	n.receive("sun", it)
	it.Title = "부산항 제2터미널 개장"
	n.receive("sun", it)
	tag := n.only("nile", "feed").ID
	n.must(n.Withdraw(t.Context(), tag, "오보"))
	s, err := n.Story(t.Context(), tag)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Origins) != 1 || len(s.Origins[0].Versions) != 2 || s.Origins[0].Versions[1].Kind != Correction || s.Origins[0].Item.Title != it.Title {
		t.Errorf("origins %+v", s.Origins)
	}
	if s.Tag != tag || s.Status != feeds.Withdrawn || s.Note != "오보" || len(s.Decisions) != 1 || s.Decisions[0].Verb != "withdraw" {
		t.Errorf("%+v", s)
	}
	if len(s.Holdings) != 2 || !reflect.DeepEqual(s.Holdings[0], Holding{Outlet: "nile", Feed: "feed", State: "withdrawn", Source: "sun", Content: "full", First: 1, Last: 3}) {
		t.Errorf("holdings %+v", s.Holdings)
	}
	if f, _, err := n.StoryIn(t.Context(), "nile", "ko", s.ID); err != nil || len(f.Items) != 1 || !f.Items[0].Status.Gone() {
		t.Errorf("in its feed: %v, %v", f, err)
	}
	for sel, want := range map[Selection]int{{}: 1, {Source: "sun"}: 1, {Source: "moon"}: 0, {Status: feeds.Withdrawn}: 1, {Before: s.ID}: 0} {
		if list, err := n.Stories(t.Context(), sel); err != nil || len(list) != want {
			t.Errorf("%+v: %d stories, %v", sel, len(list), err)
		}
	}
}
