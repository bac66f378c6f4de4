package feeds

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// nasty are pieces that break writers of feeds.
var nasty = []string{
	"]]>", "]\x00]>", "]]\uFFFE>", "<![CDATA[", "]]]]><![CDATA[>", "<!--", "-->", "&amp;", "&#0;", "<script>", "</item>", "<items/>",
	"\x00", "\x0b", "\x1f", "\r\n", "\r", "\n", "\t", "\u0085", "\u2028", "\uFFFD", "\uFFFE", "\uFFFF", "\U0001FFFE",
	"\xff", "\xc3", "\xed\xa0\x80\xed\xb0\x80", "\xf0\x9f\x98", "\xef\xbf", "\xf4\x90\x80\x80",
	"\u202e", "\u2066", "\u200f", "\ufeff", "\u0301", `"`, `\`, `\u0000`, "'", "<", ">", "&", " ",
	"Порт", "الميناء", "נמל", "बंदरगाह", "港口", "こう", "항구", "ท่าเรือ", "𠮷野家", "👩‍🚀", "İstanbul",
}

func anyText() *rapid.Generator[string] {
	piece := rapid.OneOf(rapid.SampledFrom(nasty), rapid.String(), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 6), func(b []byte) string { return string(b) }))
	return rapid.Map(rapid.SliceOfN(piece, 0, 6), func(s []string) string { return strings.Join(s, "") })
}

func anyTitle() *rapid.Generator[string] {
	huge := rapid.Map(anyText(), func(s string) string { return strings.Repeat(s, 1000) })
	return rapid.OneOf(anyText(), anyText(), anyText(), anyText(), anyText(), anyText(), anyText(), huge)
}

func anyAddress() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{
			"", "https://agency.example/1", "http://агентство.example/новости?q=порт#ч", "https://u:p@h.example:8443/a b", "HTTP://[::1]:80/%zz",
			"javascript:alert(1)", "//h.example/", "/a", "https://", "http://h.example?a=[1]&b={2}", "mailto:a@b.example", "https://[fe80::1%25en0]/", "http://a b/",
		}),
		rapid.Map(anyText(), func(s string) string { return "https://h.example/" + s }),
		rapid.Map(anyText(), func(s string) string { return "https://" + s }),
		anyText(),
	)
}

func anyLanguage() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom([]string{"", "und", "en", "ar", "he", "fa", "zh-Hans", "zh-TW", "sr-Latn", "de-1996", "x-", "en_US", "1a", "toolonglanguage"}), anyText())
}

func anyTime() *rapid.Generator[Time] {
	return rapid.Custom(func(t *rapid.T) Time {
		if rapid.Bool().Draw(t, "none") {
			return Time{}
		}
		seconds := rapid.OneOf(rapid.Int64Range(0, 1<<31), rapid.Int64Range(-1<<40, 1<<40)).Draw(t, "seconds")
		zone := rapid.OneOf(rapid.SampledFrom([]int{0, 3600, 8 * 3600, -12600, 20700}), rapid.IntRange(-200_000, 200_000)).Draw(t, "offset")
		return Time{Time: time.Unix(seconds, 5).In(time.FixedZone("", zone)), DateOnly: rapid.Bool().Draw(t, "date only")}
	})
}

func draw[T any](t *rapid.T, name string, g *rapid.Generator[T]) T { return g.Draw(t, name) }

func anyMedia() *rapid.Generator[Media] {
	return rapid.Custom(func(t *rapid.T) Media {
		return Media{
			URL:    draw(t, "url", anyAddress()),
			Type:   draw(t, "type", rapid.OneOf(rapid.SampledFrom([]string{"", "image/jpeg", "Video/MP4; codecs=x", "audio", "a/b/c"}), anyText())),
			Length: draw(t, "length", rapid.Int64()), Title: draw(t, "title", anyText()), Alt: draw(t, "alt", anyText()),
			Credit: draw(t, "credit", anyText()), Width: draw(t, "width", rapid.Int()), Height: draw(t, "height", rapid.Int()), Seconds: draw(t, "s", rapid.Int()),
		}
	})
}

func anyItem() *rapid.Generator[Item] {
	return rapid.Custom(func(t *rapid.T) Item {
		texts := rapid.SliceOfN(anyText(), 0, 3)
		it := Item{
			ID: draw(t, "id", anyText()), Link: draw(t, "link", anyAddress()), Title: draw(t, "title", anyTitle()),
			Summary: draw(t, "summary", anyText()), Content: draw(t, "content", anyText()), Language: draw(t, "language", anyLanguage()),
			Keywords: draw(t, "keywords", texts), Media: draw(t, "media", rapid.SliceOfN(anyMedia(), 0, 3)),
			Published: draw(t, "published", anyTime()), Updated: draw(t, "updated", anyTime()),
			Origin: Origin{draw(t, "origin", anyText()), draw(t, "origin link", anyAddress())},
			Credit: draw(t, "credit", anyText()), Place: draw(t, "place", anyText()), Section: draw(t, "section", anyText()),
			Urgency: draw(t, "urgency", rapid.IntRange(-1, 9)), Note: draw(t, "note", anyText()),
			Status:  draw(t, "status", rapid.SampledFrom([]Status{Usable, Usable, Usable, Withdrawn, Expired, "canceled"})),
			Embargo: draw(t, "embargo", anyTime()), Repairs: draw(t, "repairs", texts),
		}
		for _, name := range draw(t, "authors", texts) {
			it.Authors = append(it.Authors, Person{name, draw(t, "email", rapid.OneOf(anyText(), rapid.Just("a@b.example"))), draw(t, "url", anyAddress())})
		}
		for _, term := range draw(t, "topics", texts) {
			it.Topics = append(it.Topics, Category{term, draw(t, "scheme", anyAddress()), draw(t, "label", anyText())})
		}
		for _, title := range draw(t, "translations", texts) {
			it.Translations = append(it.Translations, Translation{draw(t, "language", anyLanguage()), draw(t, "link", anyAddress()), "tag:1", title})
		}
		return it
	})
}

func anyFeed() *rapid.Generator[*Feed] {
	return rapid.Custom(func(t *rapid.T) *Feed {
		f := &Feed{
			ID: draw(t, "id", anyText()), Title: draw(t, "title", anyTitle()), Description: draw(t, "description", anyText()),
			Language: draw(t, "language", anyLanguage()), Link: "https://wire.example.org/", Self: draw(t, "self", anyAddress()),
			Hubs:    draw(t, "hubs", rapid.SliceOfN(anyAddress(), 0, 2)),
			Archive: Archive{draw(t, "page", rapid.Bool()), draw(t, "prev", anyAddress()), draw(t, "next", anyAddress()), draw(t, "current", anyAddress())},
			Image:   draw(t, "image", anyAddress()), Credit: draw(t, "credit", anyText()), Updated: draw(t, "updated", anyTime()),
			Items: draw(t, "items", rapid.SliceOfN(anyItem(), 0, 3)), Repairs: draw(t, "repairs", rapid.SliceOfN(anyText(), 0, 2)),
			Hints: Hints{TTL: draw(t, "ttl", rapid.IntRange(-1, 60)), SkipHours: []int{3, 99, 3, -1}, SkipDays: []string{"monday", "Someday"}},
		}
		if draw(t, "deleted", rapid.Bool()) {
			f.Deleted = []Tombstone{{draw(t, "deleted id", anyText()), draw(t, "when", anyTime()), draw(t, "comment", anyText())}}
		}
		return f
	})
}

func TestWhateverCameInWhatGoesOutIsValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := draw(t, "feed", anyFeed())
		for _, format := range Formats {
			doc, err := Render(f, format)
			if err != nil {
				t.Fatal(err)
			}
			if faults := validate(doc, format); faults != nil {
				t.Fatalf("%s: %q\n%s", format, faults, doc)
			}
		}
		doc, err := RenderForEditors(f)
		if err != nil {
			t.Fatal(err)
		}
		if faults := validate(doc, JSON); faults != nil {
			t.Fatalf("for editors: %q\n%s", faults, doc)
		}
	})
}

func TestTheSameFeedGivesTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := draw(t, "feed", anyFeed())
		for _, format := range Formats {
			first, _ := Render(f, format)
			second, _ := Render(f, format)
			if string(first) != string(second) {
				t.Fatalf("%s differs", format)
			}
		}
	})
}

// canCarry is text as every format can carry it, said in another way than the
// writer does.
func canCarry(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r == '\uFFFE' || r == '\uFFFF' || r < ' ' && r != '\t' && r != '\n' {
			return -1
		}
		return r
	}, s)
}

func TestTextReadsBackEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := draw(t, "item", anyItem())
		// At least a word each, so that nothing has to stand for it.
		it.Status, it.ID, it.Language = Usable, "tag:x.example,2026:1", "en"
		it.Title, it.Summary, it.Content, it.Credit = "a"+it.Title, "b"+it.Summary, "c"+it.Content, "d"+it.Credit
		f := &Feed{Title: "T", Link: "https://wire.example.org/", Items: []Item{it}}
		want := []string{canCarry(it.Title), canCarry(it.Summary), canCarry(it.Content), canCarry(it.Credit)}
		for _, format := range Formats {
			doc, err := Render(f, format)
			if err != nil {
				t.Fatal(err)
			}
			got := readTexts(t, doc, format)
			if !slices.Equal(got, want) {
				t.Fatalf("%s:\n got %q\nwant %q", format, got, want)
			}
		}
	})
}

// readTexts is title, summary, content and credit of the only item of doc.
func readTexts(t *rapid.T, doc []byte, format Format) []string {
	if format == JSON {
		f, err := readJSON(doc)
		if err != nil {
			t.Fatal(err)
		}
		it := f.Items[0]
		return []string{it.Title, it.Summary, *it.ContentHTML, it.Silkwire["credit"].(string)}
	}
	root, err := readXML(doc)
	if err != nil {
		t.Fatal(err)
	}
	if format == Atom {
		e := root.one("atom:entry")
		return []string{e.text("atom:title"), e.text("atom:summary"), e.text("atom:content"), e.text("atom:rights")}
	}
	it := root.one("channel").one("item")
	summary := html.UnescapeString(strings.ReplaceAll(it.text("description"), "<br>", "\n"))
	return []string{it.text("title"), summary, it.text("content:encoded"), it.text("dc:rights")}
}

func TestDatesReadBackWithTheirOffset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		when := At(time.Unix(draw(t, "seconds", rapid.Int64Range(0, 1<<33)), 0).In(time.FixedZone("", 900*draw(t, "quarters", rapid.IntRange(-56, 56)))))
		it := Item{ID: "1", Title: "t", Published: when, Updated: when}
		f := &Feed{Title: "T", Items: []Item{it}}
		same := func(s, layout string) {
			got, err := time.Parse(layout, s)
			if err != nil || got.Format(time.RFC3339) != when.Format(time.RFC3339) {
				t.Fatalf("%q, want %v (%v)", s, when, err)
			}
		}
		doc, _ := Render(f, RSS)
		root, _ := readXML(doc)
		same(root.one("channel").one("item").text("pubDate"), time.RFC1123Z)
		same(root.one("channel").one("item").text("atom:updated"), time.RFC3339)
		same(root.one("channel").text("lastBuildDate"), time.RFC1123Z)
		doc, _ = Render(f, Atom)
		root, _ = readXML(doc)
		same(root.one("atom:entry").text("atom:published"), time.RFC3339)
		same(root.one("atom:entry").text("atom:updated"), time.RFC3339)
		doc, _ = Render(f, JSON)
		j, _ := readJSON(doc)
		same(j.Items[0].Published, time.RFC3339)
		same(j.Items[0].Modified, time.RFC3339)
	})
}

// TestRandomFeedsPassTheSchemaOfAtom asks libxml2, a reader that is not Go's.
func TestRandomFeedsPassTheSchemaOfAtom(t *testing.T) {
	runXMLLint(t, Atom, "--relaxng", "testdata/atom.rng")
}

func TestRandomFeedsOfRSSAreWellFormedForOthers(t *testing.T) {
	runXMLLint(t, RSS)
}

func runXMLLint(t *testing.T, format Format, args ...string) {
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed (Debian: libxml2-utils)")
	}
	dir := t.TempDir()
	args = append(args, "--noout")
	for i := range 100 {
		doc, err := Render(anyFeed().Example(i), format)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, fmt.Sprintf("%d.xml", i))
		if err := os.WriteFile(name, doc, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	if out, err := exec.Command(xmllint, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%.4000s", err, strings.ReplaceAll(string(out), "validates\n", ""))
	}
}
