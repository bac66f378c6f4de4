package syndication

import (
	"bytes"
	"strings"

	"github.com/silkwire/silkwire/feeds"
)

// compare tells what kind of change leads from one text of a story to the next.
// ok is false if readers would see no difference. Other words or figures in the
// title or the lead are a correction, and so is what says that it is one;
// typography, and the text below the lead, are an update.
func compare(before, after *feeds.Item) (kind Kind, ok bool) {
	if bytes.Equal(seenHash(before), seenHash(after)) {
		return "", false
	}
	switch {
	case after.Note != "" && after.Note != before.Note,
		letters(before.Title) != letters(after.Title),
		letters(lead(before)) != letters(lead(after)):
		return Correction, true
	}
	return Update, true
}

// seenHash covers what readers see of an item: an embargo they only notice by
// its end.
func seenHash(it *feeds.Item) []byte {
	seen := *it
	seen.Embargo = feeds.Time{}
	return contentHash(&seen)
}

// leadLength is how much of a text counts as its lead, in letters.
const leadLength = 300

// lead is the beginning of the first paragraph of a story.
func lead(it *feeds.Item) string { return truncate(firstParagraph(it), leadLength) }

// firstParagraph of a story is its summary, else that of its text.
func firstParagraph(it *feeds.Item) string {
	text := strings.TrimSpace(it.Summary)
	if text == "" {
		text, _, _ = strings.Cut(strings.TrimSpace(feeds.Text(it.Content)), "\n")
	}
	return text
}

// truncate cuts text to at most n characters, at a space where there is one.
func truncate(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut
}
