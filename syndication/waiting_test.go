package syndication

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
)

// heard collects what editors are told.
func (n *newsroom) heard() *[]Alert {
	list := &[]Alert{}
	n.opt.Alert = func(a Alert) { *list = append(*list, a) }
	return list
}

// waiting are the fields that wait for an editor, with their texts.
func (n *newsroom) waiting(id string) map[string]string {
	n.t.Helper()
	s, err := n.Story(n.t.Context(), id)
	if err != nil {
		n.t.Fatal(err)
	}
	got := map[string]string{}
	for _, o := range s.Origins {
		for _, w := range o.Waiting {
			got[w.Field] = w.Text
		}
	}
	return got
}

func TestANewerTextOfTheSourceWaitsForTheEditor(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	alerts := n.heard()
	it := item("1", "港口启用第三码头", "首批船只周一靠泊。")
	it.Language, it.Content = "zh", "<p>首批船只周一靠泊。</p>"
	n.receive("sun", it)
	id := n.sid(t)
	n.receive("sun", item("2", "Budget adopted", ""))
	title, content := "港口启用第四码头", "<p>首批船只周二靠泊。</p>"
	n.must(n.Correct(t.Context(), id, Edit{Title: &title, Content: &content}))
	it.Keywords = []string{"港口"}
	n.receive("sun", it)
	if got := n.waiting(id); len(got) > 0 || len(*alerts) > 0 {
		t.Errorf("nothing that was corrected changed, and %q waits, %v", got, *alerts)
	}

	it.Title = "港口启用第五码头"
	since := n.clock.now()
	n.receive("sun", it)
	it.Keywords = nil
	n.receive("sun", it)
	n.reopen(Setup{Outlets: []Outlet{all("nile")}})
	alerts2 := n.heard()
	if diff := cmp.Diff(map[string]string{"title": it.Title}, n.waiting(id)); diff != "" {
		t.Errorf("what waits (-want +got):\n%s", diff)
	}
	s, err := n.Story(t.Context(), id)
	n.must(err)
	if got := s.Origins[0].Waiting[0].Since; !got.Equal(since) {
		t.Errorf("it waits since %v, want %v", got, since)
	}
	if len(*alerts) != 1 || (*alerts)[0].Kind != Upstream || (*alerts)[0].Story != id || strings.Contains((*alerts)[0].Text, it.Title) {
		t.Errorf("editors were told %+v, want it once, without the text", *alerts)
	}
	if got, _, err := n.StoryIn(t.Context(), "nile", "feed", id); err != nil || got.Items[0].Title != title {
		t.Errorf("outlets see %+v, %v", got, err)
	}
	list, err := n.Stories(t.Context(), Selection{Waiting: true})
	if n.must(err); len(list) != 1 || list[0].ID != id {
		t.Errorf("stories where something waits: %+v", list)
	}

	it.Title, it.Content = title+"。", "<p>首批船只周三靠泊。</p>"
	n.receive("sun", it)
	if diff := cmp.Diff(map[string]string{"content": it.Content}, n.waiting(id)); diff != "" {
		t.Errorf("the source says what the editor said (-want +got):\n%s", diff)
	}
	if len(*alerts2) != 1 || !strings.Contains((*alerts2)[0].Text, "the content") {
		t.Errorf("editors were told %+v", *alerts2)
	}
}

func TestWhatWaitsIsTakenOrNot(t *testing.T) {
	for name, answer := range map[string]struct {
		do    func(*newsroom, string) error
		title string
		kinds []Kind
	}{
		"taken":     {func(n *newsroom, id string) error { return n.Take(n.t.Context(), id, Edit{}) }, "Порт открыл пятый терминал", []Kind{New, Correction, Correction}},
		"not taken": {func(n *newsroom, id string) error { return n.Keep(n.t.Context(), id) }, "Порт открыл четвёртый терминал", []Kind{New, Correction}},
		"corrected": {func(n *newsroom, id string) error {
			title := "Порт открыл шестой терминал"
			return n.Correct(n.t.Context(), id, Edit{Title: &title})
		}, "Порт открыл шестой терминал", []Kind{New, Correction, Correction}},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			it := item("1", "Порт открыл третий терминал", "Первые суда.")
			it.Language = "ru"
			n.receive("sun", it)
			id := n.sid(t)
			for _, err := range []error{n.Take(t.Context(), id, Edit{}), n.Keep(t.Context(), id)} {
				if err == nil || !strings.Contains(err.Error(), "no newer text") {
					t.Errorf("nothing waits, and the answer is %v", err)
				}
			}
			title, summary, note := "Порт открыл четвёртый терминал", "Первые корабли.", "Не третий."
			n.must(n.Correct(t.Context(), id, Edit{Title: &title, Summary: &summary, Note: &note}))
			it.Title = "Порт открыл пятый терминал"
			n.receive("sun", it)
			blank := " "
			if err := n.Take(t.Context(), id, Edit{Title: &blank}); err == nil {
				t.Error("an empty title was taken")
			}
			n.must(answer.do(n, id))
			expectKinds(t, n, "nile", "feed", answer.kinds...)
			got := n.only("nile", "feed")
			if got.Title != answer.title || got.Summary != summary || (got.Note == "") != (name == "taken") {
				t.Errorf("shown: %q, %q, %q", got.Title, got.Summary, got.Note)
			}
			if len(n.waiting(id)) > 0 {
				t.Error("it still waits")
			}
			tellings, err := n.ToldIn(t.Context(), "nile", "feed", id)
			if n.must(err); name != "taken" && tellings[0].Title != answer.title {
				t.Errorf("its page tells of %+v", tellings)
			}
			it.Title = "Порт открыл седьмой терминал"
			n.receive("sun", it)
			if waits := len(n.waiting(id)) > 0; waits == (name == "taken") {
				t.Errorf("after the next change of the source it waits: %v", waits)
			}
		})
	}
}

func TestAnEmbargoOnWhatAnEditorReleasedIsTold(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "Central bank to cut rates", "Statement at nine.")
	it.Embargo = feeds.At(n.clock.now().Add(keptYear))
	n.receive("sun", it)
	n.must(n.EmbargoUntil(t.Context(), n.sid(t), n.clock.now()))
	alerts := n.heard()
	it.Summary = "Statement at ten."
	n.receive("sun", it)
	if len(*alerts) > 0 {
		t.Errorf("the embargo is as it was, and editors were told %+v", *alerts)
	}
	it.Embargo = feeds.At(it.Embargo.Add(keptYear))
	n.receive("sun", it)
	if !slices.ContainsFunc(*alerts, func(a Alert) bool { return a.Kind == Upstream && strings.Contains(a.Text, "embargo") }) {
		t.Errorf("editors were told %+v", *alerts)
	}
}

func TestAStorysPageTellsTheTitleThatStayedWhenOtherWordsWereTaken(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "Port opens third terminal", "Ships moored.")
	n.receive("sun", it)
	id := n.sid(t)
	title, summary := "Port opens fourth terminal", "Two ships moored."
	n.must(n.Correct(t.Context(), id, Edit{Title: &title, Summary: &summary}))
	it.Summary = "Three ships moored."
	n.receive("sun", it)
	n.must(n.Take(t.Context(), id, Edit{}))
	if got := n.only("nile", "feed"); got.Title != title || got.Summary != it.Summary {
		t.Errorf("shown: %q, %q", got.Title, got.Summary)
	}
	tellings, err := n.ToldIn(t.Context(), "nile", "feed", id)
	if n.must(err); tellings[0].Title != title {
		t.Errorf("its page tells of %+v", tellings)
	}
}
