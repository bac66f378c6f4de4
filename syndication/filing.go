package syndication

import (
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication/match"
)

// A Filing tells which topics an item has by what its source files it under.
// The zero Filing knows the codes of Media Topics only.
type Filing struct {
	topics map[string][]string // ids by category, folded
}

// FilingOf reads the categories of topics.
func FilingOf(topics []Topic) Filing {
	f := Filing{map[string][]string{}}
	for _, t := range topics {
		for _, c := range t.Categories {
			key := foldCategory(c)
			if key != "" && !slices.Contains(f.topics[key], t.ID) {
				f.topics[key] = append(f.topics[key], t.ID)
			}
		}
	}
	return f
}

// Doc makes an item of a source ready for matching: it has the topics that
// every item of the source has, and those that the source files it under.
func (f Filing) Doc(src string, assigned []string, it *feeds.Item) *match.Doc {
	d := match.NewDoc(src, it)
	d.Assign(assigned...)
	for _, c := range it.Topics {
		f.assign(d, c.Scheme, c.Term)
		f.assign(d, c.Scheme, c.Label)
	}
	for _, k := range it.Keywords {
		f.assign(d, "", k)
	}
	f.assign(d, "", it.Section)
	return d
}

// assign gives d the topics of one category: by its code, or by its words where
// a topic names them. A label alone is no topic: labels are not unique.
func (f Filing) assign(d *match.Doc, scheme, category string) {
	if code := feeds.MediaTopic(scheme, category); code != "" {
		d.Assign("medtop:" + code)
	}
	if len(f.topics) > 0 {
		d.Assign(f.topics[foldCategory(category)]...)
	}
}

// foldCategory makes categories equal that differ in case, width or spaces only.
func foldCategory(s string) string {
	return strings.Join(strings.Fields(cases.Fold().String(norm.NFKC.String(s))), " ")
}
