package inflect

import "strings"

// armenianVowels include the second half of ու.
const armenianVowels = "աեէըիոօւ"

var armenianEndings = strings.Fields("ի ին ից ով ում եր երը երն երի երին երից երով երում ներ ները ների ներին ներից ներով ներում")

// readArmenian reads a word by the table, and with the i or u that its last
// syllable loses before an ending: գիրք, գրքի; ջուր, ջրի.
func readArmenian(k *keys, word string) {
	if k.known(word) {
		return
	}
	k.endings(word)
	for _, ending := range armenianEndings {
		if stem, ok := strings.CutSuffix(word, ending); ok {
			fuller(k, []rune(stem))
		}
	}
}

// fuller puts a vowel between consonants that end a stem: before the last one,
// or the last two.
func fuller(k *keys, stem []rune) {
	closing := 0
	for closing < len(stem) && !strings.ContainsRune(armenianVowels, stem[len(stem)-1-closing]) {
		closing++
	}
	for after := 1; after < closing && after <= 2; after++ {
		at := len(stem) - after
		for _, vowel := range [...]string{"ի", "ու"} {
			k.add(string(stem[:at]) + vowel + string(stem[at:]))
		}
	}
}
