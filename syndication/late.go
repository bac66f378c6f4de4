package syndication

import "fmt"

// A lateStory may have translations in the same document: which of them an
// outlet takes is known when all are here.
type lateStory struct {
	id int64
	ch change
}

func (x *tx) settleLate() error {
	for _, l := range x.late {
		if err := x.settleAgain(l.id, l.ch); err != nil {
			return fmt.Errorf("story %d: %w", l.id, err)
		}
	}
	x.late = nil
	return nil
}
