package syndication

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// batchSize is how many items one transaction takes at most, so that a giant feed
// does not keep others waiting.
const batchSize = 500

// Receive takes what a poll brought, in one transaction for up to 500 items
// that are new or changed. It implements sources.Receiver: receiving the same
// feed twice changes nothing, and the second time writes nothing.
func (d *Desk) Receive(ctx context.Context, src *sources.Source, f *feeds.Feed) error {
	d.configuring.RLock()
	defer d.configuring.RUnlock()
	n, err := d.news(ctx, src, f)
	if err != nil {
		return fmt.Errorf("receive %s: %w", src.Name, err)
	}
	for !n.none() {
		if err := d.write(ctx, n.receive); err != nil {
			return fmt.Errorf("receive %s: %w", src.Name, err)
		}
		if n.heldBack > 0 {
			d.alert(Alert{Kind: BurstHeld, Source: src.Name, Text: n.burst()})
		}
		n = n.rest()
	}
	return nil
}

// news is what a document brings that is not known yet.
type news struct {
	source  *sources.Source
	items   []*arrival // new or changed, the oldest first
	deleted []feeds.Tombstone
	profile *profile // nil: as before
	habit   *habit   // nil: no new story

	heldBack int // new stories that are part of a burst
}

func (n *news) none() bool {
	return len(n.items) == 0 && len(n.deleted) == 0 && n.profile == nil
}

// rest is what remains after one transaction.
func (n *news) rest() *news {
	if len(n.items) <= batchSize {
		return &news{}
	}
	return &news{source: n.source, items: n.items[batchSize:], deleted: n.deleted}
}

// receive takes one batch; tombstones come with the last.
func (n *news) receive(x *tx) error {
	if n.habit != nil {
		if err := x.keepHabit(n.source.Name, *n.habit); err != nil {
			return err
		}
	}
	if n.profile != nil {
		if err := x.keepProfile(n.source.Name, *n.profile); err != nil {
			return err
		}
	}
	part := n.items[:min(batchSize, len(n.items))]
	if err := x.expect(part); err != nil {
		return err
	}
	for _, a := range part {
		if err := x.receive(a); err != nil {
			return fmt.Errorf("item %q: %w", cmp.Or(a.item.ID, "without an id"), err) // no word of it: it may be under embargo
		}
	}
	if err := x.settleLate(); err != nil {
		return err
	}
	if len(n.items) > batchSize {
		return nil
	}
	for i := range n.deleted {
		if err := x.bury(n.source.Name, &n.deleted[i]); err != nil {
			return fmt.Errorf("deleted entry %q: %w", n.deleted[i].ID, err)
		}
	}
	return nil
}

// news finds what is new or changed, and matches it: the transaction that
// follows is short.
func (d *Desk) news(ctx context.Context, src *sources.Source, f *feeds.Feed) (*news, error) {
	n := &news{source: src, items: arrivals(src, f, d.opt.Now())}
	before := d.profiles.Load().of[src.Name]
	if next := profileOf(src, f, before); !before.same(next) {
		n.profile = &next
	}
	err := d.read(ctx, func(x *tx) error {
		known, err := x.known(keysOfAll(n.items))
		if err != nil {
			return err
		}
		present := known.present(n.items)
		n.items = slices.DeleteFunc(n.items, func(a *arrival) bool { return known.has(a) })
		for _, a := range n.items {
			a.like, a.sending = likenessOf(a.item), sendingOf(src.Name, a.item)
		}
		if err := x.again(known.unnamed(n.items), present); err != nil {
			return err
		}
		if err := n.hold(x, known); err != nil {
			return err
		}
		n.deleted, err = x.unheard(src.Name, f.Deleted)
		return err
	})
	c := d.setup.Load()
	for _, a := range n.items {
		a.found = c.match(src.Name, src.Topics, a.item)
	}
	return n, err
}

func keysOfAll(list []*arrival) []key {
	var keys []key
	for _, a := range list {
		keys = append(keys, a.keys...)
	}
	return keys
}

// receive takes one item: a new story, another origin of a story, a new version
// of an origin, or nothing new at all.
func (x *tx) receive(a *arrival) error {
	known, err := x.identities(a)
	if err != nil {
		return err
	}
	own, err := x.own(a, known)
	if err == nil && a.item.Instead != nil {
		err = x.heed(a, own)
	}
	switch {
	case err != nil:
		return err
	case own != nil:
		return x.revise(a, own, known)
	case a.again > 0:
		return x.retell(a)
	case a.killed:
		return x.accept(a, nil)
	case a.item.Status == feeds.Withdrawn:
		return nil // nobody was given it, and there is nothing to give
	}
	twin, err := x.twin(a, known)
	if err != nil {
		return err
	}
	return x.accept(a, twin)
}

