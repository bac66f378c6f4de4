package syndication

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication/match"
)

// everyTongue sends one story in each language, from the source of its tag.
func (n *newsroom) everyTongue() {
	n.t.Helper()
	for _, w := range tongues {
		it := item(w.language, w.title, w.lead)
		it.Language = w.language
		n.receive("wire-"+strings.ToLower(w.language), it)
	}
}

func languages(f *feeds.Feed) []string {
	list := []string{}
	for _, it := range f.Items {
		list = append(list, it.Language)
	}
	slices.Sort(list)
	return list
}

func TestWhichOutletGetsAStory(t *testing.T) {
	for _, c := range []struct {
		name   string
		outlet Outlet
		feed   string
		want   []string // languages of the stories
	}{
		{"all sources, all languages", Outlet{Sources: []string{"*"}}, "feed", []string{"ar", "en", "fr", "he", "hi", "ja", "ko", "ru", "th", "zh-Hans", "zh-Hant"}},
		{"named languages", Outlet{Sources: []string{"*"}, Languages: []string{"ar", "he"}}, "feed", []string{"ar", "he"}},
		{"one of its languages", Outlet{Sources: []string{"*"}, Languages: []string{"ar", "he"}}, "he", []string{"he"}},
		{"zh covers both scripts", Outlet{Sources: []string{"*"}, Languages: []string{"zh"}}, "zh", []string{"zh-Hans", "zh-Hant"}},
		{"one script alone", Outlet{Sources: []string{"*"}, Languages: []string{"zh-Hant"}}, "feed", []string{"zh-Hant"}},
		{"und must be named", Outlet{Sources: []string{"*"}, Languages: []string{"und"}}, "feed", []string{}},
		{"a language nobody named", Outlet{Sources: []string{"*"}}, "ko", []string{"ko"}},
		{"sources by pattern", Outlet{Sources: []string{"wire-h*", "wire-ja"}}, "feed", []string{"he", "hi", "ja"}},
		{"no source", Outlet{}, "feed", []string{}},
		{"a query", Outlet{Sources: []string{"*"}, Query: `ميناء OR port OR 上海港`}, "feed", []string{"ar", "en", "fr", "zh-Hans"}},
		{"a query and a language", Outlet{Sources: []string{"*"}, Languages: []string{"fr"}, Query: `port`}, "feed", []string{"fr"}},
		{"a subscription", Outlet{Sources: []string{"*"}, Subscriptions: []Subscription{{Name: "ports", Query: `порт* OR נמל`}}}, "ports", []string{"he", "ru"}},
		{"a subscription narrows the outlet", Outlet{Sources: []string{"*"}, Query: `lang:he`, Subscriptions: []Subscription{{Name: "ports", Query: `порт* OR נמל`}}}, "ports", []string{"he"}},
		{"a subscription to all", Outlet{Sources: []string{"*"}, Query: `lang:ja`, Subscriptions: []Subscription{{Name: "ports"}}}, "ports", []string{"ja"}},
		{"a topic by keywords", Outlet{Sources: []string{"*"}, Query: `topic:ports`}, "feed", []string{"en", "hi", "ko"}},
		{"a topic of the source", Outlet{Sources: []string{"*"}, Query: `topic:asia`}, "feed", []string{"th"}},
		{"a parent topic", Outlet{Sources: []string{"*"}, Query: `topic:trade`}, "feed", []string{"en", "hi", "ko"}},
	} {
		for _, when := range []string{"before", "after", "by a changed query"} {
			t.Run(c.name+", configured "+when+" the stories came", func(t *testing.T) {
				c.outlet.Name = "nile"
				without := Setup{
					Topics: []Topic{
						{ID: "trade"}, {ID: "asia"},
						{ID: "ports", Parent: "trade", Keywords: map[string]string{"en": "port", "hi": "बंदरगाह", "ko": "부산항"}},
					},
					Sources: []sources.Source{{Name: "wire-th", Topics: []string{"asia"}}},
				}
				with := without
				with.Outlets = []Outlet{c.outlet}
				switch when {
				case "after":
					n := openNewsroom(t, without)
					n.everyTongue()
					n.configure(with)
					expectLanguages(t, n, c.feed, c.want)
				case "before":
					n := openNewsroom(t, with)
					n.everyTongue()
					expectLanguages(t, n, c.feed, c.want)
				case "by a changed query":
					other := c.outlet
					other.Query, other.Languages, other.Subscriptions = `lang:ar OR lang:ko`, nil, nil
					n := openNewsroom(t, Setup{Topics: without.Topics, Sources: without.Sources, Outlets: []Outlet{other}})
					n.everyTongue()
					n.configure(with)
					expectLanguages(t, n, c.feed, c.want)
				}
			})
		}
	}
}

