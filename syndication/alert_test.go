package syndication

import (
	"strings"
	"testing"

	"github.com/silkwire/silkwire/feeds"
)

func TestEditorsHearOfAnEmbargoThatOnlyTheyCanEnd(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	var alerts []Alert
	n.opt.Alert = func(a Alert) { alerts = append(alerts, a) }
	it := item("1", "Port opens", "Ships moored.")
	it.Embargo = feeds.At(feeds.UntilReleased)
	n.receive("sun", it)
	it.Content = "<p>Other words.</p>"
	n.receive("sun", it)
	if len(alerts) != 1 || alerts[0].Kind != Undated || alerts[0].Source != "sun" || strings.Contains(alerts[0].Text, "Port") ||
		!strings.Contains(alerts[0].Text, "silkwire story embargo "+alerts[0].Story+" -until") {
		t.Errorf("%+v", alerts)
	}
	n.must(n.EmbargoUntil(t.Context(), alerts[0].Story, n.clock.now()))
	it.Content = "<p>Yet other words.</p>"
	n.receive("sun", it)
	if len(alerts) != 1 {
		t.Errorf("told again after the release: %+v", alerts[1:])
	}
}
