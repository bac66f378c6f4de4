package match

import "github.com/silkwire/silkwire/syndication/match/inflect"

// inflected gives the keys that a folded word shares with its other forms.
func inflected(l *language, folded string) []string {
	if !l.inflects || !l.writes(folded) {
		return nil
	}
	return inflect.Keys(nil, l.base, folded)
}

// inflectedLanguages lists the languages whose words have forms that are known.
func inflectedLanguages() []string { return inflect.Languages() }
