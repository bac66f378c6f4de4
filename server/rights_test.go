package server

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

var allLevels = []sources.Level{sources.Full, sources.Summary, sources.Headline}

// enforce makes the setup that outlets and sources are held to.
func (w *wire) enforce(setup syndication.Setup) {
	w.t.Helper()
	if err := w.desk.Configure(w.t.Context(), setup); err != nil {
		w.t.Fatal(err)
	}
}

// from receives items of a source of the setup.
func (w *wire) from(src sources.Source, items ...feeds.Item) {
	w.source = src
	w.receive(items...)
}

// shown is all that an outlet is shown, by address: its feed and a search in
// every format, its page and the pages of its stories. header is what it sends.
func (w *wire) shown(outlet string, header ...string) map[string]string {
	w.t.Helper()
	all := map[string]string{}
	get := func(path string) {
		r := w.get(path, header...)
		if r.StatusCode != 200 {
			w.t.Fatalf("%s: %s", path, r.Status)
		}
		all[path] = r.body
	}
	base := "/outlets/" + outlet
	get(base)
	for _, format := range []string{"rss", "atom", "json"} {
		get(base + "/feed." + format)
		get(base + "/feed." + format + "?q=lang:en+OR+lang:zh+OR+lang:ar")
	}
	f, _, err := w.desk.Feed(w.t.Context(), outlet, "feed")
	if err != nil {
		w.t.Fatal(err)
	}
	for i := range f.Items {
		get(storyAddress(f.Items[i].ID))
	}
	return all
}

// expectWords finds words everywhere, or nowhere.
func expectWords(t *testing.T, shown map[string]string, words string, want bool) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(shown)) {
		if strings.HasPrefix(path, "/stories/") && want {
			continue // of one story each
		}
		if got := strings.Contains(shown[path], words); got != want {
			t.Errorf("%s: holds %q: %v, want %v", path, words, got, want)
		}
	}
}

// expectInFeeds finds words in each document of the feed, or in none; a page for
// people shows only the beginnings of stories.
func expectInFeeds(t *testing.T, shown map[string]string, words string, want bool) {
	t.Helper()
	feedsOnly := maps.Clone(shown)
	maps.DeleteFunc(feedsOnly, func(path, _ string) bool { return !strings.Contains(path, "/feed.") })
	expectWords(t, feedsOnly, words, want)
}

// rated is a story whose title, lead, text and media hold words of their own.
func rated(id, language, title, lead, text string) feeds.Item {
	it := item(id, language, title)
	it.Summary, it.Content = lead, "<p>"+lead+"</p><p>"+text+"</p>"
	return it
}

func TestTheLowerOfTwoLevelsCounts(t *testing.T) {
	w := openWire(t)
	setup := syndication.Setup{}
	for _, level := range allLevels {
		setup.Sources = append(setup.Sources, sources.Source{Name: "wire-" + string(level), Rights: sources.Rights{Content: level}})
	}
	for _, from := range allLevels {
		for _, to := range allLevels {
			setup.Outlets = append(setup.Outlets, syndication.Outlet{
				Name: string(from + "-" + to), Content: to, Sources: []string{"wire-" + string(from)},
			})
		}
	}
	w.enforce(setup)
	for i, src := range setup.Sources {
		id := string(src.Rights.Content)
		w.from(src,
			rated(id+"-zh", "zh-Hans", fmt.Sprintf("港口开放第%d号码头", i), "首批货轮昨日靠泊。", "装卸工人连夜作业。"),
			rated(id+"-ar", "ar", fmt.Sprintf("افتتاح الرصيف %d في الميناء", i), "رست السفن الأولى أمس.", "عمل الحمالون طوال الليل."))
	}
	for _, from := range allLevels {
		for _, to := range allLevels {
			t.Run(fmt.Sprintf("of %s to %s", from, to), func(t *testing.T) {
				lower := allLevels[max(slices.Index(allLevels, from), slices.Index(allLevels, to))]
				outlet := string(from + "-" + to)
				shown := w.shown(outlet, "Authorization: Bearer "+w.token(outlet))
				for _, title := range []string{"港口开放第", "افتتاح الرصيف"} {
					expectWords(t, shown, title, true)
				}
				for _, lead := range []string{"首批货轮昨日靠泊", "رست السفن الأولى"} {
					expectWords(t, shown, lead, lower != sources.Headline)
				}
				for _, text := range []string{"装卸工人", "عمل الحمالون"} {
					if lower == sources.Full {
						expectInFeeds(t, shown, text, true)
					} else {
						expectWords(t, shown, text, false)
					}
				}
			})
		}
	}
}

