package inflect

import (
	"strings"

	"github.com/silkwire/silkwire/feeds/lang"
)

// equalLetters levels the letters that Arabic script writes for each other.
func equalLetters(word string) string { return lang.EqualLetters(word) }

// greekLetters leaves out the accent, which moves within a word.
var greekLetters = strings.NewReplacer(
	"ά", "α", "έ", "ε", "ή", "η", "ί", "ι", "ό", "ο", "ύ", "υ", "ώ", "ω", "ΐ", "ϊ", "ΰ", "ϋ",
)

// romanianLetters writes s and t with the comma of the standard, not with the
// cedilla of old keyboards.
var romanianLetters = strings.NewReplacer("ş", "ș", "ţ", "ț")

// serbianLetters writes Serbian in Latin letters: both scripts are in use.
var serbianLetters = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z", "и", "i",
	"ј", "j", "к", "k", "л", "l", "љ", "lj", "м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r",
	"с", "s", "т", "t", "ћ", "ć", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š",
)

// devanagari writes a nasal before a consonant of its own place with the dot:
// हिन्दी is हिंदी.
func devanagari(word string) string { return nasals.Replace(equalLetters(word)) }

var nasals = nasalReplacer()

func nasalReplacer() *strings.Replacer {
	var pairs []string
	for nasal, consonants := range map[string]string{"ङ": "कखगघ", "ञ": "चछजझ", "ण": "टठडढ", "न": "तथदध", "म": "पफबभ"} {
		for _, c := range consonants {
			pairs = append(pairs, nasal+"्"+string(c), "ं"+string(c))
		}
	}
	return strings.NewReplacer(pairs...)
}
