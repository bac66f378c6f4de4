package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// names calls f for each word of the names of countries, languages and cities
// that CLDR has in a language.
func names(dir, language string, f func(word string)) error {
	for _, file := range []string{
		"cldr-localenames-full/main/" + language + "/territories.json",
		"cldr-localenames-full/main/" + language + "/languages.json",
		"cldr-dates-full/main/" + language + "/timeZoneNames.json",
	} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		var tree any
		if err := json.Unmarshal(data, &tree); err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
		eachName(tree, "", func(name string) {
			for _, word := range strings.FieldsFunc(name, isNoSign) {
				if utf8.RuneCountInString(word) > 2 {
					f(word)
				}
			}
		})
	}
	return nil
}

// eachName visits what stands under territories and languages, and the cities
// that stand for time zones.
func eachName(tree any, key string, f func(string)) {
	branch, ok := tree.(map[string]any)
	if !ok {
		return
	}
	for k, v := range branch {
		name, isName := v.(string)
		switch {
		case isName && (key == "territories" || key == "languages" || k == "exemplarCity"):
			f(name)
		case !isName:
			eachName(v, k, f)
		}
	}
}

// isNoSign reports whether r is none of the signs of Thai, Lao, Khmer and
// Burmese.
func isNoSign(r rune) bool {
	return !unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
