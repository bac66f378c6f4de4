package server

import (
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// A versionView is one change of a story as its page tells it.
type versionView struct {
	DateTime, Date string
	Kind           string
	Note           string
	Before, After  string // titles; "" where the title stayed, or is not known
}

// versionsOf are the changes of a story that a feed told, the newest on top. A
// story that only ever came has no history.
func versionsOf(told []syndication.Telling, w *words) []versionView {
	if len(told) < 2 {
		return nil
	}
	list := make([]versionView, len(told))
	before := ""
	for i := len(told) - 1; i >= 0; i-- {
		t := &told[i]
		at := feeds.At(t.At.UTC())
		list[i] = versionView{DateTime: dateTime(at), Date: w.date(at), Kind: w.kind(t.Kind), Note: t.Note}
		if before != "" && t.Title != "" && t.Title != before {
			list[i].Before, list[i].After = before, t.Title
		}
		if t.Title != "" { // a withdrawal names none
			before = t.Title
		}
	}
	return list
}

// kind is the word for a change.
func (w *words) kind(k syndication.Kind) string {
	switch k {
	case syndication.Update:
		return w.Updated
	case syndication.Correction:
		return w.Correction
	case syndication.Withdrawal:
		return w.Withdrawn
	case syndication.Expiry:
		return w.Expired
	case syndication.Reinstatement:
		return w.Reinstated
	}
	return w.Published
}
