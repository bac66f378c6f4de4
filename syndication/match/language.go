package match

import (
	"slices"
	"strings"
)

// A language is how words stand in a text of one language.
type language struct {
	tag       string   // the item's tag, in canonical form
	base      string   // its first part
	elisions  []string // what may stand before an apostrophe and falls away, lower case
	possesses bool     // an 's at the end falls away
	joins     bool     // an apostrophe between Cyrillic letters belongs to the word
}

// languageOf is the language of an item's tag.
func languageOf(tag string) *language {
	l := &language{tag: tag}
	l.base, _, _ = strings.Cut(tag, "-")
	l.base = strings.ToLower(l.base)
	switch l.base {
	case "fr":
		l.elisions = strings.Fields("l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu")
	case "it":
		l.elisions = strings.Fields("l un d c m t s v n gl dell nell all dall sull coll agl dagl degl negl sugl quest quell bell sant anch com dov cos")
	case "ca", "oc":
		l.elisions = strings.Fields("l d s n m t")
	case "en":
		l.possesses = true
	case "uk", "be", "rue":
		l.joins = true
	}
	return l
}

// elides reports whether word, standing before an apostrophe, falls away.
func (l *language) elides(word string) bool {
	return l.elisions != nil && len(word) <= 8 && slices.Contains(l.elisions, strings.ToLower(word))
}
