package feeds

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/silkwire/silkwire/feeds/lang"
)

// The vocabularies in which we say ourselves what a category is.
const (
	StatusScheme  = generatorURI + "/ns#status"  // "withdrawn", "expired"
	SectionScheme = generatorURI + "/ns#section" // the source's own section
	PlaceScheme   = generatorURI + "/ns#place"   // the dateline's place
)

// tombstone is all that may be shown of an item that is gone. The notice stands
// for its title, the editor's note, if there is one, for its text.
func (it *Item) tombstone() *Item {
	status := Withdrawn
	if it.Status == Expired {
		status = Expired
	}
	notice := noticeOf(it.Language, status)
	return &Item{
		ID: it.ID, Language: it.Language, Published: it.Published, Updated: it.Updated, Status: status,
		Note: it.Note, Title: notice, Summary: firstSeen(it.Note, notice),
	}
}

// gone makes an item of a tombstone, for the formats that have no tombstones.
func (t *Tombstone) gone(language string) *Item {
	return &Item{ID: t.ID, Language: language, Updated: t.When, Note: t.Comment, Status: Withdrawn}
}

// categories are what an item is filed under, for the XML formats: its status,
// topics, keywords, section and place. Term and Label are always filled.
func categories(it *Item) []Category {
	all := make([]Category, 0, len(it.Topics)+len(it.Keywords)+3)
	add := func(c Category) {
		c = Category{firstSeen(c.Term, c.Label), c.Scheme, firstSeen(c.Label, c.Term)}
		if !isIRI(c.Scheme) {
			c.Scheme = ""
		}
		if c.Term != "" && !filed(all, c) {
			all = append(all, c)
		}
	}
	if it.Status.Gone() {
		add(Category{Term: string(it.Status), Scheme: StatusScheme})
	}
	for _, c := range it.Topics {
		add(c)
	}
	for _, k := range it.Keywords {
		if !slices.ContainsFunc(it.Topics, func(c Category) bool { return c.Label == k }) {
			add(Category{Term: k})
		}
	}
	add(Category{Term: it.Section, Scheme: SectionScheme})
	add(Category{Term: it.Place, Scheme: PlaceScheme})
	return all
}

func filed(all []Category, c Category) bool {
	for i := range all {
		if all[i].Scheme == c.Scheme && all[i].Label == c.Label {
			return true
		}
	}
	return false
}

// textOf is what an item without content says. It is never blank.
func textOf(it *Item) string { return firstSeen(it.Summary, it.Title, fallback(it)) }

// fallback names an item that has no words at all.
func fallback(it *Item) string { return or(webAddress(it.Link), Identity(it)) }

// directed is the content of an item with its direction. Readers show it in a
// page of their own, where text from right to left would stand wrong.
func directed(it *Item) string {
	if !lang.RTL(it.Language) || hasDirection(it.Content) {
		return it.Content
	}
	return `<div dir="rtl" lang="` + said(it.Language) + `">` + it.Content + `</div>`
}

// hasDirection reports whether content begins with an element with a dir.
func hasDirection(content string) bool {
	z := html.NewTokenizer(strings.NewReader(content))
	for {
		switch z.Next() {
		case html.CommentToken:
			continue
		case html.TextToken:
			if strings.TrimSpace(string(z.Text())) == "" {
				continue
			}
		case html.StartTagToken:
			for _, attr := range z.Token().Attr {
				if attr.Key == "dir" {
					return true
				}
			}
		}
		return false
	}
}

// nameOf is what a person is called; Atom wants a name.
func nameOf(p Person) string { return firstSeen(p.Name, mailbox(p.Email), webAddress(p.URL)) }

// mailbox is an e-mail address with an "@" inside, or "" (RFC 4287, 3.2.3).
func mailbox(email string) string {
	local, host, ok := strings.Cut(email, "@")
	if !ok || local == "" || host == "" || clean(email) != email || strings.ContainsAny(email, " \t\n") {
		return ""
	}
	return email
}
