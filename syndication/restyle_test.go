package syndication

import (
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// A delta since a row from before a change of settings has all that the document
// shows: its reader must not keep texts that it may no longer have.
func TestADeltaAfterAChangeOfSettingsHasTheWholeDocument(t *testing.T) {
	for name, change := range map[string]func(*Setup){
		"of what a source allows":    func(s *Setup) { s.Sources[0].Rights.Content = "headline" },
		"of what an outlet may have": func(s *Setup) { s.Outlets[0].Content = "headline" },
		"of a credit line":           func(s *Setup) { s.Sources[0].Rights.Credit = map[string]string{"": "وكالة الشمس"} },
		"none":                       nil,
	} {
		t.Run(name, func(t *testing.T) {
			setup := Setup{Sources: []sources.Source{{Name: "sun"}}, Outlets: []Outlet{all("nile")}}
			n := openNewsroom(t, setup)
			n.receive("sun", item("1", "Port opens", "Ships moored."), item("2", "港口启用新码头", "船舶停靠。"))
			had, err := n.Stamp("nile", "feed")
			n.must(err)
			n.clock.pass(time.Minute)
			want := 1
			if change != nil {
				change(&setup)
				n.must(n.Configure(t.Context(), setup))
				want = 3
			}
			n.clock.pass(time.Minute)
			n.must(n.Receive(t.Context(), &setup.Sources[0], &feeds.Feed{Items: []feeds.Item{item("3", "Гавань закрыта", "Шторм.")}}))
			for _, again := range []bool{false, true} {
				delta, stamp, err := n.Changes(t.Context(), "nile", "feed", had.Version)
				n.must(err)
				if len(delta.Items) != want {
					t.Errorf("the delta has %d items, want %d (again: %t)", len(delta.Items), want, again)
				}
				had, want = stamp, 0 // who has the present Version has it all
			}
		})
	}
}
