package main

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
	"github.com/silkwire/silkwire/syndication/match"
)

// leastInterval is how often a source may be polled at most.
const leastInterval = time.Second

func (c *Config) readSource(name string, t *table) {
	s := sources.Source{Name: name, Kind: sources.Kind(t.choice("kind", "feed", "page"))}
	t.checkName("source", name)
	t.string("title", &s.Title)
	t.string("language", &s.Language)
	t.duration("interval", &s.Interval, leastInterval)
	s.URL = t.address("url")
	s.Zone = t.zone("timezone")
	s.Topics = t.strings("topics", anyText)
	s.Headers = t.headers()
	s.Embargo = t.choice("future_dates", "clamp", "embargo") == "embargo"
	s.Rights = t.sub("rights").rights()
	s.Selectors = t.sub("selectors").selectors()
	if s.Language != "" {
		if reason := checkTag(s.Language); reason != "" {
			t.problems.add(t.node.table["language"].value, "language: %s", reason)
		}
	}
	c.Sources = append(c.Sources, s)
}

// address reads a required web address.
func (t *table) address(key string) string {
	v := t.get(key, unstable.String, "a web address in quotes")
	if t.node.table[key] == nil {
		t.problems.add(t.at, `[%s] needs %s = "https://…"`, t.name, key)
	}
	if v == nil {
		return ""
	}
	if !isWebAddress(v.text) {
		t.problems.add(v.value, "%s: %q is no web address; it starts with http:// or https://", key, v.text)
		return ""
	}
	return v.text
}

func isWebAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func (t *table) zone(key string) *time.Location {
	v := t.get(key, unstable.String, `a time zone, as in "Asia/Shanghai"`)
	if v == nil {
		return nil
	}
	zone, err := time.LoadLocation(v.text)
	if err != nil || v.text == "" || v.text == "Local" {
		t.problems.add(v.value, `%s: %q is no time zone; write one of the IANA names, as in "Asia/Shanghai"`, key, v.text)
		return nil
	}
	return zone
}

func (t *table) headers() map[string]string {
	headers := t.texts("headers", func(name string) string {
		if headerForm.MatchString(name) {
			return ""
		}
		return fmt.Sprintf("%q is no name of a header", name)
	})
	for name, text := range headers {
		value, err := fromEnvironment(text)
		if err == nil && strings.ContainsAny(value, "\r\n\x00") {
			err = errors.New("a header is one line")
		}
		if err != nil {
			t.problems.add(t.node.table["headers"].table[name].value, "headers.%s: %s", name, err)
		}
		headers[name] = value
	}
	return headers
}

// headerForm is a token of RFC 9110, 5.6.2.
var headerForm = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")

func (t *table) rights() (r sources.Rights) {
	r.Credit = t.labels("credit")
	r.Content = sources.Level(t.choice("content", levels...))
	t.duration("expires", &r.Expires, time.Minute)
	t.string("licence", &r.Licence)
	t.string("territory", &r.Territory)
	if t.node.table["pictures"] != nil {
		r.Pictures = new(bool)
		t.bool("pictures", r.Pictures)
	}
	t.done()
	return r
}

var levels = []string{string(sources.Full), string(sources.Summary), string(sources.Headline)}

func (t *table) selectors() (s sources.Selectors) {
	for key, into := range map[string]*string{
		"links": &s.Links, "title": &s.Title, "date": &s.Date, "abstract": &s.Abstract,
		"body": &s.Body, "keywords": &s.Keywords, "author": &s.Author, "next": &s.Next,
	} {
		t.string(key, into)
	}
	t.done()
	return s
}

// labels reads a text for all languages, or a table of texts by language.
func (t *table) labels(key string) map[string]string {
	if v := t.node.table[key]; v != nil && v.kind == unstable.String {
		t.known = append(t.known, key)
		return map[string]string{"": v.text}
	}
	return t.texts(key, checkTag)
}

func (c *Config) readTopic(name string, t *table) {
	topic := syndication.Topic{ID: name}
	t.checkName("topic", name)
	topic.Label = t.labels("label")
	topic.Keywords = t.texts("keywords", checkTag)
	t.string("medtop", &topic.Medtop)
	t.string("parent", &topic.Parent)
	topic.Categories = t.strings("categories", checkCategory)
	for _, tag := range slices.Sorted(maps.Keys(topic.Keywords)) {
		c.checkQuery(t, "keywords."+tag, t.node.table["keywords"].table[tag])
	}
	if v := t.node.table["medtop"]; v != nil && v.kind == unstable.String && !medtopForm.MatchString(topic.Medtop) {
		t.problems.add(v.value, `medtop: %q must be the eight digits of an IPTC Media Topic, as in "20000763"`, topic.Medtop)
	}
	c.Topics = append(c.Topics, topic)
}

