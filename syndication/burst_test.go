package syndication

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// headlines are of what the stories of a busy source are made.
var headlines = []string{
	"Port opens new terminal", "ميناء يفتتح محطة جديدة", "港口启用新码头", "Порт открыл новый терминал",
	"बंदरगाह पर नया टर्मिनल खुला", "הנמל פתח מסוף חדש", "ท่าเรือเปิดอาคารใหม่", "港が新ターミナルを開いた", "항구가 새 터미널을 열었다",
}

// stories are n different ones, from a number on, published one after the other
// up to an instant.
func stories(from, n int, last time.Time) []feeds.Item {
	var list []feeds.Item
	for i := range n {
		it := item(fmt.Sprint(from+i), fmt.Sprintf("%s %d", headlines[(from+i)%len(headlines)], from+i), fmt.Sprintf("Ship %d moored at quay %d.", from+i, 7*(from+i)))
		it.Language, it.Published = "und", feeds.At(last.Add(-time.Duration(n-i)*time.Minute))
		list = append(list, it)
	}
	return list
}

// A busy newsroom has a source that was polled for a day, 5 stories an hour.
func busyNewsroom(t *testing.T) (n *newsroom, alerts *[]Alert) {
	n = openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	alerts = &[]Alert{}
	n.opt.Alert = func(a Alert) { *alerts = append(*alerts, a) }
	for hour := range 24 {
		n.receive("sun", stories(5*hour, 5, n.clock.now())...)
		n.clock.pass(time.Hour)
	}
	if got := n.given(); got != 120 || len(*alerts) != 0 {
		t.Fatalf("%d stories, alerts %v", got, *alerts)
	}
	return n, alerts
}

// given counts the stories that the outlet was given.
func (n *newsroom) given() int { return n.count(`SELECT COUNT(DISTINCT story_id) FROM members`) }

func TestASourceThatRewritesWhatItSends(t *testing.T) {
	day := func(poll int) time.Duration { return time.Duration(poll) * time.Hour }
	for name, rewrite := range map[string]func(it *feeds.Item, poll int){
		"every GUID": func(it *feeds.Item, poll int) { it.ID += fmt.Sprint("?", poll) },
		"every date": func(it *feeds.Item, poll int) { it.Published = feeds.At(it.Published.Add(day(poll))) },
		"every date of 2099": func(it *feeds.Item, poll int) {
			it.Published = feeds.At(time.Date(2099, 1, 1, poll%24, 0, 0, 0, time.UTC))
		},
		"every date of 1970":   func(it *feeds.Item, poll int) { it.Published = feeds.At(time.Unix(int64(poll), 0)) },
		"dates of change":      func(it *feeds.Item, poll int) { it.Updated = feeds.At(it.Published.Add(day(poll))) },
		"links, with tracking": func(it *feeds.Item, poll int) { it.Link += fmt.Sprint("?utm_campaign=", poll) },
		"GUID, link and date of long stories": func(it *feeds.Item, poll int) {
			it.ID, it.Link = fmt.Sprint(it.ID, "-", poll), fmt.Sprint(it.Link, "-", poll)
			it.Published = feeds.At(it.Published.Add(day(poll)))
			it.Content = "<p>The ship came from the north with a cargo of timber and left for the south in the evening, said the harbour master, who had watched it all day long from his tower.</p>"
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			for poll := range 12 {
				list := stories(0, 30, n.clock.at.Add(-day(poll)))
				for i := range list {
					rewrite(&list[i], poll)
				}
				n.receive("sun", list...)
				n.clock.pass(time.Hour)
			}
			if got := n.given(); got != 30 {
				t.Errorf("30 stories became %d", got)
			}
			moved := strings.Contains(name, "link and") // which readers see
			if f := n.feed("nile", "feed"); len(f.Items) != 30 || !moved && n.count(`SELECT COUNT(*) FROM rows r JOIN outlet_feeds f ON f.id = r.feed_id WHERE f.name = 'feed'`) != 30 {
				t.Errorf("%d items; rows besides the new ones", len(f.Items))
			}
		})
	}
}

func TestShortStoriesRewrittenWhollyAreStopped(t *testing.T) {
	n, alerts := busyNewsroom(t)
	before := n.given()
	for poll := range 48 {
		list := stories(1000, 30, n.clock.now())
		for i := range list {
			list[i].ID, list[i].Link = fmt.Sprint(poll, list[i].ID), fmt.Sprint(list[i].Link, "-", poll)
		}
		n.receive("sun", list...)
		n.clock.pass(10 * time.Minute)
	}
	if got := n.given() - before; got > 200 || len(*alerts) == 0 {
		t.Errorf("30 stories sent 48 times over are %d, alerts %d", got, len(*alerts))
	}
}

func TestAnEmptiedFeedWithdrawsNothing(t *testing.T) {
	n, alerts := busyNewsroom(t)
	n.receive("sun")
	n.receive("sun", stories(115, 5, n.clock.now())...)
	if n.given() != 120 || len(*alerts) != 0 || n.count(`SELECT COUNT(*) FROM members WHERE state <> 'in'`) != 0 {
		t.Errorf("%d stories, alerts %v", n.given(), *alerts)
	}
}

