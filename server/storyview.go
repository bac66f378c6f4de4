package server

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// A storyView is a story as pages show it in a list.
type storyView struct {
	Words        *words
	WordsDir     string
	Lang, Dir    string
	Language     string // what the language calls itself
	Title        string
	Address      string // the story's page here
	Summary      string
	Date         string
	DateTime     string
	Place        string
	Credit       string
	Keywords     []string
	Picture      *feeds.Media
	Translations []linkView
	Mark         string // a word for what happened to the story
	Note         string
	Gone         bool
}

// A linkView is a link with the language of what it leads to.
type linkView struct {
	Address   string
	Title     string
	Language  string
	Lang, Dir string
	Current   bool
}

// maxKeywords is how many words a list shows of a story.
const maxKeywords = 5

func (s *Server) viewOf(it *feeds.Item, w *words) storyView {
	v := storyView{
		Words: w, WordsDir: direction(w.Tag),
		Lang: languageAttribute(it.Language), Dir: direction(it.Language), Language: languageName(it.Language, w.Tag),
		Title: it.Title, Address: s.local(storyAddress(it.ID)),
		Date: w.date(it.Published), DateTime: dateTime(it.Published),
		Note: it.Note, Gone: it.Status.Gone(),
	}
	switch {
	case it.Status == feeds.Expired:
		v.Mark = w.Expired
	case v.Gone:
		v.Mark = w.Withdrawn
	case it.Note != "":
		v.Mark = w.Correction
	}
	if v.Gone {
		return v
	}
	v.Summary, v.Place, v.Credit = it.Summary, it.Place, cmp.Or(it.Credit, it.Origin.Title)
	v.Picture = pictureOf(it)
	v.Keywords = keywordsOf(it)
	for _, t := range it.Translations {
		v.Translations = append(v.Translations, linkView{
			Address: cmp.Or(s.local(storyAddress(t.ID)), t.Link), Title: t.Title, Language: languageName(t.Language, w.Tag),
			Lang: languageAttribute(t.Language), Dir: direction(t.Language),
		})
	}
	return v
}

// keywordsOf are the topics and keywords of an item, each once, the topics first.
func keywordsOf(it *feeds.Item) []string {
	var list []string
	add := func(word string) {
		if word != "" && len(list) < maxKeywords && !slices.ContainsFunc(list, func(have string) bool { return strings.EqualFold(have, word) }) {
			list = append(list, word)
		}
	}
	for _, c := range it.Topics {
		add(cmp.Or(c.Label, c.Term))
	}
	for _, k := range it.Keywords {
		add(k)
	}
	return list
}

// pictureOf is the leading picture of an item, nil if it has none.
func pictureOf(it *feeds.Item) *feeds.Media {
	for i := range it.Media {
		if strings.HasPrefix(it.Media[i].Type, "image/") {
			return &it.Media[i]
		}
	}
	return nil
}

// storyAddress is the page of a story of ours, by the tag: URI that items have;
// "" for others. Origins of one story share its page.
//
//	"tag:" authority ":story/" id [ "/" origin ]
func storyAddress(id string) string {
	_, rest, found := strings.Cut(id, ":story/")
	sid, _, _ := strings.Cut(rest, "/")
	if !found || sid == "" || !strings.HasPrefix(id, "tag:") {
		return ""
	}
	return "/stories/" + escape(sid)
}

// languageAttribute is the lang of text in a language; "" says that it is not
// known (HTML, 3.2.6.2).
func languageAttribute(tag string) string {
	if tag == feeds.Und {
		return ""
	}
	return tag
}

// date writes a day, and the hour in UTC where one was given, as readers of w
// write it.
func (w *words) date(t feeds.Time) string {
	if t.IsZero() {
		return ""
	}
	if t.DateOnly {
		return w.day(t.Time)
	}
	return w.day(t.UTC()) + " " + t.UTC().Format("15:04") + " UTC"
}

func (w *words) day(t time.Time) string {
	return strings.NewReplacer(
		"D", strconv.Itoa(t.Day()),
		"M", w.month(int(t.Month())),
		"N", strconv.Itoa(int(t.Month())),
		"Y", strconv.Itoa(t.Year()),
	).Replace(w.Date)
}

// dateTime is the machine-readable form.
func dateTime(t feeds.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.DateOnly:
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}
