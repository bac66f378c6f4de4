package syndication

import (
	"errors"
	"fmt"
	"slices"

	"github.com/silkwire/silkwire/syndication/match"
)

// A Topic is an editor's concept.
type Topic struct {
	ID       string
	Label    map[string]string // by language; "" is for all others
	Keywords map[string]string // queries by language
	Medtop   string            // IPTC Media Topic, eight digits; "" if none
	Parent   string            // id, or "medtop:" and a code; it has this topic's stories too

	// Categories are what sources file stories of the topic under, in their own
	// words; case, width and spaces are equal.
	Categories []string `json:",omitempty"`
}

// MatchTopics reads the keywords of topics and adds the built-in ones. Its error joins every mistake, each
// with the topic, the language and the position in the query, which is a
// *match.SyntaxError.
func MatchTopics(topics []Topic) ([]match.Topic, error) {
	var errs []error
	topics = withBuiltin(topics)
	list := make([]match.Topic, 0, len(topics))
	for _, t := range topics {
		m := match.Topic{ID: t.ID, Parent: t.Parent, Medtop: t.Medtop, Keywords: map[string]*match.Query{}}
		for _, language := range tagsOf(t.Keywords) {
			q, err := match.Parse(t.Keywords[language])
			if err != nil {
				errs = append(errs, fmt.Errorf("topic %s, keywords in %s: %w", t.ID, language, err))
				continue
			}
			m.Keywords[language] = q
		}
		list = append(list, m)
	}
	return list, errors.Join(errs...)
}

// compileTopics gives a hash of all topics: a query that refers to one may
// select differently when any of them changes.
func (c *setup) compileTopics() (string, error) {
	list, err := MatchTopics(c.Topics)
	if err != nil {
		return "", err
	}
	c.known = withBuiltin(c.Topics)
	for _, t := range c.known {
		c.topics[t.ID] = t
	}
	c.filing = FilingOf(c.known)
	if err := c.matcher.SetTopics(list); err != nil {
		return "", fmt.Errorf("topics: %w", err)
	}
	return digest(c.known), nil
}

// namesOf adds to ids of topics the codes that queries may call them by.
func (c *setup) namesOf(ids []string) []string {
	names := slices.Clone(ids)
	for _, id := range ids {
		if code := c.topics[id].Medtop; code != "" {
			names = append(names, "medtop:"+code)
		}
	}
	return names
}
