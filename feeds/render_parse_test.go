package feeds

import (
	"fmt"
	"html"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// stories are real ones, long enough to tell their language by.
var stories = map[string][]string{
	"en":      {"AT&T opens a smart port in Alexandria", "Ships shorter than 300 m now moor without a pilot, the authority said."},
	"fr":      {"Un port intelligent ouvre à Alexandrie", "Les navires de moins de 300 m accostent désormais sans pilote."},
	"ru":      {"В Александрии открыт «умный порт»", "Суда короче 300 м теперь швартуются без лоцмана, сообщили власти."},
	"ar":      {"افتتاح ميناء ذكي في الإسكندرية", "أعلنت هيئة الميناء أن السفن ترسو الآن من دون مرشد."},
	"he":      {"נמל חכם נפתח באלכסנדריה", "הספינות עוגנות כעת ללא נתב, כך נמסר מרשות הנמלים."},
	"hi":      {"अलेक्जेंड्रिया में स्मार्ट बंदरगाह खुला", "प्राधिकरण ने कहा कि जहाज़ अब बिना पायलट के लंगर डालते हैं।"},
	"zh-Hans": {"亚历山大智慧港口启用", "港务局表示，长度不足三百米的船舶无需引航即可靠泊。"},
	"ja":      {"アレクサンドリアにスマート港が開港", "三百メートル未満の船は水先人なしで接岸できると当局は述べた。"},
	"ko":      {"알렉산드리아에 스마트 항만 개장", "항만청은 선박이 이제 도선사 없이 접안한다고 밝혔다."},
	"th":      {"เปิดท่าเรืออัจฉริยะในอเล็กซานเดรีย", "การท่าเรือกล่าวว่าเรือเทียบท่าได้โดยไม่ต้องมีนำร่อง"},
}

// anyStory is an item as the desk holds it.
func anyStory() *rapid.Generator[Item] {
	return rapid.Custom(func(t *rapid.T) Item {
		language := draw(t, "language", rapid.SampledFrom([]string{"en", "fr", "ru", "ar", "he", "hi", "zh-Hans", "ja", "ko", "th"}))
		text := stories[language]
		n := draw(t, "n", rapid.IntRange(1, 1_000_000))
		address := fmt.Sprintf("https://agency.example/%s/%d.html", language, n)
		it := Item{
			ID: fmt.Sprintf("tag:wire.example.org,2026:story/%d", n), Link: address, Title: text[0], Summary: text[1], Language: language,
			Content:   "<p>" + html.EscapeString(text[1]) + "</p>",
			Published: clock(1+n%20, n%24, n%60, n%12), Credit: "© " + text[0], Origin: Origin{"Agency & " + text[0], "https://agency.example/"},
			Place: "ALEXANDRIA", Section: text[0], Urgency: 1 + n%9, Note: text[1],
		}
		it.Updated = At(it.Published.Add(time.Duration(n) * time.Second))
		if draw(t, "authors", rapid.Bool()) {
			it.Authors = []Person{{"Mona Fahmy", "mona@agency.example", "https://agency.example/mona"}, {Name: "Ларс Эдегор"}}
		}
		if draw(t, "keywords", rapid.Bool()) {
			it.Keywords = []string{"港口", "R&D", "الميناء"}
		}
		if draw(t, "media", rapid.Bool()) {
			it.Media = []Media{{URL: address + ".mp3", Type: "audio/mpeg", Length: int64(n), Title: text[0], Alt: text[1], Credit: "Agency / Omar", Seconds: 90},
				{URL: address + ".jpg", Type: "image/jpeg", Alt: text[0], Credit: text[0], Width: 1200, Height: 800}}
		}
		if draw(t, "topics", rapid.Bool()) {
			it.Topics = []Category{{"smart-city", "https://wire.example.org/topics", "智慧城市"}, {"20000763", "http://cv.iptc.org/newscodes/mediatopic/", "Порты & мор"}}
		}
		if draw(t, "no content", rapid.Bool()) {
			it.Content = ""
		}
		if draw(t, "translation", rapid.Bool()) {
			it.Translations = []Translation{{Language: "tr", Link: "https://agency.example/tr/1", ID: "tag:wire.example.org,2026:story/0", Title: "Akıllı liman"}}
		}
		return it
	})
}

// carried is what is left of an item after a format.
func carried(it Item, format Format) Item {
	if format == JSON {
		it.Authors = append([]Person(nil), it.Authors...)
		for i := range it.Authors {
			it.Authors[i].Email = ""
		}
	}
	// Labels of topics are keywords to whoever reads us.
	words := []string{}
	for _, c := range it.Topics {
		words = append(words, c.Label)
	}
	it.Keywords = append(words, it.Keywords...)
	if format == JSON {
		return it
	}
	it.Topics, it.Urgency, it.Note = slices.DeleteFunc(slices.Clone(it.Topics), func(c Category) bool {
		return format == RSS || c.Scheme != MediaTopics // Atom has a place for a code beside its label
	}), 0, ""
	it.Translations = append([]Translation(nil), it.Translations...)
	for i := range it.Translations {
		it.Translations[i].ID = ""
	}
	if format == RSS {
		it.Authors = append([]Person(nil), it.Authors...)
		for i := range it.Authors {
			it.Authors[i] = Person{Name: it.Authors[i].Name}
		}
	}
	return it
}

func TestParseOfRenderGivesBackWhatTheFormatCarries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := &Feed{
			ID: "tag:wire.example.org,2026:outlet/x", Title: "Daily Nile & النيل اليومي", Description: "Everything <new>", Language: "en",
			Link: "https://wire.example.org/outlets/x", Self: "https://wire.example.org/outlets/x/feed", Hubs: []string{"https://wire.example.org/hub"},
			Archive: Archive{Page: true, Prev: "https://wire.example.org/1", Next: "https://wire.example.org/3", Current: "https://wire.example.org/c"},
			Image:   "https://wire.example.org/logo.png", Credit: "Silkroad & Wire", Updated: clock(21, 12, 0, 3),
			Items: rapid.SliceOfNDistinct(anyStory(), 0, 3, func(it Item) string { return it.ID }).Draw(t, "items"),
		}
		for _, format := range Formats {
			doc, err := Render(want, format)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Parse(doc, ParseOptions{ContentType: format.MediaType(), URL: want.Self, Now: clock(60, 0, 0, 0).Time})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(carriedFeed(want, format), got, tolerance(format)); diff != "" {
				t.Fatalf("%s (-want +got):\n%s\n%s", format, diff, doc)
			}
		}
	})
}