// accept keeps an item as a new origin: of the story that twin belongs to, or
// of a new one.
func (x *tx) accept(a *arrival, twin *twin) error {
	var s *story
	var err error
	if twin != nil && !twin.foreign {
		s, err = x.story(twin.story)
	} else {
		s, err = x.newStory()
	}
	if err != nil {
		return err
	}
	o := &origin{source: a.source.Name, version: 1, published: a.item.Published.UnixMilli(), received: x.now, changed: x.now, item: a.item}
	o.names, o.topics = min(len(a.keys), maxNames), a.found.Topics
	a.fill(o, x.now)
	switch {
	case a.killed:
		o.status = killed
		x.alerts = append(x.alerts, killAlert(s, o))
	case a.hold:
		o.status = held
	}
	s.origins = append(s.origins, o)
	if err := x.addOrigin(s, o); err != nil {
		return err
	}
	x.undated(s, o, 0)
	if s.edits == (Edit{}) {
		o.found = &a.found
	}
	if err := x.keepVersion(o, New, a.item.Note); err != nil {
		return err
	}
	if err := x.addKeys(o.id, a.keys[:o.names]); err != nil {
		return err
	}
	if !a.killed { // nobody tells it again
		if err := x.shelve(o, a); err != nil {
			return err
		}
	}
	if twin != nil && twin.foreign {
		if err := x.join(s, twin.story); err != nil && !errors.Is(err, errSameLanguage) && !errors.Is(err, errManyKin) {
			return err
		}
	}
	if err := x.relate(s, a.item, a.keys); err != nil {
		return err
	}
	ch := change{origin: o.id, renamed: true}
	if s.family <= 0 && !x.batch.linking {
		return x.settle(s, ch)
	}
	x.late = append(x.late, lateStory{s.id, ch, o.found})
	return nil
}

// fill takes over what an origin knows of its present item.
func (a *arrival) fill(o *origin, now int64) {
	o.language, o.hash = a.item.Language, a.hash
	o.embargo, o.expires = 0, 0
	if at := a.item.Embargo; !at.IsZero() && at.UnixMilli() > now && o.released == 0 {
		o.embargo = at.UnixMilli()
	}
	if life := a.source.Rights.Expires; life > 0 {
		o.expires = o.published + life.Milliseconds()
	}
}

func (x *tx) newStory() (*story, error) {
	id, err := x.nextID(storyTable)
	return &story{id: id, sid: newStoryID(), created: x.now, isNew: true}, err
}

// addOrigin keeps a new origin, and the story if it is new.
func (x *tx) addOrigin(s *story, o *origin) (err error) {
	if s.isNew {
		s.due = s.nextDue()
		s.kept = s.storyState
		err := x.insert(storyTable, s.id, s.sid, s.status, s.note, s.edits.encode(), s.embargo, s.due, s.family, s.created, s.changed)
		if err != nil {
			return err
		}
	}
	if o.id, err = x.nextID(originTable); err != nil {
		return err
	}
	return x.insert(originTable, o.id, s.id, o.source, o.language, o.version, o.hash, o.status, o.embargo, o.expires,
		o.published, o.received, o.changed, o.tombstone, o.names, jsonOf(o.topics))
}

func (x *tx) keepVersion(o *origin, kind Kind, note string) error {
	text, err := encodeItem(o.item)
	if err != nil {
		return err
	}
	return x.insert(versionTable, o.id, o.version, x.now, kind, note, text)
}

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

// replace gives an origin its next version. When it was first told stays.
func (x *tx) replace(s *story, o *origin, before *feeds.Item, a *arrival) error {
	kind, seen := compare(s.edits.apply(before), s.edits.apply(a.item))
	own, differs := compare(before, a.item)
	x.wait(s, o, before, a.item)
	a.item.Published = before.Published
	if !seen {
		a.item = s.edits.hide(before, a.item)
	}
	sealed := s.sealed(x.now)
	renamed := before.Title != a.item.Title || before.Link != a.item.Link || before.Language != a.item.Language
	embargo := o.embargo
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
	o.version++
	o.item = a.item
	o.found = nil
	if s.edits == (Edit{}) {
		o.found = &a.found
		if _, err := x.keepTopics(o, a.found.Topics); err != nil { // the rows tell of them
			return err
		}
	}
	if err := x.keepVersion(o, cmp.Or(own, Update), a.item.Note); err != nil {
		return err
	}
	if err := x.keepOrigin(o); err != nil {
		return err
	}
	if err := x.relate(s, a.item, a.keys); err != nil {
		return err
	}
	return x.settle(s, change{kind: kind, note: a.item.Note, origin: o.id, renamed: renamed})
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
