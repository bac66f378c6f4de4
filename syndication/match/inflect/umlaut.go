package inflect

import (
	"strings"
	"unicode/utf8"
)

// umlauts are the vowels that change in a stem: German Haus and Häuser,
// Swedish stad and städer, Danish mand and mænd.
var umlauts = [...]struct{ plain, changed string }{
	{"au", "äu"}, {"aa", "æ"}, {"a", "ä"}, {"o", "ö"}, {"u", "ü"},
}

// umlauted changes the last vowel of a stem.
func umlauted(stem string) string {
	at := strings.LastIndexAny(stem, "aou")
	if at > 0 && stem[at] == 'u' && stem[at-1] == 'a' {
		at--
	}
	if at < 0 {
		return stem
	}
	for _, u := range umlauts {
		if strings.HasPrefix(stem[at:], u.plain) {
			return stem[:at] + u.changed + stem[at+len(u.plain):]
		}
	}
	return stem
}

// unchanged undoes umlauted; false if the last vowel is none that it gives.
func unchanged(stem string) (string, bool) {
	at := strings.LastIndexAny(stem, "äöü")
	if at < 0 {
		return "", false
	}
	_, n := utf8.DecodeRuneInString(stem[at:])
	rest := stem[at+n:]
	if strings.ContainsAny(rest, "aeio") || strings.ContainsRune(rest, 'u') && stem[at:at+n] != "ä" {
		return "", false
	}
	return stem[:at] + plainVowel[stem[at:at+n]] + rest, true
}

var plainVowel = map[string]string{"ä": "a", "ö": "o", "ü": "u"}
