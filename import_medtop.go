package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
)

// A concept is one entry of IPTC's JSON (a SKOS concept). broader holds
// addresses, narrower QCodes.
type concept struct {
	URI       string            `json:"uri"`
	QCode     string            `json:"qcode"`
	PrefLabel map[string]string `json:"prefLabel"`
	Broader   []string          `json:"broader"`
	Narrower  []string          `json:"narrower"`
	Retired   string            `json:"retired"` // when; "" if it is in use

	code   string // eight digits
	id     string
	labels map[string]string // by BCP 47 tag
}

// importMedtop prints the concepts of a document as topics of a configuration.
func importMedtop(c console, name string, doc []byte) error {
	list, err := readConcepts(doc)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	unknown := map[string]bool{}
	for i := range list {
		list[i].labels = labelsOf(list[i].PrefLabel, unknown)
	}
	for _, locale := range slices.Sorted(maps.Keys(unknown)) {
		fmt.Fprintf(c.err, "silkwire: labels in %q are left out: it is no language tag\n", locale)
	}
	nameConcepts(list)
	return printConcepts(c.out, list)
}

const medtopFile = "the file to take is IPTC's Media Topics as JSON, in all languages"

// readConcepts gives the concepts in the order of their codes, each once.
func readConcepts(doc []byte) ([]concept, error) {
	var set struct {
		Concepts []concept `json:"conceptSet"`
	}
	if err := json.Unmarshal(doc, &set); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("byte %d: %w; %s", syntax.Offset, err, medtopFile)
		}
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) { // its own words name types of this program
			return nil, fmt.Errorf("byte %d: %s should not be of type %s; %s", wrong.Offset, cmp.Or(wrong.Field, "the whole"), wrong.Value, medtopFile)
		}
		return nil, err
	}
	var list []concept
	for _, c := range set.Concepts {
		if c.code = cmp.Or(feeds.MediaTopic("", c.QCode), feeds.MediaTopic("", c.URI)); c.code != "" {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return nil, errors.New("no Media Topic is in it: expected a conceptSet with qcodes such as medtop:15000000")
	}
	slices.SortStableFunc(list, func(a, b concept) int { return strings.Compare(a.code, b.code) })
	return slices.CompactFunc(list, func(a, b concept) bool { return a.code == b.code }), nil
}

// locales are keys of IPTC's that are no BCP 47 tags, or other ones: se is
// Northern Sámi there.
var locales = map[string]string{"se": "sv", "dk": "da", "no-nb": "nb", "no-nn": "nn"}

// plain are the variants that stand for their whole language.
var plain = map[string]string{"en-GB": "en", "pt-PT": "pt", "fr-FR": "fr", "de-DE": "de", "es-ES": "es"}

// labelsOf makes the keys of labels language tags. A variant that says the same
// as its language is left out; a locale that cannot be read goes to unknown.
func labelsOf(by map[string]string, unknown map[string]bool) map[string]string {
	labels := map[string]string{}
	for _, locale := range slices.Sorted(maps.Keys(by)) {
		label := strings.Join(strings.Fields(by[locale]), " ")
		tag := cmp.Or(locales[strings.ToLower(locale)], locale)
		if !lang.Valid(tag) || lang.Canonical(tag) == lang.Und {
			unknown[locale] = true
		} else if label != "" {
			tag = lang.Canonical(tag)
			labels[cmp.Or(plain[tag], tag)] = label
		}
	}
	for _, tag := range slices.Sorted(maps.Keys(labels)) {
		base, _, _ := strings.Cut(tag, "-")
		switch label := labels[tag]; {
		case tag == base || len(tag) != len("pt-BR"): // a script is no variant
		case labels[base] == "":
			labels[base] = label // better than none for its other regions
			delete(labels, tag)
		case labels[base] == label:
			delete(labels, tag)
		}
	}
	return labels
}

// nameConcepts gives every concept an id: its English label, with the code
// behind it where others are called the same.
func nameConcepts(list []concept) {
	count := map[string]int{}
	for i := range list {
		list[i].id = slug(list[i].labels["en"])
		count[list[i].id]++
	}
	for i := range list {
		switch c := &list[i]; {
		case c.id == "":
			c.id = "medtop-" + c.code
		case count[c.id] > 1:
			c.id += "-" + c.code
		}
	}
}

// maxSlug leaves room for a code behind it: a name has up to 64 characters.
const maxSlug = 64 - len("-20000763")

// slug makes a label a name: "Arts & culture" gives "arts-culture".
func slug(label string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(label)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String()[:min(b.Len(), maxSlug)], "-")
}

func printConcepts(out io.Writer, list []concept) error {
	w := bufio.NewWriter(out)
	ids, parents := map[string]string{}, parentsOf(list)
	for _, c := range list {
		ids[c.code] = c.id
	}
	fmt.Fprintf(w, "# %d IPTC Media Topics, by IPTC (iptc.org), CC BY 4.0. The id of a topic may be changed, its code not.\n", len(list))
	for _, c := range list {
		fmt.Fprintln(w)
		if c.Retired != "" {
			fmt.Fprintf(w, "# retired %.10s; older stories still carry its code\n", printable(c.Retired))
		}
		fmt.Fprintf(w, "[topics.%s]\n", c.id)
		if len(c.labels) > 0 {
			fmt.Fprintf(w, "label = { %s }\n", inlineTable(c.labels))
		}
		fmt.Fprintf(w, "medtop = %q\n", c.code)
		if parent := ids[parents[c.code]]; parent != "" {
			fmt.Fprintf(w, "parent = %q\n", parent)
		}
	}
	return w.Flush()
}

// parentsOf gives the code above each code, from either side's word for it.
func parentsOf(list []concept) map[string]string {
	parents := map[string]string{}
	for _, c := range list {
		for _, child := range c.Narrower {
			parents[feeds.MediaTopic("", child)] = c.code
		}
	}
	for _, c := range list {
		for _, parent := range c.Broader[:min(1, len(c.Broader))] {
			parents[c.code] = feeds.MediaTopic("", parent)
		}
	}
	return parents
}

// inlineTable writes texts by language as the inside of a TOML table.
func inlineTable(by map[string]string) string {
	var pairs []string
	for _, key := range slices.Sorted(maps.Keys(by)) {
		pairs = append(pairs, key+" = "+quoteTOML(by[key]))
	}
	return strings.Join(pairs, ", ")
}

// quoteTOML writes a text as a basic string of TOML.
func quoteTOML(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(printable(s)) + `"`
}

// printable takes out what may not stand in a line of TOML.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
