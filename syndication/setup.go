package syndication

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication/match"
)

// Setup is all that an editor decides: what the configuration file and the
// console say together.
type Setup struct {
	Sources []sources.Source
	Topics  []Topic
	Outlets []Outlet
}

// A setup is a Setup made ready for use. It is immutable but for its matcher,
// and replaced as a whole.
type setup struct {
	Setup
	given   *Setup // as configured, without what outlets made; nil before the first Configure
	made    int64  // meta 'subscriptions' up to which it holds what outlets made
	matcher *match.Matcher
	outlets map[string]*outlet
	open    []*outlet           // those without a query
	queries map[match.ID]target // what a stored query selects
	last    match.ID            // of those given so far
	hashed  string              // hash of the topics
	shown   uint64              // hash of what the documents of all outlets show
	topics  map[string]Topic
	known   []Topic // Topics and the built-in ones
	filing  Filing
}

// sorted is s in the order of names: the order in which a file happens to be
// read is no change.
func (s Setup) sorted() Setup {
	byName := func(a, b sources.Source) int { return cmp.Compare(a.Name, b.Name) }
	return Setup{
		Sources: slices.SortedFunc(slices.Values(s.Sources), byName),
		Topics:  slices.SortedFunc(slices.Values(s.Topics), func(a, b Topic) int { return cmp.Compare(a.ID, b.ID) }),
		Outlets: slices.SortedFunc(slices.Values(s.Outlets), func(a, b Outlet) int { return cmp.Compare(a.Name, b.Name) }),
	}
}

// A target is the stream of an outlet (sub is -1), or one of its subscriptions.
type target struct {
	outlet *outlet
	sub    int
}

// An outlet is an Outlet with its queries read.
type outlet struct {
	Outlet
	query     *match.Query // nil: all
	subs      []*match.Query
	selection []string // hash of what decides which stories a feed gets: the outlet's, then each subscription's
	settings  uint64   // hash of the settings that its documents show
}

// compile reads all queries. Its error joins every mistake, each with the
// outlet or topic and the position in the query.
func compile(s Setup, publicURL, authority string) (*setup, error) {
	s = s.sorted()
	c := &setup{Setup: s, matcher: match.NewMatcher(), outlets: map[string]*outlet{},
		queries: map[match.ID]target{}, topics: map[string]Topic{}}
	var err error
	c.hashed, err = c.compileTopics()
	c.shown = number([]any{publicURL, authority, c.known})
	errs := []error{err}
	for i := range s.Outlets {
		errs = append(errs, c.compileOutlet(&s.Outlets[i]))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	queries := map[match.ID]*match.Query{}
	for _, name := range c.names() {
		c.store(c.outlets[name], func(id match.ID, q *match.Query) { queries[id] = q })
	}
	c.matcher.SetAll(queries)
	return c, nil
}

func (c *setup) compileOutlet(o *Outlet) error {
	p := &outlet{Outlet: *o}
	var errs []error
	read := func(what, text string) *match.Query {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		q, err := match.Parse(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: query: %w", what, err))
		}
		return q
	}
	p.query = read("outlet "+o.Name, o.Query)
	for _, s := range o.Subscriptions {
		p.subs = append(p.subs, read("outlet "+o.Name+", subscription "+s.Name, s.Query))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	p.hashSelection(c.hashed)
	p.hashSettings(c.shown)
	c.outlets[o.Name] = p
	return nil
}

// hashSelection covers the topics only where a query refers to one.
func (p *outlet) hashSelection(topics string) {
	depends := func(q *match.Query) string {
		if q != nil && len(q.Topics()) > 0 {
			return topics
		}
		return ""
	}
	whole := []any{p.Query, p.Languages, p.Sources, p.Translations, p.Duplicates, depends(p.query)}
	p.selection = append(p.selection, digest(whole))
	for i, s := range p.Subscriptions {
		p.selection = append(p.selection, digest([]any{whole, s.Query, depends(p.subs[i])}))
	}
}

// store numbers the queries of an outlet, and sets them in the matcher.
func (c *setup) store(o *outlet, set func(match.ID, *match.Query)) {
	add := func(t target, q *match.Query) {
		c.last++
		c.queries[c.last] = t
		set(c.last, q)
	}
	if o.query == nil {
		c.open = append(c.open, o)
	} else {
		add(target{o, -1}, o.query)
	}
	for i, q := range o.subs {
		if q != nil {
			add(target{o, i}, q)
		}
	}
}

func (c *setup) names() []string { return slices.Sorted(maps.Keys(c.outlets)) }

// hashSettings covers the settings that documents show: two processes with the
// same settings write the same bytes, others must not share an ETag.
func (p *outlet) hashSettings(shown uint64) {
	head := p.Outlet
	head.Query, head.Sources, head.Public = "", nil, false
	head.Subscriptions = nil // none are none, were there some before or not
	for _, sub := range p.Subscriptions {
		head.Subscriptions = append(head.Subscriptions, Subscription{Name: sub.Name, Title: sub.Title})
	}
	p.settings = number([]any{shown, head})
}

// digest is a hash of settings as the store keeps it.
func digest(v any) string {
	sum := sumOf(v)
	return fmt.Sprintf("%x", sum[:12])
}

// number is a hash of settings that fits where numbers are compared.
func number(v any) uint64 {
	sum := sumOf(v)
	return binary.BigEndian.Uint64(sum[:8])
}

func sumOf(v any) [sha256.Size]byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // settings are plain data
	}
	return sha256.Sum256(b)
}

