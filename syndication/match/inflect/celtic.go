package inflect

import "strings"

// A mutation is a change of the first letter of a word after some others: the
// letter that is written and the one that the word begins with.
type mutation struct{ written, plain string }

// celticLeast is how many letters a word that is not known must have before a
// mutation is undone: short words are too often others.
const celticLeast = 5

var irishMutations = []mutation{
	{"bhf", "f"}, {"mb", "b"}, {"gc", "c"}, {"nd", "d"}, {"ng", "g"}, {"bp", "p"}, {"dt", "t"}, {"ts", "s"},
	{"bh", "b"}, {"ch", "c"}, {"dh", "d"}, {"fh", "f"}, {"gh", "g"}, {"mh", "m"}, {"ph", "p"}, {"sh", "s"}, {"th", "t"},
	{"ha", "a"}, {"he", "e"}, {"hi", "i"}, {"ho", "o"}, {"hu", "u"}, {"há", "á"}, {"hé", "é"}, {"hí", "í"}, {"hó", "ó"}, {"hú", "ú"},
}

var welshMutations = []mutation{
	{"ngh", "c"}, {"mh", "p"}, {"nh", "t"}, {"ng", "g"}, {"m", "b"}, {"n", "d"},
	{"ch", "c"}, {"ph", "p"}, {"th", "t"},
	{"g", "c"}, {"b", "p"}, {"dd", "d"}, {"d", "t"}, {"f", "b"}, {"f", "m"}, {"l", "ll"}, {"r", "rh"},
}

func readIrish(k *keys, word string) { readMutated(k, word, irishMutations) }

func readWelsh(k *keys, word string) { readMutated(k, word, welshMutations) }

// readMutated reads a word as it is written and as it begins elsewhere.
func readMutated(k *keys, word string, mutations []mutation) {
	if k.known(word) {
		return
	}
	k.endings(word)
	for _, m := range mutations {
		rest, ok := strings.CutPrefix(word, m.written)
		if !ok || strings.HasPrefix(rest, "h") { // c and ch are two letters
			continue
		}
		plain := m.plain + rest
		if k.known(plain) || len(plain) < celticLeast {
			continue
		}
		k.add(plain)
		k.endings(plain)
	}
}
