package syndication

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// port is one story in several languages, each as a source of its own tells it.
var port = map[string]feeds.Item{
	"en":      tongue("en", "Port opens new terminal"),
	"ar":      tongue("ar", "ميناء يفتتح محطة جديدة"),
	"zh-Hans": tongue("zh-Hans", "港口启用新码头"),
	"ru":      tongue("ru", "Порт открыл новый терминал"),
	"hi":      tongue("hi", "बंदरगाह पर नया टर्मिनल खुला"),
	"he":      tongue("he", "הנמל פתח מסוף חדש"),
	"th":      tongue("th", "ท่าเรือเปิดอาคารใหม่"),
}

func tongue(language, title string) feeds.Item {
	it := item("port-"+language, title, "")
	it.Language = language
	return it
}

// naming is an item that names its translations into other languages.
func naming(language string, others ...string) feeds.Item {
	it := port[language]
	for _, l := range others {
		it.Translations = append(it.Translations, feeds.Translation{Language: l, Link: port[l].Link + "?utm_source=feed"})
	}
	return it
}

// translated lists the translations that a feed shows of its story in a language.
func (n *newsroom) translated(outlet, feed, language string) []string {
	n.t.Helper()
	tags := []string{}
	for _, it := range n.feed(outlet, feed).Items {
		if it.Language != language {
			continue
		}
		for _, t := range it.Translations {
			tags = append(tags, t.Language)
			if t.Title != port[t.Language].Title || t.ID == "" || t.Link != port[t.Language].Link {
				n.t.Errorf("translation %+v", t)
			}
		}
	}
	slices.Sort(tags)
	return tags
}

func (n *newsroom) expectTranslated(outlet, feed, language string, want ...string) {
	n.t.Helper()
	if got := n.translated(outlet, feed, language); !slices.Equal(got, want) {
		n.t.Errorf("%s/%s shows translations of the story in %s into %q, want %q", outlet, feed, language, got, want)
	}
}

func TestTranslationsAreLinkedWhoeverNamesThem(t *testing.T) {
	for name, items := range map[string][]feeds.Item{
		"the later one names the earlier":      {naming("en"), naming("ar", "en")},
		"the earlier one names the later":      {naming("en", "ar"), naming("ar")},
		"both":                                 {naming("ar", "en"), naming("en", "ar")},
		"a third one names both":               {naming("en"), naming("ar"), naming("th", "en", "ar")},
		"one after another":                    {naming("he", "ar"), naming("en", "he"), naming("ar")},
		"names itself and a page that is none": {naming("en", "en", "hi"), naming("ar", "en", "zh-Hans")},
	} {
		t.Run(name, func(t *testing.T) {
			only := all("english")
			only.Languages = []string{"en"}
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), only}})
			for _, it := range items {
				n.receive("wire-"+strings.ToLower(it.Language), it)
				n.clock.pass(time.Minute)
			}
			if got := n.translated("nile", "feed", "en"); !slices.Contains(got, "ar") {
				t.Errorf("the story in English names %q", got)
			}
			if got := n.translated("nile", "ar", "ar"); !slices.Contains(got, "en") {
				t.Errorf("the story in Arabic names %q", got)
			}
			n.expectTranslated("english", "feed", "en")
			before := n.feed("nile", "en")
			for _, it := range items {
				n.receive("wire-"+strings.ToLower(it.Language), it)
			}
			n.reopen(Setup{Outlets: []Outlet{all("nile"), only}})
			if diff := cmp.Diff(before, n.feed("nile", "en")); diff != "" {
				t.Errorf("the same again, and a restart, changed the document:\n%s", diff)
			}
		})
	}
}

func TestATranslationIsARowForThoseWhoSeeBoth(t *testing.T) {
	arabic := all("arabic")
	arabic.Languages = []string{"ar"}
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), arabic}})
	n.receive("wire-en", naming("en"))
	n.receive("wire-ar", naming("ar", "en"))
	expectKinds(t, n, "nile", "en", New, Update)
	expectKinds(t, n, "nile", "ar", New)
	expectKinds(t, n, "arabic", "feed", New)

	changed := naming("ar", "en")
	changed.Content = "<p>نص</p>"
	n.receive("wire-ar", changed) // nothing that the story in English shows
	expectKinds(t, n, "nile", "en", New, Update)
	id := n.only("nile", "ar").ID
	n.must(n.Withdraw(t.Context(), id, ""))
	expectKinds(t, n, "nile", "en", New, Update, Update)
	n.expectTranslated("nile", "en", "en")
	n.must(n.Reinstate(t.Context(), id, ""))
	expectKinds(t, n, "nile", "en", New, Update, Update, Update)
	n.expectTranslated("nile", "en", "en", "ar")
}

