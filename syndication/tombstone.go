package syndication

import (
	"github.com/silkwire/silkwire/feeds"
)

// unheard are the tombstones of stories that are known here. One that was heard
// before is not heard again, so that an editor's reinstatement stays.
func (x *tx) unheard(source string, list []feeds.Tombstone) ([]feeds.Tombstone, error) {
	var news []feeds.Tombstone
	for i := range list {
		id, err := x.buried(source, &list[i])
		if err != nil {
			return nil, err
		}
		if id != nil {
			news = append(news, list[i])
		}
	}
	return news, nil
}

// bury withdraws the origin that a tombstone names.
func (x *tx) bury(source string, t *feeds.Tombstone) error {
	id, err := x.buried(source, t)
	if err != nil || id == nil {
		return err
	}
	s, err := x.story(id.story)
	if err != nil {
		return err
	}
	o := s.find(id.origin)
	o.tombstone = stamped(t)
	return x.withdrawOrigin(s, o, t.Comment)
}

// buried finds the origin that a tombstone names; nil if there is none, or if
// the tombstone was heard before.
func (x *tx) buried(source string, t *feeds.Tombstone) (*identity, error) {
	keys := []key{keyOf('g', source, t.ID)}
	if link := linkIdentity(t.ID); link != "" {
		keys = append(keys, keyOf('l', link))
	}
	known, err := x.known(keys)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		for _, id := range known[k] {
			if id.source != source {
				continue
			}
			if id.tombstone == stamped(t) {
				return nil, nil
			}
			return id, nil
		}
	}
	return nil, nil
}

// stamped is the time of a tombstone; 1 where its source gave none.
func stamped(t *feeds.Tombstone) int64 {
	if t.When.IsZero() {
		return 1
	}
	return t.When.UnixMilli()
}
