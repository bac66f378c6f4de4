package match

import (
	"fmt"
	"slices"
	"strings"

	"github.com/silkwire/silkwire/feeds/lang"
)

// A Topic is what the matcher needs to know of an editor's topic.
type Topic struct {
	ID       string
	Parent   string
	Medtop   string            // "20000763": equal to ID in queries, written topic:medtop:20000763
	Keywords map[string]*Query // by language; "" is for all
}

// A taxonomy is a set of topics in an order in which each stands behind all
// that it depends on: those below it, and those its keywords refer to.
type taxonomy struct {
	topics   []*placedTopic
	byName   map[string]*placedTopic // by id, and by "medtop:…"
	keywords []keywords              // by the ID that their query has in index
	index    *index
}

type placedTopic struct {
	Topic
	place    int // in taxonomy.topics
	parent   *placedTopic
	children []*placedTopic

	keywords, keywordsEnd int // in taxonomy.keywords
}

// keywords are those of a topic in a language.
type keywords struct {
	topic *placedTopic
	tag   string
}

var noTopics = &taxonomy{index: noIndex}

// newTaxonomy sorts topics; a cycle, a double and an unknown parent are errors.
func newTaxonomy(topics []Topic) (*taxonomy, error) {
	t := &taxonomy{byName: make(map[string]*placedTopic, len(topics))}
	placed := make([]*placedTopic, len(topics))
	for i := range topics {
		placed[i] = &placedTopic{Topic: topics[i]}
		for _, name := range placed[i].names() {
			if other := t.byName[name]; other != nil && other != placed[i] {
				return nil, fmt.Errorf("topics %q and %q are both called %q: give one of them another name", other.ID, topics[i].ID, name)
			}
			t.byName[name] = placed[i]
		}
	}
	for _, p := range placed {
		if p.Parent == "" {
			continue
		}
		parent := t.byName[p.Parent]
		if parent == nil {
			return nil, fmt.Errorf("topic %q: its parent %q does not exist", p.ID, p.Parent)
		}
		p.parent = parent
		parent.children = append(parent.children, p)
	}
	if err := t.sort(placed); err != nil {
		return nil, err
	}
	t.build()
	return t, nil
}

// build makes the keywords of all topics ready.
func (t *taxonomy) build() {
	queries := map[ID]*node{}
	for i, p := range t.topics {
		p.place, p.keywords = i, len(t.keywords)
		for _, tag := range p.languages() {
			queries[ID(len(t.keywords))] = p.Keywords[tag].root
			t.keywords = append(t.keywords, keywords{p, tag})
		}
		p.keywordsEnd = len(t.keywords)
	}
	t.index = build(noIndex, nil, queries).remembering()
}

// names are what a query may call the topic.
func (p *placedTopic) names() []string {
	if p.Medtop == "" {
		return []string{p.ID}
	}
	return []string{p.ID, "medtop:" + p.Medtop}
}

// sort orders the topics by depth-first search.
func (t *taxonomy) sort(placed []*placedTopic) error {
	done := make(map[*placedTopic]bool, len(placed))
	var path []*placedTopic
	var visit func(p *placedTopic) error
	visit = func(p *placedTopic) error {
		if i := slices.Index(path, p); i >= 0 {
			return cycle(path[i:])
		}
		if done[p] {
			return nil
		}
		path = append(path, p)
		for _, needed := range t.needs(p) {
			if err := visit(needed); err != nil {
				return err
			}
		}
		path = path[:len(path)-1]
		done[p] = true
		t.topics = append(t.topics, p)
		return nil
	}
	for _, p := range placed {
		if err := visit(p); err != nil {
			return err
		}
	}
	return nil
}

// needs are the topics that p depends on.
func (t *taxonomy) needs(p *placedTopic) []*placedTopic {
	needed := slices.Clone(p.children)
	for _, tag := range p.languages() {
		for _, name := range p.Keywords[tag].Topics() {
			if other := t.byName[name]; other != nil {
				needed = append(needed, other)
			}
		}
	}
	return needed
}

// languages are the languages of p's keywords, sorted.
func (p *placedTopic) languages() []string {
	tags := make([]string, 0, len(p.Keywords))
	for tag, q := range p.Keywords {
		if q != nil {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	return tags
}

func cycle(path []*placedTopic) error {
	var ids []string
	for _, p := range path {
		ids = append(ids, p.ID)
	}
	ids = append(ids, path[0].ID)
	return fmt.Errorf("topics refer to each other in a circle: %s: take one parent or one topic: out", strings.Join(ids, " → "))
}

// applies reports whether keywords in tag are tried on an item in the language
// of d: on an item of no known language all are.
func applies(tag string, d *Doc) bool {
	return tag == "" || d.tag == lang.Und || covers(tag, d.tag)
}
