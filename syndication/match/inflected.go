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

// spelledForms are the terms that find the forms of a verb in a script without
// spaces, where forms are not read off a word of the text but asked for.
func spelledForms(t *term) []*term {
	if t.kind != wordTerm || t.field == "author" {
		return nil
	}
	var forms []*term
	for _, form := range inflect.Japanese(t.text) {
		forms = append(forms, &term{field: t.field, text: form, pos: t.pos})
	}
	return forms
}
