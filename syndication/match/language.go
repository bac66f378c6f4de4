package match

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A language is how words stand in the texts of one language. There is one
// value for each language known, and und for all others.
type language struct {
	base      string  // the first part of its tag
	salt      uint64  // sets it apart where words of all languages are kept together
	elisions  string  // what may stand before an apostrophe and falls away: " l d qu "
	possesses bool    // an 's at the end falls away
	joins     bool    // an apostrophe between Cyrillic letters belongs to the word
	dotless   bool    // I is the capital of ı
	inflects  bool    // a word has forms that are known
	sheds     string  // ending that loses its mark in some forms
	scripts   []class // that its words are written in; words in others have no forms
}

// und stands for no language, and for those of which nothing is known.
var und = &language{base: "und"}

const (
	frenchElisions  = " l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu "
	italianElisions = " l un d c m t s v n gl dell nell all dall sull coll agl dagl degl negl sugl quest quell bell sant anch com dov cos "
	catalanElisions = " l d s n m t "
)

var languages = knownLanguages()

func knownLanguages() map[string]*language {
	known := map[string]*language{}
	get := func(base string) *language {
		if known[base] == nil {
			known[base] = &language{base: base}
		}
		return known[base]
	}
	for _, base := range inflectedLanguages() {
		get(base).inflects = true
	}
	get("fr").elisions = frenchElisions
	get("it").elisions = italianElisions
	get("ca").elisions, get("oc").elisions = catalanElisions, catalanElisions
	get("en").possesses = true
	get("uk").joins, get("be").joins, get("rue").joins = true, true, true
	get("ro").sheds = "ă" // the article takes it: casă, casa
	get("tr").dotless, get("az").dotless = true, true
	get("vi") // lang.Fold reads it
	for base, l := range known {
		l.scripts = scriptsOf(base)
		l.salt = maphash.String(seed, base)
	}
	return known
}

func scriptsOf(base string) []class {
	switch base {
	case "ru", "uk", "be", "bg", "mk", "rue", "kk":
		return []class{cyrillic}
	case "sr", "az":
		return []class{latin, cyrillic}
	case "el":
		return []class{greek}
	case "ar", "fa", "ur", "ps", "ug":
		return []class{arabic}
	case "he", "yi":
		return []class{hebrew}
	case "hi", "mr", "ne":
		return []class{devanagari}
	case "bn":
		return []class{bengali}
	case "ta":
		return []class{tamil}
	case "te":
		return []class{telugu}
	case "ka":
		return []class{georgian}
	case "hy":
		return []class{armenian}
	case "gu", "pa", "am":
		return []class{otherLetter}
	case "ko":
		return []class{hangul}
	}
	return []class{latin}
}

// languageOf is the language of an item's tag.
func languageOf(tag string) *language {
	base, _, _ := strings.Cut(tag, "-")
	if l := languages[base]; l != nil {
		return l
	}
	if l := languages[strings.ToLower(base)]; l != nil {
		return l
	}
	return und
}

// elides reports whether word, standing before an apostrophe, falls away.
func (l *language) elides(word string) bool {
	return l.elisions != "" && len(word) <= 8 && strings.Contains(l.elisions, " "+strings.ToLower(word)+" ")
}

// writes reports whether a word is in a script of the language.
func (l *language) writes(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	if unicode.IsDigit(r) {
		return len(word) > 1
	}
	return slices.Contains(l.scripts, classOf(classTable(), r))
}
