package inflect

import (
	"embed"
	"strings"
	"sync"
)

// tables holds the tables of the languages: tables/TAG.txt.
//
//go:embed tables
var tables embed.FS

// A language is how its words are read.
type language struct {
	table    func() *table
	grammar  func(k *keys, word string) // nil: its table tells all
	spelling func(word string) string   // levels what is spelled in several ways; nil: nothing is
}

// grammars are for the languages whose words are more than a stem and an ending.
var grammars = map[string]func(k *keys, word string){
	"am": readAmharic,
	"ar": readArabic,
	"az": azerbaijani.read,
	"cy": readWelsh,
	"fi": readFinnish,
	"ga": readIrish,
	"he": readHebrew,
	"hu": readHungarian,
	"hy": readArmenian,
	"id": readIndonesian,
	"ko": readKorean,
	"sw": readSwahili,
	"tr": turkish.read,
}

// spellings are for the languages that write some letters for each other.
var spellings = map[string]func(word string) string{
	"am": amharicLetters.Replace,
	"ar": equalLetters,
	"el": greekLetters.Replace,
	"fa": equalLetters,
	"hi": devanagari,
	"mr": devanagari,
	"ro": romanianLetters.Replace,
	"sr": serbianLetters.Replace,
	"ur": equalLetters,
}

// sameTable gives a language the table of another.
var sameTable = map[string]string{"ms": "id", "no": "nb", "bs": "hr", "sh": "hr", "cnr": "hr", "sr": "hr"}

// addsTo gives a language the table of another below its own: Nynorsk shares its
// vocabulary with Bokmål, and has endings that would be wrong there.
var addsTo = map[string]string{"nn": "nb"}

var languages = readLanguages()

func readLanguages() map[string]*language {
	known := map[string]*language{}
	files, err := tables.ReadDir("tables")
	if err != nil {
		panic(err) // the tables are part of the program
	}
	for _, f := range files {
		tag := strings.TrimSuffix(f.Name(), ".txt")
		known[tag] = newLanguage(tag, tag)
	}
	for tag, like := range sameTable {
		known[tag] = newLanguage(tag, like)
	}
	return known
}

// newLanguage is a language whose table, that of like, is read when it is first
// needed.
func newLanguage(tag, like string) *language {
	return &language{
		grammar:  grammars[like],
		spelling: spellings[tag],
		table: sync.OnceValue(func() *table {
			text := tableText(like)
			if below := addsTo[like]; below != "" {
				text += "\n" + tableText(below)
			}
			return readTable(tag, text, spellings[tag])
		}),
	}
}

// tableText is the table of a language as it is written.
func tableText(tag string) string {
	text, err := tables.ReadFile("tables/" + tag + ".txt")
	if err != nil {
		panic(err)
	}
	return string(text)
}
