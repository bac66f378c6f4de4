package segment

import (
	"embed"
	"strings"
	"sync"
	"unicode"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

//go:generate go run ./internal/build -jieba packages/jieba -ipadic packages/ipadic -icu packages/libicudata.so -cldr packages/cldr

//go:embed data
var data embed.FS

// A model is how words stand in texts of a language. Costs are natural
// logarithms times 800.
type model struct {
	words   func() *lexicon.Lexicon
	open    func(letters []rune) []bool                              // where boundaries may be; nil: anywhere
	unknown func(l *lattice, at int, known bool)                     // adds words that no dictionary has; known: the letter is one itself
	extra   func(letters []rune, start, end int, class uint16) int16 // what a word costs more at its place
	whole   func(word []rune, class uint16) bool                     // whether a word has no parts

	doubt  int // how much worse than the best a sensible reading may be
	part   int // how much worse than the best a sensible division of a word may be
	opaque int // how much worse than a word its parts may be, for each letter
	more   int // what each further part costs
}

var models = map[string]*model{
	"zh": {words: load("zh"), unknown: unknownHan, extra: strayness, doubt: 600, part: 800, opaque: 4000, more: 1500},
	"ja": {words: load("ja"), unknown: unknownJapanese, extra: shortness, whole: isOneJapanese, doubt: 1200, part: 1200, opaque: 4000, more: 1500},
	"th": syllabic("th"),
	"lo": syllabic("lo"),
	"km": syllabic("km"),
	"my": syllabic("my"),
}

// syllabic is the model of a script of syllables.
func syllabic(name string) *model {
	return &model{words: load(name), open: syllables, unknown: unknownSyllables, extra: frailty, whole: isName, doubt: 1000, part: 1000, opaque: 4000}
}

// modelOf is the model for a run: its script decides, and the language where
// scripts are shared. It is nil for a script that no model is for.
func modelOf(language string, letters []rune) *model {
	var han bool
	for _, r := range letters {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			han = true
		case unicode.Is(unicode.Thai, r):
			return models["th"]
		case unicode.Is(unicode.Lao, r):
			return models["lo"]
		case unicode.Is(unicode.Khmer, r):
			return models["km"]
		case unicode.Is(unicode.Myanmar, r):
			return models["my"]
		case isKana(r):
			return models["ja"]
		case unicode.Is(unicode.Han, r):
			han = true
		}
	}
	if base, _, _ := strings.Cut(language, "-"); han && strings.EqualFold(base, "ja") {
		return models["ja"]
	} else if han {
		return models["zh"]
	}
	return nil
}

func load(name string) func() *lexicon.Lexicon {
	return sync.OnceValue(func() *lexicon.Lexicon {
		file, err := data.ReadFile("data/" + name + ".lex")
		if err != nil {
			panic(err)
		}
		x, err := lexicon.Load(file)
		if err != nil {
			panic(err)
		}
		return x
	})
}

// fold appends the letters of a run, their places and its end.
func fold(letters []rune, places []int32, run string) ([]rune, []int32) {
	letters, places = lexicon.Fold(letters, places, run)
	return letters, append(places, int32(len(run)))
}
