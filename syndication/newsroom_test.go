package syndication

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// only is the one story of a feed.
func (n *newsroom) only(outlet, feed string) feeds.Item {
	n.t.Helper()
	f := n.feed(outlet, feed)
	if len(f.Items) != 1 {
		n.t.Fatalf("%s/%s has %d items: %q", outlet, feed, len(f.Items), titles(f))
	}
	return f.Items[0]
}

func (n *newsroom) must(err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
	n.clock.pass(time.Minute)
}

// fall does what time brings, once.
func (n *newsroom) fall() {
	n.t.Helper()
	if _, err := n.fallDue(n.t.Context()); err != nil {
		n.t.Fatal(err)
	}
}

func TestWithdrawalReachesEveryFeedThatHadTheStory(t *testing.T) {
	for name, withdraw := range map[string]func(n *newsroom, it feeds.Item, id string){
		"by an editor": func(n *newsroom, it feeds.Item, id string) { n.must(n.Withdraw(n.t.Context(), id, "Wrong port.")) },
		"by the item": func(n *newsroom, it feeds.Item, id string) {
			it.Status, it.Note = feeds.Withdrawn, "Wrong port."
			n.receive("sun", it)
		},
		"by a tombstone":  func(n *newsroom, it feeds.Item, id string) { n.bury(it.ID, 5) },
		"by a link in it": func(n *newsroom, it feeds.Item, id string) { n.bury(it.Link, 5) },
	} {
		t.Run(name, func(t *testing.T) {
			ports := all("nile")
			ports.Query = "port"
			n := openNewsroom(t, Setup{Outlets: []Outlet{ports, all("danube")}})
			it := item("1", "Port opens new terminal", "Ships moored.")
			n.receive("sun", it)
			id := n.only("nile", "feed").ID
			it.Title, it.Summary = "Quay opened", "Ships waited."
			n.receive("sun", it) // no longer about the port
			withdraw(n, it, id)
			for _, at := range [][2]string{{"nile", "feed"}, {"nile", "en"}, {"danube", "feed"}} {
				expectKinds(t, n, at[0], at[1], New, Correction, Withdrawal)
				got := n.only(at[0], at[1])
				want := feeds.Item{ID: id, Language: "en", Published: it.Published, Updated: got.Updated, Note: "Wrong port.", Status: feeds.Withdrawn}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("a tombstone holds more than it may:\n%s", diff)
				}
			}

			it.Title = "Quay opened after all"
			n.receive("sun", it)
			n.bury(it.ID, 5)
			if got := n.only("nile", "feed"); !got.Status.Gone() {
				t.Error("a withdrawn story came back without an editor")
			}
			gone := n.only("nile", "feed").Updated
			n.must(n.Reinstate(t.Context(), id, ""))
			it.Content = "<p>New.</p>"
			n.receive("sun", it)
			expectKinds(t, n, "nile", "feed", New, Correction, Withdrawal, Reinstatement, Update)
			if got := n.only("nile", "feed"); got.Title != it.Title || !got.Updated.After(gone.Time) {
				t.Errorf("reinstated as %q at %v, gone at %v", got.Title, got.Updated, gone)
			}
			n.bury(it.ID, 5)
			if got := n.only("nile", "feed"); got.Status.Gone() && strings.Contains(name, "tombstone") {
				t.Error("a tombstone that was heard before withdrew the story again")
			}
			n.bury(it.ID, 6)
			if got := n.only("nile", "feed"); !got.Status.Gone() {
				t.Error("a new tombstone was not heard")
			}
		})
	}
}

func (n *newsroom) bury(id string, second int64) {
	n.t.Helper()
	n.receiveFeed("sun", &feeds.Feed{Deleted: []feeds.Tombstone{{ID: id, When: feeds.At(time.Unix(second, 0)), Comment: "Wrong port."}}})
}

func TestAbsenceIsNoWithdrawal(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("1", "Port opens", ""))
	n.receive("sun")
	n.receive("sun", item("2", "Budget adopted", ""))
	expectKinds(t, n, "nile", "feed", New, New)
}

func TestAWithdrawalOfWhatNobodyHadIsNoStory(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "Port opens", "")
	it.Status = feeds.Withdrawn
	n.receive("sun", it)
	n.bury("1", 5)
	expectKinds(t, n, "nile", "feed")
}

