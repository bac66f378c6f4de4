package feeds

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// noon is the present in these tests.
var noon = time.Date(2026, 5, 5, 12, 0, 0, 0, time.UTC)

// parsed reads a document that must be a feed.
func parsed(t *testing.T, doc string, opt ParseOptions) *Feed {
	t.Helper()
	if opt.Now.IsZero() {
		opt.Now = noon
	}
	feed, err := Parse([]byte(doc), opt)
	if err != nil {
		t.Fatal(err)
	}
	return feed
}

// fixture is a file of testdata/read.
func fixture(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "read", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func at(offset int, year int, month time.Month, day, hour, minute int) Time {
	zone := time.UTC
	if offset != 0 {
		zone = time.FixedZone("", offset*3600)
	}
	return At(time.Date(year, month, day, hour, minute, 0, 0, zone))
}

// sameTime compares instants and offsets, not the names of zones.
var sameTime = cmp.Comparer(func(a, b Time) bool {
	return a.Format(time.RFC3339Nano) == b.Format(time.RFC3339Nano) && a.DateOnly == b.DateOnly && a.Original == b.Original
})

func TestRSSFillsTheItem(t *testing.T) {
	feed := parsed(t, fixture(t, "agency.rss"), ParseOptions{URL: "https://agency.example/feeds/en.xml"})
	want := &Feed{
		ID: "https://agency.example/feeds/en.xml", Title: "Silk Road Agency", Description: "News for Outlets", Language: "en-GB",
		Link: "https://agency.example/", Self: "https://agency.example/feeds/en.xml", Hubs: []string{"https://hub.example/"},
		Image: "https://agency.example/logo.png", Credit: "© 2026 Silk Road Agency", Updated: at(8, 2026, 5, 5, 18, 0),
		Hints: Hints{TTL: 30, SkipHours: []int{0, 1}, SkipDays: []string{"Sunday"}, UpdatePeriod: "hourly", UpdateFrequency: 2},
		Items: []Item{{
			ID: "story-1", Link: "https://agency.example/stories/1", Title: "Ports of Oman & Egypt sign accord",
			Summary: "Two ports agree.", Language: "en-GB", Keywords: []string{"Ports", "Oman", "trade", "Suez"},
			Content:   `<p>Two ports <a href="https://agency.example/oman">agree</a>.</p><figure><img src="https://agency.example/img/port.jpg" alt="A port"/><figcaption>Salalah</figcaption></figure>`,
			Authors:   []Person{{Name: "Niu Huizhe", Email: "niu@agency.example"}, {Name: "فاطمة علي"}},
			Published: at(8, 2026, 5, 5, 17, 30), Updated: at(0, 2026, 5, 5, 9, 45),
			Origin: Origin{Title: "Muscat Daily", Link: "https://muscat.example/rss"}, Credit: "Silk Road Agency/Muscat Daily",
			Place: "MUSCAT", Section: "Economy", Urgency: 3,
			Media: []Media{
				{URL: "https://cdn.example/a.mp3", Type: "audio/mpeg", Length: 1234, Seconds: 3723},
				{URL: "https://cdn.example/port-large.jpg?sig=a&x=b", Type: "image/jpeg", Alt: "The port of Salalah", Credit: "A. Photographer", Width: 1200, Height: 800, Length: 5120},
				{URL: "https://agency.example/img/port.jpg", Type: "image/jpeg", Alt: "A port"},
			},
			Translations: []Translation{{Language: "ar", Link: "https://agency.example/ar/1", Title: "موانئ"}},
		}},
	}
	if diff := cmp.Diff(want, feed, sameTime); diff != "" {
		t.Error(diff)
	}
}

func TestAtomFillsTheItem(t *testing.T) {
	feed := parsed(t, fixture(t, "agency.atom"), ParseOptions{})
	want := &Feed{
		ID: "tag:agency.example,2026:feed", Title: "وكالة طريق الحرير", Description: "أخبار للصحف", Language: "ar",
		Link: "https://agency.example/ar/", Self: "https://agency.example/ar/feed.atom", Hubs: []string{"https://hub.example/"},
		Image: "https://agency.example/ar/logo.png", Credit: "حقوق النشر محفوظة", Updated: at(0, 2026, 5, 5, 10, 0),
		Archive: Archive{Page: true, Prev: "https://agency.example/ar/a/1", Next: "https://agency.example/ar/a/3", Current: "https://agency.example/ar/feed.atom"},
		Items: []Item{
			{
				ID: "tag:agency.example,2026:1", Link: "https://agency.example/ar/1", Title: "AT&T و 5 < 6 في <b> غامق", Language: "ar",
				Summary: "ملخص الخبر", Content: `<p dir="rtl">نص <a href="https://agency.example/files/x.html">الرابط</a></p>`,
				Authors:   []Person{{Name: "فاطمة علي", Email: "f@agency.example", URL: "https://agency.example/f"}},
				Published: at(3, 2026, 5, 5, 12, 0), Updated: at(0, 2026, 5, 5, 10, 0), Keywords: []string{"مدن ذكية", "sport"},
				Origin: Origin{Title: "Muscat Daily", Link: "https://muscat.example/"}, Credit: "Muscat",
				Media:        []Media{{URL: "https://agency.example/ar/a.pdf", Type: "application/pdf", Length: 77, Title: "الوثيقة"}},
				Translations: []Translation{{Language: "en", Link: "https://agency.example/en/1", Title: "In English"}},
			},
			{
				ID: "tag:agency.example,2026:2", Link: "https://agency.example/fr/2", Title: "Les ports d’Oman", Language: "fr",
				Content: "<p>Un texte sur les ports &amp; la mer.</p>", Updated: at(0, 2026, 5, 4, 9, 0),
			},
		},
		Deleted: []Tombstone{{ID: "tag:agency.example,2026:0", When: at(0, 2026, 5, 3, 8, 0), Comment: "سُحب الخبر"}},
	}
	if diff := cmp.Diff(want, feed, sameTime); diff != "" {
		t.Error(diff)
	}
}

func TestRDFFillsTheItem(t *testing.T) {
	feed := parsed(t, fixture(t, "agency.rdf"), ParseOptions{})
	if len(feed.Items) != 2 || feed.Title != "新聞" || feed.Language != "ja" {
		t.Fatalf("%d items, title %q, language %q", len(feed.Items), feed.Title, feed.Language)
	}
	first, second := feed.Items[0], feed.Items[1]
	if first.ID != "https://agency.example/diary#p1" || first.Link != "https://agency.example/diary#p1" || second.Link != "https://agency.example/diary#p2" {
		t.Errorf("ids and links %q %q %q", first.ID, first.Link, second.Link)
	}
	if first.Published.Format(time.RFC3339) != "2026-05-05T09:00:00+09:00" || len(first.Authors) != 1 || first.Authors[0].Name != "山田太郎" || first.Keywords[0] != "港" {
		t.Errorf("%+v", first)
	}
}

func TestJSONFeedFillsTheItem(t *testing.T) {
	feed := parsed(t, fixture(t, "agency.json"), ParseOptions{URL: "https://agency.example/feed.json"})
	want := &Feed{
		ID: "https://agency.example/feed.json", Title: "Agence de la Route de la soie", Description: "Pour les journaux", Language: "fr",
		Link: "https://agency.example/fr/", Self: "https://agency.example/feed.json", Hubs: []string{"https://hub.example/"},
		Archive: Archive{Prev: "https://agency.example/feed.json?archive=3"}, Image: "https://agency.example/icon.png", Credit: "Rédaction",
		Items: []Item{
			{
				ID: "17", Link: "https://agency.example/fr/17", Title: "Ports & mer", Summary: "Un résumé", Language: "fr", Keywords: []string{"ports", "mer"},
				Content: "<p>Le <em>texte</em></p>", Authors: []Person{{Name: "Zoé", URL: "https://agency.example/zoe"}},
				Published: at(2, 2026, 5, 5, 9, 0), Updated: at(2, 2026, 5, 5, 10, 0), Place: "PARIS", Section: "Économie", Urgency: 2, Credit: "ASF", Note: "corrige le titre",
				Origin: Origin{Title: "Mascate", Link: "https://muscat.example/"}, Editor: &Person{Name: "Niu Huizhe", Email: "niu@agency.example"},
				Media: []Media{{URL: "https://agency.example/i.png", Type: "image/png"}, {URL: "https://agency.example/a.mp3", Type: "audio/mpeg", Length: 5, Seconds: 60, Title: "Le son"}},
			},
			{ID: "https://agency.example/zh/18", Link: "https://agency.example/zh/18", Title: "智慧城市峰会将在上海举行", Language: "zh-Hans", Content: "<p>第一段</p><p>第二段</p>"},
		},
	}
	if diff := cmp.Diff(want, feed, sameTime); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoFeedIsNamed(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"nothing", " \n", "not a feed: an empty document"},
		{"a page", "<!DOCTYPE html><html><head><title>Home &amp; away</title></head><body></body></html>", `not a feed: a web page titled "Home & away"`},
		{"a page that speaks of feeds", "<html><body><pre><rss version=2.0></pre></body></html>", "not a feed: a web page without a title"},
		{"JSON of another kind", `{"error": "rate limited"}`, "not a feed: JSON that is no JSON Feed"},
		{"a list in JSON", `[1, 2]`, "not a feed: JSON that is no JSON Feed (a list)"},
		{"a sitemap", `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>`, "not a feed: a sitemap"},
		{"OPML", `<opml version="2.0"></opml>`, "not a feed: a list of feeds (OPML); add the feeds it names"},
		{"XML of another kind", `<library/>`, "not a feed: XML of another kind (its root is <library>)"},
		{"prose", "503 Service Unavailable", `not a feed: a text that begins with "503 Service Unavailable"`},
		{"a PDF", "%PDF-1.7", "not a feed: a PDF document"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse([]byte(c.doc), ParseOptions{})
			if !errors.Is(err, ErrNotFeed) || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestItemsWithoutAnIDGetOneThatStays(t *testing.T) {
	const doc = `<rss><channel>
<item><title>Linked</title><link>https://a.example/1?utm_source=rss</link></item>
<item><title>Only a title</title><pubDate>Tue, 05 May 2026 09:00:00 GMT</pubDate></item>
<item><title>Only a title</title><pubDate>Mon, 04 May 2026 09:00:00 GMT</pubDate></item>
<item><guid>same</guid><title>A</title><link>https://a.example/a</link></item>
<item><guid>same</guid><title>B</title><link>https://a.example/b</link></item>
</channel></rss>`
	first := parsed(t, doc, ParseOptions{}).Items
	again := parsed(t, strings.Replace(doc, "<channel>", "<channel><item><title>New</title></item>", 1), ParseOptions{Now: noon.Add(time.Hour)}).Items[1:]
	seen := map[string]bool{}
	for i := range first {
		if first[i].ID != again[i].ID {
			t.Errorf("item %d: id %q, then %q", i, first[i].ID, again[i].ID)
		}
		if seen[first[i].ID] {
			t.Errorf("item %d: id %q a second time", i, first[i].ID)
		}
		seen[first[i].ID] = true
	}
	if first[0].ID != "https://a.example/1" || first[3].ID != "https://a.example/a" || len(first[3].Repairs) != 1 {
		t.Errorf("ids %q %q, repairs %q", first[0].ID, first[3].ID, first[3].Repairs)
	}
}

func TestDatesInTheFutureAreMistakesOrEmbargoes(t *testing.T) {
	const doc = `<rss><channel><item><title>x</title><pubDate>Wed, 06 May 2026 09:00:00 +0200</pubDate></item></channel></rss>`
	clamped := parsed(t, doc, ParseOptions{}).Items[0]
	if !clamped.Published.Equal(noon) || clamped.Published.Original != "Wed, 06 May 2026 09:00:00 +0200" || !clamped.Embargo.IsZero() {
		t.Errorf("clamped: %+v, embargo %v", clamped.Published, clamped.Embargo)
	}
	held := parsed(t, doc, ParseOptions{Embargo: true}).Items[0]
	if got := held.Embargo.Format(time.RFC3339); got != "2026-05-06T09:00:00+02:00" {
		t.Errorf("embargo %s", got)
	}
}

func TestLanguageIsAskedFromTheItemOutwards(t *testing.T) {
	item := func(attr, inner string) string {
		return "<item" + attr + "><title>Ministers meet in the capital to discuss the new trade agreement</title>" + inner + "</item>"
	}
	feed := func(attr, inner, items string) string {
		return `<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel` + attr + ">" + inner + items + "</channel></rss>"
	}
	for _, c := range []struct{ name, doc, option, want string }{
		{"xml:lang of the item", feed("", "<language>fr</language>", item(` xml:lang="en-gb"`, "")), "de", "en-GB"},
		{"dc:language of the item", feed("", "<language>fr</language>", item("", "<dc:language>en-US</dc:language>")), "de", "en-US"},
		{"the feed", feed("", "<language>en-au</language>", item("", "")), "de", "en-AU"},
		{"xml:lang of the channel", feed(` xml:lang="en-nz"`, "", item("", "")), "de", "en-NZ"},
		{"the source", feed("", "", item("", "")), "en-IE", "en-IE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := parsed(t, c.doc, ParseOptions{Language: c.option}).Items[0].Language; got != c.want {
				t.Errorf("language %q, want %q", got, c.want)
			}
		})
	}
}

func TestALimitHoldsWhateverComes(t *testing.T) {
	bomb := `<!DOCTYPE lolz [<!ENTITY a "lol">` + strings.Repeat(`<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">`, 200) + `<!ENTITY file SYSTEM "file:///etc/passwd">]>`
	const head = "<rss><channel><item><title>x</title>"
	for _, c := range []struct {
		name, doc string
		items     int
	}{
		{"more items than are read", "<rss><channel>" + strings.Repeat("<item><title>x</title></item>", 20000) + "</channel></rss>", 10000},
		{"a million elements within each other", head + strings.Repeat("<a>", 1000000), 1},
		{"a million extension elements within each other", head + strings.Repeat("<x:a>", 300000) + strings.Repeat("</x:a>", 300000) + "</item></channel></rss>", 1},
		{"a million attributes", "<rss><channel><item " + strings.Repeat(`a="b" `, 1000000) + "></item></channel></rss>", 1},
		{"entities made of entities", bomb + "<rss><channel><item><title>&b;&file;</title></item></channel></rss>", 1},
		{"a million beginnings of tags", head + "<description>" + strings.Repeat("</", 1000000), 1},
		{"a million CDATA sections", head + "<description>" + strings.Repeat("<![CDATA[</description>", 300000), 1},
		{"a million quotes", head + strings.Repeat(`<a b="'>`, 500000), 1},
		{"a million definitions", head + strings.Repeat("<!x [", 500000), 1},
		{"deep JSON", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","_x":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}]}`, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			feed, err := Parse([]byte(c.doc), ParseOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if len(feed.Items) != c.items {
				t.Errorf("%d items, want %d", len(feed.Items), c.items)
			}
			for _, it := range feed.Items {
				if strings.Contains(it.Title, "lollol") || strings.Contains(it.Title, "root:") {
					t.Errorf("an entity was expanded: %.80q", it.Title)
				}
			}
		})
	}
}

