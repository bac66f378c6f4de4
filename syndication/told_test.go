package syndication

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
)

// told is what ToldIn gives, without the instants, which must fall.
func (n *newsroom) told(outlet, feed, id string) []Telling {
	n.t.Helper()
	list, err := n.ToldIn(n.t.Context(), outlet, feed, id)
	if err != nil {
		n.t.Fatal(err)
	}
	for i := range list {
		if i > 0 && list[i].At.After(list[i-1].At) {
			n.t.Errorf("told at %v before %v", list[i].At, list[i-1].At)
		}
	}
	for i := range list {
		list[i].At = time.Time{}
	}
	return list
}

func TestReadersSeeWhatTheyWereTold(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "ميناء يفتتح محطة", "ملخص")
	it.Language = "ar"
	n.receive("sun", it)
	n.receive("sun", item("2", "Another story altogether", ""))
	it.Title = "ميناء يفتتح محطتين"
	n.receive("sun", it)
	it.Content = "<p>نص جديد</p>"
	n.receive("sun", it)
	id := n.only("nile", "ar").ID
	title, note := "ميناء بورسعيد يفتتح محطتين", "اسم الميناء"
	n.must(n.Correct(t.Context(), id, Edit{Title: &title, Note: &note}))
	n.clock.pass(time.Minute)
	want := []Telling{
		{Kind: Correction, Note: note, Title: title},
		{Kind: Update, Title: "ميناء يفتتح محطتين"},
		{Kind: Correction, Title: "ميناء يفتتح محطتين"},
		{Kind: New, Title: "ميناء يفتتح محطة"},
	}
	for _, feed := range []string{"feed", "ar"} {
		if diff := cmp.Diff(want, n.told("nile", feed, id)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", feed, diff)
		}
	}
	if _, err := n.ToldIn(t.Context(), "nile", "en", id); !errors.Is(err, ErrNotFound) {
		t.Errorf("in a feed that has not got it: %v", err)
	}

	n.must(n.Withdraw(t.Context(), id, "خبر خاطئ"))
	n.clock.pass(time.Minute)
	want = []Telling{{Kind: Withdrawal, Note: "خبر خاطئ"}, {Kind: Correction}, {Kind: Correction}, {Kind: New}}
	if diff := cmp.Diff(want, n.told("nile", "feed", id)); diff != "" {
		t.Errorf("withdrawn (-want +got):\n%s", diff)
	}
	n.must(n.Reinstate(t.Context(), id, ""))
	if list := n.told("nile", "feed", id); list[0].Kind != Reinstatement || list[0].Title != title {
		t.Errorf("reinstated: %+v", list)
	}
}

// What is held until an instant has no past either, and what was written under
// the embargo is never told.
func TestNothingIsToldOfAnEmbargo(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("1", "Budget leaks", ""))
	id := n.only("nile", "feed").ID
	until := n.clock.now().Add(time.Hour)
	n.must(n.EmbargoUntil(t.Context(), id, until))
	if list := n.told("nile", "feed", id); len(list) != 0 {
		t.Errorf("held: %+v", list)
	}
	secret := item("1", "Budget leaks: 12 %", "")
	n.receive("sun", secret)
	secret.Title = "Budget: 11 %"
	n.receive("sun", secret)
	n.clock.pass(2 * time.Hour)
	n.fall()
	for _, told := range n.told("nile", "feed", id) {
		if told.Title == "Budget leaks: 12 %" {
			t.Errorf("a title that nobody was to see: %+v", told)
		}
	}
	if got := n.only("nile", "feed"); got.Title != "Budget: 11 %" || got.Status != feeds.Usable {
		t.Errorf("released: %+v", got)
	}
}
