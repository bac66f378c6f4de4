package inflect

import "strings"

// indonesianClitics are written onto a word: his, my; the particles of
// emphasis and question.
var indonesianClitics = []string{"nya", "ku", "lah", "kah", "pun"}

// readIndonesian reads a word without its clitics, and the passive of a verb
// as its active: dibangun is a form of membangun.
func readIndonesian(k *keys, word string) {
	if k.known(word) {
		return
	}
	indonesianVoice(k, word)
	for _, clitic := range indonesianClitics {
		stem, ok := strings.CutSuffix(word, clitic)
		if !ok || len(stem) < 4 && !(clitic == "nya" && len(stem) >= 3) {
			continue
		}
		if !k.known(stem) {
			k.add(stem)
			indonesianVoice(k, stem)
		}
	}
}

func indonesianVoice(k *keys, word string) {
	if root, ok := strings.CutPrefix(word, "di"); ok && len(root) >= 4 && !k.known(word) {
		k.add(active(root))
	}
}

// active puts the prefix meN- before a root; it swallows k, p, s and t.
func active(root string) string {
	switch root[0] {
	case 'b', 'f', 'v':
		return "mem" + root
	case 'p':
		if strings.HasPrefix(root, "per") {
			return "mem" + root
		}
		return "mem" + root[1:]
	case 'c', 'd', 'j', 'z':
		return "men" + root
	case 't':
		return "men" + root[1:]
	case 's':
		return "meny" + root[1:]
	case 'k':
		return "meng" + root[1:]
	case 'a', 'e', 'i', 'o', 'u', 'g', 'h':
		return "meng" + root
	}
	return "me" + root
}
