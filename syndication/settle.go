package syndication

import (
	"cmp"
	"slices"

	"github.com/silkwire/silkwire/feeds/lang"
)

// A change is why a story is settled.
type change struct {
	kind   Kind   // of the rows for feeds that show what changed; "" if no text changed
	note   string // for readers
	origin int64  // the origin that changed; 0: the story as a whole
	// renamed says that what translations show of the story may be another title or link.
	renamed  bool
	released bool           // an embargo of the story or an origin has just ended
	apply    map[int64]bool // feeds whose changed selection is being applied; nil otherwise
}

// settle brings every feed into line with a story: feeds that hold it hear what
// changed, also those that it no longer matches; feeds that should hold it get
// it. It looks at what is, not at what was meant, so settling twice adds nothing.
func (x *tx) settle(s *story, ch change) error {
	released, err := x.age(s)
	if err != nil {
		return err
	}
	if (released || ch.released) && !s.sealed(x.now) {
		if err := x.reunite(s); err != nil {
			return err
		}
	}
	if err := x.keepStory(s); err != nil {
		return err
	}
	members, err := x.members(s)
	if err != nil {
		return err
	}
	wanted, err := x.wanted(s)
	if err != nil {
		return err
	}
	before := faces(members)
	var over handover
	for _, m := range members {
		was := *m
		if err := x.tell(s, m, ch); err != nil {
			return err
		}
		over.note(x, s, &was, m)
		if err := x.move(s, m, wanted, ch); err != nil {
			return err
		}
	}
	x.handOver(s, over)
	given, err := x.give(s, members, wanted, ch)
	if err != nil || s.family <= 0 {
		return err
	}
	return x.tellFamily(s, before, faces(append(members, given...)), ch)
}

// age ends embargoes and rights whose instant has passed, and tells whether an
// embargo has ended. What has ended stays so, whatever the clock does later.
func (x *tx) age(s *story) (released bool, err error) {
	if s.embargo > 0 && s.embargo <= x.now {
		s.embargo, released = 0, true
		s.turn(x.now)
	}
	for _, o := range s.origins {
		before := *o
		if o.embargo > 0 && o.embargo <= x.now {
			o.embargo, released = 0, true
			o.turn(s, x.now)
		}
		if o.status == "" && o.expires > 0 && o.expires <= x.now {
			o.status = expired
			o.turn(s, x.now)
		}
		if before.embargo != o.embargo || before.status != o.status {
			if err := x.keepOrigin(o); err != nil {
				return released, err
			}
		}
	}
	return released, nil
}

// An entry is what a feed holds: a story, or one origin of it.
type entry struct {
	key    feedKey
	origin int64 // as in members
}

// A gift is an entry that a feed should hold.
type gift struct {
	entry
	kind string // of the feed
	lead int64
}

// wanted are the feeds that should hold the story as it is, in the order of
// their names, so that equal histories number equally.
func (x *tx) wanted(s *story) ([]gift, error) {
	if !s.visible() {
		return nil, nil
	}
	var list []gift
	for _, o := range s.origins {
		if !o.usable() {
			continue
		}
		found, err := x.matched(s, o)
		if err != nil {
			return nil, err
		}
		for _, p := range x.setup.picks(o, found) {
			each := p.outlet.Duplicates == AllDuplicates
			if !each && s.lead(p.outlet) != o {
				continue
			}
			if ok, err := x.chosen(s, p.outlet); err != nil {
				return nil, err
			} else if !ok {
				continue
			}
			for _, at := range p.places {
				g := gift{entry{feedKey{p.outlet.Name, at.name}, 0}, at.kind, o.id}
				if each {
					g.origin = o.id
				}
				list = append(list, g)
			}
		}
	}
	return list, nil
}

// tell gives a feed that holds the story a row for what changed in it.
func (x *tx) tell(s *story, m *member, ch change) error {
	lead := x.leadOf(s, m)
	shown := m.state == in
	switch {
	case shown && lead == nil:
		return x.takeBack(s, m, ch)
	case !shown && lead == nil:
		return x.takeBackAgain(s, m, ch)
	case !shown:
		return x.giveBack(m, lead, ch)
	case lead.id != m.lead:
		return x.changeLead(s, m, lead)
	case ch.kind != "" && (ch.origin == 0 || ch.origin == lead.id):
		return x.append(m, ch.kind, ch.note)
	}
	return nil
}

// leadOf is the origin that a feed should show for a story it holds: nil if it
// may show none. An origin that it was given stays until it becomes unusable,
// also when the outlet's settings would not choose it today.
func (x *tx) leadOf(s *story, m *member) *origin {
	if !s.visible() {
		return nil
	}
	given := s.find(m.lead)
	if given != nil && !given.usable() {
		given = nil
	}
	p := x.setup.outlets[m.feed.outlet]
	if m.origin != 0 || p == nil {
		return given
	}
	if best := s.lead(p); best != nil && x.fits(m, best) {
		return best
	}
	return given
}

