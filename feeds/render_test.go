package feeds

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files of testdata/render anew")

func clock(day, hour, minute, zone int) Time {
	return At(time.Date(2026, 11, day, hour, minute, 0, 0, time.FixedZone("", zone*3600)))
}

// full is an item with every field.
func full() Item {
	return Item{
		ID: "tag:wire.example.org,2026:story/1", Link: "https://agency.example/ports/1.html?a=1&b=2",
		Title: "AT&T opens a “smart port” in Alexandria", Summary: "Ships < 300 m moor without a pilot.\nA first in Africa.",
		Content:  `<p>Ships under 300 m <strong>moor</strong> &amp; leave without a pilot.</p>`,
		Language: "en-GB", Authors: []Person{{Name: "Mona Fahmy", Email: "mona@agency.example", URL: "https://agency.example/mona"}, {Name: "Lars Ødegård"}},
		Editor:   &Person{Name: "Desk Cairo", Email: "desk@agency.example"},
		Topics:   []Category{{Term: "20000763", Scheme: "http://cv.iptc.org/newscodes/mediatopic/", Label: "Smart cities"}, {Term: "ports", Label: "Ports"}},
		Keywords: []string{"Alexandria", "Ports", "harbour"},
		Media: []Media{
			{URL: "https://agency.example/p.jpg", Type: "image/jpeg", Title: "The port", Alt: "A ship at the quay", Credit: "Agency / Omar", Width: 1200, Height: 800},
			{URL: "https://agency.example/p.mp3", Length: 4_500_000, Seconds: 281},
		},
		Published: clock(2, 9, 30, 2), Updated: clock(3, 18, 5, 2),
		Origin: Origin{Title: "Agency & Sons", Link: "https://agency.example/"}, Credit: "© Agency & Sons",
		Place: "ALEXANDRIA", Section: "Economy", Urgency: 4, Note: "Corrects the length in paragraph 1.",
		Embargo: clock(2, 9, 0, 0),
		Translations: []Translation{
			{Language: "ar", Link: "https://agency.example/ar/1", ID: "tag:wire.example.org,2026:story/2", Title: "افتتاح ميناء ذكي"},
			{Language: "fr", ID: "tag:wire.example.org,2026:story/9"},
		},
		Repairs: []string{"the date had no zone"},
	}
}

