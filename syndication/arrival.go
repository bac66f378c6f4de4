package syndication

import (
	"slices"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication/likeness"
	"github.com/silkwire/silkwire/syndication/match"
)

// An arrival is one item of a document that a source sent, made ready before
// the transaction: what names it, what it says, what it matches.
type arrival struct {
	source *sources.Source
	item   *feeds.Item
	keys   []key  // what it is known by, the surest first
	hash   []byte // of what it says
	says   wording
	found  match.Result
	other  []byte // hash of what it says if its kill is read the other way; nil: no kill
	hold   bool   // it is part of a burst
	killed bool   // it takes back a story that is not known

	// Of those that are new or changed.
	like    *likeness.Text // to find the same copy in other sources
	sending int64          // see sendingOf
	again   int64          // the origin that it tells again, see tx.again; 0: none
}

// arrivals prepares the items of a document, oldest first, each once.
func arrivals(src *sources.Source, f *feeds.Feed, now time.Time) []*arrival {
	doubt := doubts(f)
	var list []*arrival
	for i := range f.Items {
		it := f.Items[i]
		complete(&it, now)
		a := &arrival{source: src, item: &it, hash: contentHash(&it), says: wordingOf(&it)}
		if it.Instead != nil {
			a.other = contentHash(it.Otherwise())
		}
		a.keys = keysOf(src.Name, &it, a.says, doubt)
		if len(a.keys) > 0 {
			list = append(list, a)
		}
	}
	list = once(list)
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b *arrival) int {
		return a.item.Published.Compare(b.item.Published.Time)
	})
	return list
}

// complete gives an item what every story has.
func complete(it *feeds.Item, now time.Time) {
	if it.Language == "" {
		it.Language = feeds.Und
	}
	if it.Published.IsZero() {
		it.Published = it.Updated
	}
	if y := it.Published.Year(); it.Published.IsZero() || y < 1 || y > 9999 {
		it.Published = feeds.At(now.UTC().Truncate(time.Second))
	}
}

// once leaves out items that a document repeats. Of several the one with the
// latest date of change stays, else the first: documents list the newest first.
func once(list []*arrival) []*arrival {
	seen := map[key]int{}
	var kept []*arrival
	for _, a := range list {
		keys := append(slices.Clip(a.keys), wholeText(a.says)...)
		i := slices.IndexFunc(keys, func(k key) bool { _, ok := seen[k]; return ok })
		if i < 0 {
			kept = append(kept, a)
			for _, k := range keys {
				seen[k] = len(kept) - 1
			}
			continue
		}
		if at := seen[keys[i]]; a.item.Updated.After(kept[at].item.Updated.Time) {
			kept[at] = a
			for _, k := range keys {
				seen[k] = at
			}
		}
	}
	return kept
}

// wholeText is a name that holds within one document: two entries that say word
// for word the same are one, whatever their GUIDs, links and dates.
func wholeText(w wording) []key {
	if w.text != "" && weight(w.title)+weight(w.text) >= 30 {
		return []key{keyOf('x', w.title, w.text)}
	}
	return nil
}
