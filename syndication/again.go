package syndication

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// spoken is the weight of title and text from which no two stories of a source
// say the same word for word within days.
const spoken = 80

// again finds what items tell again that no name leads to: some sources change
// GUIDs, links and dates at every poll, and a site that moves does so once. It
// is told again if it is gone from the document: what stands beside it is
// another story.
func (x *tx) again(items []*arrival, present map[int64]bool) error {
	bySending := map[int64]*arrival{}
	var asked []any
	for _, a := range items {
		if weight(a.says.title) >= 20 && weight(a.says.title)+weight(a.says.text) >= spoken {
			bySending[a.sending] = a
			asked = append(asked, a.sending)
		}
	}
	return x.ask(asked, func(n int) string {
		return `
			SELECT l.n, l.at, o.id, v.item
			FROM likenesses l
			JOIN origins o ON o.id = l.origin_id
			JOIN versions v ON v.origin_id = o.id AND v.n = o.version
			WHERE l.n IN (` + parameters(1, n) + `)
			ORDER BY o.id`
	}, func(r scanner) error {
		var n, at, origin int64
		var kept string
		if err := r.Scan(&n, &at, &origin, &kept); err != nil || at < x.now-fresh.Milliseconds() || present[origin] {
			return err
		}
		before, err := decodeItem(kept)
		if err != nil {
			return err
		}
		if a := bySending[n]; sameWords(before, a.item) {
			a.again = origin
		}
		return nil
	})
}

// sameWords reports whether two items differ in their links at most.
func sameWords(before, after *feeds.Item) bool {
	moved := *after
	moved.Link = before.Link
	return bytes.Equal(contentHash(before), contentHash(&moved))
}

// present are the origins that the items of a document name.
func (ids identities) present(items []*arrival) map[int64]bool {
	set := map[int64]bool{}
	for _, a := range items {
		if id, _ := ids.named(a); id != nil {
			set[id.origin] = true
		}
	}
	return set
}

// retell gives an origin the names under which it came again. A link that
// changes whenever it is asked for is no news after the first few.
func (x *tx) retell(a *arrival) error {
	id := &identity{}
	err := x.row(`SELECT id, story_id, source, hash, tombstone, names FROM origins WHERE id = $1`, a.again).
		Scan(&id.origin, &id.story, &id.source, &id.hash, &id.tombstone, &id.names)
	if err != nil {
		return fmt.Errorf("look up what is told again: %w", err)
	}
	hour := time.Hour.Milliseconds()
	if err := x.exec(`UPDATE likenesses SET at = $1 WHERE n = $2 AND origin_id = $3 AND at < $4`, x.now, a.sending, id.origin, x.now-hour); err != nil {
		return err
	}
	if id.names >= maxNames {
		return nil
	}
	return x.revise(a, id, identities{})
}

// unnamed are the arrivals that no name leads to anything.
func (ids identities) unnamed(items []*arrival) []*arrival {
	return slices.DeleteFunc(slices.Clone(items), func(a *arrival) bool {
		id, _ := ids.named(a)
		return id != nil
	})
}
