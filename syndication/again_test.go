package syndication

import (
	"fmt"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// bulletin is a short item whose GUID, link and date are all of poll i.
func bulletin(i int) feeds.Item {
	it := item("1", "Minister resigns over the harbour contract", "The minister of transport resigned on Sunday over a harbour.")
	it.ID, it.Link = fmt.Sprint("g", i), fmt.Sprint("https://agency.example/s?sid=", i)
	it.Published = feeds.At(it.Published.Add(time.Duration(i) * time.Minute))
	return it
}

func TestASourceThatChangesAllButTheWordsAtEveryPoll(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	for i := range 200 {
		n.receive("sun", bulletin(i))
		n.clock.pass(time.Hour) // well beyond what is fresh, in all
	}
	if got := n.count(`SELECT COUNT(*) FROM stories`); got != 1 {
		t.Errorf("%d stories of one", got)
	}
	if s, _ := n.Stamp("nile", "feed"); s.Version > maxNames/2 {
		t.Errorf("%d rows of a story whose link is never the same", s.Version)
	}
}

func TestAWithdrawnStoryStaysSoUnderAnotherName(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", bulletin(1))
	n.must(n.Withdraw(t.Context(), n.only("nile", "feed").ID, ""))
	n.receive("sun", bulletin(2))
	if got := n.only("nile", "feed"); !got.Status.Gone() {
		t.Errorf("it came back: %q", got.Title)
	}
}

func TestTheSameWordsAgainAreAnotherStory(t *testing.T) {
	for name, next := range map[string]func() []feeds.Item{
		"with another sound": func() []feeds.Item {
			it := bulletin(2)
			it.Media = []feeds.Media{{URL: "https://agency.example/2.mp3", Type: "audio/mpeg"}}
			return []feeds.Item{it}
		},
		"with other words below the lead": func() []feeds.Item {
			it := bulletin(2)
			it.Content = "<p>Other words.</p>"
			return []feeds.Item{it}
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			n.receive("sun", bulletin(1))
			n.receive("sun", next()...)
			expectKinds(t, n, "nile", "feed", New, New)
		})
	}
}