func TestOneItemAThousandTimes(t *testing.T) {
	for name, vary := range map[string]func(it *feeds.Item, i int){
		"as it is":         func(it *feeds.Item, i int) {},
		"with other GUIDs": func(it *feeds.Item, i int) { it.ID = fmt.Sprint(i) },
		"with another of each": func(it *feeds.Item, i int) {
			it.ID = fmt.Sprint(i)
			it.Link += it.ID
			it.Published = feeds.At(it.Published.Add(time.Duration(i) * time.Minute))
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			var list []feeds.Item
			for i := range 1000 {
				it := item("1", "ท่าเรือเปิดอาคารใหม่", "Ships moored at the new quay.")
				vary(&it, i)
				list = append(list, it)
			}
			n.receive("sun", list...)
			n.receive("sun", list...)
			if got := n.given(); got != 1 {
				t.Errorf("one story became %d", got)
			}
		})
	}
}

func TestABurstIsHeldForTheEditor(t *testing.T) {
	for name, list := range map[string]func(n *newsroom) []feeds.Item{
		"last year's stories":      func(n *newsroom) []feeds.Item { return stories(5000, 300, n.clock.now().AddDate(-1, 0, 0)) },
		"everything dated 2099":    func(n *newsroom) []feeds.Item { return stories(5000, 300, time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)) },
		"far more than ever":       func(n *newsroom) []feeds.Item { return stories(5000, 900, n.clock.now()) },
		"a day's stories, renamed": func(n *newsroom) []feeds.Item { return renamed(stories(0, 120, n.clock.now())) },
	} {
		t.Run(name, func(t *testing.T) {
			n, alerts := busyNewsroom(t)
			burst := list(n)
			n.receive("sun", burst...)
			n.receive("sun", burst...)
			if got := n.given(); got != 120 {
				t.Fatalf("an outlet was flooded with %d stories", got-120)
			}
			if len(*alerts) != 1 || (*alerts)[0].Kind != BurstHeld || (*alerts)[0].Source != "sun" {
				t.Errorf("alerts %+v", *alerts)
			}
			bursts, err := n.Bursts(t.Context())
			if err != nil || len(bursts) != 1 || bursts[0].Stories != len(burst) {
				t.Fatalf("bursts %+v, %v", bursts, err)
			}
			heldStories, err := n.Stories(t.Context(), Selection{Status: held, Limit: 1000})
			if err != nil || len(heldStories) != len(burst) {
				t.Fatalf("editors see %d of %d, %v", len(heldStories), len(burst), err)
			}
			n.receive("sun", stories(9000, 3, n.clock.now())...)
			if got := n.given(); got != 123 {
				t.Errorf("news of the same source is held, too: %d", got-120)
			}

			n.must(n.Reinstate(t.Context(), heldStories[0].ID, ""))
			released, err := n.ReleaseBurst(t.Context(), "sun")
			if err != nil || released != len(burst)-1 || n.given() != 123+len(burst) {
				t.Errorf("released %d, %v; the outlet has %d more", released, err, n.given()-123)
			}
		})
	}
}

func renamed(list []feeds.Item) []feeds.Item {
	for i := range list {
		list[i].ID, list[i].Link = "again-"+list[i].ID, list[i].Link+"-again"
	}
	return list
}

func TestWhatIsDiscardedDoesNotComeBack(t *testing.T) {
	n, alerts := busyNewsroom(t)
	old := stories(5000, 300, n.clock.now().AddDate(-1, 0, 0))
	n.receive("sun", old...)
	if discarded, err := n.DiscardBurst(t.Context(), "sun"); err != nil || discarded != 300 {
		t.Fatal(discarded, err)
	}
	old[0].Title += "!"
	n.receive("sun", old...)
	if bursts, err := n.Bursts(t.Context()); err != nil || len(bursts) != 0 || n.given() != 120 || len(*alerts) != 1 {
		t.Errorf("bursts %v, %v; %d stories; %d alerts", bursts, err, n.given(), len(*alerts))
	}
}

func TestNewsGetsThrough(t *testing.T) {
	for name, c := range map[string]struct {
		bring func(n *newsroom) []feeds.Item
		want  int
	}{
		"a big day": {func(n *newsroom) []feeds.Item { return stories(5000, 190, n.clock.now()) }, 190},
		"what gathered over a silence": {func(n *newsroom) []feeds.Item {
			n.clock.pass(60 * time.Hour)
			return stories(5000, 400, n.clock.now())
		}, 400},
		"fresh stories beside old ones": {func(n *newsroom) []feeds.Item {
			return append(stories(5000, 20, n.clock.now()), stories(7000, 300, n.clock.now().AddDate(-1, 0, 0))...)
		}, 20},
	} {
		t.Run(name, func(t *testing.T) {
			n, _ := busyNewsroom(t)
			n.receive("sun", c.bring(n)...)
			if got := n.given() - 120; got != c.want {
				t.Errorf("%d stories got through, want %d", got, c.want)
			}
		})
	}
	t.Run("first polls", func(t *testing.T) {
		n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
		n.receive("sun", stories(0, 600, n.clock.now().AddDate(-2, 0, 0))...)
		n.receive("sun", stories(600, 600, n.clock.now().AddDate(-1, 0, 0))...)
		if got := n.given(); got != 1200 {
			t.Errorf("%d stories", got)
		}
	})
}
