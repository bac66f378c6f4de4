package server

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// released is when the embargoes of these tests end.
var released = time.Date(2026, 11, 20, 11, 37, 0, 0, time.UTC)

// A scoop is a story under embargo, in one language.
type scoop struct {
	language, guid, link string
	title, body          string
	keyword, author      string
	picture              string
	line                 string // in its language: not before 11:37
	others               []string
}

// The treaty is told in Chinese and Arabic under embargo. Both name the open
// stories of the same day as translations.
var treaty = []scoop{
	{
		language: "zh-Hans", guid: "urn:agency:zh:7731", link: "https://agency.example/zh/zoulang-xieyi",
		title: "两国部长签署走廊协议", body: "协议第七款规定，港口通行费将减半。", keyword: "走廊协议", author: "林晓雯",
		picture: "https://pictures.agency.example/zoulang.jpg", line: "解禁时间：2026年11月20日 11:37", others: []string{openings[0].Link, openings[1].Link},
	},
	{
		language: "ar", guid: "urn:agency:ar:7731", link: "https://agency.example/ar/mamarr",
		title: "وزيران يوقعان اتفاق الممر", body: "ينص البند السابع على خفض رسوم كل ميناء إلى النصف.", keyword: "الممر", author: "ليلى حداد",
		picture: "https://pictures.agency.example/mamarr.jpg", line: "حظر النشر حتى 20 نوفمبر 2026 11:37 GMT", others: []string{openings[0].Link},
	},
}

// The openings are open stories, in the languages of the partner.
var openings = []feeds.Item{
	opening("en-open", "en", "Port ministers arrive in Aden", "https://agency.example/zh/zoulang-xieyi", "zh-Hans"),
	opening("he-open", "he", "שרי הנמלים מגיעים לעדן", "", ""),
}

func opening(id, language, title, translation, in string) feeds.Item {
	it := item(id, language, title)
	if translation != "" {
		it.Translations = []feeds.Translation{{Language: in, Link: translation}}
	}
	return it
}

// words are all that would betray the story.
func (s *scoop) words() []string {
	return []string{s.title, s.body, s.keyword, s.author, s.picture, s.link, s.guid, "11:37"}
}

// An embargo is a way to put one on the treaty.
type embargo struct {
	name     string
	field    string // in the entry, after %s: an instant
	line     bool   // as the first line of the text
	dated    bool   // by its date, which is in the future
	editor   bool   // by an editor, over that of the source
	afterAll bool   // by an editor, when outlets had it
}

const prismEmbargo = `<p:embargoDate xmlns:p="http://prismstandard.org/namespaces/basic/2.0/">%s</p:embargoDate>`

func TestEmbargoesAreSilentOnEveryRoute(t *testing.T) {
	if testing.Short() {
		t.Skip("asks for some ten thousand answers, five times; not with -short")
	}
	for _, e := range []embargo{
		{name: "by a field of the source", field: prismEmbargo},
		{name: "by a line of the text", line: true},
		{name: "by a date in the future", dated: true},
		{name: "by an editor, for longer than the source", field: prismEmbargo, editor: true},
		{name: "by an editor, when it was given", afterAll: true},
	} {
		t.Run(e.name, func(t *testing.T) { e.test(t) })
	}
}

