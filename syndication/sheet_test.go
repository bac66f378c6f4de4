package syndication

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
)

// stands tells what of an earlier document still does, -1: what was read anew.
func (n *newsroom) stands(outlet, feed string) []int {
	n.t.Helper()
	r, err := n.Revise(n.t.Context(), outlet, feed, n.revised[feedKey{outlet, feed}].sheet)
	if err != nil {
		n.t.Fatal(err)
	}
	return r.From
}

func TestOneNewStoryIsAllThatIsRead(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", stories(0, 40, n.clock.now())...)
	before := n.feed("nile", "feed")
	n.receive("sun", stories(40, 1, n.clock.now())...)
	want := []int{-1}
	for i := range before.Items {
		want = append(want, i)
	}
	if diff := cmp.Diff(want, n.stands("nile", "feed")); diff != "" {
		t.Errorf("what stands (-want +got):\n%s", diff)
	}
	if f := n.feed("nile", "feed"); len(f.Items) != 41 {
		t.Errorf("%d stories", len(f.Items))
	}
}

// One story touches ten thousand outlets: its text is read for the first of
// them, and the others ask the store nothing.
func TestWhatThisProcessCommittedIsRevisedWithoutTheStore(t *testing.T) {
	ships := Topic{ID: "ships", Keywords: map[string]string{"zh": "港口"}}
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), all("danube")}, Topics: []Topic{ships}})
	n.receive("sun", stories(0, 5, n.clock.now())...)
	n.feed("danube", "feed")
	late := stories(5, 2, n.clock.now())
	late[1].Title = "港口 opens"
	n.receive("sun", late...)
	late[1].Title = "港口 corrected"
	n.receive("sun", late[1])
	want := n.feed("nile", "feed").Items
	if len(want[0].Topics)+len(want[1].Topics) == 0 {
		t.Error("the corrected story has no topic")
	}
	if err := n.store.reader.Close(); err != nil {
		t.Fatal(err)
	}
	before := n.revised[feedKey{"danube", "feed"}]
	r, err := n.Revise(t.Context(), "danube", "feed", before.sheet)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, before.with(r).Items); diff != "" || len(r.Feed.Items) != 2 {
		t.Errorf("%d items anew; the other outlet's (-want +got):\n%s", len(r.Feed.Items), diff)
	}
}

// Another process renames a source; this one has not heard of it when it commits
// a story.
func TestARevisedDocumentShowsASourceAsItIsCalledNow(t *testing.T) {
	setup := Setup{Outlets: []Outlet{all("nile")}}
	n := openNewsroom(t, setup)
	n.receiveFeed("sun", &feeds.Feed{Title: "Sun", Items: stories(0, 2, n.clock.now())})
	n.feed("nile", "feed")
	other, moon := n.another(setup), n.source("moon")
	defer other.Close()
	if err := other.Receive(t.Context(), &moon, &feeds.Feed{Title: "Moon"}); err != nil {
		t.Fatal(err)
	}
	n.receiveFeed("sun", &feeds.Feed{Title: "Sun", Items: stories(2, 1, n.clock.now())})
	_, stamp, err := n.Feed(t.Context(), "nile", "feed")
	if err != nil {
		t.Fatal(err)
	}
	r, err := n.Revise(t.Context(), "nile", "feed", n.revised[feedKey{"nile", "feed"}].sheet)
	if err != nil || r.Stamp != stamp {
		t.Errorf("revised: %+v, %v; read: %+v", r.Stamp, err, stamp)
	}
}

// A link to a translation may come or go while the feed has only another
// story's row: who revises a document must see it nevertheless.
func TestARevisedDocumentShowsItsTranslations(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", naming("en"), item("en-2", "Budget passes in the north", ""))
	n.receive("moon", naming("ru"))
	n.expectTranslated("nile", "en", "en")
	n.receive("sun", naming("ar", "en"), item("en-3", "New museum for the old ships", "")) // the last one is the eldest
	if from := n.stands("nile", "en"); len(from) != 3 || !slices.Contains(from, 0) && !slices.Contains(from, 1) {
		t.Errorf("what stands: %v", from)
	}
	n.expectTranslated("nile", "en", "en", "ar")

	n.must(n.Withdraw(t.Context(), n.only("nile", "ar").ID, ""))
	n.expectTranslated("nile", "en", "en")
}

// Two stories become translations of one another by a third one that the outlet
// does not get.
func TestARevisedDocumentShowsWhatAStrangerLinked(t *testing.T) {
	nile := all("nile")
	nile.Languages = []string{"en", "ru"}
	n := openNewsroom(t, Setup{Outlets: []Outlet{nile}})
	n.receive("sun", naming("en", "ar"), naming("ru", "ar"))
	n.expectTranslated("nile", "feed", "en")
	n.expectTranslated("nile", "en", "en")
	n.receive("sun", naming("ar"), item("en-2", "Budget passes in the north", ""))
	n.expectTranslated("nile", "feed", "en", "ru")
	n.expectTranslated("nile", "en", "en", "ru")
}
