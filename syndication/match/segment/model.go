package segment

import (
	"embed"
	"strings"
	"sync"
	"unicode"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

//go:embed data
var data embed.FS

// A model is how words stand in texts of a language. Costs are natural
// logarithms times 800.
type model struct {
	words    func() *lexicon.Lexicon
	clusters func(letters []rune) []bool                                        // where boundaries may be; nil: between all letters
	unknown  func(l *lattice, at int, known bool, add func(lexicon.Entry, int)) // words that no dictionary has

	doubt  int // how much worse than the best a sensible reading may be
	part   int // how much worse than the best a sensible division of a word may be
	opaque int // how much worse than the word itself its parts may be
}

var models = map[string]*model{
	"zh": {words: load("zh"), unknown: unknownHan, doubt: 1200, part: 800, opaque: 12000},
	"ja": {words: load("ja"), unknown: unknownJapanese, doubt: 3000, part: 2000, opaque: 12000},
	"th": {words: load("th"), clusters: clusters, unknown: unknownCluster, doubt: 1000, part: 1000, opaque: 12000},
	"lo": {words: load("lo"), clusters: clusters, unknown: unknownCluster, doubt: 1000, part: 1000, opaque: 12000},
	"km": {words: load("km"), clusters: clusters, unknown: unknownCluster, doubt: 1000, part: 1000, opaque: 12000},
	"my": {words: load("my"), clusters: clusters, unknown: unknownCluster, doubt: 1000, part: 1000, opaque: 12000},
}

// modelOf is the model for a run: its script decides, and the language where
// scripts are shared. It is nil for a script that no model is for.
func modelOf(language string, letters []rune) *model {
	var han bool
	for _, r := range letters {
		switch {
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
	if base, _, _ := strings.Cut(strings.ToLower(language), "-"); han && base == "ja" {
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

func fold(run string) ([]rune, []int32) {
	letters, places := lexicon.Fold(run)
	return letters, append(places, int32(len(run)))
}
