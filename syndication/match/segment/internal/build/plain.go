package main

// plain reads a dictionary of ICU that says nothing of its words.
func plain(dicts icuData, name string) (*source, error) {
	s := &source{classes: 1}
	return s, dicts.dictionary(name, func(word string, _ int) {
		s.add(word, 0, 8*nat)
	})
}