func TestEditorsWin(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "افتتاح ميناء صحار الجديد", "رست السفن.")
	it.Language = "ar"
	n.receive("sun", it)
	id := n.only("nile", "feed").ID
	title, note := "افتتاح ميناء صلالة الجديد", "تصحيح اسم الميناء"
	n.must(n.Correct(t.Context(), id, Edit{Title: &title, Note: &note}))
	it.Title = "افتتاح ميناء صحار"
	n.receive("sun", it)
	expectKinds(t, n, "nile", "feed", New, Correction)
	if got := n.only("nile", "feed"); got.Title != title || got.Note != note {
		t.Errorf("shown: %q, %q", got.Title, got.Note)
	}
	it.Summary = "رست السفن يوم الثلاثاء."
	n.receive("sun", it)
	expectKinds(t, n, "nile", "feed", New, Correction, Correction)
	if got := n.only("nile", "feed"); got.Title != title || got.Summary != it.Summary {
		t.Errorf("shown: %q, %q", got.Title, got.Summary)
	}
	script := `<p onclick="x()">نص</p><script>x()</script>`
	n.must(n.Correct(t.Context(), id, Edit{Content: &script}))
	if got := n.only("nile", "feed"); strings.Contains(got.Content, "script") || strings.Contains(got.Content, "onclick") || got.Title != title {
		t.Errorf("shown: %q, %q", got.Title, got.Content)
	}
	blank := " "
	for _, e := range []Edit{{}, {Title: &blank}} {
		if n.Correct(t.Context(), id, e) == nil {
			t.Errorf("%+v was taken", e)
		}
	}
	if err := n.Withdraw(t.Context(), "nosuchstory", ""); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestWhatEditorsWriteCanBeShown(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("1", "Port opens new terminal", "Ships moored."))
	id := n.only("nile", "feed").ID
	title, summary, note := "Port\x1b[31m opens\nfourth\u0085terminal", "Ships\x02\nmoored\xff.", "Fourth,\r\nnot\x00 third.\uFFFE"
	n.must(n.Correct(t.Context(), id, Edit{Title: &title, Summary: &summary, Note: &note}))
	it := n.only("nile", "feed")
	got := []string{it.Title, it.Summary, it.Note}
	if diff := cmp.Diff([]string{"Port [31m opens fourth terminal", "Ships\nmoored\uFFFD.", "Fourth,\nnot third."}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if empty := "\x01"; n.Correct(t.Context(), id, Edit{Title: &empty}) == nil {
		t.Error("a title of which nothing can be shown is taken")
	}
	n.must(n.Withdraw(t.Context(), id, "Wrong\x03 port.\x9b"))
	if got := n.only("nile", "feed").Note; got != "Wrong port.\uFFFD" {
		t.Errorf("the note of the withdrawal is %q", got)
	}
}

func TestEmbargo(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), {Name: "danube", Sources: []string{"moon"}}}})
	it := item("1", "央行将下调利率", "声明将于九点公布。")
	it.Language = "zh-Hans"
	it.Embargo = feeds.At(n.clock.now().Add(time.Hour))
	before, _ := n.Stamp("nile", "feed")
	n.receive("sun", it)
	n.fall()
	if after, _ := n.Stamp("nile", "feed"); after.Version != before.Version || after.Modified != before.Modified {
		t.Errorf("an embargoed story moved the feed from %+v to %+v", before, after)
	}
	if names := n.FeedNames("nile"); len(names) != 1 {
		t.Errorf("its language shows before the instant: %q", names)
	}
	n.reopen(Setup{Outlets: []Outlet{all("nile"), all("rhine")}})
	expectKinds(t, n, "nile", "feed")
	expectKinds(t, n, "rhine", "feed")
	n.clock.pass(time.Hour - time.Minute - time.Millisecond)
	n.fall()
	expectKinds(t, n, "nile", "feed")
	n.clock.pass(time.Millisecond)
	n.fall()
	expectKinds(t, n, "nile", "feed", New)
	expectKinds(t, n, "rhine", "zh-Hans", New)
	n.clock.pass(-time.Hour)
	n.receive("sun", it)
	n.fall()
	expectKinds(t, n, "nile", "feed", New)
	if got := n.only("nile", "feed"); got.Title != it.Title || !got.Embargo.IsZero() {
		t.Errorf("released: %+v", got)
	}
}

