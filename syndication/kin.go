package syndication

// A face is how an outlet's whole feed shows a story to the story's
// translations: which origin leads.
type face struct {
	outlet string
	origin int64 // as in members
}

// faces are those that members show now, with the origin that leads.
func faces(members []*member) map[face]int64 {
	all := map[face]int64{}
	for _, m := range members {
		if m.feed.kind == wholeFeed && m.shows() {
			all[face{m.feed.outlet, m.origin}] = m.lead
		}
	}
	return all
}

// shows reports whether documents show the text of the story.
func (m *member) shows() bool { return m.state == in && m.left == 0 }

// A relink is how the links of stories to a translation changed, by outlet: in
// those where it is true they say something else or are gone, in the others they
// are new.
type relink map[string]bool

// tellFamily gives the translations of a story a row in each outlet that now
// links them to it otherwise than before: documents carry those links, and
// equal Versions mean equal bytes.
func (x *tx) tellFamily(s *story, before, after map[face]int64, ch change) error {
	changed := relink{}
	for f, lead := range after {
		if old, ok := before[f]; !ok || old != lead || ch.renamed {
			changed[f.outlet] = changed[f.outlet] || ok
		}
	}
	for f := range before {
		if _, ok := after[f]; !ok {
			changed[f.outlet] = true
		}
	}
	if len(changed) == 0 {
		return nil
	}
	kin, err := x.kin(s)
	if err != nil {
		return err
	}
	for _, id := range kin {
		if id == s.id {
			continue
		}
		if _, err := x.tellIn(id, changed); err != nil {
			return err
		}
	}
	return nil
}

// tellIn gives a story an update in all feeds of the outlets that show it. For a
// link that is new, a feed that has a row in this transaction is skipped: its
// Version rises anyway, and a link is no news to its readers. One that is gone
// is: who reads deltas would keep the title of what was withdrawn.
func (x *tx) tellIn(id int64, links relink) (skipped bool, err error) {
	members, err := x.members(&story{id: id})
	if err != nil {
		return false, err
	}
	for _, m := range members {
		former, changed := links[m.feed.outlet]
		switch {
		case !changed || !m.shows() || m.feed.touched && m.last > m.feed.before:
		case m.feed.touched && !former:
			m.feed.tail.rows, skipped = nil, true // they would not tell of the link
		default:
			if err := x.append(m, Update, ""); err != nil {
				return skipped, err
			}
		}
	}
	return skipped, nil
}

// tellKin tells two groups of stories that became translations of one another,
// or ceased to be, in the outlets that show some of both.
func (x *tx) tellKin(ours, theirs []int64, parted bool) error {
	here, err := x.shownIn(ours)
	if err != nil {
		return err
	}
	there, err := x.shownIn(theirs)
	if err != nil {
		return err
	}
	both := relink{}
	for outlet := range here {
		if there[outlet] {
			both[outlet] = parted
		}
	}
	for _, group := range [][]int64{ours, theirs} {
		for _, id := range group {
			skipped, err := x.tellIn(id, both)
			if err != nil {
				return err
			}
			x.settings = x.settings || skipped // no row of theirs need tell who revises a document
		}
	}
	return nil
}

// shownIn are the outlets whose whole feed shows one of the stories.
func (x *tx) shownIn(stories []int64) (map[string]bool, error) {
	outlets := map[string]bool{}
	for _, id := range stories {
		members, err := x.members(&story{id: id})
		if err != nil {
			return nil, err
		}
		for f := range faces(members) {
			outlets[f.outlet] = true
		}
	}
	return outlets, nil
}
