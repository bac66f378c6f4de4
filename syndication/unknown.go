package syndication

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/silkwire/silkwire/syndication/match"
)

var medtopForm = regexp.MustCompile(`^[0-9]{8}$`)

// An Unknown is a word of a query that names what is not there.
type Unknown struct {
	Word   string // topic:ports, source:wire-*
	Text   string // what that means
	Barren bool   // no story can ever have it
}

func (u Unknown) String() string { return u.Word + ": " + u.Text }

// UnknownTopics are the topics of a query that no story gets by the setup.
func (s Setup) UnknownTopics(q *match.Query) []Unknown {
	asked := q.Topics()
	if len(asked) == 0 {
		return nil
	}
	known := s.TopicNames()
	var list []Unknown
	for _, id := range asked {
		if !known[id] {
			list = append(list, unknownTopic(id))
		}
	}
	return list
}

// UnknownSources are the names in a query, perhaps with a * at the end, that no
// source has.
func (s Setup) UnknownSources(q *match.Query) []Unknown {
	names := make([]string, len(s.Sources))
	for i := range s.Sources {
		names[i] = s.Sources[i].Name
	}
	return unknownSources(q, names)
}

func unknownSources(q *match.Query, names []string) []Unknown {
	var list []Unknown
	for _, pattern := range q.Sources() {
		if !slices.ContainsFunc(names, func(name string) bool { return covers(pattern, name) }) {
			list = append(list, Unknown{"source:" + pattern, "no source has such a name, so this finds nothing", true})
		}
	}
	return list
}

// unknownTopic tells what a query finds by an id that no topic has.
func unknownTopic(id string) Unknown {
	u := Unknown{"topic:" + id, "there is no such topic, so this finds nothing", true}
	if code, coded := strings.CutPrefix(id, "medtop:"); coded {
		u.Text = "the code of a Media Topic has eight digits, as in medtop:15000000, so this finds nothing"
		if medtopForm.MatchString(code) {
			u.Barren = false
			u.Text = fmt.Sprintf("no topic has this code, so this finds only stories whose source carries it; medtop = %q on a topic gives it keywords and labels", code)
		}
	}
	return u
}

// Unknown are the topics, and the sources, of a query that no story of an outlet
// has. What a source told that has left the configuration stays, and is found.
func (d *Desk) Unknown(ctx context.Context, outlet string, q *match.Query) ([]Unknown, error) {
	c := d.setup.Load()
	p := c.outlets[outlet]
	if p == nil {
		return nil, fmt.Errorf("outlet %s: %w", outlet, ErrNotFound)
	}
	list := c.UnknownTopics(q)
	if len(q.Sources()) == 0 {
		return list, nil
	}
	names, err := d.sourceNames(ctx, c)
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return p.trust(name) < 0 })
	return append(list, unknownSources(q, names)...), nil
}

// sourceNames are those of the sources configured, and of all that ever told anything.
func (d *Desk) sourceNames(ctx context.Context, c *setup) (names []string, err error) {
	err = d.read(ctx, func(x *tx) (err error) {
		names, err = collect(x, func(r scanner) (name string, err error) {
			err = r.Scan(&name)
			return name, err
		}, `SELECT name FROM sources`)
		return err
	})
	for i := range c.Sources {
		names = append(names, c.Sources[i].Name)
	}
	return names, err
}

// TopicNames are all names that queries may call a topic by.
func (s Setup) TopicNames() map[string]bool {
	known := map[string]bool{}
	for _, src := range s.Sources {
		for _, id := range src.Topics {
			known[id] = true
		}
	}
	for _, t := range slices.Concat(s.Topics, BuiltinTopics()) {
		known[t.ID] = true
		if t.Medtop != "" {
			known["medtop:"+t.Medtop] = true
		}
	}
	return known
}
