package feeds

import (
	"fmt"
	"unicode/utf8"
)

// What an item may have at most, so that one item of one source does not fill
// the documents of every outlet. News has a tenth of it.
const (
	maxTitle   = 1000    // bytes
	maxSummary = 20_000  // bytes
	maxContent = 1 << 20 // bytes of HTML
	maxWord    = 300     // bytes of a keyword or a name
	maxWords   = 200     // keywords, authors, media
)

// bound cuts what is too much of an item, and says so.
func bound(it *Item, base string) {
	cut := func(what string, text *string, most int) {
		if len(*text) > most {
			it.Repairs = append(it.Repairs, fmt.Sprintf("the %s is longer than %d bytes; the rest was left out", what, most))
			*text = head(*text, most)
		}
	}
	cut("title", &it.Title, maxTitle)
	cut("summary", &it.Summary, maxSummary)
	if len(it.Content) > maxContent {
		cut("content", &it.Content, maxContent)
		it.Content = CleanHTML(it.Content, base) // closes what the cut left open
	}
	if len(it.Keywords) > maxWords || len(it.Authors) > maxWords || len(it.Media) > maxWords {
		it.Repairs = append(it.Repairs, fmt.Sprintf("of more than %d keywords, authors or media the rest was left out", maxWords))
		it.Keywords, it.Authors, it.Media = few(it.Keywords), few(it.Authors), few(it.Media)
	}
	for i := range it.Keywords {
		cut("keyword", &it.Keywords[i], maxWord)
	}
	for i := range it.Authors {
		cut("name", &it.Authors[i].Name, maxWord)
	}
}

func few[T any](list []T) []T { return list[:min(len(list), maxWords)] }

// head is the first characters of text, at most n bytes.
func head(text string, n int) string {
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}
