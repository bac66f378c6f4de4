package syndication

import (
	"slices"
	"strings"

	"github.com/silkwire/silkwire/feeds"
)

// repeated is the weight from which words in a row that a note and a story have
// in common are a quotation.
const repeated = 32

// unsaid is what a source says about a withdrawal, without the lines that say
// again what is taken back: a kill repeats its headline, and often all of it.
func unsaid(note string, told *feeds.Item) string {
	parts := []string{letters(told.Title), letters(told.Summary), letters(feeds.Text(told.Content))}
	text := strings.Join(parts, " ")
	repeats := func(said string) bool {
		return strings.Contains(text, said) || quotes(said, text) ||
			slices.ContainsFunc(parts, func(part string) bool { return part != "" && strings.Contains(said, part) })
	}
	var kept []string
	for line := range strings.Lines(note) {
		line = strings.TrimSpace(line)
		said := letters(line)
		if said != "" && !repeats(said) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// quotes reports whether words in a row of said, enough of them, stand in text.
func quotes(said, text string) bool {
	runes := []rune(said)
	first, n := 0, 0
	for last, r := range runes {
		for n += weight(string(r)); n >= repeated; first++ {
			if strings.Contains(text, string(runes[first:last+1])) {
				return true
			}
			n -= weight(string(runes[first]))
		}
	}
	return false
}