// A page that two stories call their translation, or that names both, ties them
// together only when it is out.
func TestAnEmbargoedStoryTiesNoOthersTogether(t *testing.T) {
	for name, c := range map[string]struct {
		first, second feeds.Item
		secret        feeds.Item
		late          bool // it comes first
	}{
		"it names both":                   {naming("en"), naming("th"), naming("zh-Hans", "en", "th"), false},
		"both name it":                    {naming("en", "zh-Hans"), naming("th", "zh-Hans"), naming("zh-Hans"), false},
		"both name it when it is here":    {naming("en", "zh-Hans"), naming("th", "zh-Hans"), naming("zh-Hans"), true},
		"it names one, and one names it":  {naming("en"), naming("th", "zh-Hans"), naming("zh-Hans", "en"), false},
		"it names both, before they come": {naming("en"), naming("th"), naming("zh-Hans", "en", "th"), true},
	} {
		for how, release := range map[string]func(n *newsroom){
			"by time":      func(n *newsroom) { n.clock.pass(time.Hour); n.fall() },
			"by an editor": func(n *newsroom) { n.must(n.EmbargoUntil(n.t.Context(), n.sealed(), time.Time{})) },
			"by its source": func(n *newsroom) {
				c.secret.Embargo = feeds.Time{}
				n.receive("wire-zh", c.secret)
			},
		} {
			t.Run(name+", released "+how, func(t *testing.T) {
				n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
				c.secret.Embargo = feeds.At(n.clock.now().Add(time.Hour))
				if c.late {
					n.receive("wire-zh", c.secret)
				}
				n.receive("wire-en", c.first)
				n.receive("wire-th", c.second)
				before := n.feed("nile", "feed")
				if !c.late {
					n.receive("wire-zh", c.secret)
				}
				if diff := cmp.Diff(before, n.feed("nile", "feed")); diff != "" {
					t.Errorf("the embargoed story changed the feed:\n%s", diff)
				}
				n.expectTranslated("nile", "feed", "en")
				release(n)
				n.expectTranslated("nile", "feed", "en", "th", "zh-Hans")
				n.expectTranslated("nile", "th", "th", "en", "zh-Hans")
			})
		}
	}
}

func TestTranslationsReleasedAtOneInstantAreChosenFrom(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{firsts("ar", "zh-Hans")}})
	for _, it := range []feeds.Item{naming("zh-Hans", "ar"), naming("ar")} { // the worse comes first
		it.Embargo = feeds.At(n.clock.now().Add(time.Hour))
		n.receive("wire-"+strings.ToLower(it.Language), it)
	}
	n.clock.pass(time.Hour)
	n.fall()
	if got := n.only("first", "feed"); got.Language != "ar" {
		t.Errorf("the outlet was given it in %s", got.Language)
	}
}

// sealed is the id of the only story under embargo.
func (n *newsroom) sealed() string {
	n.t.Helper()
	list, err := n.Stories(n.t.Context(), Selection{Source: "wire-zh"})
	if err != nil || len(list) != 1 {
		n.t.Fatalf("%d stories, %v", len(list), err)
	}
	return list[0].ID
}

func TestAnEmbargoedTranslationDoesNotExist(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	secret := naming("ar", "en")
	secret.Embargo = feeds.At(n.clock.now().Add(time.Hour))
	n.receive("wire-ar", secret)
	n.receive("wire-en", naming("en", "ar"))
	expectKinds(t, n, "nile", "feed", New)
	expectKinds(t, n, "nile", "en", New)
	n.expectTranslated("nile", "en", "en")
	n.clock.pass(time.Hour)
	n.fall()
	expectKinds(t, n, "nile", "en", New, Update)
	n.expectTranslated("nile", "en", "en", "ar")
	n.expectTranslated("nile", "ar", "ar", "en")
}

