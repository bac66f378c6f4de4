package syndication

import (
	"errors"

	"github.com/silkwire/silkwire/feeds"
)

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
	s, err := x.storyFor(twin)
	if err != nil {
		return err
	}
	o, err := x.begin(s, a)
	if err != nil {
		return err
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

// storyFor is the story that a new origin belongs to.
func (x *tx) storyFor(twin *twin) (*story, error) {
	if twin != nil && !twin.foreign {
		return x.story(twin.story)
	}
	id, err := x.nextID(storyTable)
	return &story{id: id, sid: newStoryID(), created: x.now, isNew: true}, err
}

// begin keeps a new origin of a story, its first version and its names.
func (x *tx) begin(s *story, a *arrival) (*origin, error) {
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
		return nil, err
	}
	x.undated(s, o, 0)
	if s.edits == (Edit{}) {
		o.found = &a.found
	}
	if err := x.keepVersion(o, New, a.item.Note); err != nil {
		return nil, err
	}
	if err := x.addKeys(o.id, a.keys[:o.names]); err != nil || a.killed { // nobody tells a kill again
		return o, err
	}
	return o, x.shelve(o, a)
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