func TestJSONIsReadAsFarAsItGoes(t *testing.T) {
	head := `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"eins"},`
	for _, c := range []struct{ name, doc, titles string }{
		{"cut off in an item", head + `{"id":"2","title":"zw`, "eins|zw"},
		{"cut off in a key", head + `{"id":"2","title":"zwei"},{"id":"3","ti`, "eins|zwei"},
		{"a comma too many", head + `{"id":"2","title":"zwei",},]}`, "eins|zwei"},
		{"an item that is no object", head + `7,{"id":"2","title":"zwei"}]}`, "eins|zwei"},
		{"fields of other types", head + `{"id":2,"title":"zwei","tags":"a, b","author":"Zoé","attachments":{"url":"https://a.example/x"},"date_published":5}]}`, "eins|zwei"},
		{"a line break in a string", head + "{\"id\":\"2\",\"title\":\"zwei\n\"}]}", "eins|zwei"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var titles []string
			for _, it := range parsed(t, c.doc, ParseOptions{}).Items {
				titles = append(titles, it.Title)
			}
			if got := strings.Join(titles, "|"); got != c.titles {
				t.Errorf("titles %q, want %q", got, c.titles)
			}
		})
	}
}

func TestFragmentsThatNameAPartStay(t *testing.T) {
	for link, want := range map[string]string{
		"https://agency.example/live#post-4711":       "https://agency.example/live#post-4711",
		"https://agency.example/live#xtor=RSS-3208":   "https://agency.example/live",
		"https://agency.example/live#Echobox=1526458": "https://agency.example/live",
		"https://agency.example/live#comments":        "https://agency.example/live",
		"https://agency.example/#/story/5":            "https://agency.example/#/story/5",
	} {
		it := parsed(t, "<rss><channel><item><title>Ports</title><link>"+link+"</link></item></channel></rss>", ParseOptions{}).Items[0]
		if it.Link != want || it.ID != want {
			t.Errorf("%s: link %q, id %q", link, it.Link, it.ID)
		}
	}
}