// wire is a feed in all the scripts that outlets read.
func wire() *Feed {
	plain := func(id, language, title, summary, content string, at Time) Item {
		return Item{ID: "tag:wire.example.org,2026:story/" + id, Link: "https://agency.example/" + id, Language: language, Title: title, Summary: summary, Content: content, Published: at}
	}
	day := clock(5, 0, 0, 8)
	day.DateOnly = true
	return &Feed{
		ID: "tag:wire.example.org,2026:outlet/daily-nile/feed", Title: "Daily Nile", Description: "What the wire has for the Daily Nile", Language: "en",
		Link: "https://wire.example.org/outlets/daily-nile", Self: "https://wire.example.org/outlets/daily-nile/feed.rss",
		Hubs: []string{"https://wire.example.org/hub"}, Image: "https://wire.example.org/logo.png", Credit: "Silkroad Wire", Updated: clock(6, 12, 0, 0),
		Archive: Archive{Prev: "https://wire.example.org/outlets/daily-nile/feed.rss?archive=4"},
		Hints:   Hints{TTL: 15, SkipHours: []int{2, 1}, SkipDays: []string{"Sunday"}},
		Items: []Item{
			full(),
			plain("3", "ar", "افتتاح ميناء ذكي في الإسكندرية", "ترسو السفن من دون مرشد.", "<p>ترسو السفن من دون مرشد (AT&amp;T).</p>", clock(2, 10, 0, 2)),
			plain("4", "he", "נמל חכם נפתח באלכסנדריה", "", `<p dir="rtl">הספינות עוגנות ללא נתב.</p>`, clock(2, 10, 1, 2)),
			plain("5", "fa", "بندر هوشمند در اسکندریه", "کشتی‌ها بی‌راهنما پهلو می‌گیرند.", "", clock(2, 11, 30, 3)),
			plain("6", "ru", "В Александрии открыт «умный порт»", "Суда швартуются без лоцмана.", "<p>Суда швартуются без лоцмана.</p>", clock(2, 12, 0, 3)),
			plain("7", "hi", "अलेक्जेंड्रिया में स्मार्ट बंदरगाह खुला", "जहाज़ बिना पायलट के लंगर डालते हैं।", "", clock(2, 14, 0, 5)),
			plain("8", "zh-Hans", "亚历山大智慧港口启用", "船舶无需引航即可靠泊。", "<p>船舶无需引航即可靠泊。</p>", day),
			plain("9", "zh-Hant-TW", "亞歷山大智慧港口啟用", "", "", clock(2, 16, 0, 8)),
			plain("10", "ja", "アレクサンドリアにスマート港が開港", "水先人なしで接岸できる。", "", clock(2, 17, 0, 9)),
			plain("11", "ko", "알렉산드리아에 스마트 항만 개장", "선박이 도선사 없이 접안한다.", "", clock(2, 17, 5, 9)),
			plain("12", "th", "เปิดท่าเรืออัจฉริยะในอเล็กซานเดรีย", "เรือเทียบท่าได้โดยไม่ต้องมีนำร่อง", "", clock(2, 15, 0, 7)),
			plain("13", "tr", "İskenderiye’de akıllı liman açıldı", "Gemiler kılavuzsuz yanaşıyor.", "", clock(2, 11, 0, 3)),
			plain("14", Und, "Ciphertext: ]]> & <b>", "", "<p>]]&gt; ]]></p>", Time{}),
			{ID: "tag:wire.example.org,2026:story/15", Language: "he", Status: Withdrawn, Published: clock(1, 8, 0, 2), Updated: clock(6, 7, 0, 2), Note: "הנתון היה שגוי.", Title: "סוד", Content: "<p>סוד</p>"},
			{ID: "tag:wire.example.org,2026:story/16", Language: "th", Status: Expired, Published: clock(1, 9, 0, 7), Updated: clock(6, 0, 0, 7), Summary: "ความลับ"},
		},
		Deleted: []Tombstone{{ID: "tag:wire.example.org,2026:story/17", When: clock(6, 8, 0, 0), Comment: "Sent by mistake."}},
		Repairs: []string{"1 control character left out"},
	}
}

func TestDocumentsAreWrittenAsTheGoldenFilesShow(t *testing.T) {
	page := wire()
	page.Archive = Archive{Page: true, Prev: page.Self + "?archive=2", Next: page.Self + "?archive=4", Current: page.Self}
	page.Items, page.Deleted = page.Items[:1], nil
	empty := &Feed{Title: "ميناء", Language: "ar", Self: "https://wire.example.org/outlets/port/feed.atom", Updated: clock(6, 12, 0, 0)}
	for name, f := range map[string]*Feed{"feed": wire(), "archive": page, "empty": empty} {
		for _, format := range Formats {
			doc, err := Render(f, format)
			compareGolden(t, name+"."+string(format), format, doc, err)
		}
	}
	doc, err := RenderForEditors(wire())
	compareGolden(t, "editors.json", JSON, doc, err)
}