// checkCategory refuses words that no category can be equal to.
func checkCategory(words string) string {
	if strings.TrimSpace(words) == "" {
		return "a category is empty; write the words that a source files its stories under"
	}
	return ""
}

var medtopForm = regexp.MustCompile(`^[0-9]{8}$`)

func (c *Config) readOutlet(name string, t *table) {
	o := syndication.Outlet{Name: name, Title: t.labels("title"), Description: t.labels("description")}
	t.checkName("outlet", name)
	o.Languages = t.strings("languages", checkTag)
	o.Query = c.query(t)
	o.Sources = t.strings("sources", checkPattern)
	o.Content = sources.Level(t.choice("content", levels...))
	o.Translations = syndication.Translations(t.choice("translations", "all", "first"))
	o.Duplicates = syndication.Duplicates(t.choice("duplicates", "one", "all"))
	o.MovesUp = t.kinds("moves_up")
	t.duration("withdrawn_for", &o.WithdrawnFor, time.Hour)
	t.bool("public", &o.Public)
	t.each("subscriptions", func(name string, t *table) {
		if t.checkName("subscription", name) {
			t.checkFree(name)
		}
		o.Subscriptions = append(o.Subscriptions, syndication.Subscription{Name: name, Title: t.labels("title"), Query: c.query(t)})
		t.need("query", `query = "port*"`)
		if v := t.node.table["query"]; v != nil && v.kind == unstable.String && strings.TrimSpace(v.text) == "" {
			t.problems.add(v.value, `query: it is empty; write the words to look for, as in "port*"`)
		}
	})
	t.need("sources", `sources = ["*"] for all, or names`)
	slices.SortFunc(o.Subscriptions, func(a, b syndication.Subscription) int { return strings.Compare(a.Name, b.Name) })
	c.Outlets = append(c.Outlets, o)
}

// checkFree refuses a name that a feed of every outlet has, or may get.
func (t *table) checkFree(name string) {
	switch {
	case name == "feed":
		t.problems.add(t.at, `subscription "feed": this is the name of the feed with all stories; choose another`)
	case lang.Valid(name):
		t.problems.add(t.at, "subscription %q: this is a language code, and names the feed of the stories in that language; choose another, as in %q", name, name+"-news")
	}
}

func (t *table) need(key, example string) {
	if v := t.node.table[key]; v == nil || v.kind == unstable.Array && len(v.list) == 0 {
		t.problems.add(t.at, "[%s] needs %s", t.name, example)
	}
}

// kinds reads kinds of rows, as in moves_up.
func (t *table) kinds(key string) []syndication.Kind {
	known := []string{"new", "update", "correction", "withdrawal", "reinstatement", "release", "expiry", "enter"}
	words := t.strings(key, func(word string) string {
		if slices.Contains(known, word) {
			return ""
		}
		return fmt.Sprintf("%q is no kind of change; it is one of %s", word, quoted(known))
	})
	if words == nil {
		return nil
	}
	kinds := []syndication.Kind{}
	for _, w := range words {
		kinds = append(kinds, syndication.Kind(w))
	}
	return kinds
}

func (c *Config) query(t *table) string {
	v := t.get("query", unstable.String, "a text in quotes")
	if v == nil {
		return ""
	}
	c.checkQuery(t, "query", v)
	return v.text
}

// checkQuery tells a mistake in a query at its place in the file.
func (c *Config) checkQuery(t *table, key string, v *node) {
	if v == nil || v.kind != unstable.String || v.text == "" {
		return
	}
	q, err := match.Parse(v.text)
	var bad *match.SyntaxError
	if errors.As(err, &bad) {
		t.problems.add(v.inside(bad.Offset), "%s: %s", key, bad)
		return
	}
	if err != nil {
		t.problems.add(v.value, "%s: %s", key, err)
		return
	}
	for _, w := range q.Warnings() {
		c.warnings.add(v.value, "%s: %s", key, w)
	}
}

// inside is the place of a character of a text, counted from 1, where the text
// stands in one line as it is.
func (n *node) inside(character int) place {
	if !n.plain {
		return n.value
	}
	return place{n.value.line, n.value.column + character}
}

func anyText(string) string { return "" }

// checkPattern refuses a name of a source with a * that is not at its end.
func checkPattern(pattern string) string {
	if strings.Contains(strings.TrimSuffix(pattern, "*"), "*") {
		return fmt.Sprintf("%q: a * stands at the end of a name, or alone for all", pattern)
	}
	return ""
}