// firsts is an outlet that takes one translation.
func firsts(languages ...string) Outlet {
	o := all("first")
	o.Languages, o.Translations = languages, FirstTranslation
	return o
}

func TestTheFirstTranslationThatExists(t *testing.T) {
	type poll []feeds.Item
	for _, c := range []struct {
		name  string
		order []string
		polls []poll
		want  []string
	}{
		{"the best of one document", []string{"ar", "en", "ru"}, []poll{{naming("ru", "en", "ar"), naming("en"), naming("ar")}}, []string{"ar"}},
		{"a better one that comes later", []string{"ar", "en"}, []poll{{naming("en", "ar")}, {naming("ar", "en")}}, []string{"en"}},
		{"a language that the outlet does not read", []string{"ar", "en"}, []poll{{naming("ru", "en")}, {naming("en", "ru")}}, []string{"en"}},
		{"known as a translation too late", []string{"ar", "en"}, []poll{{naming("en")}, {naming("ar")}, {naming("th", "en", "ar")}}, []string{"ar", "en"}},
		{"other stories", []string{"ar", "en"}, []poll{{naming("en", "ar"), item("2", "Budget adopted", "")}}, []string{"en", "en"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{firsts(c.order...)}})
			for _, p := range c.polls {
				n.receive("wire", p...)
				n.clock.pass(time.Minute)
			}
			got := languages(n.feed("first", "feed"))
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("the outlet has stories in %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhyATranslationIsNotGiven(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{firsts("ar", "en")}})
	n.receive("wire-en", naming("en", "ar"))
	n.receive("wire-ar", naming("ar"))
	given := storyID(n.only("first", "feed").ID)
	list, err := n.Stories(t.Context(), Selection{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	verdicts, err := n.Why(t.Context(), list[0].ID, "first")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		if v.In || !strings.Contains(v.Why, given) {
			t.Errorf("%+v", v)
		}
	}
	n.must(n.Withdraw(t.Context(), given, ""))
	n.must(n.Correct(t.Context(), list[0].ID, Edit{Title: new("محطة جديدة في الميناء")}))
	if got := n.only("first", "feed"); !got.Status.Gone() {
		t.Error("a translation came in place of a story that was withdrawn")
	}
}

func TestWhatIsNoTranslation(t *testing.T) {
	second := item("2", "Port opens another terminal", "")
	second.Translations = naming("en", "ar").Translations
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("wire-ar", naming("ar"))
	n.receive("wire-en", naming("en", "ar"))
	n.receive("wire-en", second) // the same Arabic story cannot be in one family with two in English
	n.expectTranslated("nile", "ar", "ar", "en")
	for _, it := range n.feed("nile", "en").Items {
		if (len(it.Translations) == 1) != (it.Title == port["en"].Title) {
			t.Errorf("%q names %v", it.Title, it.Translations)
		}
	}
}

func TestEditorsLinkAndUnlink(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), firsts("he", "en")}})
	n.receive("wire-en", naming("en", "he"))
	n.receive("wire-he", naming("he"))
	n.receive("wire-th", naming("th"))
	id := map[string]string{}
	for _, it := range n.feed("nile", "feed").Items {
		id[it.Language] = it.ID
	}
	n.must(n.LinkTranslations(t.Context(), id["th"], id["en"]))
	n.expectTranslated("nile", "he", "he", "en", "th")
	n.expectTranslated("nile", "th", "th", "en", "he")
	if s, err := n.Story(t.Context(), id["th"]); err != nil || len(s.Translations) != 2 || s.Translations[0].Title != port["en"].Title || len(s.Decisions) != 1 {
		t.Errorf("editors see %+v, %v", s, err)
	}

	n.must(n.UnlinkTranslation(t.Context(), id["he"]))
	n.expectTranslated("nile", "he", "he")
	n.expectTranslated("nile", "en", "en", "th")
	if got := languages(n.feed("first", "feed")); len(got) != 2 {
		t.Errorf("what is no translation any more is not given: %q", got)
	}
	again := naming("he", "en")
	again.Title += "."
	n.receive("wire-he", again)
	n.expectTranslated("nile", "en", "en", "th")

	n.must(n.LinkTranslations(t.Context(), id["he"], id["en"]))
	n.receive("wire-en", item("2", "Budget adopted", ""))
	other := n.feed("nile", "en").Items[0].ID
	for name, err := range map[string]error{
		"one story":         n.LinkTranslations(t.Context(), id["en"]),
		"the same language": n.LinkTranslations(t.Context(), id["en"], other),
		"unknown":           n.LinkTranslations(t.Context(), id["en"], "nosuchstory"),
		"not linked":        n.UnlinkTranslation(t.Context(), other),
	} {
		if err == nil {
			t.Errorf("%s: linked", name)
		}
	}
}

