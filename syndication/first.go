package syndication

import (
	"fmt"
	"slices"

	"github.com/silkwire/silkwire/feeds/lang"
)

// chosen reports whether an outlet that takes the first translation of its
// order takes this one: what it was given stays, and then no other is given;
// else the best language of those that exist now.
func (x *tx) chosen(s *story, p *outlet) (bool, error) {
	if p.Translations != FirstTranslation || s.family <= 0 {
		return true, nil
	}
	given, err := x.givenOf(s, p)
	if err != nil || given != 0 {
		return given == s.id, err
	}
	kin, err := x.kin(s)
	if err != nil {
		return false, err
	}
	best, first := int64(0), -1
	for _, id := range kin {
		t := s
		if id != s.id {
			if t, err = x.story(id); err != nil {
				return false, err
			}
		}
		rank, err := x.rank(t, p)
		if err != nil {
			return false, fmt.Errorf("translation %s: %w", t.sid, err)
		}
		if rank >= 0 && (first < 0 || rank < first) {
			best, first = id, rank
		}
	}
	return best == s.id, nil
}

// givenOf is the story of a family that an outlet was given; the story itself,
// if it was one of them, and 0 if it was given none. One that an editor withdrew
// or embargoed since counts: its translation is no way around that. One that its
// sources took back, or whose rights expired, is as if it did not exist.
func (x *tx) givenOf(s *story, p *outlet) (int64, error) {
	ids, err := x.numbers(`
		SELECT m.story_id
		FROM stories f
		JOIN outlet_feeds w ON w.outlet = $1 AND w.name = 'feed'
		JOIN members m ON m.story_id = f.id AND m.feed_id = w.id
		WHERE f.family = $2 AND f.family > 0 AND m.left_row = 0 AND (f.status <> '' OR m.state NOT IN ('withdrawn', 'expired'))
		ORDER BY f.id`, p.Name, s.family)
	switch {
	case err != nil || len(ids) == 0:
		return 0, err
	case slices.Contains(ids, s.id):
		return s.id, nil
	}
	return ids[0], nil
}

// rank is the place of a story's language in the outlet's order; -1 if the
// outlet would not be given the story. Of those whose embargo ends at one instant
// the first to be settled must see the others.
func (x *tx) rank(s *story, p *outlet) (int, error) {
	if s.status != "" || s.embargo > x.now {
		return -1, nil
	}
	best := -1
	for _, o := range s.origins {
		if o.status != "" || o.embargo > x.now || !p.takes(o) {
			continue
		}
		found, err := x.matched(s, o)
		if err != nil {
			return -1, err
		}
		if !slices.ContainsFunc(x.setup.picks(o, found), func(k pick) bool { return k.outlet == p }) {
			continue
		}
		at := max(0, slices.IndexFunc(p.Languages, func(tag string) bool { return lang.Covers(tag, o.language) }))
		if best < 0 || at < best {
			best = at
		}
	}
	return best, nil
}

// whyNot tells which translation an outlet was given in place of s; "" if none.
func (x *tx) whyNot(s *story, p *outlet) (string, error) {
	if p.Translations != FirstTranslation || s.family <= 0 {
		return "", nil
	}
	given, err := x.givenOf(s, p)
	if err != nil || given == 0 || given == s.id {
		return "", err
	}
	t, err := x.story(given)
	if err != nil {
		return "", err
	}
	if t.status != "" {
		return fmt.Sprintf("the outlet takes one translation, and was given %s in %s, which an editor withdrew; no other takes its place",
			t.sid, t.origins[0].language), nil
	}
	return fmt.Sprintf("the outlet takes one translation, and was given %s in %s; a better language that comes later is not given again",
		t.sid, t.origins[0].language), nil
}