func TestALoweredLevelHoldsAtOnce(t *testing.T) {
	w := openWire(t)
	src := sources.Source{Name: "agency"}
	outlet := syndication.Outlet{Name: "nile", Public: true, Sources: []string{"*"}}
	w.enforce(syndication.Setup{Sources: []sources.Source{src}, Outlets: []syndication.Outlet{outlet}})
	w.from(src, rated("1", "en", "Port opens", "Ships moored.", "Dockers worked all night."))
	before := w.shown("nile")
	expectInFeeds(t, before, "Dockers", true)
	etag := w.get("/outlets/nile/feed.rss").Header.Get("ETag")

	src.Rights.Content = sources.Headline
	w.enforce(syndication.Setup{Sources: []sources.Source{src}, Outlets: []syndication.Outlet{outlet}})
	after := w.shown("nile")
	expectWords(t, after, "Dockers", false)
	expectWords(t, after, "moored", false)
	if r := w.get("/outlets/nile/feed.rss", "If-None-Match: "+etag); r.StatusCode != 200 {
		t.Errorf("who had the whole text is told %s", r.Status)
	}
}

func TestTheCreditLineIsInTheLanguageOfTheStory(t *testing.T) {
	w := openWire(t)
	src := sources.Source{Name: "agency", Rights: sources.Rights{Credit: map[string]string{"en": "© Silk Road Agency", "zh": "版权归丝路社所有"}}}
	w.enforce(syndication.Setup{Sources: []sources.Source{src}, Outlets: []syndication.Outlet{{Name: "nile", Public: true, Sources: []string{"*"}}}})
	arabic := rated("3", "ar", "افتتاح الميناء", "رست السفن.", "")
	arabic.Credit = "حقوق النشر للوكالة"
	w.from(src, rated("1", "en-GB", "Port opens", "Ships moored.", ""), rated("2", "zh-Hant", "港口啟用", "貨輪靠泊。", ""), arabic)
	f, _, err := w.desk.Feed(t.Context(), "nile", "feed")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"en-GB": "© Silk Road Agency", "zh-Hant": "版权归丝路社所有", "ar": "حقوق النشر للوكالة"}
	for i := range f.Items {
		it := &f.Items[i]
		line := want[it.Language]
		expectInFeeds(t, w.shown("nile"), line, true)
		page := w.get(storyAddress(it.ID)).body
		for language, other := range want {
			if got := strings.Contains(page, other); got != (language == it.Language) {
				t.Errorf("the page of the story in %s holds %q: %v", it.Language, other, got)
			}
		}
		if it.Credit != line {
			t.Errorf("%s: credit %q, want %q", it.Language, it.Credit, line)
		}
	}
}

