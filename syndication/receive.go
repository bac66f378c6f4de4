package syndication

import (
	"cmp"
	"context"
	"fmt"
	"slices"

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
