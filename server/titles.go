package server

import (
	"cmp"
	"maps"
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/syndication"
)

// wholeFeed is the feed with all that an outlet gets.
const wholeFeed = "feed"

// pick gives the text for readers of a language, and the language it is in: the
// nearest of what there is, else the text for all others, else any.
func pick(texts map[string]string, languages ...string) (text, in string) {
	keys := slices.Sorted(maps.Keys(texts))
	for _, want := range languages {
		if t := texts[want]; t != "" {
			return t, want
		}
		for _, have := range keys {
			if have != "" && texts[have] != "" && (lang.Covers(want, have) || lang.Covers(have, want)) {
				return texts[have], have
			}
		}
	}
	if t := texts[""]; t != "" {
		return t, ""
	}
	for _, have := range keys {
		if texts[have] != "" {
			return texts[have], have
		}
	}
	return "", ""
}

// outletTitle gives the title of an outlet with its language, both in the order
// of languages that the outlet has.
func outletTitle(o syndication.Outlet) (title, language string) {
	title, language = pick(o.Title, o.Languages...)
	return cmp.Or(title, o.Name), cmp.Or(language, pageLanguage(o))
}

// pageLanguage is the language in which an outlet's page speaks: the first that
// the outlet takes, else one it is titled in.
func pageLanguage(o syndication.Outlet) string {
	for _, l := range o.Languages {
		if l != feeds.Und {
			return l
		}
	}
	if _, in := pick(o.Title, "en"); in != "" {
		return in
	}
	return "en"
}

// feedTitle names a feed for readers of a language.
func feedTitle(o syndication.Outlet, name, language string) string {
	if name == wholeFeed {
		return wordsFor(language).AllStories
	}
	for _, sub := range o.Subscriptions {
		if sub.Name == name {
			title, _ := pick(sub.Title, language)
			return cmp.Or(title, name)
		}
	}
	return languageName(name, language)
}

// feedLanguage is the language of all stories of a feed, "" if it may have
// several.
func feedLanguage(o syndication.Outlet, name string) string {
	switch {
	case isLanguageFeed(o, name):
		return name
	case len(o.Languages) == 1 && o.Languages[0] != feeds.Und:
		return o.Languages[0]
	}
	return ""
}

func isLanguageFeed(o syndication.Outlet, name string) bool {
	return name != wholeFeed && name != feeds.Und && !isSubscription(o, name) && lang.Valid(name)
}

func isSubscription(o syndication.Outlet, name string) bool {
	return slices.ContainsFunc(o.Subscriptions, func(s syndication.Subscription) bool { return s.Name == name })
}

// languageName is what a language calls itself; for text whose language is not
// known, what readers of another call that.
func languageName(tag, reader string) string {
	if tag == feeds.Und || tag == "" {
		return wordsFor(reader).LanguageUnknown
	}
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	return cmp.Or(display.Self.Name(t), tag)
}
