package inflect

import (
	"strings"
	"unicode/utf8"
)

// swahiliClasses are the prefixes of a noun in plural and singular. The longer
// ones come first.
var swahiliClasses = []struct{ plural, singular string }{
	{"wa", "mwa"}, {"wa", "m"}, {"mi", "m"}, {"mi", "mwi"}, {"vi", "ki"}, {"vy", "ch"}, {"ma", ""}, {"ma", "ji"},
}

// swahiliLeast is how many letters must stay of a word.
const swahiliLeast = 3

// readSwahili reads a noun without its plural, and without the ending that
// says where.
func readSwahili(k *keys, word string) {
	if k.known(word) {
		return
	}
	swahiliPlural(k, word)
	place, ok := strings.CutSuffix(word, "ni")
	if ok && !k.known(place) && utf8.RuneCountInString(place) > swahiliLeast {
		k.add(place)
		swahiliPlural(k, place)
	}
}

func swahiliPlural(k *keys, word string) {
	for _, class := range swahiliClasses {
		stem, ok := strings.CutPrefix(word, class.plural)
		if ok && utf8.RuneCountInString(stem) >= swahiliLeast {
			k.add(class.singular + stem)
		}
	}
}
