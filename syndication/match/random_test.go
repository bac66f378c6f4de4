package match

import (
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"pgregory.net/rapid"
)

// vocabulary is small, so that random queries hit random texts, and full of
// words that are almost each other.
var vocabulary = strings.Fields(`
port ports portable Port-au-Prince São Sao Paulo café cafe l'Asie Asie dell'arte France's R&D C# C++ U.N. UN un
Straße STRASSE İstanbul istanbul IŞIK ışık Mütter Mutter high-speed 3.5 2026
город города Королёв Королев п'ять здоров’я
مدينة المدينة مُحَمَّد علی علي ٢٠٢٦ کتاب‌ها
ירושלים בירושלים צה״ל
上海 海上 北京大学 大学 智慧城市 臺灣 台湾 国 AI技術 スマートシティ ｽﾏｰﾄ が
서울 서울에서 도시
बाढ़ शहर ไทย ประเทศไทย ភ្នំពេញ`)

var tags = []string{"en", "fr", "it", "de", "tr", "uk", "ru", "ar", "fa", "he", "zh-Hans", "zh-TW", "ja", "ko", "hi", "th", "pt-BR", "und"}

var topicIDs = []string{"a", "b", "c", "medtop:1"}

var randomQuery = rapid.Custom(func(t *rapid.T) string { return drawQuery(t, 3) })

func drawQuery(t *rapid.T, depth int) string {
	shapes := 9
	if depth > 0 {
		shapes = 13
	}
	word := func() string { return rapid.SampledFrom(vocabulary).Draw(t, "word") }
	switch rapid.IntRange(0, shapes).Draw(t, "shape") {
	case 0, 1, 2, 3:
		return word()
	case 4, 5:
		return `"` + word() + " " + word() + `"`
	case 6:
		return rapid.SampledFrom([]string{"port*", "Sã*", "горо*", "مدي*", "上*", "智慧*", "ประ*", "도시*"}).Draw(t, "prefix")
	case 7:
		return rapid.SampledFrom([]string{"title:", "author:"}).Draw(t, "field") + word()
	case 8:
		return "lang:" + rapid.SampledFrom([]string{"en", "zh", "zh-Hant", "pt", "und"}).Draw(t, "lang")
	case 9:
		return rapid.SampledFrom([]string{"source:one", "source:t*", "topic:a", "topic:b", "topic:c", "topic:medtop:1"}).Draw(t, "name")
	case 10:
		return "-(" + drawQuery(t, depth-1) + " OR " + drawQuery(t, depth-1) + ")"
	case 11:
		return "(" + drawQuery(t, depth-1) + " OR " + drawQuery(t, depth-1) + ")"
	}
	return "(" + drawQuery(t, depth-1) + " " + drawQuery(t, depth-1) + ")"
}

var randomText = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 12).Draw(t, "words")
	return strings.Join(words, rapid.SampledFrom([]string{" ", "", "-", "، ", "\u200f "}).Draw(t, "between"))
})

var randomItem = rapid.Custom(func(t *rapid.T) *feeds.Item {
	return &feeds.Item{
		Title:    randomText.Draw(t, "title"),
		Summary:  randomText.Draw(t, "summary"),
		Content:  "<p>" + randomText.Draw(t, "content") + "</p>",
		Language: rapid.SampledFrom(tags).Draw(t, "language"),
		Keywords: rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 2).Draw(t, "keywords"),
		Authors:  []feeds.Person{{Name: randomText.Draw(t, "author")}},
	}
})

var randomDoc = rapid.Custom(func(t *rapid.T) *Doc {
	d := NewDoc(rapid.SampledFrom([]string{"one", "two", "three"}).Draw(t, "source"), randomItem.Draw(t, "item"))
	d.Assign(rapid.SliceOfN(rapid.SampledFrom(topicIDs), 0, 2).Draw(t, "topics")...)
	return d
})
