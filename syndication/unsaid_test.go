package syndication

import (
	"testing"

	"github.com/silkwire/silkwire/feeds"
)

// A kill notice is often the story with "KILL" before its headline: what is
// taken back must not go out once more as the reason.
func TestANoteOnAWithdrawalDoesNotSayAgainWhatIsTakenBack(t *testing.T) {
	const lead = "The minister of works took two million from a builder, two people who know the books said on Sunday."
	for _, c := range []struct{ name, title, lead, note, want string }{
		{"the whole story", "Minister took bribe", lead, "KILL: Minister took bribe\n" + lead, ""},
		{"the beginning of its text", "Minister took bribe", lead, "KILL\nThe minister of works took two million from a builder, two pe…", "KILL"},
		{"a reason behind its headline", "Minister took bribe", lead, "KILL: Minister took bribe\nA false document. Do not use.", "A false document. Do not use."},
		{"an order before its text", "Minister took bribe", lead, "Do not use. " + lead, ""},
		{"Chinese", "部长收受贿赂", "工程部长从一家建筑公司收受两百万，两名知情人士星期日说。", "撤稿：部长收受贿赂\n工程部长从一家建筑公司收受两百万，\n消息不实，请勿使用。", "消息不实，请勿使用。"},
		{"a text of few words", "Date harvest breaks a record", "Farmers are glad.", "RETRACTED: Date harvest breaks a record\nFarmers are glad.", ""},
		{"a text of few words in a line of more", "Date harvest breaks a record", "Farmers are glad.", "Do not use. Farmers are glad.\nA false document.", "A false document."},
		{"names that it shares", "Minister took bribe", lead, "The minister of works denies it.", "The minister of works denies it."},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			it := item("1", c.title, c.lead)
			n.receive("sun", it)
			it.Status, it.Note = feeds.Withdrawn, c.note
			n.receive("sun", it)
			if got := n.only("nile", "feed"); !got.Status.Gone() || got.Note != c.want {
				t.Errorf("status %q, note %q, want %q", got.Status, got.Note, c.want)
			}
		})
	}
}
