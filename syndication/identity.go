package syndication

import (
	"crypto/sha256"
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/text/unicode/norm"
)

// A key is one name by which an item is known again: a letter for its kind and
// a hash. The kinds, the surest first:
//
//	g  the GUID, within its source
//	l  the link, however its scheme and tracking parameters vary; in all sources
//	d  the title with the instant of publication, within its source
//	c  the text, if there is enough of it; in all sources
//	t  the title alone, within its source, for items that have nothing else
type key [16]byte

func keyOf(kind byte, parts ...string) key {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	k := key(h.Sum(nil)[:16])
	k[0] = kind
	return k
}

func (k key) kind() byte { return k[0] }

// keysOf names an item in the order in which its names are trusted.
func keysOf(source string, it *feeds.Item, w wording, doubt doubt) []key {
	var keys []key
	if it.ID != "" && !doubt.guids[it.ID] {
		keys = append(keys, keyOf('g', source, it.ID))
	}
	if link := linkIdentity(it.Link); link != "" && !doubt.links[link] {
		keys = append(keys, keyOf('l', link))
	}
	named := len(keys) > 0
	if weight(w.title) >= 20 && !it.Published.DateOnly {
		keys = append(keys, keyOf('d', source, w.title, it.Published.UTC().String()))
	}
	if weight(w.text) >= 120 {
		keys = append(keys, keyOf('c', w.title, w.text))
		named = true
	}
	if !named && w.title != "" {
		keys = append(keys, keyOf('t', source, w.title))
	}
	return keys
}

// wording is what an item says, in letters.
type wording struct {
	title string
	text  string // summary and content
}

func wordingOf(it *feeds.Item) wording {
	return wording{letters(it.Title), letters(it.Summary + " " + feeds.Text(it.Content))}
}

// doubt holds what names nothing within one document: a GUID that stands on
// different articles, a link that several items share, the link of the feed.
type doubt struct {
	guids map[string]bool
	links map[string]bool // by linkIdentity
}

func doubts(f *feeds.Feed) doubt {
	d := doubt{map[string]bool{}, map[string]bool{linkIdentity(f.Link): true}}
	linkOf, guidOf := map[string]string{}, map[string]string{}
	for i := range f.Items {
		it := &f.Items[i]
		link := linkIdentity(it.Link)
		what := link
		if what == "" {
			what = letters(it.Title)
		}
		if before, ok := linkOf[it.ID]; ok && before != what {
			d.guids[it.ID] = true
		}
		if before, ok := guidOf[link]; ok && before != it.ID {
			d.links[link] = true
		}
		linkOf[it.ID], guidOf[link] = what, it.ID
	}
	return d
}

// linkIdentity is what is left of a link when its noise is taken off: scheme,
// "www.", tracking parameters, fragment, a slash at the end. "" where a link
// names no article, such as the address of a whole site.
func linkIdentity(link string) string {
	u, err := url.Parse(feeds.CanonicalLink(link, ""))
	if err != nil || u.Host == "" {
		return ""
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	if path == "" && u.RawQuery == "" {
		return ""
	}
	s := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + path
	if u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	return s
}

// contentHash covers all that readers may see of an item, and nothing that a
// source changes without meaning it: its clock, its GUIDs, tracking in links.
func contentHash(it *feeds.Item) []byte {
	h := sha256.New()
	add := func(parts ...string) {
		for _, p := range parts {
			h.Write([]byte(p))
			h.Write([]byte{0})
		}
		h.Write([]byte{1})
	}
	add(it.Title, it.Summary, quietLinks(it.Content), it.Language, linkIdentity(it.Link))
	for _, p := range it.Authors {
		add("author", p.Name)
	}
	for _, c := range it.Topics {
		add("topic", c.Term, c.Scheme)
	}
	for _, m := range it.Media {
		add("media", quietLinks(m.URL), m.Type, m.Title, m.Alt, m.Credit)
	}
	for _, t := range it.Translations {
		add("translation", t.Language, quietLinks(t.Link))
	}
	add(it.Keywords...)
	add(it.Credit, it.Place, it.Section, string(rune('0'+it.Urgency%10)), it.Note, string(it.Status))
	if !it.Embargo.IsZero() {
		add(it.Embargo.UTC().String())
	}
	return h.Sum(nil)[:16]
}

var address = regexp.MustCompile(`https?://[^\s"'<>]+`)

func quietLinks(s string) string {
	return address.ReplaceAllStringFunc(s, func(a string) string {
		if link := linkIdentity(html.UnescapeString(a)); link != "" {
			return link
		}
		return a
	})
}

// letters folds a text to its letters and digits: what is left when typography
// is not looked at.
func letters(s string) string {
	if !norm.NFKC.IsNormalString(s) {
		s = norm.NFKC.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteByte(byte(r))
		case 'A' <= r && r <= 'Z':
			b.WriteByte(byte(r) + 'a' - 'A')
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// hangul is the first of the letters that weigh more.
const hangul = 0x1100

// weight is the length of a text in letters; a sign that stands for a syllable
// or a word counts as three.
func weight(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= hangul && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n += 2
		}
	}
	return n
}
