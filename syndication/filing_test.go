package syndication

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/syndication/match"
)

func TestBuiltinTopicsAreTheTopLevelOfIPTCInManyLanguages(t *testing.T) {
	list := BuiltinTopics()
	if len(list) != 17 || list[0].ID != "medtop:01000000" || list[16].Medtop != "17000000" {
		t.Fatalf("%d topics: %+v", len(list), list)
	}
	for _, topic := range list {
		for _, tag := range []string{"en", "fr", "de", "es", "pt", "ar", "zh-Hans", "zh-Hant", "ru", "ja", "ko", "nl", "sv"} {
			if topic.Label[tag] == "" {
				t.Errorf("%s has no label in %s", topic.ID, tag)
			}
		}
		for tag := range topic.Label {
			if !lang.Valid(tag) {
				t.Errorf("%s: %q is no language tag", topic.ID, tag)
			}
		}
	}
}

func TestATopicOfTheEditorsStandsInThePlaceOfABuiltinOne(t *testing.T) {
	list := withBuiltin([]Topic{
		{ID: "games", Medtop: "15000000", Label: map[string]string{"en": "Games"}},
		{ID: "rain", Medtop: "17000000"},
	})
	if len(list) != 17 {
		t.Errorf("%d topics, want 17", len(list))
	}
	if list[0].Label["de"] != "" || list[1].Label["de"] != "Wetter" {
		t.Errorf("labels: %v, %v", list[0].Label, list[1].Label)
	}
}

func TestWhatASourceFilesAnItemUnderGivesItTopics(t *testing.T) {
	topics := []Topic{
		{ID: "ports", Parent: "medtop:04000000", Medtop: "20000330", Categories: []string{"Ports & Shipping", "港口", "موانئ"}},
		{ID: "summer-games", Parent: "medtop:15000000", Categories: []string{"Olympia"}},
	}
	economy, sport := "medtop:04000000", "medtop:15000000"
	for _, c := range []struct {
		name string
		item feeds.Item
		want []string
	}{
		{"QCode among the keywords", feeds.Item{Keywords: []string{"medtop:15000000"}}, []string{sport}},
		{"address among the keywords", feeds.Item{Keywords: []string{"http://cv.iptc.org/newscodes/mediatopic/15000000"}}, []string{sport}},
		{"category in the vocabulary", feeds.Item{Topics: []feeds.Category{{Term: "15000000", Scheme: feeds.MediaTopics}}}, []string{sport}},
		{"code of an editor's topic, with its parent", feeds.Item{Keywords: []string{"medtop:20000330"}}, []string{economy, "ports"}},
		{"code that no topic has", feeds.Item{Keywords: []string{"medtop:20000999"}}, []string{"medtop:20000999"}},
		{"label of a built-in topic", feeds.Item{Keywords: []string{"sport", "Sport"}}, nil},
		{"words of an editor's topic", feeds.Item{Keywords: []string{"ports  & SHIPPING"}}, []string{economy, "ports"}},
		{"section", feeds.Item{Section: "港口"}, []string{economy, "ports"}},
		{"Arabic words", feeds.Item{Keywords: []string{"موانئ"}}, []string{economy, "ports"}},
		{"label of a category", feeds.Item{Topics: []feeds.Category{{Term: "x7", Scheme: "https://sun.example/", Label: "OLYMPIA"}}}, []string{sport, "summer-games"}},
		{"full width", feeds.Item{Keywords: []string{"Ｏｌｙｍｐｉａ"}}, []string{sport, "summer-games"}},
		{"a part of the words", feeds.Item{Keywords: []string{"Ports"}, Section: "Olympiad"}, nil},
		{"nothing", feeds.Item{Title: "Ports & Shipping"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := MatchTopics(topics)
			if err != nil {
				t.Fatal(err)
			}
			m := match.NewMatcher()
			if err := m.SetTopics(list); err != nil {
				t.Fatal(err)
			}
			got := m.Match(FilingOf(topics).Doc("sun", nil, &c.item)).Topics
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("topics %v, want %v", got, c.want)
			}
		})
	}
}

func TestABuiltinTopicSelectsAndIsShownInTheStorysLanguage(t *testing.T) {
	o := all("nile")
	o.Query = "topic:medtop:15000000"
	n := openNewsroom(t, Setup{Outlets: []Outlet{o}, Topics: []Topic{{ID: "chess", Parent: "medtop:15000000", Keywords: map[string]string{"de": "Schach"}}}})
	coded, worded, other := item("1", "الأهلي يفوز بالدوري", ""), item("2", "Schach in Halle", ""), item("3", "Budget adopted", "")
	coded.Language, coded.Keywords = "ar", []string{"medtop:15000000"}
	worded.Language = "de"
	n.receive("sun", coded, worded, other)
	shown := map[string][]feeds.Category{}
	for _, it := range n.feed("nile", "feed").Items {
		shown[it.Language] = it.Topics
	}
	want := map[string][]feeds.Category{
		"ar": {{Term: "15000000", Scheme: feeds.MediaTopics, Label: "رياضة"}},
		"de": {
			{Term: "chess", Scheme: "https://wire.example.org/topics/", Label: "chess"},
			{Term: "15000000", Scheme: feeds.MediaTopics, Label: "Sport"},
		},
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
}

func TestASearchFindsATopicByItsCode(t *testing.T) {
	topic := Topic{ID: "ports", Medtop: "20000330", Keywords: map[string]string{"en": "harbour"}}
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}, Topics: []Topic{topic}})
	n.receive("sun", item("1", "New harbour opens", ""), item("2", "Budget adopted", ""))
	q, err := match.Parse("topic:medtop:20000330")
	if err != nil {
		t.Fatal(err)
	}
	f, _, err := n.Search(t.Context(), "nile", "feed", q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"New harbour opens"}, titles(f)); diff != "" {
		t.Error(diff)
	}
}
