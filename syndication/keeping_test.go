package syndication

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// tidyAll does whole passes, as Run does step by step.
func (n *newsroom) tidyAll() (steps int) {
	n.t.Helper()
	for p := (pass{}); p.next.IsZero(); steps++ {
		if err := n.tidy(n.t.Context(), &p); err != nil {
			n.t.Fatal(err)
		}
	}
	return steps
}

// shows are all documents of a feed, one after the other.
func (n *newsroom) shows(outlet, feed string) []*feeds.Feed {
	n.t.Helper()
	list := []*feeds.Feed{n.feed(outlet, feed)}
	for page := 1; page <= len(n.kinds(outlet, feed))/int(n.Desk.page); page++ {
		f, _, err := n.ArchivePage(n.t.Context(), outlet, feed, page)
		if err != nil {
			n.t.Fatal(err)
		}
		list = append(list, f)
	}
	return list
}

const keptYear = 365 * 24 * time.Hour

// keepNewsroom has an outlet that takes stories about ports, of the sun first.
func keepNewsroom(t *testing.T) *newsroom {
	ports := Outlet{Name: "nile", Sources: []string{"sun", "moon"}, Query: "port OR 港口 OR ميناء"}
	n := openNewsroom(t, Setup{
		Sources: []sources.Source{{Name: "sun"}, {Name: "brief", Rights: sources.Rights{Expires: 48 * time.Hour}}},
		Outlets: []Outlet{ports, {Name: "danube", Sources: []string{"brief"}}},
	})
	n.opt.KeepFor = keptYear
	return n
}

func TestWhatDocumentsAndArchivesShowIsKept(t *testing.T) {
	n := keepNewsroom(t)
	n.page, n.Desk.page = 4, 4
	for i, title := range []string{"Port opens", "港口新码头启用", "افتتاح ميناء صحار", "Port strike ends"} {
		it := item(fmt.Sprint(i), title, "First.")
		n.receive("sun", it)
		it.Summary = "Second."
		n.receive("sun", it)
	}
	list, err := n.Stories(t.Context(), Selection{Limit: 2})
	n.must(err)
	title, content := "Port strike is over", "<p>Talks ended at noon.</p>"
	n.must(n.Correct(t.Context(), list[0].ID, Edit{Title: &title, Content: &content}))
	content = "<p>Talks ended at night.</p>"
	n.must(n.Correct(t.Context(), list[0].ID, Edit{Content: &content}))
	n.must(n.Withdraw(t.Context(), list[1].ID, "Wrong port."))
	told := func() (all [][]Telling) {
		for _, s := range list {
			tellings, err := n.ToldIn(t.Context(), "nile", "feed", s.ID)
			n.must(err)
			all = append(all, tellings)
		}
		return all
	}
	before, toldBefore := n.shows("nile", "feed"), told()
	n.clock.pass(keptYear + 24*time.Hour)
	n.tidyAll()
	n.reopen(n.setup.Load().Setup)
	if diff := cmp.Diff(before, n.shows("nile", "feed")); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(toldBefore, told()); diff != "" {
		t.Errorf("what pages tell of versions (-before +after):\n%s", diff)
	}
	if got := n.count(`SELECT COUNT(*) FROM versions WHERE item LIKE '%First.%'`); got != 0 {
		t.Errorf("%d texts that another followed are kept", got)
	}
	if got := n.count(`SELECT COUNT(*) FROM decisions WHERE note LIKE '%Talks%'`); got != 0 {
		t.Error("the words of old corrections are kept beside the present ones")
	}
	n.must(n.Reinstate(t.Context(), list[1].ID, ""))
	back, _, err := n.StoryIn(t.Context(), "nile", "feed", list[1].ID)
	if err != nil || back.Items[0].Title != "افتتاح ميناء صحار" || back.Items[0].Summary != "Second." {
		t.Errorf("reinstated after a year: %+v, %v", back, err)
	}
}

