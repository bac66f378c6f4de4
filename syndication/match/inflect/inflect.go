// Package inflect tells which written forms are forms of one word: plural,
// case, gender, article, person and tense. It knows each language by a table
// (tables/de.txt) or, where words are chained from many parts, by a grammar of
// its own (turkish.go, arabic.go).
//
// Only inflection counts. Words that share a root, such as a fisherman and a
// fish or a nation and to nationalise, stay different words.
package inflect

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// MaxKeys bounds the keys of one word.
	MaxKeys = 16
	// maxWord is the longest word looked into, in bytes.
	maxWord = 96
)

// Keys appends the keys of a folded word in a language to dst, the word itself
// among them. Two words are forms of the same word in that language iff their
// sets of keys intersect. A key is the word's base form as far as the spelling
// tells: a word that may be a form of several words has several.
//
// The language is a BCP 47 tag whose first part decides; a word of a language
// that is not known has itself as its only key. The word is folded as
// lang.Fold does.
func Keys(dst []string, language, word string) []string {
	l := find(language)
	if l == nil || word == "" || len(word) > maxWord || !utf8.ValidString(word) {
		return append(dst, word)
	}
	if l.spelling != nil {
		word = l.spelling(word)
	}
	k := keys{list: dst, from: len(dst), table: l.table()}
	k.add(word)
	if l.grammar == nil {
		k.read(word)
	} else {
		l.grammar(&k, word)
	}
	return k.list
}

// Languages lists the languages whose inflection is known, sorted: base tags
// of BCP 47.
func Languages() []string {
	tags := make([]string, 0, len(languages))
	for tag := range languages {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	return tags
}

func find(tag string) *language {
	if l := languages[tag]; l != nil {
		return l
	}
	base, _, _ := strings.Cut(tag, "-")
	return languages[strings.ToLower(base)]
}

// A keys collects the keys of one word.
type keys struct {
	list  []string // what was there before, then the keys
	from  int      // where the keys begin
	table *table
}

// add takes a key once, and no more than MaxKeys.
func (k *keys) add(key string) {
	own := k.list[k.from:]
	if key == "" || len(own) >= MaxKeys || slices.Contains(own, key) {
		return
	}
	k.list = append(k.list, key)
}

// join takes a key made of two parts.
func (k *keys) join(stem, ending string) {
	if ending == "" {
		k.add(stem)
		return
	}
	k.add(stem + ending)
}

// read looks word up in the table: first among the words known as a whole,
// then by its endings.
func (k *keys) read(word string) {
	if !k.known(word) {
		k.endings(word)
	}
}

// known takes the base forms of a word that the table knows as a whole.
func (k *keys) known(word string) bool {
	bases, ok := k.table.words[word]
	for _, base := range bases {
		k.add(base)
	}
	return ok
}

// endings takes what word may be a form of, by its endings.
func (k *keys) endings(word string) {
	end := len(word)
	for i := end - 1; i > 0 && end-i <= k.table.longest; i-- {
		if word[i]&0xC0 == 0x80 { // inside a character
			continue
		}
		for _, r := range k.table.endings[word[i:]] {
			r.apply(k, word[:i])
		}
	}
	for _, r := range k.table.endings[""] {
		r.apply(k, word)
	}
}