// document is what the agency publishes.
func (e embargo) document() string {
	var b strings.Builder
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:agency</id><title>Silkroad Agency</title><updated>2026-11-20T08:00:00Z</updated>`)
	for _, s := range treaty {
		at, until, body := time.Date(2026, 11, 20, 7, 30, 0, 0, time.UTC), released, s.body
		if e.dated {
			at = released
		}
		if e.editor {
			until = released.Add(-time.Hour)
		}
		if e.line {
			body = s.line + "</p><p>" + body
		}
		fmt.Fprintf(&b, `<entry xml:lang="%s"><id>%s</id><title>%s</title><link href="%s"/>`, s.language, s.guid, s.title, s.link)
		for _, other := range s.others {
			fmt.Fprintf(&b, `<link rel="alternate" hreflang="en" href="%s"/>`, other)
		}
		fmt.Fprintf(&b, `<link rel="enclosure" type="image/jpeg" href="%s"/><author><name>%s</name></author><category term="%s"/>`, s.picture, s.author, s.keyword)
		fmt.Fprintf(&b, `<published>%[1]s</published><updated>%[1]s</updated><content type="html"><![CDATA[<p>%[2]s</p>]]></content>`, at.Format(time.RFC3339), body)
		if e.field != "" {
			fmt.Fprintf(&b, e.field, until.Format(time.RFC3339))
		}
		b.WriteString(`</entry>`)
	}
	b.WriteString(`</feed>`)
	return b.String()
}

// publish lets the agency publish the treaty under its embargo.
func (e embargo) publish(w *walk) {
	w.t.Helper()
	f, err := feeds.Parse([]byte(e.document()), feeds.ParseOptions{URL: "https://agency.example/feed", Now: w.clock(), Embargo: e.dated})
	if err != nil {
		w.t.Fatal(err)
	}
	if len(f.Items) != len(treaty) || !e.afterAll && f.Items[0].Embargo.IsZero() {
		w.t.Fatalf("the agency's document gives %+v", f.Items)
	}
	w.receive(f.Items...)
	w.stories = append(w.stories, w.secrets()...)
	if !e.editor && !e.afterAll {
		return
	}
	for _, id := range w.secrets() {
		if err := w.desk.EmbargoUntil(w.t.Context(), id, released); err != nil {
			w.t.Fatal(err)
		}
	}
}

// secrets are the ids of the treaty's stories.
func (w *walk) secrets() (ids []string) {
	list, err := w.desk.Stories(w.t.Context(), syndication.Selection{})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, story := range list {
		if slices.ContainsFunc(treaty, func(s scoop) bool { return s.title == story.Origins[0].Item.Title }) {
			ids = append(ids, story.ID)
		}
	}
	return ids
}

// nobody is what one sends who has no token.
const nobody = "User-Agent: reader/1"

const unknownStory = "0123456789abcdefghij"

// openWalk is a wire with a full archive page, open stories, a partner that may
// have all, and one for each way to read.
func openWalk(t *testing.T) *walk {
	w := &walk{wire: openWireWith(t, Options{Client: newClient(t, true), Rate: 1e6}), stories: []string{unknownStory}}
	setup := testSetup()
	setup.Outlets = append(setup.Outlets, syndication.Outlet{Name: "bourse", Sources: []string{"*"}, Subscriptions: []syndication.Subscription{{Name: "ports", Query: "port OR ميناء OR 港口"}}})
	if err := w.desk.Configure(t.Context(), setup); err != nil {
		t.Fatal(err)
	}
	w.feeds = map[string][]string{
		"daily-nile": {"feed", "ar", "en", "ports"}, "huanqiu": {"feed", "zh-Hans"}, "partner": {"feed", "he"},
		"bourse": {"feed", "zh-Hans", "ar", "en", "ports"}, "nobody": {"feed"},
	}
	w.visitors = []visitor{
		{"a stranger", nobody},
		{"a guesser", bearer("guess")},
		{"the partner", "Authorization: Basic " + basic("any", w.token("partner"))},
		{"the bourse", bearer(w.token("bourse"))},
		{"a subscriber", bearer(w.token("bourse", "ports"))},
		{"the Nile", bearer(w.token("daily-nile"))},
	}
	for _, s := range treaty {
		w.words = append(w.words, s.title, s.keyword, s.author, s.guid)
	}
	w.words = append(w.words, "协议第七款", "البند")
	for from := 1; from <= 105; from += 35 {
		w.source.Name = fmt.Sprint("agency-", from) // so much from one would be held
		w.receive(many(from, 35)...)
	}
	w.source.Name = "agency"
	w.tagged()
	w.receive(append(worldNews(), openings...)...)
	w.tagged()
	w.since = w.clock()
	return w
}

// tagged keeps the present tags of what the bourse and the Nile read, so that
// deltas can be asked for from here.
func (w *walk) tagged() {
	w.tags = append(w.tags, w.get("/outlets/daily-nile/feed.json").Header.Get("Etag"),
		w.get("/outlets/bourse/feed.json", w.visitors[3].header).Header.Get("Etag"))
}

func (e embargo) test(t *testing.T) {
	leaks := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, leaks) })
	w := openWalk(t)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.desk.Run(ctx) }()
	defer func() { cancel(); <-done }()
	w.runHub()
	listeners := w.listeners(t)

	before := w.everywhere(t)
	e.publish(w)
	w.advance(released.Add(-time.Millisecond).Sub(w.clock()))
	during := w.everywhere(t)
	w.settled()
	e.check(t, w, before, during, listeners)

	w.advance(time.Millisecond)
	start := time.Now()
	e.released(t, w, listeners)
	t.Logf("%d answers; everywhere %s after the instant", len(during), time.Since(start).Round(time.Millisecond))
}

// listeners subscribe to what will have the treaty, in each format.
func (w *walk) listeners(t *testing.T) (list []*listener) {
	for i, topic := range []string{"/outlets/huanqiu/feed.rss", "/outlets/daily-nile/ports.atom", "/outlets/bourse/feed.json"} {
		l := listen(t)
		w.subscribe(l, publicURL+topic, "", w.visitors[[]int{0, 0, 3}[i]].header)
		list = append(list, l)
	}
	return list
}

// check fails the test for all that is known of the treaty under its embargo.
func (e embargo) check(t *testing.T, w *walk, before, during told, listeners []*listener) {
	t.Helper()
	var words []string
	for _, s := range treaty {
		words = append(words, s.words()...)
	}
	w.logged().silent(t, words)
	for _, id := range w.secrets() {
		during.alike(t, id, unknownStory)
	}
	if !e.afterAll {
		during.silent(t, append(words, w.secrets()...))
		during.same(t, before)
		for _, l := range listeners {
			l.nothing()
		}
		return
	}
	// Its tombstones are there, and nothing else of it.
	during.silent(t, words)
	during.found().same(t, before.found())
	for i, l := range listeners {
		var last push
		for len(l.pushes) > 0 {
			last = l.push()
		}
		told{fmt.Sprint("the last push to subscriber ", i): last.body}.silent(t, words)
	}
}

// released waits until the treaty is everywhere where it belongs.
func (e embargo) released(t *testing.T, w *walk, listeners []*listener) {
	t.Helper()
	zh, ar, bourse := treaty[0], treaty[1], w.visitors[3].header
	for _, c := range []struct {
		path, header, title string
	}{
		{"/outlets/huanqiu/feed.rss", nobody, zh.title},
		{"/outlets/huanqiu/zh-Hans.atom", nobody, zh.title},
		{"/outlets/huanqiu/feed.json?q=" + url.QueryEscape(quotedQuery(zh.keyword)), nobody, zh.title},
		{"/outlets/huanqiu", nobody, zh.title},
		{"/", nobody, zh.title},
		{"/stories/" + w.secrets()[0], bourse, w.titleOf(0)},
		{"/stories/" + w.secrets()[1], bourse, w.titleOf(1)},
		{"/outlets/daily-nile/feed.json", "If-None-Match: " + w.tags[2], ar.title}, // 200, or 226 to who asks
		{"/outlets/daily-nile/ar.rss", "Accept-Encoding: br", ar.title},
		{"/outlets/daily-nile/ports.atom", "Accept-Encoding: gzip", ar.title},
		{"/outlets/daily-nile/en.json", nobody, ar.link}, // the translation of an open story
		{"/outlets/bourse/feed.atom", bourse, zh.title},
		{"/outlets/bourse/zh-Hans.json", bourse, zh.title},
		{"/outlets/bourse/ar.rss", bourse, ar.title},
		{"/outlets/bourse/ports.json", w.visitors[4].header, zh.body},
	} {
		waitUntil(t, c.path+" has "+c.title, func() bool { return strings.Contains(w.get(c.path, c.header).body, c.title) })
	}
	delta := w.get("/outlets/bourse/feed.json", bourse, "A-IM: feed", "If-None-Match: "+w.tags[3])
	if delta.StatusCode != 226 || !strings.Contains(delta.body, zh.title) {
		t.Errorf("the delta from before the embargo: %d %.300s", delta.StatusCode, delta.body)
	}
	if r := w.get("/outlets/partner/feed.json", w.visitors[2].header); r.StatusCode != 200 || strings.Contains(r.body, ar.title) || strings.Contains(r.body, zh.title) {
		t.Errorf("who takes other languages has got it: %d %.300s", r.StatusCode, r.body)
	}
	for i, l := range listeners {
		for title := []string{zh.title, ar.title, zh.title}[i]; !strings.Contains(l.push().body, title); { // push fails the test when none comes
		}
	}
}

func (w *walk) titleOf(i int) string {
	s, err := w.desk.Story(w.t.Context(), w.secrets()[i])
	if err != nil {
		w.t.Fatal(err)
	}
	return s.Origins[0].Item.Title
}
