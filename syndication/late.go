package syndication

import (
	"fmt"

	"github.com/silkwire/silkwire/syndication/match"
)

// A lateStory may have translations in the same document: which of them an
// outlet takes is known when all are here.
type lateStory struct {
	id    int64
	ch    change
	found *match.Result // of the origin that came; nil: not known
}

func (x *tx) settleLate() error {
	for _, l := range x.late {
		s, err := x.story(l.id)
		if err != nil {
			return err
		}
		s.find(l.ch.origin).found = l.found
		if err := x.settle(s, l.ch); err != nil {
			return fmt.Errorf("story %d: %w", l.id, err)
		}
	}
	x.late = nil
	return nil
}
