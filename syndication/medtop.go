package syndication

import (
	_ "embed"
	"slices"
	"strings"
)

// The top level of IPTC's Media Topics, after IPTC's own labels (CC BY 4.0,
// iptc.org); the labels in Italian, Japanese, Korean, Dutch, Russian and
// traditional Chinese are ours.
//
//go:embed medtop.tsv
var medtopTable string

// BuiltinTopics are the 17 top-level Media Topics, which every installation has
// without naming them: topic:medtop:15000000. The values are the caller's own.
func BuiltinTopics() []Topic {
	head, rest, _ := strings.Cut(medtopTable, "\n")
	languages := strings.Split(head, "\t")[1:]
	var list []Topic
	for line := range strings.Lines(rest) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		t := Topic{ID: "medtop:" + cells[0], Medtop: cells[0], Label: make(map[string]string, len(languages))}
		for i, language := range languages {
			t.Label[language] = cells[i+1]
		}
		list = append(list, t)
	}
	return list
}

// withBuiltin adds the built-in topics. A topic of the editor's with the code of
// one stands in its place, and lends its labels where it has none of its own.
func withBuiltin(topics []Topic) []Topic {
	list := slices.Clone(topics)
	for _, b := range BuiltinTopics() {
		i := slices.IndexFunc(list, func(t Topic) bool { return t.Medtop == b.Medtop })
		if i < 0 {
			list = append(list, b)
		} else if len(list[i].Label) == 0 {
			list[i].Label = b.Label
		}
	}
	return list
}
