package syndication

import (
	"slices"
	"strings"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// levels, from most to least.
var levels = []sources.Level{sources.Full, sources.Summary, sources.Headline}

// lower is where what an outlet may have and what a source allows meet.
func lower(a, b sources.Level) sources.Level {
	return levels[max(0, slices.Index(levels, a), slices.Index(levels, b))]
}

// summaryLength is how much of a text stands for a summary, in letters.
const summaryLength = 400

// limit takes off an item what may not be shown.
func limit(it *feeds.Item, level sources.Level, pictures *bool) {
	if pictures != nil && !*pictures {
		it.Media = slices.DeleteFunc(slices.Clone(it.Media), isPicture)
		it.Content = withoutPictures(it.Content)
	}
	switch level {
	case sources.Summary:
		if it.Summary == "" {
			first, _, _ := strings.Cut(strings.TrimSpace(feeds.Text(it.Content)), "\n")
			it.Summary = truncate(first, summaryLength)
		}
		it.Content = ""
	case sources.Headline:
		it.Summary, it.Content, it.Media = "", "", nil
	}
}

func isPicture(m feeds.Media) bool {
	return m.Type == "" || strings.HasPrefix(m.Type, "image/")
}

// credit is the line to print in a language; "" if none is set for it.
func credit(by map[string]string, language string) string {
	if s := by[language]; s != "" {
		return s
	}
	if s := covering(by, language); s != "" {
		return s
	}
	return by[""]
}

func (p *outlet) withdrawnFor() time.Duration {
	if p.WithdrawnFor > 0 {
		return p.WithdrawnFor
	}
	return 30 * 24 * time.Hour
}
