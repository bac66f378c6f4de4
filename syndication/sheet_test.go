package syndication

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
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
