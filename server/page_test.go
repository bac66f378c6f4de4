package server

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

func TestPages(t *testing.T) {
	w := openWire(t)
	items := worldNews()
	items[1].Keywords = []string{"مدن"}
	items[0].Place = "SHANGHAI"
	w.receive(items...)
	w.talk(t, []turn{
		{name: "an outlet whose first language is Arabic", path: "/outlets/daily-nile", status: 200, body: `<html lang="ar" dir="rtl">`, want: map[string]string{
			"Content-Type": "text/html; charset=utf-8", "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}},
		{name: "its title", path: "/outlets/daily-nile", status: 200, body: `<h1 lang="ar" dir="rtl">النيل اليومي</h1>`},
		{name: "a story in English on it", path: "/outlets/daily-nile", status: 200, body: `<article class="story" lang="en" dir="ltr">`},
		{name: "words in Arabic", path: "/outlets/daily-nile", status: 200, body: "آخر الأخبار"},
		{name: "addresses to copy", path: "/outlets/daily-nile", status: 200, body: `value="` + publicURL + feedRSS + `"`},
		{name: "links for feed readers", path: "/outlets/daily-nile", status: 200, body: `<link rel="alternate" type="application/atom+xml"`},
		{name: "the query of a subscription", path: "/outlets/daily-nile", status: 200, body: "port OR ميناء"},
		{name: "one language of it", path: "/outlets/daily-nile?lang=en", status: 200, body: `<html lang="en" dir="ltr">`},
		{name: "a language it does not have", path: "/outlets/daily-nile?lang=ja", status: 404},
		{name: "an outlet in Chinese", path: "/outlets/huanqiu", status: 200, body: `<html lang="zh-Hans" dir="ltr">`},
		{name: "the first page", path: "/", status: 200, body: "Outlets", want: map[string]string{"Vary": "Accept-Encoding, Accept-Language", "Content-Language": "en"}},
		{name: "the first page in Persian", path: "/", header: []string{"Accept-Language: fa-IR,fa;q=0.9,en;q=0.5"}, status: 200, body: `<html lang="fa" dir="rtl">`},
		{name: "the first page for Taiwan", path: "/", header: []string{"Accept-Language: zh-TW"}, status: 200, body: `<html lang="zh-Hant"`},
		{name: "the first page in a language without words", path: "/", header: []string{"Accept-Language: sw"}, status: 200, body: `<html lang="en"`},
		{name: "the public outlets for feed readers", path: "/outlets.opml", status: 200, body: `xmlUrl="` + publicURL + feedRSS + `"`,
			want: map[string]string{"Content-Type": "text/x-opml; charset=utf-8"}},
		{name: "their date as RFC 822 has it", path: "/outlets.opml", status: 200, body: " GMT</dateModified>"},
	})
	for _, path := range []string{"/", "/outlets.opml"} {
		if r := w.get(path); strings.Contains(r.body, "artner") {
			t.Errorf("%s shows an outlet that is not public", path)
		}
		tag := w.get(path).Header.Get("Etag")
		if r := w.get(path, "If-None-Match: "+tag); r.StatusCode != http.StatusNotModified {
			t.Errorf("%s with its own tag: %d", path, r.StatusCode)
		}
	}
}

// A proxy may give a server a path of its host, which it takes off.
func TestPagesLinkBelowThePublicAddress(t *testing.T) {
	w := openWireWith(t, Options{PublicURL: publicURL + "/wire/"})
	w.receive(worldNews()...)
	token := w.token("partner")
	for _, path := range []string{"/", "/outlets/daily-nile", w.hebrewStory(), ownPath} {
		r := w.get(path, "Accept: text/html", bearer(token))
		links := regexp.MustCompile(`(?:href|action|src)="(/[^"]*)"`).FindAllStringSubmatch(r.body, -1)
		if r.StatusCode != 200 || len(links) == 0 {
			t.Errorf("%s: %d with %d links", path, r.StatusCode, len(links))
		}
		for _, link := range links {
			if !strings.HasPrefix(link[1], "/wire/") {
				t.Errorf("%s links to %s", path, link[1])
			}
		}
	}
}

func TestPagesHoldWhatSourcesSayAsText(t *testing.T) {
	w := openWire(t)
	it := item("evil", "en", `<script>alert(1)</script> & "quotes"`)
	it.Place, it.Keywords = "<b>PLACE</b>", []string{`"><img src=x onerror=alert(1)>`}
	it.Media = []feeds.Media{{URL: "https://agency.example/a.jpg", Type: "image/jpeg", Alt: `"><script>`}}
	w.receive(it)
	for _, path := range []string{"/", "/outlets/daily-nile"} {
		r := w.get(path)
		if strings.Contains(r.body, "<script>alert") || strings.Contains(r.body, "<img src=x") || strings.Contains(r.body, "<b>PLACE") {
			t.Errorf("%s holds markup of a source", path)
		}
		policy := r.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
	}
}

func TestEveryPageIsWholeAndFetchesNothing(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	for _, path := range []string{"/", "/outlets/daily-nile", "/outlets/huanqiu", w.storyPath("daily-nile", "Red Sea")} {
		doc, err := html.Parse(strings.NewReader(w.get(path).body))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			for _, attribute := range n.Attr {
				fetched := attribute.Key == "src" || n.Data == "link" && attribute.Key == "href" && strings.Contains(fmt.Sprint(n.Attr), "stylesheet")
				if fetched && !strings.HasPrefix(attribute.Val, "data:") {
					t.Errorf("%s fetches %s", path, attribute.Val)
				}
				if attribute.Key == "style" || strings.HasPrefix(attribute.Key, "on") {
					t.Errorf("%s has %s=%q, which its policy forbids", path, attribute.Key, attribute.Val)
				}
			}
		}
	}
}

var storyLink = regexp.MustCompile(`<a href="(/stories/[^"]+)">([^<]*)</a>`)

// storyPath finds the page of the story whose title holds words.
func (w *wire) storyPath(outlet, words string) string {
	w.t.Helper()
	for _, m := range storyLink.FindAllStringSubmatch(w.get("/outlets/"+outlet).body, -1) {
		if strings.Contains(m[2], words) {
			return m[1]
		}
	}
	w.t.Fatalf("no link to a story about %s", words)
	return ""
}

func TestStoryPages(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	arabic, english := w.storyPath("daily-nile", "قمة المدن"), w.storyPath("daily-nile", "Red Sea")
	hebrew := w.hebrewStory()
	secret := w.token("partner")
	w.talk(t, []turn{
		{name: "in Arabic", path: arabic, status: 200, body: `<html lang="ar" dir="rtl">`},
		{name: "in English", path: english, status: 200, body: "<h1>New container port for the Red Sea</h1>"},
		{name: "its text", path: english, status: 200, body: "<p>New container port for the Red Sea en-2"},
		{name: "its address as a picture", path: english, status: 200, body: `alt="` + publicURL + english + `"`},
		{name: "a story of a private outlet, without a token", path: hebrew, status: 401},
		{name: "with its token", path: hebrew, header: []string{"Authorization: Bearer " + secret}, status: 200, body: "פסגת", want: map[string]string{"Cache-Control": "no-cache, private"}},
		{name: "a story that does not exist", path: "/stories/nothing", status: 401},
	})
	tag := w.get(english).Header.Get("Etag")
	if r := w.get(english, "If-None-Match: "+tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("the page's own tag gives %d", r.StatusCode)
	}
	id := strings.TrimPrefix(english, "/stories/")
	if err := w.desk.Withdraw(t.Context(), id, "The port was never built."); err != nil {
		t.Fatal(err)
	}
	if r := w.get(english); r.StatusCode != 200 || strings.Contains(r.body, "Red Sea") || !strings.Contains(r.body, "never built") {
		t.Errorf("after the withdrawal: %d %.300s", r.StatusCode, r.body)
	}
}

func TestAStoryPageTellsItsVersions(t *testing.T) {
	w := openWire(t)
	story := item("ar-7", "ar", "افتتاح ميناء جديد")
	w.receive(story)
	page := w.storyPath("daily-nile", "افتتاح ميناء")
	if body := w.get(page).body; strings.Contains(body, "النسخ") {
		t.Error("a story that never changed has a list of versions")
	}
	title, note := "افتتاح ميناء العين السخنة", "اسم <الميناء>"
	if err := w.desk.Correct(t.Context(), strings.TrimPrefix(page, "/stories/"), syndication.Edit{Title: &title, Note: &note}); err != nil {
		t.Fatal(err)
	}
	w.talk(t, []turn{
		{name: "a heading", path: page, status: 200, body: ">النسخ<"},
		{name: "what the title was and is", path: page, status: 200, body: `<bdi lang="ar" dir="rtl"><del>افتتاح ميناء جديد</del> <ins>افتتاح ميناء العين السخنة</ins></bdi>`},
		{name: "what was corrected", path: page, status: 200, body: `<span class="why" dir="auto">اسم &lt;الميناء&gt;</span>`},
		{name: "when, for machines", path: page, status: 200, body: `<time datetime="2026-11-20T08:01:00Z">`},
	})
	if err := w.desk.Withdraw(t.Context(), strings.TrimPrefix(page, "/stories/"), "خبر خاطئ"); err != nil {
		t.Fatal(err)
	}
	if body := w.get(page).body; strings.Contains(body, "ميناء") || strings.Count(body, "<li>") != 3 || !strings.Contains(body, "خبر خاطئ") {
		t.Errorf("withdrawn: %s", body)
	}
}

func (w *wire) hebrewStory() string {
	w.t.Helper()
	f, _, err := w.desk.Feed(w.t.Context(), "partner", "he")
	if err != nil || len(f.Items) == 0 {
		w.t.Fatalf("no story in Hebrew: %v", err)
	}
	return storyAddress(f.Items[0].ID)
}

func TestTheCatalogueIsWhole(t *testing.T) {
	for tag, w := range catalogue {
		if len(strings.Fields(w.Months)) != 12 {
			t.Errorf("%s has %d months", tag, len(strings.Fields(w.Months)))
		}
		for _, text := range []string{w.Tag, w.AllStories, w.Feeds, w.MoreFeeds, w.FeedsHint, w.TokenHint, w.Copy, w.Copied, w.Latest, w.NoStories, w.Languages,
			w.AllLanguages, w.LanguageUnknown, w.Query, w.Everything, w.Topics, w.Outlets, w.NoOutlets, w.AllFeeds, w.Tagline, w.Correction,
			w.Withdrawn, w.Expired, w.Translations, w.Original, w.Updated, w.ThisPage, w.Versions, w.Published, w.Reinstated, w.Date} {
			if text == "" {
				t.Errorf("%s lacks a word", tag)
			}
		}
	}
	for _, l := range pageLanguages {
		if wordsFor(l.String()).Tag == "en" && l.String() != "en" {
			t.Errorf("no words for %s", l)
		}
	}
}