func TestTheSameCopyInAnotherScriptIsATranslation(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), firsts("zh-Hant", "zh-Hans")}})
	mainland, taiwan := item("1", "浙江一化工厂凌晨发生爆炸，五人受伤", "浙江台州一家化工厂星期二凌晨发生爆炸，造成五人受伤，其中一人伤势较重。"),
		item("2", "浙江一化工廠凌晨發生爆炸，五人受傷", "浙江台州一家化工廠星期二凌晨發生爆炸，造成五人受傷，其中一人傷勢較重。")
	mainland.Language, taiwan.Language = "zh-Hans", "zh-Hant"
	n.receive("sun", mainland)
	n.receive("moon", taiwan)
	for _, it := range n.feed("nile", "feed").Items {
		if len(it.Translations) != 1 {
			t.Errorf("%s names %v", it.Language, it.Translations)
		}
	}
	if got := languages(n.feed("first", "feed")); !slices.Equal(got, []string{"zh-Hans"}) {
		t.Errorf("an outlet that takes one has %q", got)
	}
}

func TestTheNextLanguageTakesThePlaceOfWhatASourceTookBack(t *testing.T) {
	soon := sources.Source{Name: "wire-ar", Rights: sources.Rights{Expires: 48 * time.Hour}}
	takeBack := func(n *newsroom, languages ...string) {
		f := &feeds.Feed{}
		for _, l := range languages {
			f.Deleted = append(f.Deleted, feeds.Tombstone{ID: port[l].ID, When: feeds.At(n.clock.now())})
		}
		n.receiveFeed("wire-ar", f)
	}
	for name, c := range map[string]struct {
		happens func(n *newsroom, ar string)
		want    []Kind
		why     string // why the English is not there; "" if it is
	}{
		"by its source": {func(n *newsroom, _ string) { takeBack(n, "ar") }, []Kind{New, Withdrawal, New}, ""},
		"in all languages at once": {func(n *newsroom, _ string) { takeBack(n, "ar", "en") },
			[]Kind{New, Withdrawal, New}, "its source withdrew it"}, // the Russian is new
		"its rights expired": {func(n *newsroom, _ string) { n.clock.pass(72 * time.Hour); n.fall() }, []Kind{New, Expiry, New}, ""},
		"by an editor": {func(n *newsroom, ar string) { n.must(n.Withdraw(n.t.Context(), ar, "")) },
			[]Kind{New, Withdrawal}, "an editor withdrew"},
		"embargoed late": {func(n *newsroom, ar string) {
			n.must(n.EmbargoUntil(n.t.Context(), ar, n.clock.now().Add(time.Hour)))
		}, []Kind{New, Withdrawal}, "was given"},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Sources: []sources.Source{soon}, Outlets: []Outlet{firsts("ar", "en", "ru")}})
			n.receive("wire-ar", naming("ar", "en"))
			ar := storyID(n.only("first", "feed").ID)
			source := "wire-en"
			if name == "in all languages at once" {
				source = "wire-ar"
			}
			n.receive(source, naming("en", "ar"))
			en := n.sid(t)
			n.receive("wire-ru", naming("ru", "ar"))
			c.happens(n, ar)
			expectKinds(t, n, "first", "feed", c.want...)
			verdicts, err := n.Why(t.Context(), en, "first")
			if n.must(err); c.why != "" && !strings.Contains(verdicts[0].Why, c.why) || verdicts[0].In != (c.why == "") {
				t.Errorf("why the English is there or not: %+v", verdicts[0])
			}
		})
	}
}
