package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/silkwire/silkwire/feeds/lang"
)

// settleFeed brings what a document says about itself into its final form.
func (rd *reader) settleFeed(f *Feed) {
	f.Title = foldLines(f.Title, false)
	f.Self = withoutSecrets(f.Self)
	if declared := lang.Canonical(f.Language); declared != Und {
		f.Language = declared
	} else {
		f.Language = lang.Canonical(rd.opt.Language)
	}
	f.Hubs = distinct(f.Hubs)
	rd.around = languageAround(f)
}

// settleItem brings one item into its final form.
func (rd *reader) settleItem(f *Feed, it *Item) {
	it.Published = rd.past(it, it.Published)
	it.Updated = rd.past(it, it.Updated)
	it.Keywords = distinct(it.Keywords)
	it.Media = gatherMedia(it.Media)
	bound(it, rd.opt.URL)
	it.Credit = foldLines(it.Credit, false)
	kill := readMarkers(it, rd.opt.Zone)
	it.Language = languageOf(it, f.Language, rd.around)
	it.Translations = otherLanguages(it)
	if it.Title == "" && it.Summary == "" && it.Content == "" && it.Link == "" && len(it.Media) == 0 {
		it.Repairs = append(it.Repairs, "the item is empty")
	}
	it.obey(kill)
}

// otherLanguages are the translations but the item itself.
func otherLanguages(it *Item) []Translation {
	var list []Translation
	for _, t := range it.Translations {
		if t.Link != it.Link && t.Language != it.Language {
			list = append(list, t)
		}
	}
	return list
}

// settleStump marks the item within which a document ends, and leaves it out if
// nothing of its text is there.
func settleStump(f *Feed) {
	last := len(f.Items) - 1
	if last < 0 {
		return
	}
	it := &f.Items[last]
	if it.Title == "" && it.Summary == "" && it.Content == "" {
		f.Items = f.Items[:last]
		return
	}
	it.Repairs = append(it.Repairs, "the document ends within this item")
}

// past is t, or now where t lies in the future: an embargo if the source's
// dates are meant so, otherwise a mistake whose words are kept.
func (rd *reader) past(it *Item, t Time) Time {
	if !t.After(rd.opt.Now) {
		t.Original = ""
		return t
	}
	if rd.opt.Embargo {
		if t.After(it.Embargo.Time) {
			it.Embargo = At(t.Time)
		}
		t.Original = ""
		return t
	}
	if t.Original == "" {
		t.Original = t.Format(time.RFC3339)
	}
	t.Time = rd.opt.Now.In(t.Location())
	t.DateOnly = false
	return t
}

// date reads the first of some texts that is a date. Original holds its words
// until it is settled.
func (rd *reader) date(it *Item, texts ...string) Time {
	for _, s := range texts {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		if strings.Contains(s, "<") {
			s = firstText(datetime(s), Text(s))
		}
		if t, ok := ParseTime(s, rd.opt.Zone); ok {
			t.Original = s
			return t
		}
		if it != nil {
			it.Repairs = append(it.Repairs, fmt.Sprintf("the date %q could not be read", shorten(foldLines(s, false), 60)))
		}
	}
	return Time{}
}

var datetimeMark = regexp.MustCompile(`datetime=["']([^"'<>]{4,40})["']`)

// datetime is the machine's part of a <time> element of HTML.
func datetime(s string) string {
	if m := datetimeMark.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// settleLinks gives fragments back that name a part of a page: a comment, a
// paragraph of a diary, a post of a thread; others only where nothing else tells
// items apart.
func settleLinks(f *Feed, fragments []string) {
	count := map[string]int{}
	for i := range f.Items {
		count[f.Items[i].Link]++
	}
	for i := range f.Items {
		it := &f.Items[i]
		if it.Link != "" && fragments[i] != "" && (namesPart(fragments[i]) || count[it.Link] > 1) {
			it.Link += "#" + fragments[i]
		}
	}
}

// namesPart reports a fragment with a number, such as "p01" or "post-4711";
// those with "=" are for counting readers ("xtor=RSS-3208").
func namesPart(fragment string) bool {
	return strings.ContainsAny(fragment, "0123456789") && !strings.ContainsAny(fragment, "=&%")
}

// settleIDs gives every item an id that tells it from the others.
func settleIDs(f *Feed) {
	links := map[string]map[string]bool{} // id to the links of its items
	for i := range f.Items {
		it := &f.Items[i]
		if it.ID = strings.TrimSpace(it.ID); it.ID == "" {
			it.ID = ownID(it)
		}
		if links[it.ID] == nil {
			links[it.ID] = map[string]bool{}
		}
		links[it.ID][it.Link] = true
	}
	for i := range f.Items {
		it := &f.Items[i]
		if len(links[it.ID]) > 1 && it.Link != "" && it.ID != it.Link {
			it.Repairs = append(it.Repairs, fmt.Sprintf("several items have the id %q; the link serves instead", shorten(it.ID, 80)))
			it.ID = it.Link
		}
	}
}

// ownID is the id of an item without one: its link, else a hash of its title
// and date, which stay when the rest is edited.
func ownID(it *Item) string {
	if it.Link != "" {
		return it.Link
	}
	about := it.Title
	if about == "" {
		about = it.Summary + it.Content
	}
	for _, m := range it.Media {
		if about == "" {
			about = m.URL
		}
	}
	date := it.Published.Original
	if date == "" && !it.Published.IsZero() {
		date = it.Published.UTC().Format(time.RFC3339)
	}
	sum := sha256.Sum256([]byte(about + "\x00" + date))
	return "sha256:" + hex.EncodeToString(sum[:16])
}

// distinct is list without blanks and repetitions, white space folded.
func distinct(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		s = foldLines(s, false)
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
