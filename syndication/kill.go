package syndication

import (
	"fmt"

	"github.com/silkwire/silkwire/feeds"
)

// heed decides whether an arrival whose title begins with a kill takes a story
// back or is a story. It takes back what its source told before without that
// word; what was told with it, because an editor released it or because it is an
// everyday word, is told in other words. Of a story that is not known, an
// everyday word begins the headline, and an order is kept aside: nobody is given
// it, and an editor decides.
func (x *tx) heed(a *arrival, own *identity) error {
	order := a.item.Status.Gone()
	believed := false
	if own == nil {
		a.killed = order
	} else {
		s, err := x.story(own.story)
		if err != nil {
			return err
		}
		before, err := x.text(s.find(own.origin))
		if err != nil {
			return err
		}
		believed = feeds.KillWord(before.Title) != feeds.KillWord(a.whole().Title)
	}
	if believed != order {
		x.turnAround(a)
	}
	return nil
}

// whole is the item of a kill as its source wrote it.
func (a *arrival) whole() *feeds.Item {
	if a.item.Status.Gone() {
		return a.item.Instead
	}
	return a.item
}

// turnAround reads the kill of an arrival the other way.
func (x *tx) turnAround(a *arrival) {
	a.item = a.item.Otherwise()
	a.hash, a.other = a.other, a.hash
	a.like, a.sending = likenessOf(a.item), sendingOf(a.source.Name, a.item)
	a.found = x.setup.match(a.source.Name, a.source.Topics, a.item)
}

// killAlert tells the editors of a kill that only they can judge, and no word of it.
func killAlert(s *story, o *origin) Alert {
	return Alert{Kind: Killed, Source: o.source, Story: s.sid, Text: fmt.Sprintf(
		"Source %s took back a story that is not known here. It is kept aside as story %s, and no outlet gets it; if it is an ordinary story, "+
			"silkwire story reinstate %[2]s lets it through, otherwise silkwire story withdraw %[2]s drops it.", o.source, s.sid)}
}