// tolerance is how far two feeds may differ. JSON Feed names the leading picture
// before all attachments.
func tolerance(format Format) cmp.Option {
	if format != JSON {
		return cmpopts.EquateEmpty()
	}
	return cmp.Options{
		cmpopts.EquateEmpty(),
		cmpopts.SortSlices(func(a, b Media) bool { return a.URL < b.URL }),
	}
}

func carriedFeed(f *Feed, format Format) *Feed {
	c := *f
	c.Items = nil
	for i := range f.Items {
		it := carried(f.Items[i], format)
		if it.Content != "" {
			it.Content = directed(&it)
		}
		c.Items = append(c.Items, it)
	}
	switch format {
	case RSS:
		c.ID = c.Self // RSS has no id
	case JSON:
		c.ID, c.Updated, c.Archive.Next = c.Self, Time{}, ""
	}
	return &c
}

func TestWhatWeWriteNeedsNoMending(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := draw(t, "feed", anyFeed())
		shown, gone := len(f.Items), len(f.Deleted)
		for _, format := range Formats {
			doc, err := Render(f, format)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Parse(doc, ParseOptions{ContentType: format.MediaType()})
			if err != nil {
				t.Fatalf("%s: %v\n%s", format, err, doc)
			}
			if got.Repairs != nil {
				t.Fatalf("%s was mended: %q\n%s", format, got.Repairs, doc)
			}
			if n := len(got.Items) + len(got.Deleted); n != shown+gone {
				t.Fatalf("%s: read %d of %d items\n%s", format, n, shown+gone, doc)
			}
		}
	})
}
