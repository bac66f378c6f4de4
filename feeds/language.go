package feeds

import "github.com/silkwire/silkwire/feeds/lang"

// enoughItems tell the language of a feed.
const enoughItems = 20

// languageAround is the language that most items of a feed are in, if neither
// it nor they say so: a headline of names, or in Kanji alone, is in that, too.
func languageAround(f *Feed) string {
	if f.Language != Und {
		return f.Language
	}
	count := map[string]int{}
	asked, told := 0, 0
	for i := range f.Items {
		it := &f.Items[i]
		if asked == enoughItems {
			break
		}
		if it.Language != "" && it.Language != Und {
			continue
		}
		asked++
		if tag := lang.Detect(wordsOf(it), ""); tag != Und {
			count[tag]++
			told++
		}
	}
	for tag, n := range count {
		if n > 1 && n > told/2 {
			return tag
		}
	}
	return Und
}

// languageOf asks item and feed, in this order, the text itself, and the texts
// around it.
func languageOf(it *Item, feed, around string) string {
	declared := lang.Canonical(it.Language)
	if declared == Und {
		declared = feed
	}
	if declared == Und {
		declared = ""
	}
	return lang.DetectBeside(wordsOf(it), declared, around)
}

// wordsOf is as much of an item's text as tells its language.
func wordsOf(it *Item) string {
	text := it.Title + "\n" + it.Summary
	if len(text) < 200 && it.Content != "" {
		text += "\n" + Text(it.Content[:min(len(it.Content), 4096)])
	}
	return text
}

// settleLanguage gives a feed that does not say its language the one that all
// its items have.
func settleLanguage(f *Feed) {
	if f.Language != Und || len(f.Items) == 0 {
		return
	}
	common := f.Items[0].Language
	for i := range f.Items {
		if f.Items[i].Language != common {
			return
		}
	}
	f.Language = common
}