func TestWhatAnEditorReleasedStaysReleased(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "Центробанк снизит ставку", "Заявление в девять.")
	it.Language = "ru"
	it.Embargo = feeds.At(n.clock.now().Add(24 * time.Hour))
	n.receive("sun", it)
	n.must(n.EmbargoUntil(t.Context(), n.sid(t), n.clock.now()))
	expectKinds(t, n, "nile", "feed", New)
	it.Summary = "Заявление в десять."
	n.receive("sun", it)
	it.Embargo = feeds.At(n.clock.now().Add(48 * time.Hour))
	n.receive("sun", it)
	n.reopen(Setup{Outlets: []Outlet{all("nile")}})
	expectKinds(t, n, "nile", "feed", New, Correction)
	if got := n.only("nile", "feed"); got.Summary != it.Summary {
		t.Errorf("shown: %q, want %q", got.Summary, it.Summary)
	}
	n.must(n.EmbargoUntil(t.Context(), n.sid(t), n.clock.now().Add(time.Hour)))
	n.clock.pass(time.Hour)
	n.fall()
	expectKinds(t, n, "nile", "feed", New, Correction, Withdrawal, Release)
}

func TestALateEmbargoIsAWithdrawalAndThenARelease(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("1", "Central bank to cut rates", "Statement at nine."))
	id := n.only("nile", "feed").ID
	n.must(n.EmbargoUntil(t.Context(), id, n.clock.now().Add(time.Hour)))
	held := n.only("nile", "feed")
	if held.Status != feeds.Withdrawn || held.Note != "" || held.Title != "" {
		t.Errorf("held: %+v", held)
	}
	n.configure(Setup{Outlets: []Outlet{all("nile"), all("danube")}})
	n.clock.pass(time.Hour)
	n.fall()
	expectKinds(t, n, "nile", "feed", New, Withdrawal, Release)
	expectKinds(t, n, "danube", "feed", New)
	if got := n.only("nile", "feed"); !got.Updated.After(held.Updated.Time) {
		t.Errorf("released with updated %v, held at %v", got.Updated, held.Updated)
	}
	n.must(n.EmbargoUntil(t.Context(), id, n.clock.now().Add(time.Hour)))
	n.must(n.EmbargoUntil(t.Context(), id, time.Time{}))
	expectKinds(t, n, "nile", "feed", New, Withdrawal, Release, Withdrawal, Release)
}