func TestWhatNoFeedWasGivenGoesWhenItIsOld(t *testing.T) {
	n := keepNewsroom(t)
	it := item("1", "Budget adopted", "Members meet.")
	n.receive("sun", it)
	it.Summary = "Members voted."
	it.Content = "<p>" + strings.Repeat("The members voted on the budget. ", 20) + "</p>"
	n.receive("sun", it)
	n.clock.pass(keptYear - time.Hour)
	n.tidyAll()
	if got := n.count(`SELECT COUNT(*) FROM versions WHERE item LIKE '%the budget.%'`); got != 1 {
		t.Fatal("the text went too early")
	}
	n.clock.pass(2 * time.Hour)
	n.tidyAll()
	if got := n.count(`SELECT COUNT(*) FROM versions WHERE item LIKE '%the budget.%' OR n = 1`); got != 0 {
		t.Error("the texts are kept")
	}
	verdicts, err := n.Why(t.Context(), n.sid(t), "nile")
	if err != nil || !strings.Contains(verdicts[0].Why, "let go") {
		t.Errorf("why it is not there: %+v, %v", verdicts, err)
	}

	n.receive("sun", it)
	it.ID = "another GUID"
	n.receive("sun", it)
	n.configure(Setup{Outlets: []Outlet{all("nile")}})
	expectKinds(t, n, "nile", "feed")
	if got := n.count(`SELECT COUNT(*) FROM stories`); got != 1 {
		t.Errorf("an old story that came again makes %d", got)
	}
	it.Summary = "Members voted again."
	n.receive("sun", it)
	if got := n.only("nile", "feed"); got.Summary != it.Summary || got.Content == "" {
		t.Errorf("told anew: %+v", got)
	}
}

// sid is the id of the newest story.
func (n *newsroom) sid(t *testing.T) string {
	t.Helper()
	list, err := n.Stories(t.Context(), Selection{Limit: 1})
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	return list[0].ID
}

func TestTheTextOfWhatHasExpiredGoes(t *testing.T) {
	n := keepNewsroom(t)
	n.receive("brief", item("1", "Port opens", "Ships moored."))
	n.clock.pass(72 * time.Hour)
	n.fall()
	before := n.shows("danube", "feed")
	n.clock.pass(keptYear + time.Hour)
	n.tidyAll()
	if got := n.count(`SELECT COUNT(*) FROM versions WHERE item LIKE '%moored%'`); got != 0 {
		t.Error("the text is kept")
	}
	if diff := cmp.Diff(before, n.shows("danube", "feed")); diff != "" {
		t.Errorf("the notice of its expiry changed:\n%s", diff)
	}
}

func TestAnEmbargoIsKeptUntilItsInstant(t *testing.T) {
	n := keepNewsroom(t)
	it := item("1", "Port opens in two years", "Ships will moor.")
	it.Embargo = feeds.At(n.clock.now().Add(2 * keptYear))
	n.receive("sun", it)
	n.receive("sun", item("2", "Port report", "Embargoed by the desk."))
	n.must(n.EmbargoUntil(t.Context(), n.sid(t), n.clock.now().Add(2*keptYear)))
	n.clock.pass(keptYear + 24*time.Hour)
	n.tidyAll()
	n.clock.pass(keptYear)
	n.fall()
	if f := n.feed("nile", "feed"); len(f.Items) != 2 || f.Items[0].Summary == "" || f.Items[1].Summary == "" {
		t.Errorf("released after two years: %+v", f.Items)
	}
}

func TestTheNewestStoriesAreKept(t *testing.T) {
	n := keepNewsroom(t)
	n.opt.KeepFor, n.opt.KeepStories = 0, 300
	var items []feeds.Item
	for i := range 750 {
		items = append(items, item(fmt.Sprint(i), fmt.Sprint("Bulletin ", i), "Text."))
	}
	n.receive("sun", items...)
	n.tidyAll()
	if got := n.count(`SELECT COUNT(*) FROM origins WHERE forgotten > 0`); got != 0 {
		t.Errorf("%d texts of today went", got)
	}
	n.clock.pass(fresh)
	if steps := n.tidyAll(); steps < 450/tidied {
		t.Errorf("all in %d steps, want small ones", steps)
	}
	if got := n.count(`SELECT COUNT(*) FROM origins WHERE forgotten = 0`); got != 300 {
		t.Errorf("%d texts are kept, want 300", got)
	}
	if got := n.count(`SELECT COUNT(*) FROM origins WHERE forgotten = 0 AND story_id <= 450`); got != 0 {
		t.Errorf("%d of those kept are not the newest", got)
	}
}

