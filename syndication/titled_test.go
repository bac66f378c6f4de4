package syndication

import (
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// titlesTold are the titles that a feed told of a story in turn, each once where it stayed.
func (n *newsroom) titlesTold(id string) string {
	var names []string
	for _, t := range n.told("nile", "feed", id) {
		if t.Title != "" && (len(names) == 0 || names[0] != t.Title) {
			names = append([]string{t.Title}, names...)
		}
	}
	return strings.Join(names, " > ")
}

// A source changes its title from T1 to T2, and perhaps T3; what editors did in
// between hides none of that.
func TestChangesOfTitlesAreToldWhateverCameBetween(t *testing.T) {
	edited, text := "Desk", "<p>The desk's own words about the port.</p>"
	for _, c := range []struct {
		name, want string
		do         func(n *newsroom, id string, say func(title string))
	}{
		{"nothing", "T1 > T2", func(n *newsroom, id string, say func(string)) { say("T2") }},
		{"the text corrected", "T1 > T2", func(n *newsroom, id string, say func(string)) {
			n.must(n.Correct(t.Context(), id, Edit{Content: &text}))
			say("T2")
		}},
		{"withdrawn and reinstated", "T1 > T2", func(n *newsroom, id string, say func(string)) {
			n.must(n.Withdraw(t.Context(), id, "Wrong."))
			n.must(n.Reinstate(t.Context(), id, ""))
			say("T2")
		}},
		{"renamed while it was withdrawn", "T1 > T3", func(n *newsroom, id string, say func(string)) {
			n.must(n.Withdraw(t.Context(), id, "Wrong."))
			say("T2")
			say("T3")
			n.must(n.Reinstate(t.Context(), id, ""))
		}},
		{"taken", "T1 > Desk > T2 > T3", func(n *newsroom, id string, say func(string)) {
			n.must(n.Correct(t.Context(), id, Edit{Title: &edited}))
			say("T2")
			n.must(n.Take(t.Context(), id, Edit{}))
			say("T3")
		}},
		{"not taken", "T1 > Desk", func(n *newsroom, id string, say func(string)) {
			n.must(n.Correct(t.Context(), id, Edit{Title: &edited}))
			say("T2")
			say("T3")
		}},
		{"embargoed and released", "T1 > T2", func(n *newsroom, id string, say func(string)) {
			n.must(n.EmbargoUntil(t.Context(), id, n.clock.now().Add(time.Hour)))
			say("T2")
			n.must(n.EmbargoUntil(t.Context(), id, time.Time{}))
		}},
		{"embargoed and fallen due", "T1 > T3", func(n *newsroom, id string, say func(string)) {
			n.must(n.EmbargoUntil(t.Context(), id, n.clock.now().Add(time.Hour)))
			say("T2")
			say("T3")
			n.clock.pass(time.Hour)
			n.fall()
		}},
		{"withdrawn at last", "", func(n *newsroom, id string, say func(string)) {
			say("T2")
			n.must(n.Withdraw(t.Context(), id, "Wrong."))
		}},
		{"held at last", "", func(n *newsroom, id string, say func(string)) {
			say("T2")
			n.must(n.EmbargoUntil(t.Context(), id, n.clock.now().Add(time.Hour)))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			say := func(title string) {
				n.clock.pass(time.Minute)
				n.receive("sun", item("1", title, "A port was opened."))
				n.clock.pass(time.Minute)
			}
			say("T1")
			id := n.only("nile", "feed").ID
			c.do(n, id, say)
			if got := n.titlesTold(id); got != c.want {
				t.Errorf("told %q, want %q", got, c.want)
			}
		})
	}
}

// Where one source steps in for another, its title is told from then on, and
// what the other said under its embargo is not.
func TestTheTitleOfWhoStandsInIsTold(t *testing.T) {
	it := func(title string) feeds.Item {
		it := item("1", title, "A port was opened.")
		it.Link = "https://example.org/port"
		return it
	}
	for name, c := range map[string]struct {
		want string
		do   func(n *newsroom)
	}{
		"withdrawn": {"Sun says > Moon says", func(n *newsroom) { n.bury("1", 5) }},
		"embargoed": {"Sun says > Moon says > Sun says at last", func(n *newsroom) {
			secret := it("Sun says too early")
			secret.Embargo = feeds.At(n.clock.now().Add(time.Hour))
			n.receive("sun", secret)
			n.clock.pass(time.Minute)
			secret.Title = "Sun says at last"
			n.receive("sun", secret)
			n.clock.pass(2 * time.Hour)
			n.fall()
		}},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			n.receive("sun", it("Sun says"))
			n.clock.pass(time.Minute)
			n.receive("moon", it("Moon says"))
			n.clock.pass(time.Minute)
			id := n.only("nile", "feed").ID
			c.do(n)
			if got := n.titlesTold(id); got != c.want {
				t.Errorf("told %q, want %q", got, c.want)
			}
		})
	}
}

// A row that only brings the link to a translation tells readers no news, also
// where an editor set the title.
func TestALinkToATranslationIsNoVersion(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("wire-en", naming("en"))
	n.clock.pass(time.Minute)
	id, title := n.only("nile", "feed").ID, "Port opened"
	n.must(n.Correct(t.Context(), id, Edit{Title: &title}))
	n.receive("wire-ar", naming("ar", "en"))
	expectKinds(t, n, "nile", "en", New, Correction, Update)
	if list := n.told("nile", "en", id); len(list) != 2 || list[0].Kind != Correction || list[0].Title != title {
		t.Errorf("told %+v, want the correction and what was new", list)
	}
}