func TestRightsExpire(t *testing.T) {
	src := sources.Source{Name: "sun", Rights: sources.Rights{Expires: 48 * time.Hour}}
	n := openNewsroom(t, Setup{Sources: []sources.Source{src}, Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("1", "Port opens", "Ships moored."))
	n.clock.pass(47 * time.Hour)
	n.fall()
	expectKinds(t, n, "nile", "feed", New, Expiry)
	if got := n.only("nile", "feed"); got.Status != feeds.Expired || got.Title != "" {
		t.Errorf("%+v", got)
	}
	if err := n.Reinstate(t.Context(), n.only("nile", "feed").ID, ""); err == nil || !strings.Contains(err.Error(), "a later expires in the rights of source sun") {
		t.Errorf("an editor is told %v", err)
	}
	n.receive("sun", item("2", "Budget adopted", "Members voted."))
	if got := n.kinds("nile", "feed"); len(got) != 2 {
		t.Errorf("what had expired when it came was given: %v", got)
	}
	src.Rights.Expires = 0
	n.configure(Setup{Sources: []sources.Source{src}, Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("3", "Rain in Jeddah", "Streets flooded."))
	n.clock.pass(1000 * time.Hour)
	n.fall()
	expectKinds(t, n, "nile", "feed", New, Expiry, New)
	n.must(n.Reinstate(t.Context(), n.feed("nile", "feed").Items[1].ID, "")) // its lifetime was a mistake
	n.fall()
	expectKinds(t, n, "nile", "feed", New, Expiry, New, Reinstatement)
}

func TestTheSameStoryFromTwoSources(t *testing.T) {
	long := strings.Repeat("Первые суда пришвартовались у нового причала в понедельник. ", 4)
	for name, vary := range map[string]func(*feeds.Item){
		"the same link": func(it *feeds.Item) { it.ID, it.Title = "moon-1", "Порт открыл терминал" },
		"the same text": func(it *feeds.Item) { it.ID, it.Link = "moon-1", "https://moon.example/1" },
	} {
		t.Run(name, func(t *testing.T) {
			setup := Setup{Outlets: []Outlet{
				all("nile"),
				{Name: "moonfirst", Sources: []string{"moon", "*"}},
				{Name: "moononly", Sources: []string{"moon"}},
				{Name: "both", Sources: []string{"*"}, Duplicates: AllDuplicates},
			}}
			n := openNewsroom(t, setup)
			it := item("1", "В порту открыли терминал", "")
			it.Language, it.Content = "ru", "<p>"+long+"</p>"
			n.receive("sun", it)
			sun := it
			vary(&it)
			it.Authors = []feeds.Person{{Name: "Анна"}}
			n.receive("moon", it)
			expectKinds(t, n, "nile", "feed", New)
			expectKinds(t, n, "moononly", "feed", New)
			expectKinds(t, n, "both", "feed", New, New)
			if got := n.kinds("moonfirst", "feed"); len(got) != 2 || n.only("moonfirst", "feed").Origin.Title != "moon" {
				t.Errorf("the more trusted source does not lead: %v", got)
			}
			if a, b := n.only("nile", "feed").ID, n.only("moononly", "feed").ID; a != b {
				t.Errorf("two ids for one story: %s, %s", a, b)
			}
			f := n.feed("both", "feed")
			if len(f.Items) != 2 || f.Items[0].ID == f.Items[1].ID {
				t.Errorf("entries for each origin: %q", titles(f))
			}

			alerts := n.heard()
			sun.Status, sun.Note = feeds.Withdrawn, "Не наше"
			n.receive("sun", sun)
			if len(*alerts) != 1 || (*alerts)[0].Kind != NewLead || !strings.Contains((*alerts)[0].Text, "version of moon") {
				t.Errorf("editors were told %+v", *alerts)
			}
			expectKinds(t, n, "nile", "feed", New, Correction)
			expectKinds(t, n, "moononly", "feed", New)
			expectKinds(t, n, "both", "feed", New, New, Withdrawal)
			if got := n.only("nile", "feed"); got.Origin.Title != "moon" || got.Title != it.Title {
				t.Errorf("new lead: %q from %s", got.Title, got.Origin.Title)
			}
			it.Status = feeds.Withdrawn
			n.receive("moon", it)
			expectKinds(t, n, "nile", "feed", New, Correction, Withdrawal)
			expectKinds(t, n, "moononly", "feed", New, Withdrawal)
		})
	}
}

func TestTombstonesStayInTheDocumentForAWhile(t *testing.T) {
	o := all("nile")
	o.WithdrawnFor = 24 * time.Hour
	n := openNewsroom(t, Setup{Outlets: []Outlet{o}})
	n.receive("sun", item("1", "Port opens", ""))
	n.must(n.Withdraw(t.Context(), n.only("nile", "feed").ID, ""))
	fill := func(from, to int) {
		for i := from; i < to; i++ {
			n.receive("sun", item("x"+time.Duration(i).String(), "Bulletin "+time.Duration(i).String(), ""))
		}
	}
	fill(0, 250)
	gone := func() bool {
		for _, it := range n.feed("nile", "feed").Items {
			if it.Status.Gone() {
				return true
			}
		}
		return false
	}
	if !gone() {
		t.Error("the tombstone fell out after four hours and 250 rows")
	}
	n.clock.pass(24 * time.Hour)
	if !gone() {
		t.Error("the document changed without a row")
	}
	fill(250, 251)
	if gone() {
		t.Error("the tombstone stays for longer than a day")
	}
}

func TestArchives(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	items := []feeds.Item{}
	for i := range 205 {
		it := item("x"+time.Duration(i).String(), "Bulletin "+time.Duration(i).String(), "Lead.")
		items = append(items, it)
		n.receive("sun", it)
	}
	if f := n.feed("nile", "feed"); len(f.Items) != 105 {
		t.Errorf("the current document has %d stories of 205 rows, want those of rows 101–205", len(f.Items))
	}
	one, _, err := n.ArchivePage(t.Context(), "nile", "feed", 1)
	if err != nil || len(one.Items) != 100 || one.Items[99].Title != items[0].Title {
		t.Fatalf("page 1: %q, %v", titles(one), err)
	}
	for _, page := range []int{-1, 0, 3} {
		if _, _, err := n.ArchivePage(t.Context(), "nile", "feed", page); !errors.Is(err, ErrNotFound) {
			t.Errorf("page %d: %v", page, err)
		}
	}
	n.must(n.Withdraw(t.Context(), one.Items[99].ID, ""))
	again, _, err := n.ArchivePage(t.Context(), "nile", "feed", 1)
	if err != nil || len(again.Items) != 100 || again.Items[99].ID != one.Items[99].ID || !again.Items[99].Status.Gone() {
		t.Errorf("page 1 after a withdrawal: %d items, %v", len(again.Items), err)
	}
	f, _, err := n.Changes(t.Context(), "nile", "feed", 203)
	if err != nil || !cmp.Equal(titles(f), []string{items[204].Title, items[203].Title, "†"}) {
		t.Errorf("changes since 203: %q, %v", titles(f), err)
	}
	for _, since := range []int64{-1, 207} {
		if _, _, err := n.Changes(t.Context(), "nile", "feed", since); !errors.Is(err, ErrNotFound) {
			t.Errorf("changes since %d: %v", since, err)
		}
	}
}

func TestAnEditorsWithdrawalLeavesWhatSourcesSaidOfTheirs(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), {Name: "both", Sources: []string{"*"}, Duplicates: AllDuplicates}}})
	it := item("1", "在苏伊士运河开设新码头", "星期一首批船只停靠。")
	n.receive("sun", it)
	n.receive("moon", it)
	gone := it
	gone.Status, gone.Note = feeds.Withdrawn, "并非我社稿件"
	n.receive("sun", gone)
	expectKinds(t, n, "both", "feed", New, New, Withdrawal)
	n.must(n.Withdraw(t.Context(), n.only("nile", "feed").ID, "消息不实"))
	expectKinds(t, n, "both", "feed", New, New, Withdrawal, Withdrawal)
	notes := map[string]bool{}
	for _, it := range n.feed("both", "feed").Items {
		notes[it.Note] = it.Status.Gone()
	}
	if diff := cmp.Diff(map[string]bool{"并非我社稿件": true, "消息不实": true}, notes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAnEditorWithoutAWordLeavesTheSourcesNote(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "Порт открыл терминал", "Суда пришли.")
	n.receive("sun", it)
	it.Status, it.Note = feeds.Withdrawn, "Не подтвердилось"
	n.receive("sun", it)
	id := n.only("nile", "feed").ID
	n.must(n.Withdraw(t.Context(), id, ""))
	expectKinds(t, n, "nile", "feed", New, Withdrawal)
	if got := n.only("nile", "feed").Note; got != it.Note {
		t.Errorf("note %q", got)
	}
}

func TestReinstatingUndoesWhatTheDeskDidFirst(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{{Name: "nile", Sources: []string{"sun"}}, {Name: "danube", Sources: []string{"moon"}}}})
	it := item("1", "Minister resigns over the harbour contract", "The minister of transport resigned on Sunday.")
	for _, source := range []string{"sun", "moon"} {
		n.receive(source, it)
	}
	id := n.only("nile", "feed").ID
	it.Status, it.Note = feeds.Withdrawn, "Falsche Angaben."
	n.receive("moon", it)
	n.must(n.Withdraw(t.Context(), id, ""))
	n.must(n.Reinstate(t.Context(), id, ""))
	if n.only("nile", "feed").Status.Gone() || !n.only("danube", "feed").Status.Gone() {
		t.Error("what a source took back itself came back with what the desk took back")
	}
	n.must(n.Reinstate(t.Context(), id, ""))
	if n.only("danube", "feed").Status.Gone() {
		t.Error("the desk cannot reinstate what a source took back")
	}
}
