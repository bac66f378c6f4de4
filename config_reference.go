package main

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
	"github.com/silkwire/silkwire/syndication/match"
)

// checkReferences warns of names that nothing answers to.
func (c *Config) checkReferences(root *table) {
	outlets := root.node.table["outlets"]
	for _, o := range c.Outlets {
		for i, pattern := range o.Sources {
			if c.namesSource(pattern) {
				continue
			}
			v := outlets.table[o.Name].table["sources"]
			c.warnings.add(v.list[min(i, len(v.list)-1)].value, "no source is named %s", pattern)
		}
	}
	for _, s := range c.Sources {
		for i, id := range s.Topics {
			if v := root.node.table["sources"].table[s.Name].table["topics"]; !c.hasTopic(id) {
				c.warnings.add(v.list[min(i, len(v.list)-1)].value, "topics: there is no topic %s; documents show it only where [topics.%s] gives it a label", id, id)
			}
		}
	}
	c.checkTopics(root)
}

// hasTopic reports whether a topic is configured, or comes with the program.
func (c *Config) hasTopic(id string) bool {
	return slices.ContainsFunc(slices.Concat(c.Topics, syndication.BuiltinTopics()), func(t syndication.Topic) bool {
		return t.ID == id || t.Medtop != "" && id == "medtop:"+t.Medtop
	})
}

// namesSource reports whether a source has the name, or one that begins like a
// pattern with * at its end.
func (c *Config) namesSource(pattern string) bool {
	return slices.ContainsFunc(c.Sources, func(s sources.Source) bool { ok, _ := path.Match(pattern, s.Name); return ok })
}

// checkTopics warns of topic: and parent words that name no topic.
func (c *Config) checkTopics(root *table) {
	known := c.TopicNames()
	for _, t := range c.Topics {
		if v := root.node.table["topics"].table[t.ID].table["parent"]; t.Parent != "" && !known[t.Parent] {
			root.problems.add(v.value, "parent: %s", unknownParent(t.Parent))
		}
	}
	c.checkCircle(root)
	check := func(v *node, text string) {
		q, err := match.Parse(text)
		if text == "" || err != nil {
			return
		}
		for _, u := range slices.Concat(c.UnknownTopics(q), c.UnknownSources(q)) {
			c.warnings.add(v.value, "%s", u)
		}
	}
	for _, o := range c.Outlets {
		t := root.node.table["outlets"].table[o.Name]
		check(t.table["query"], o.Query)
		for _, s := range o.Subscriptions {
			check(t.table["subscriptions"].table[s.Name].table["query"], s.Query)
		}
	}
}

func unknownParent(id string) string {
	if _, err := strconv.Atoi(id); err == nil {
		return fmt.Sprintf("there is no topic %q; a Media Topic is written %q", id, "medtop:"+id)
	}
	return fmt.Sprintf("there is no topic %q", id)
}

// checkCircle tells topics that refer to each other in a circle, where the first
// of them stands.
func (c *Config) checkCircle(root *table) {
	topics, err := syndication.MatchTopics(c.Topics)
	if err == nil {
		err = match.NewMatcher().SetTopics(topics)
	}
	if err == nil || len(root.problems.list) > 0 {
		return // what is wrong with a query has been told
	}
	at := root.node.table["topics"].at
	for _, t := range c.Topics {
		if strings.Contains(err.Error(), ": "+t.ID+" →") {
			at = root.node.table["topics"].table[t.ID].at
		}
	}
	root.problems.add(at, "%s", err)
}