func TestPicturesWithoutRightsAreTakenOutAndTheStoryStays(t *testing.T) {
	w := openWire(t)
	none := false
	src := sources.Source{Name: "agency", Rights: sources.Rights{Pictures: &none}}
	w.enforce(syndication.Setup{Sources: []sources.Source{src}, Outlets: []syndication.Outlet{{Name: "nile", Public: true, Sources: []string{"*"}}}})
	it := rated("1", "en", "Port opens", "Ships moored.", "Dockers worked all night.")
	it.Content = `<figure><img src="https://pictures.example/quay.jpg" alt="The quay"><figcaption>By a photographer</figcaption></figure>` + it.Content +
		`<p><img src="https://pictures.example/inline.png" alt=""> The crane.</p>`
	it.Media = []feeds.Media{
		{URL: "https://pictures.example/lead.jpg", Type: "image/jpeg"}, {URL: "https://pictures.example/untyped"},
		{URL: "https://audio.example/report.mp3", Type: "audio/mpeg", Length: 1000},
	}
	w.from(src, it)
	shown := w.shown("nile")
	expectWords(t, shown, "pictures.example", false)
	expectWords(t, shown, "photographer", false)
	expectInFeeds(t, shown, "The crane.", true)
	expectInFeeds(t, shown, "https://audio.example/report.mp3", true)
}

func TestWhatHasExpiredLeavesANoticeOnly(t *testing.T) {
	w := openWire(t)
	src := sources.Source{Name: "agency", Rights: sources.Rights{Expires: 48 * time.Hour}}
	w.enforce(syndication.Setup{Sources: []sources.Source{src}, Outlets: []syndication.Outlet{{Name: "nile", Public: true, Sources: []string{"*"}}}})
	w.from(src, rated("1", "en", "Port opens", "Ships moored.", "Dockers worked all night."))
	before, err := w.desk.Stamp("nile", "feed")
	if err != nil {
		t.Fatal(err)
	}
	w.mu.Lock()
	w.now = w.now.Add(72 * time.Hour)
	w.mu.Unlock()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.desk.Run(ctx) }()
	defer func() {
		stop()
		<-done
	}()
	waitUntil(t, "the expiry", func() bool {
		now, err := w.desk.Stamp("nile", "feed")
		return err == nil && now.Version > before.Version
	})
	shown := w.shown("nile")
	for _, word := range []string{"Port opens", "moored", "Dockers"} {
		expectWords(t, shown, word, false)
	}
	for path, want := range map[string]string{
		"/outlets/nile/feed.rss":  ">expired</category>",
		"/outlets/nile/feed.atom": "<at:deleted-entry",
		"/outlets/nile/feed.json": `"expired":true`,
	} {
		if !strings.Contains(shown[path], want) {
			t.Errorf("%s has no %s:\n%s", path, want, shown[path])
		}
	}
	if r := w.get("/outlets/nile/feed.json?q=port"); strings.Contains(r.body, `"id"`) {
		t.Errorf("a search finds what has expired: %s", r.body)
	}
}

// A reader that knows only dates must not keep what it may no longer have.
func TestWhoAsksByDateHearsOfNarrowerRights(t *testing.T) {
	w := openWire(t)
	setup := syndication.Setup{
		Sources: []sources.Source{{Name: "wire", Rights: sources.Rights{Content: sources.Full}}},
		Outlets: []syndication.Outlet{{Name: "daily-nile", Content: sources.Full, Sources: []string{"*"}, Public: true}},
	}
	w.enforce(setup)
	w.from(setup.Sources[0], rated("1", "ar", "افتتاح الرصيف في الميناء", "رست السفن الأولى أمس.", "عمل الحمالون طوال الليل."))
	for name, narrow := range map[string]func(){
		"of the outlet": func() { setup.Outlets[0].Content = sources.Summary },
		"of the source": func() { setup.Sources[0].Rights.Content = sources.Headline },
	} {
		t.Run(name, func(t *testing.T) {
			since := "If-Modified-Since: " + w.get(feedRSS).Header.Get("Last-Modified")
			if r := w.get(feedRSS, since); r.StatusCode != 304 {
				t.Fatalf("before: %s", r.Status)
			}
			w.advance(time.Minute)
			narrow()
			w.enforce(setup)
			if r := w.get(feedRSS, since); r.StatusCode != 200 || strings.Contains(r.body, "عمل الحمالون") {
				t.Errorf("after: %s", r.Status)
			}
		})
	}
}
