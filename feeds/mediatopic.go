package feeds

import "strings"

// MediaTopics is the address of IPTC's Media Topics; with a code behind it, of
// a topic.
const MediaTopics = "http://cv.iptc.org/newscodes/mediatopic/"

// MediaTopic gives the code of the IPTC Media Topic that a category stands for,
// eight digits, or "" if it stands for none. Sources write medtop:15000000, the
// topic's address, or the code in the vocabulary's scheme.
func MediaTopic(scheme, term string) string {
	scheme, term = strings.TrimSpace(scheme), strings.TrimSpace(term)
	for _, text := range []string{term, scheme, strings.TrimSuffix(scheme, "/") + "/" + term, scheme + ":" + term} {
		if code := codeBehind(text); code != "" {
			return code
		}
	}
	return ""
}

// codeBehind gives the code in a QCode or an address; IPTC's are http, some
// sources make them https.
func codeBehind(text string) string {
	for _, prefix := range [...]string{"medtop:", MediaTopics, "https" + MediaTopics[len("http"):]} {
		if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
			continue
		}
		code := strings.TrimSuffix(text[len(prefix):], "/")
		if len(code) == 8 && strings.Trim(code, "0123456789") == "" {
			return code
		}
	}
	return ""
}

// mediaTopic takes the Media Topic that a category names, if any. It reports
// whether that is all the category says; else its label is a keyword too.
func (it *Item) mediaTopic(scheme, term, label string) bool {
	code := MediaTopic(scheme, term)
	if code == "" || len(it.Topics) >= maxMediaTopics {
		return false
	}
	if label == "" && !strings.Contains(term, code) {
		label = term
	}
	label = headline(label, looseTitle)
	it.Topics = append(it.Topics, Category{Term: code, Scheme: MediaTopics, Label: label})
	return label == ""
}

// maxMediaTopics bounds what a source may file one item under.
const maxMediaTopics = 50
