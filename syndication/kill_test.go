package syndication

import (
	"strings"
	"testing"

	"github.com/silkwire/silkwire/feeds"
)

// read is what a source says, as the server reads it.
func read(id, title, lead string) feeds.Item {
	it := item(id, title, lead)
	feeds.ReadMarkers(&it, nil)
	return it
}

const sailing = "The ferry to the outer islands sails again on Monday, the line said."

func TestAKillOfAStoryThatIsNotKnownWaitsForAnEditor(t *testing.T) {
	for _, title := range []string{"KILL – A REVIEW OF THE FILM", "[ANNULATION] Des vols", "【撤稿】港口启用", "إلغاء الخبر: ميناء جديد", "ביטול ידיעה: נמל חדש", "खबर रद्द: बंदरगाह", "記事取り消し：港"} {
		t.Run(title, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			var alerts []Alert
			n.opt.Alert = func(a Alert) { alerts = append(alerts, a) }
			for range 3 {
				n.receive("sun", read("1", title, sailing))
			}
			expectKinds(t, n, "nile", "feed")
			if len(alerts) != 1 || alerts[0].Kind != Killed || alerts[0].Source != "sun" || strings.Contains(alerts[0].Text, title) ||
				!strings.Contains(alerts[0].Text, "silkwire story reinstate "+alerts[0].Story) || !strings.Contains(alerts[0].Text, "silkwire story withdraw "+alerts[0].Story) {
				t.Fatalf("editors are told %+v", alerts)
			}
			if _, err := n.ReleaseBurst(t.Context(), "sun"); err != nil {
				t.Fatal(err)
			}
			expectKinds(t, n, "nile", "feed") // what is let through of a burst is no kill
			n.must(n.Reinstate(t.Context(), alerts[0].Story, ""))
			n.receive("sun", read("1", title, sailing))
			if got := n.only("nile", "feed"); got.Title != title || got.Summary != sailing {
				t.Errorf("released as %+v", got)
			}
			n.receive("sun", read("1", title, sailing+" It was late."))
			expectKinds(t, n, "nile", "feed", New, Correction) // in other words, not taken back
			if len(alerts) != 1 {
				t.Errorf("told again: %+v", alerts[1:])
			}
		})
	}
}

func TestAKillKeptAsideIsDroppedForGood(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", read("1", "KILL: Minister took bribe", sailing))
	n.must(n.Withdraw(t.Context(), n.sid(t), ""))
	n.receive("sun", read("1", "KILL: Minister took a bribe", sailing))
	n.receive("sun", read("1", "Minister took bribe", sailing)) // an editor said no
	expectKinds(t, n, "nile", "feed")
}

func TestAnEverydayWordKillsOnlyWhatWasToldWithoutIt(t *testing.T) {
	for _, title := range []string{"ANNULATION: des centaines de vols", "撤稿：《自然》撤回论文", "WITHDRAWN: the phone that burnt", "İPTAL: Liman töreni"} {
		t.Run(title, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			_, plain, ok := strings.Cut(strings.ReplaceAll(title, "：", ": "), ": ")
			if !ok {
				t.Fatal(title)
			}
			n.receive("sun", read("1", title, sailing))
			n.receive("sun", read("1", title, sailing+" It was late."))
			expectKinds(t, n, "nile", "feed", New, Correction)
			n.receive("sun", read("2", plain+", part two", "Quay seven reopened on Tuesday."))
			n.receive("sun", read("2", title+", part two", "Quay seven reopened on Tuesday."))
			n.receive("sun", read("2", title+", part two", "Quay seven reopened on Tuesday."))
			expectKinds(t, n, "nile", "feed", New, Correction, New, Withdrawal)
		})
	}
}
