package main

import (
	"strings"
	"unicode/utf8"
)

// Classes of the dictionaries that say nothing of their words.
const (
	anyWord = iota
	name    // of a country, a language or a city, which has no parts
)

// plain reads a dictionary of ICU and adds names.
func plain(dicts icuData, dictionary, cldr, language string) (*source, error) {
	const cost = 8 * nat
	s := &source{classes: 2}
	all := map[string]bool{}
	if err := names(cldr, language, func(word string) { all[word] = true }); err != nil {
		return nil, err
	}
	for word := range all {
		class := uint16(name)
		if hasParts(word, all) {
			class = anyWord
		}
		s.add(word, class, cost)
	}
	return s, dicts.dictionary(dictionary, func(word string, _ int) {
		if !all[word] {
			s.add(word, anyWord, cost)
		}
	})
}

// hasParts reports whether a name may be made of parts: it is long, or begins or
// ends with another.
func hasParts(word string, all map[string]bool) bool {
	const long = 10
	if utf8.RuneCountInString(word) > long {
		return true
	}
	for other := range all {
		if other != word && (strings.HasPrefix(word, other) || strings.HasSuffix(word, other)) {
			return true
		}
	}
	return false
}
