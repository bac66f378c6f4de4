package syndication

import (
	"cmp"
	"slices"
	"time"
)

// A teller is an origin that an outlet reads, with its versions, the first on top.
type teller struct {
	*origin
	versions []Version
}

// tellers are those of a story, in the outlet's order of trust.
func (x *tx) tellers(s *story, p *outlet) ([]*teller, error) {
	var list []*teller
	for _, o := range s.origins {
		if !p.takes(o) {
			continue
		}
		versions, err := x.versions(o.id)
		if err != nil {
			return nil, err
		}
		list = append(list, &teller{o, versions})
	}
	slices.SortStableFunc(list, func(a, b *teller) int { return cmp.Compare(p.trust(a.source), p.trust(b.source)) })
	return list, nil
}

// at is the version that stood at an instant; nil before the first.
func (o *teller) at(instant time.Time) *Version {
	for i := len(o.versions) - 1; i >= 0; i-- {
		if !o.versions[i].At.After(instant) {
			return &o.versions[i]
		}
	}
	return nil
}

// title is that of the version that stood at an instant; "" where there is none.
func (o *teller) title(instant time.Time) string {
	if o == nil {
		return ""
	}
	return o.at(instant).Item.Title
}

// speaks reports whether readers may have had the words of an origin at an
// instant: it was there, not withdrawn, not expired, and under no embargo.
func (o *teller) speaks(instant time.Time) bool {
	v := o.at(instant)
	if v == nil || v.Kind == Withdrawal || o.expires > 0 && !instantAt(o.expires).After(instant) {
		return false
	}
	released := o.released > 0 && !instantAt(o.released).After(instant)
	return released || !v.Item.Embargo.After(instant)
}

// spoke is the origin whose words a row gave: the first in the outlet's order of
// trust that had a say. An outlet that gets all duplicates may hear of each; the
// one that was new then came in one transaction with the row. Where none had a
// say, the first is right: a source may end its embargo without another version.
func (p *outlet) spoke(list []*teller, instant time.Time) *teller {
	speaks := func(o *teller) bool { return o.speaks(instant) }
	fresh := func(o *teller) bool { return speaks(o) && o.at(instant).At.Equal(instant) }
	if p.Duplicates == AllDuplicates {
		if i := slices.IndexFunc(list, fresh); i >= 0 {
			return list[i]
		}
	}
	if i := slices.IndexFunc(list, speaks); i >= 0 {
		return list[i]
	}
	if len(list) > 0 && list[0].at(instant) != nil {
		return list[0]
	}
	return nil
}

// entitle gives what was told its titles: an editor's while it is in force, else
// that of the version that stood. Updates of which readers see no word, such as
// those of a link, are left out.
func (x *tx) entitle(s *story, p *outlet, list []Telling) ([]Telling, error) {
	tellers, err := x.tellers(s, p)
	if err != nil {
		return nil, err
	}
	decisions, err := x.decisions(s.id)
	if err != nil {
		return nil, err
	}
	set, before := "", ""
	kept := list[:0]
	for _, t := range list {
		fresh := false
		for ; len(decisions) > 0 && !decisions[0].At.After(t.At); decisions = decisions[1:] {
			fresh = decisions[0].words() && decisions[0].At.Equal(t.At)
			set = decisions[0].title(set)
		}
		from := p.spoke(tellers, t.At)
		if from != nil {
			fresh = fresh || from.at(t.At).At.Equal(t.At)
		}
		if t.Kind != Withdrawal && t.Kind != Expiry {
			t.Title = cmp.Or(set, from.title(t.At))
		}
		if t.Kind == Update && !fresh && t.Title == before {
			continue
		}
		kept, before = append(kept, t), cmp.Or(t.Title, before)
	}
	return kept, nil
}

// words reports whether a decision was on words.
func (d *Decision) words() bool { return d.Verb == "correct" || d.Verb == "take" }

// title is what an editor set as the title by a decision, or before it.
func (d *Decision) title(before string) string {
	if !d.words() {
		return before
	}
	r, err := decodeRuling(d.Note)
	switch {
	case err == nil && r.Title != nil:
		return *r.Title
	case slices.Contains(r.Taken, "title"):
		return "" // the source's words are in force again
	}
	return before
}
