package syndication

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
)

func TestReceive(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("1", "Port of Muscat opens second terminal", "Cargo ships moored on Monday."))
	n.receive("sun", item("1", "Port of Muscat opens second terminal", "Cargo ships moored on Monday."))
	if got := n.kinds("nile", "feed"); !cmp.Equal(got, []Kind{New}) {
		t.Errorf("rows %v", got)
	}
	n.receive("sun", item("1", "Port of Muscat opens third terminal", "Cargo ships moored on Monday."))
	if got := n.kinds("nile", "feed"); !cmp.Equal(got, []Kind{New, Correction}) {
		t.Errorf("rows %v", got)
	}
	n.receiveFeed("sun", &feeds.Feed{Deleted: []feeds.Tombstone{{ID: "1", When: feeds.At(time.Unix(1, 0)), Comment: "Wrong port."}}})
	if got := n.kinds("nile", "en"); !cmp.Equal(got, []Kind{New, Correction, Withdrawal}) {
		t.Errorf("rows %v", got)
	}
	t.Logf("%+v", n.feed("nile", "feed"))
}