func compareGolden(t *testing.T, name string, format Format, doc []byte, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if faults := validate(doc, format); faults != nil {
		t.Errorf("%s is not valid: %q", name, faults)
	}
	file := filepath.Join("testdata", "render", name)
	if *update {
		if err := os.WriteFile(file, doc, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(doc), "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestOfAnItemThatIsGoneNothingIsLeft(t *testing.T) {
	for _, status := range []Status{Withdrawn, Expired, "canceled"} {
		it := full()
		it.Status, it.Note = status, ""
		kept := []string{it.ID, "en-GB"}
		lost := []string{
			"smart port", "moor", "Mona", "agency.example", "Desk", "mediatopic", "Smart cities", "Ports", "harbour",
			"p.jpg", "quay", "Omar", "Agency", "ALEXANDRIA", "Economy", "story/2", "افتتاح", "embargo", "repairs",
		}
		f := &Feed{ID: "tag:wire.example.org,2026:x", Title: "T", Items: []Item{it}, Updated: it.Updated}
		for _, format := range Formats {
			doc, err := Render(f, format)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range kept {
				if !bytes.Contains(doc, []byte(s)) {
					t.Errorf("%s %s: %q is missing\n%s", status, format, s, doc)
				}
			}
			for _, s := range lost {
				if bytes.Contains(doc, []byte(s)) {
					t.Errorf("%s %s: %q is still there\n%s", status, format, s, doc)
				}
			}
			want := "This story was withdrawn"
			if status == Expired {
				want = "This story is no longer available"
			}
			if !bytes.Contains(doc, []byte(want)) {
				t.Errorf("%s %s does not say %q", status, format, want)
			}
		}
	}
}

func TestOutletsNeverSeeWhatIsForEditors(t *testing.T) {
	f := wire()
	for _, format := range Formats {
		doc, err := Render(f, format)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"Desk Cairo", "desk@agency.example", "embargo", "2026-11-02T09:00:00Z", "no zone", "control character"} {
			if bytes.Contains(doc, []byte(secret)) {
				t.Errorf("%s shows %q", format, secret)
			}
		}
	}
	doc, err := RenderForEditors(f)
	if err != nil {
		t.Fatal(err)
	}
	j, err := readJSON(doc)
	if err != nil {
		t.Fatal(err)
	}
	it := j.Items[0]
	want := map[string]any{"editor": map[string]any{"name": "Desk Cairo", "email": "desk@agency.example"}, "embargoed_until": "2026-11-02T09:00:00Z", "repairs": []any{"the date had no zone"}}
	for key, value := range want {
		if diff := cmp.Diff(value, it.Silkwire[key]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
	if !slices.Equal(it.Tags, f.Items[0].Keywords) {
		t.Errorf("tags are %q, not the keywords", it.Tags)
	}
	if diff := cmp.Diff(map[string]any{"repairs": []any{"1 control character left out"}}, j.Silkwire); diff != "" {
		t.Errorf("of the feed (-want +got):\n%s", diff)
	}
}

func TestItemsEncodedOnceCanBeShared(t *testing.T) {
	f := wire()
	f.Deleted = nil
	for _, format := range Formats {
		items := make([][]byte, 1)
		for i := range f.Items {
			e, err := Encode(&f.Items[i], format)
			if err != nil {
				t.Fatal(err)
			}
			items = append(items, e)
		}
		before := make([]string, len(items))
		for i, e := range items {
			before[i] = string(e)
		}
		envelope, err := NewEnvelope(f, format)
		if err != nil {
			t.Fatal(err)
		}
		joined := bytes.Join(envelope.Enclose(slices.Clone(items), f.Updated), nil)
		rendered, err := Render(f, format)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(joined, rendered) {
			t.Errorf("%s: what Encode gives, enclosed, is not what Render gives", format)
		}
		for i, e := range items {
			if string(e) != before[i] {
				t.Errorf("%s: Enclose changed item %d", format, i)
			}
		}
	}
}

func TestWhatCannotBeRenderedIsAnError(t *testing.T) {
	if _, err := Render(wire(), "pdf"); err == nil || !strings.Contains(err.Error(), `"pdf"`) {
		t.Errorf("unknown format: %v", err)
	}
	if _, err := NewEnvelope(wire(), "pdf"); err == nil {
		t.Error("an envelope in an unknown format: no error")
	}
	if _, err := Encode(nil, RSS); err == nil {
		t.Error("no item: no error")
	}
	if _, err := Render(nil, RSS); err == nil {
		t.Error("no feed: no error")
	}
	if _, err := NewEnvelope(nil, RSS); err == nil {
		t.Error("an envelope without a feed: no error")
	}
}

func TestAFeedWithoutDatesDoesNotAskTheClock(t *testing.T) {
	doc, err := Render(&Feed{Title: "T", Items: []Item{{ID: "1", Title: "a"}}}, Atom)
	if err != nil {
		t.Fatal(err)
	}
	root, err := readXML(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []*node{root, root.one("atom:entry")} {
		if got := n.text("atom:updated"); got != "1970-01-01T00:00:00Z" {
			t.Errorf("%s updated %q", n.name(), got)
		}
	}
	doc, _ = Render(&Feed{Title: "T", Items: []Item{{ID: "1", Title: "a", Published: clock(2, 1, 0, 0)}}}, RSS)
	if !bytes.Contains(doc, []byte("<lastBuildDate>Mon, 02 Nov 2026 01:00:00 +0000</lastBuildDate>")) {
		t.Errorf("the newest item does not date the feed:\n%s", doc)
	}
}