func expectLanguages(t *testing.T, n *newsroom, feed string, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, languages(n.feed("nile", feed))); diff != "" {
		t.Errorf("stories of nile/%s (-want +got):\n%s", feed, diff)
	}
}

func TestFeedNames(t *testing.T) {
	named := Outlet{Name: "nile", Sources: []string{"*"}, Languages: []string{"he", "ar"}, Subscriptions: []Subscription{{Name: "ports"}, {Name: "sport"}}}
	n := openNewsroom(t, Setup{Outlets: []Outlet{named, all("danube")}})
	n.everyTongue()
	if diff := cmp.Diff([]string{"feed", "he", "ar", "ports", "sport"}, n.FeedNames("nile")); diff != "" {
		t.Error(diff)
	}
	want := []string{"feed", "ar", "en", "fr", "he", "hi", "ja", "ko", "ru", "th", "zh-Hans", "zh-Hant"}
	if diff := cmp.Diff(want, n.FeedNames("danube")); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"en", "nothing", ""} {
		if _, _, err := n.Feed(t.Context(), "nile", name); !errors.Is(err, ErrNotFound) {
			t.Errorf("nile/%s: %v", name, err)
		}
		if _, err := n.Stamp("nile", name); !errors.Is(err, ErrNotFound) {
			t.Errorf("nile/%s: %v", name, err)
		}
	}
	if _, _, err := n.Feed(t.Context(), "rhine", "feed"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestAChangedQueryLetsStoriesEnterAndLeave(t *testing.T) {
	ports, budget := item("1", "Port opens new terminal", "Ships moored on Monday."), item("2", "Parliament adopts budget", "Members voted on Monday.")
	both := item("3", "Budget pays for port", "Members voted on Tuesday.")
	o := all("nile")
	o.Query = "port"
	n := openNewsroom(t, Setup{Outlets: []Outlet{o}})
	n.receive("sun", ports)
	n.receive("sun", budget)
	n.receive("sun", both)
	expectKinds(t, n, "nile", "feed", New, New)

	o.Query = "budget"
	n.configure(Setup{Outlets: []Outlet{o}})
	expectKinds(t, n, "nile", "feed", New, New, Leave, Enter)
	if diff := cmp.Diff([]string{budget.Title, both.Title}, titles(n.feed("nile", "feed"))); diff != "" {
		t.Errorf("after the change:\n%s", diff)
	}
	f, _, err := n.Changes(t.Context(), "nile", "feed", 2)
	if err != nil || !cmp.Equal(titles(f), []string{budget.Title}) {
		t.Errorf("a leave is silent: %q, %v", titles(f), err)
	}
	if n.writes(func() { n.configure(Setup{Outlets: []Outlet{o}}) }) {
		t.Error("a Setup that is in force already has written something")
	}

	ports.Title = "Port opens terminals"
	n.receive("sun", ports)
	ports.Content = "<p>Small print.</p>"
	n.receive("sun", ports)
	expectKinds(t, n, "nile", "feed", New, New, Leave, Enter, Correction, Update)
	if diff := cmp.Diff([]string{ports.Title, budget.Title, both.Title}, titles(n.feed("nile", "feed"))); diff != "" {
		t.Errorf("a correction is heard after a story left:\n%s", diff)
	}
	o.Query = ""
	n.configure(Setup{Outlets: []Outlet{o}})
	expectKinds(t, n, "nile", "feed", New, New, Leave, Enter, Correction, Update, Enter)
}

func TestAnOutletThatComesBackHasMissedNothing(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	first, second := item("1", "Port opens new terminal", ""), item("2", "Parliament adopts budget", "")
	n.receive("sun", first)
	n.configure(Setup{})
	first.Status = feeds.Withdrawn
	n.receive("sun", first)
	n.receive("sun", second)
	n.configure(Setup{Outlets: []Outlet{all("nile")}})
	expectKinds(t, n, "nile", "feed", New, Withdrawal, Enter)
}

func TestMistakesInQueriesNameTheirPlace(t *testing.T) {
	good := all("nile")
	n := openNewsroom(t, Setup{Outlets: []Outlet{good}})
	bad := all("danube")
	bad.Query = `"port`
	sub := all("rhine")
	sub.Subscriptions = []Subscription{{Name: "ports", Query: "(port"}}
	err := n.Configure(t.Context(), Setup{
		Outlets: []Outlet{bad, sub},
		Topics:  []Topic{{ID: "sea", Keywords: map[string]string{"zh": "(港"}}},
	})
	for _, part := range []string{"danube", "rhine", "ports", "sea", "zh", "character"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in: %v", part, err)
		}
	}
	var syntax *match.SyntaxError
	if !errors.As(err, &syntax) {
		t.Errorf("no SyntaxError in: %v", err)
	}
	if got := n.Outlets(); len(got) != 1 || got[0].Name != "nile" {
		t.Errorf("outlets after the mistake: %v", got)
	}
}

