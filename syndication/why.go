package syndication

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication/match"
)

// A Verdict tells why a feed holds a story or not.
type Verdict struct {
	Feed   string
	In     bool              // the feed shows the story now
	Why    string            // one plain sentence
	Source string            // of the origin that leads, or that came closest
	Row    int64             // the last row that told the feed of the story; 0: none
	Query  match.Explanation // of the query that decided, where one did
}

// Why tells for each feed of an outlet why it holds a story or not. It asks the
// same functions that decide. It errs with ErrNotFound for an unknown story or
// outlet.
func (d *Desk) Why(ctx context.Context, id, outlet string) ([]Verdict, error) {
	p := d.setup.Load().outlets[outlet]
	if p == nil {
		return nil, fmt.Errorf("outlet %s: %w", outlet, ErrNotFound)
	}
	var list []Verdict
	err := d.read(ctx, func(x *tx) error {
		s, err := x.storyBySID(storyID(id))
		if err != nil {
			return err
		}
		members, err := x.members(s)
		if err != nil {
			return err
		}
		for _, name := range d.FeedNames(outlet) {
			v, err := x.why(s, p, name, members)
			if err != nil {
				return err
			}
			list = append(list, v)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("why story %s, outlet %s: %w", storyID(id), outlet, err)
	}
	return list, nil
}

// why judges one feed: first by what it was given, then by what keeps it out.
func (x *tx) why(s *story, p *outlet, name string, members []*member) (Verdict, error) {
	v := Verdict{Feed: name}
	i := slices.IndexFunc(members, func(m *member) bool { return m.feed.feedKey == feedKey{p.Name, name} })
	if i >= 0 {
		m := members[i]
		v.Row = m.last
		v.In = m.state == in && m.left == 0
		if m.state != in {
			v.Why = map[string]string{
				withdrawn: "it was given the story, which was withdrawn",
				expired:   "it was given the story, and the right to show it has expired",
				held:      "it was given the story, which is embargoed now",
			}[m.state]
		}
	}
	o, reason := s.nearest(p)
	if o != nil {
		v.Source = o.source
	}
	if v.Why == "" {
		v.Why = reason
	}
	if v.Why == "" && !v.In {
		var err error
		if v.Why, err = x.whyNot(s, p); err != nil {
			return v, err
		}
	}
	if v.Why != "" {
		return v, nil
	}
	return v, x.whyQuery(&v, s, o, p)
}

// nearest is the origin that leads for an outlet, or the reason why none does.
func (s *story) nearest(p *outlet) (*origin, string) {
	switch {
	case s.status != "":
		return nil, "an editor withdrew the story"
	case s.embargo > 0:
		return nil, embargoed(s.embargo)
	}
	if o := s.lead(p); o != nil {
		return o, ""
	}
	var names []string
	for _, o := range s.origins {
		names = append(names, o.source)
		switch {
		case p.trust(o.source) < 0:
		case !p.reads(o.language):
			return o, fmt.Sprintf("the story is in %s; the outlet reads %s", o.language, strings.Join(p.Languages, ", "))
		case o.status == withdrawn:
			return o, "its source withdrew it"
		case o.status == expired:
			return o, "the right to show it has expired"
		case o.status == held:
			return o, "its source brought too much at once; it is held until an editor releases it"
		case o.status == killed:
			return o, "its source took it back before it came; it is kept aside until an editor releases it"
		case o.forgotten > 0:
			return o, "no outlet asked for it, and its text was let go on " + instantText(instantAt(o.forgotten)) + ": it is older than the store keeps"
		default:
			return o, embargoed(o.embargo)
		}
	}
	return nil, fmt.Sprintf("it comes from %s, which is not among the outlet's sources", strings.Join(names, ", "))
}

// embargoed tells until when.
func embargoed(until int64) string {
	if at := instantAt(until); !at.Equal(feeds.UntilReleased) {
		return "it is embargoed until " + instantText(at)
	}
	return "it is embargoed until an editor releases it"
}

// whyQuery lets the queries tell which clause decided, and the words it found.
func (x *tx) whyQuery(v *Verdict, s *story, o *origin, p *outlet) error {
	it, err := x.text(o)
	if err != nil {
		return err
	}
	doc := x.setup.filing.Doc(o.source, x.profiles.of[o.source].Topics, s.edits.apply(it))
	found := x.setup.matcher.Match(doc)
	v.Why = "it takes all stories of its sources and languages"
	if p.query != nil {
		v.Query = p.query.Explain(doc)
		v.Why = verdictOf(v.Query, "the outlet's query")
	}
	if p.query != nil && !v.Query.Matched {
		return nil
	}
	x.whyFeed(v, o, p, doc)
	wants := slices.ContainsFunc(x.setup.picks(o, found), func(k pick) bool {
		return k.outlet == p && slices.ContainsFunc(k.places, func(at place) bool { return at.name == v.Feed })
	})
	switch {
	case wants && !v.In && v.Row == 0:
		v.Why = "it should have the story, and gets it with the next change: " + v.Why
	case !wants && v.In:
		v.Why = "it was given the story before it changed; what was given is not taken away: " + v.Why
	}
	return nil
}

// whyFeed adds what a language or subscription asks for beyond its outlet.
func (x *tx) whyFeed(v *Verdict, o *origin, p *outlet, doc *match.Doc) {
	for i, sub := range p.Subscriptions {
		if sub.Name == v.Feed && p.subs[i] != nil {
			v.Query = p.subs[i].Explain(doc)
			v.Why = verdictOf(v.Query, "the subscription's query")
			return
		}
	}
	isLanguage := v.Feed != "feed" && !slices.ContainsFunc(p.Subscriptions, func(s Subscription) bool { return s.Name == v.Feed })
	if isLanguage && !slices.ContainsFunc(p.places(o, nil), func(at place) bool { return at.name == v.Feed }) {
		v.Why = "the story is in " + o.language
	}
}

func verdictOf(e match.Explanation, what string) string {
	if e.Matched {
		return what + " finds it: " + e.Clause
	}
	return what + " does not find it: " + e.Clause
}
