package syndication

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/silkwire/silkwire/feeds"
)

// revise compares an item with the origin that it belongs to.
func (x *tx) revise(a *arrival, own *identity, known identities) error {
	x.batch.revised[own.origin] = true
	if err := x.name(own, known, a.keys); err != nil || bytes.Equal(own.hash, a.hash) {
		return err
	}
	s, err := x.story(own.story)
	if err != nil {
		return err
	}
	o := s.find(own.origin)
	before, err := x.text(o)
	if err != nil {
		return err
	}
	if a.item.Status == feeds.Withdrawn {
		o.hash = a.hash
		return x.withdrawOrigin(s, o, withdrawalNote(a.item))
	}
	return x.replace(s, o, before, a)
}

// withdrawalNote is what a source says about a withdrawal.
func withdrawalNote(it *feeds.Item) string {
	return cmp.Or(it.Note, strings.TrimSpace(it.Summary))
}

// replace gives an origin its next version, or another embargo. When it was first
// told stays.
func (x *tx) replace(s *story, o *origin, before *feeds.Item, a *arrival) error {
	kind, seen := compare(s.edits.apply(before), s.edits.apply(a.item))
	own, differs := compare(before, a.item)
	x.wait(s, o, before, a.item)
	a.item.Published = before.Published
	if !seen {
		a.item = s.edits.hide(before, a.item)
	}
	sealed, embargo := s.sealed(x.now), o.embargo
	a.fill(o, x.now)
	x.undated(s, o, embargo)
	o.forgotten = 0
	if !differs { // but in its embargo
		if err := x.keepOrigin(o); err != nil {
			return err
		}
		return x.settle(s, change{origin: o.id, released: sealed && !s.sealed(x.now)})
	}
	if seen {
		o.turn(s, x.now)
	}
	if err := x.next(s, o, a, cmp.Or(own, Update)); err != nil {
		return err
	}
	renamed := before.Title != a.item.Title || before.Link != a.item.Link || before.Language != a.item.Language
	return x.settle(s, change{kind: kind, note: a.item.Note, origin: o.id, renamed: renamed})
}

// next keeps the next version of an origin, and what it says of other stories.
func (x *tx) next(s *story, o *origin, a *arrival, kind Kind) error {
	o.version++
	o.item, o.found = a.item, nil
	if s.edits == (Edit{}) {
		o.found = &a.found
		if _, err := x.keepTopics(o, a.found.Topics); err != nil { // the rows tell of them
			return err
		}
	}
	if err := x.keepVersion(o, kind, a.item.Note); err != nil {
		return err
	}
	if err := x.keepOrigin(o); err != nil {
		return err
	}
	return x.relate(s, a.item, a.keys)
}

// withdrawOrigin takes an origin back, as its source said.
func (x *tx) withdrawOrigin(s *story, o *origin, note string) error {
	if o.status == withdrawn {
		return x.keepOrigin(o)
	}
	told, err := x.text(o)
	if err != nil {
		return err
	}
	note = unsaid(unsaid(note, told), s.edits.apply(told))
	o.status = withdrawn
	o.turn(s, x.now)
	o.version++
	if err := x.keepVersion(o, Withdrawal, note); err != nil {
		return err
	}
	if err := x.keepOrigin(o); err != nil {
		return err
	}
	return x.settle(s, change{note: note, origin: o.id})
}