func TestATombstoneOfOursIsOneAgain(t *testing.T) {
	for _, format := range Formats {
		for _, status := range []Status{Withdrawn, Expired} {
			doc, err := Render(&Feed{ID: "tag:x,2026:f", Title: "T", Updated: At(noon), Items: []Item{{ID: "tag:x,2026:1", Language: "en", Updated: At(noon), Status: status, Note: "The figure was wrong."}}}, format)
			if err != nil {
				t.Fatal(err)
			}
			feed := parsed(t, string(doc), ParseOptions{})
			switch {
			case len(feed.Deleted) == 1 && feed.Deleted[0].ID == "tag:x,2026:1" && len(feed.Items) == 0:
			case len(feed.Items) == 1 && feed.Items[0].Status == status && feed.Items[0].Title == "" && feed.Items[0].Note == "The figure was wrong.":
			default:
				t.Errorf("%s %s: %+v\n%s", format, status, feed, doc)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(wellFormed), "", "https://agency.example/feed")
	for _, name := range []string{"agency.rss", "agency.atom", "agency.rdf", "agency.json"} {
		f.Add([]byte(fixture(f, name)), "text/xml; charset=utf-8", "")
	}
	for _, fault := range faults {
		f.Add([]byte(strings.Replace(wellFormed, fault.old, fault.new, 1)), "", "")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType, url string) {
		feed, err := Parse(data, ParseOptions{ContentType: contentType, URL: url, Now: noon, MaxItems: 100})
		if err != nil {
			if feed != nil {
				t.Error("a feed with an error")
			}
			return
		}
		if len(feed.Items) > 100 {
			t.Errorf("%d items", len(feed.Items))
		}
		for _, it := range feed.Items {
			if it.ID == "" || it.Language == "" {
				t.Errorf("no id or language: %+v", it)
			}
			if it.Link != "" && !strings.HasPrefix(it.Link, "http") {
				t.Errorf("link %q", it.Link)
			}
			if it.Published.After(noon) || it.Updated.After(noon) {
				t.Errorf("a date in the future: %v %v", it.Published, it.Updated)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	var doc strings.Builder
	doc.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Agency</title><language>en</language>`)
	for i := range 100 {
		fmt.Fprintf(&doc, `<item><title>Story %d of the agency &amp; its partners</title><link>https://agency.example/stories/%d?utm_source=rss</link><guid>%d</guid>`+
			`<pubDate>Tue, 05 May 2026 09:%02d:00 GMT</pubDate><description>What happened in port %d today.</description><category>Ports</category><content:encoded><![CDATA[%s]]></content:encoded></item>`,
			i, i, i, i%60, i, strings.Repeat(`<p>The port of Salalah said on Tuesday that <a href="/x">ships</a> had arrived.</p>`, 20))
	}
	doc.WriteString("</channel></rss>")
	data := []byte(doc.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Parse(data, ParseOptions{Now: noon}); err != nil {
			b.Fatal(err)
		}
	}
}