// fits keeps a feed of one language to that language when another origin of the
// story could lead.
func (x *tx) fits(m *member, o *origin) bool {
	if m.feed.kind != languageFeed {
		return true
	}
	return lang.Covers(m.feed.name, o.language)
}

// takeBack withdraws a story from a feed that shows it.
func (x *tx) takeBack(s *story, m *member, ch change) error {
	m.state, m.gone = gone(s, m), x.goneAt(s, m)
	kind := Withdrawal
	if m.state == expired {
		kind = Expiry
	}
	return x.append(m, kind, ch.note)
}

// takeBackAgain tells of a withdrawal where so far the story was only expired
// or held, or where an editor follows its source and has a word to say. An entry
// of one origin keeps its source's word: an editor speaks of those that stand.
func (x *tx) takeBackAgain(s *story, m *member, ch change) error {
	said := ch.kind != Withdrawal || ch.note == "" || m.origin != 0
	if gone(s, m) != withdrawn || m.state == withdrawn && said {
		return nil
	}
	m.state, m.gone = withdrawn, x.goneAt(s, m)
	return x.append(m, Withdrawal, ch.note)
}

// goneAt is the time of a tombstone: not before anything that readers saw of
// the story, also when the clock went back.
func (x *tx) goneAt(s *story, m *member) int64 {
	at := max(x.now, s.changed)
	if o := s.find(m.lead); o != nil {
		at = max(at, o.changed)
	}
	return at
}

// gone tells why a story may not be shown.
func gone(s *story, m *member) string {
	if s.status != "" {
		return withdrawn
	}
	if s.embargo > 0 {
		return held
	}
	o := s.find(m.lead)
	switch {
	case o == nil || o.status == withdrawn:
		return withdrawn
	case o.status == expired:
		return expired
	}
	return held
}

func (x *tx) giveBack(m *member, lead *origin, ch change) error {
	kind := Reinstatement
	if m.state == held {
		kind = Release
	}
	m.state, m.gone, m.lead = in, 0, lead.id
	return x.append(m, kind, ch.note)
}

// changeLead shows another origin of the story: a correction where the one
// shown so far was taken back.
func (x *tx) changeLead(s *story, m *member, lead *origin) error {
	kind := Correction
	if former := s.find(m.lead); former != nil && former.usable() {
		var err error
		if kind, err = x.difference(s, former, lead); err != nil {
			return err
		}
	}
	m.lead = lead.id
	return x.append(m, kind, "")
}

// difference is the kind of change from one origin's text to another's. It is
// an update at least: the source that readers see is another one.
func (x *tx) difference(s *story, from, to *origin) (Kind, error) {
	a, err := x.text(from)
	if err != nil {
		return "", err
	}
	b, err := x.text(to)
	if err != nil {
		return "", err
	}
	kind, _ := compare(s.edits.apply(a), s.edits.apply(b))
	return cmp.Or(kind, Update), nil
}

// move lets a story enter a feed again, or leave it, by a changed selection.
func (x *tx) move(s *story, m *member, wanted []gift, ch change) error {
	if m.state != in {
		return nil
	}
	wants := slices.ContainsFunc(wanted, func(g gift) bool {
		return g.entry == entry{m.feed.feedKey, m.origin}
	})
	switch {
	case wants && m.left > 0:
		m.left = 0
		return x.append(m, Enter, "")
	case wants || m.left > 0:
		return nil
	}
	if ok, err := x.applies(m.feed, ch); !ok {
		return err
	}
	return x.append(m, Leave, "")
}

// give puts the story into feeds that do not hold it yet, and gives their
// members.
func (x *tx) give(s *story, members []*member, wanted []gift, ch change) (given []*member, err error) {
	has := map[entry]bool{}
	for _, m := range members {
		has[entry{m.feed.feedKey, m.origin}] = true
	}
	kind := New
	if ch.apply != nil {
		kind = Enter
	}
	for _, g := range wanted {
		if has[g.entry] {
			continue
		}
		f, err := x.feed(g.key, g.kind)
		if err != nil {
			return nil, err
		}
		if ch.apply != nil {
			if ok, err := x.applies(f, ch); err != nil {
				return nil, err
			} else if !ok {
				continue
			}
		}
		m := &member{feed: f, story: s.id, origin: g.origin, lead: g.lead, state: in}
		if err := x.append(m, kind, ""); err != nil {
			return nil, err
		}
		given = append(given, m)
	}
	return given, nil
}