func TestReadersWhoseTokenIsGoneAreForgotten(t *testing.T) {
	n := keepNewsroom(t)
	n.receive("sun", item("1", "Port opens", "Ships moored."))
	for _, name := range []string{"stays", "goes"} {
		_, err := n.CreateToken(t.Context(), Token{Outlet: "nile", Name: name})
		n.must(err)
	}
	tokens, err := n.Tokens(t.Context(), "nile")
	n.must(err)
	n.Served(tokens[0].ID, "nile", "feed", 1)
	n.Served(tokens[1].ID, "nile", "feed", 1)
	n.must(n.keepReceipts(t.Context()))
	n.must(n.RevokeToken(t.Context(), "nile", tokens[1].ID))
	n.tidyAll()
	if got := n.count(`SELECT COUNT(*) FROM receipts`); got != 2 {
		t.Errorf("%d readers are known, want both for a year", got)
	}
	n.clock.pass(keptYear)
	n.tidyAll()
	if got := n.count(`SELECT COUNT(*) FROM receipts WHERE token = $1`, tokens[0].ID); got != 1 || n.count(`SELECT COUNT(*) FROM receipts`) != 1 {
		t.Error("not the reader that was revoked went")
	}
}

func TestRunLetsGoWhatIsOld(t *testing.T) {
	n := keepNewsroom(t)
	n.receive("sun", item("1", "Budget adopted", "Members voted."))
	n.clock.pass(2 * keptYear)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- n.Run(ctx) }()
	eventually(t, "the text to go", func() bool { return n.count(`SELECT COUNT(*) FROM versions WHERE item LIKE '%voted%'`) == 0 })
	stop()
	n.must(<-done)
}

func TestABurstThatNobodyLookedAtIsLetGoToo(t *testing.T) {
	n := keepNewsroom(t)
	for range firstPolls {
		n.receive("sun", item(n.clock.now().String(), "Port news of "+n.clock.now().String(), "Text."))
	}
	var flood []feeds.Item
	for i := range 2 * calm {
		it := item(fmt.Sprint("flood", i), fmt.Sprint("Old port bulletin ", i), "Text.")
		it.Published = feeds.At(n.clock.now().Add(-keptYear))
		flood = append(flood, it)
	}
	n.receive("sun", flood...)
	bursts, err := n.Bursts(t.Context())
	if n.must(err); len(bursts) != 1 || bursts[0].Stories != len(flood) {
		t.Fatalf("held: %+v", bursts)
	}
	n.clock.pass(keptYear + time.Hour)
	n.tidyAll()
	if bursts, err = n.Bursts(t.Context()); err != nil || len(bursts) > 0 {
		t.Errorf("what was let go is still offered: %+v, %v", bursts, err)
	}
	if count, err := n.ReleaseBurst(t.Context(), "sun"); err != nil || count > 0 {
		t.Errorf("%d stories without a text were released, %v", count, err)
	}
}

// BenchmarkTidy is one step of a pass: 200 stories that no feed was given, each
// with two versions, are let go.
func BenchmarkTidy(b *testing.B) {
	n := openNewsroom(b, Setup{Outlets: outlets(10)})
	n.opt.KeepFor = keptYear
	r := rand.New(rand.NewPCG(1, 2))
	src := sources.Source{Name: "sun"}
	from := 0
	for b.Loop() {
		b.StopTimer()
		start := n.count(`SELECT COALESCE(MAX(id), 0) FROM stories`)
		for range tidied / 100 {
			f := hundred(r, from, n.clock.now())
			from += 100
			for _, state := range []string{"", " Later."} {
				for i := range f.Items {
					f.Items[i].Content += state
				}
				if err := n.Receive(b.Context(), &src, f); err != nil {
					b.Fatal(err)
				}
			}
		}
		n.clock.pass(2 * keptYear)
		b.StartTimer()
		if err := n.tidy(b.Context(), &pass{from: int64(start)}); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	if got := n.count(`SELECT COUNT(*) FROM origins WHERE forgotten = 0`); got > 0 {
		b.Fatalf("%d stories were not let go", got)
	}
}
