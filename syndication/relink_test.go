package syndication

import (
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// Who reads deltas has a story with the links that it was given with: what
// becomes of a translation must reach it there, whatever else its feed tells.
func TestADeltaTakesBackTheLinkToATranslation(t *testing.T) {
	for name, change := range map[string]func(n *newsroom, ar string){
		"withdrawn by an editor": func(n *newsroom, ar string) { n.must(n.Withdraw(n.t.Context(), ar, "خطأ")) },
		"withdrawn by its source": func(n *newsroom, _ string) {
			it := naming("ar", "en")
			it.Status = feeds.Withdrawn
			n.receive("wire-ar", it)
		},
		"embargoed": func(n *newsroom, ar string) {
			n.must(n.EmbargoUntil(n.t.Context(), ar, n.clock.now().Add(time.Hour)))
		},
		"renamed": func(n *newsroom, ar string) {
			title := "الميناء لم يفتتح بعد"
			n.must(n.Correct(n.t.Context(), ar, Edit{Title: &title}))
		},
		"no translation after all": func(n *newsroom, ar string) { n.must(n.UnlinkTranslation(n.t.Context(), ar)) },
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			n.receive("wire-en", naming("en"))
			n.receive("wire-ar", naming("ar", "en"))
			n.expectTranslated("nile", "feed", "en", "ar")
			ar := ""
			for _, it := range n.feed("nile", "feed").Items {
				if it.Language == "ar" {
					ar = it.ID
				}
			}
			had, err := n.Stamp("nile", "feed")
			n.must(err)
			n.clock.pass(time.Minute)
			change(n, ar)
			delta, _, err := n.Changes(t.Context(), "nile", "feed", had.Version)
			n.must(err)
			for _, it := range delta.Items {
				if it.Language != "en" {
					continue
				}
				for _, link := range it.Translations {
					if link.Title == port["ar"].Title {
						t.Errorf("the delta still has the link %+v", link)
					}
				}
				return
			}
			t.Errorf("the story that had the link is not in the delta of %d items", len(delta.Items))
		})
	}
}