func TestAChangedTopicIsFoundInStoriesKept(t *testing.T) {
	o := all("nile")
	o.Query = "topic:ports"
	topic := Topic{ID: "ports", Label: map[string]string{"en": "Ports", "": "Häfen"}, Keywords: map[string]string{"en": "harbour"}, Medtop: "20000763"}
	n := openNewsroom(t, Setup{Outlets: []Outlet{o, all("danube")}, Topics: []Topic{topic}})
	n.receive("sun", item("1", "Port opens new terminal", ""))
	before, _ := n.Stamp("danube", "feed")
	topic.Keywords["en"] = "harbour OR port"
	n.configure(Setup{Outlets: []Outlet{o, all("danube")}, Topics: []Topic{topic}})
	expectKinds(t, n, "nile", "feed", Enter)
	want := []feeds.Category{
		{Term: "ports", Scheme: "https://wire.example.org/topics/", Label: "Ports"},
		{Term: "20000763", Scheme: feeds.MediaTopics, Label: "Ports"},
	}
	if diff := cmp.Diff(want, n.feed("danube", "feed").Items[0].Topics); diff != "" {
		t.Error(diff)
	}
	if after, _ := n.Stamp("danube", "feed"); after == before {
		t.Error("the document shows another topic under the same Stamp")
	}
}

func TestMovesUpOrdersAndNothingElse(t *testing.T) {
	o := all("nile")
	n := openNewsroom(t, Setup{Outlets: []Outlet{o}})
	a, b := item("1", "Port opens", ""), item("2", "Budget adopted", "")
	n.receive("sun", a)
	n.receive("sun", b)
	a.Title = "Port opens late"
	n.receive("sun", a)
	if diff := cmp.Diff([]string{a.Title, b.Title}, titles(n.feed("nile", "feed"))); diff != "" {
		t.Error(diff)
	}
	o.MovesUp = []Kind{New}
	n.configure(Setup{Outlets: []Outlet{o}})
	if diff := cmp.Diff([]string{b.Title, a.Title}, titles(n.feed("nile", "feed"))); diff != "" {
		t.Error(diff)
	}
	expectKinds(t, n, "nile", "feed", New, New, Correction)
}
