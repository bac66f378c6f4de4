package server

import (
	"strings"

	"golang.org/x/text/language"
)

// words are the interface words of the pages in one language.
type words struct {
	Tag             string
	AllStories      string // the feed with all that an outlet gets
	Feeds           string // heading of the addresses
	MoreFeeds       string
	FeedsHint       string
	TokenHint       string // for outlets that need a token
	Copy            string
	Copied          string
	Latest          string // heading of the stories
	NoStories       string
	Languages       string
	AllLanguages    string
	LanguageUnknown string
	Query           string
	Everything      string // instead of a query
	Topics          string
	Outlets         string
	NoOutlets       string
	AllFeeds        string // the OPML link
	Tagline         string // what Silkwire is, on the first page
	Correction      string
	Withdrawn       string
	Expired         string
	Translations    string
	Original        string // link to the story at its source
	Updated         string
	ThisPage        string // caption of the QR code
	Versions        string // heading of what was told of a story
	Published       string
	Reinstated      string
	Date            string // layout of a day: D, M (name of the month), N (its number), Y
	Months          string // twelve, as they stand in a date
}

// wordsFor gives the words for readers of a language, in English where there is
// no catalogue for it.
func wordsFor(tag string) *words {
	if w, ok := catalogue[tag]; ok {
		return w
	}
	t, err := language.Parse(tag)
	if err != nil {
		return catalogue["en"]
	}
	base, _ := t.Base()
	if base.String() == "zh" {
		if script, _ := t.Script(); script.String() == "Hant" {
			return catalogue["zh-Hant"]
		}
	}
	if w, ok := catalogue[base.String()]; ok {
		return w
	}
	return catalogue["en"]
}

// month gives the name of a month (1–12).
func (w *words) month(n int) string { return strings.Fields(w.Months)[n-1] }

// pageLanguages are the languages that the pages speak; the first one is that of
// readers who ask for none of them.
var pageLanguages = []language.Tag{
	language.English, language.Arabic, language.SimplifiedChinese, language.TraditionalChinese,
	language.French, language.German, language.Spanish, language.Russian, language.Japanese,
	language.Hindi, language.Persian, language.Hebrew, language.Korean,
}

var pageMatcher = language.NewMatcher(pageLanguages)

// acceptedWords gives the words that a browser asks for (RFC 9110, 12.5.4).
func acceptedWords(acceptLanguage string) *words {
	const longest = 400 // bytes; browsers send far less
	if len(acceptLanguage) > longest {
		return catalogue["en"]
	}
	tags, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return catalogue["en"]
	}
	_, i, confidence := pageMatcher.Match(tags...)
	if confidence < language.High {
		return catalogue["en"]
	}
	return wordsFor(pageLanguages[i].String())
}