// contentOf is how much an outlet may have; Full where it is not configured.
func (c *setup) contentOf(outlet string) sources.Level {
	if p := c.outlets[outlet]; p != nil {
		return p.Content
	}
	return sources.Full
}

// movesUp are the kinds that put a story on top for an outlet.
func (c *setup) movesUp(outlet string) []Kind {
	if o := c.outlets[outlet]; o != nil {
		return o.movesUp()
	}
	return movesUp
}

func (p *outlet) movesUp() []Kind {
	if p.MovesUp == nil {
		return movesUp
	}
	return p.MovesUp
}

// trust is the place of a source in the outlet's order; -1: the outlet does not
// take it.
func (p *outlet) trust(source string) int {
	return slices.IndexFunc(p.Sources, func(pattern string) bool { return covers(pattern, source) })
}

// covers reports whether a pattern is the name of a source, or its beginning and a *.
func covers(pattern, source string) bool {
	if prefix, open := strings.CutSuffix(pattern, "*"); open {
		return strings.HasPrefix(source, prefix)
	}
	return pattern == source
}

func (p *outlet) reads(language string) bool {
	if len(p.Languages) == 0 {
		return true
	}
	return slices.ContainsFunc(p.Languages, func(tag string) bool { return lang.Covers(tag, language) })
}

// takes reports whether the outlet may see the origin at all.
func (p *outlet) takes(o *origin) bool { return p.trust(o.source) >= 0 && p.reads(o.language) }

// offers reports whether a feed that the store knows is one of the outlet's now.
func (p *outlet) offers(name, kind string) bool {
	switch kind {
	case wholeFeed:
		return true
	case languageFeed:
		return len(p.Languages) == 0 || slices.Contains(p.Languages, name)
	}
	return slices.ContainsFunc(p.Subscriptions, func(s Subscription) bool { return s.Name == name })
}

// A place is a feed that a story belongs to.
type place struct {
	name, kind string
}

// A pick is what an outlet gets of an item: nothing but its feeds.
type pick struct {
	outlet *outlet
	places []place
}

// picks tells which feeds of which outlets an origin belongs to, from what the
// matcher found in it.
func (c *setup) picks(o *origin, found match.Result) []pick {
	hit := map[*outlet][]int{}
	for _, id := range found.Queries {
		t, ok := c.queries[id]
		if ok {
			hit[t.outlet] = append(hit[t.outlet], t.sub)
		}
	}
	var list []pick
	for _, p := range c.open {
		if p.takes(o) {
			list = append(list, pick{p, p.places(o, hit[p])})
		}
	}
	for p, subs := range hit {
		if p.query != nil && slices.Contains(subs, -1) && p.takes(o) {
			list = append(list, pick{p, p.places(o, subs)})
		}
	}
	slices.SortFunc(list, func(a, b pick) int { return cmp.Compare(a.outlet.Name, b.outlet.Name) })
	return list
}

// places are the feeds for an origin that the outlet takes: the whole stream,
// its languages, and the subscriptions that were hit.
func (p *outlet) places(o *origin, hit []int) []place {
	list := []place{{"feed", wholeFeed}}
	for _, tag := range p.Languages {
		if lang.Covers(tag, o.language) {
			list = append(list, place{tag, languageFeed})
		}
	}
	if len(p.Languages) == 0 {
		list = append(list, place{lang.Name(o.language), languageFeed})
	}
	for i, s := range p.Subscriptions {
		if p.subs[i] == nil || slices.Contains(hit, i) {
			list = append(list, place{s.Name, subscriptionFeed})
		}
	}
	return list
}
