package inflect

import (
	"strings"
	"unicode/utf8"
)

// amharicPrefixes are written onto the word after them: of, in, to, from;
// about, like, towards.
var amharicPrefixes = []string{"የ", "በ", "ለ", "ከ", "ስለ", "እንደ", "ወደ", "የበ", "የከ"}

// amharicLeast is how many letters, each a syllable, must stay of a word.
const amharicLeast = 3

// readAmharic reads a word with and without its prefix and the sign of the
// object. The table says which words only look as if they had one.
func readAmharic(k *keys, word string) {
	if k.known(word) {
		return
	}
	amharicObject(k, word)
	for _, p := range amharicPrefixes {
		stem, ok := strings.CutPrefix(word, p)
		if !ok || k.known(stem) || utf8.RuneCountInString(stem) < amharicLeast {
			continue
		}
		k.add(stem)
		amharicObject(k, stem)
	}
}

func amharicObject(k *keys, word string) {
	if stem, ok := strings.CutSuffix(word, "ን"); ok && utf8.RuneCountInString(stem) >= amharicLeast {
		k.add(stem)
	}
}
