package syndication

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/syndication/likeness"
)

const (
	// fresh is how long a story may find its near-duplicates: what a wire sends,
	// others print within days.
	fresh = 72 * time.Hour

	// shelf is how many origins are looked up under one number of a sketch, the
	// newest first; compared how many of them are read, those with the most
	// numbers in common first. They bound the work on an item.
	shelf    = 16
	compared = 8
)

// A twin is an origin of another source that tells the same story.
type twin struct {
	story  int64
	source string
	// foreign is a copy in another language or script, such as Taiwan's characters
	// for the mainland's: a translation to those who read both.
	foreign bool
}

// twin finds the story that an arrival of another source tells again: the same
// link, the same text, or the same copy with other words here and there; nil if
// there is none. Within one source a similar item is another story.
func (x *tx) twin(a *arrival, known identities) (*twin, error) {
	if id := known.twin(a); id != nil {
		return &twin{story: id.story, source: id.source}, nil
	}
	if len(x.batch.shelved[a]) == 0 {
		return nil, nil
	}
	best, err := x.closest(a, x.batch.shelved[a])
	if err != nil {
		return nil, fmt.Errorf("look for the same copy: %w", err)
	}
	return best, nil
}

// comparedLength is how much of a first paragraph is compared, in letters: more
// than a lead, because the same copy in another order, or shortened in the
// middle, has its likeness further down, and so has a form the figures that
// tell it from yesterday's.
const comparedLength = 600

// likenessOf is what is compared of an item.
func likenessOf(it *feeds.Item) *likeness.Text {
	return likeness.Of(it.Language, it.Title, truncate(firstParagraph(it), comparedLength))
}

// shelved are recent origins that share numbers of the sketches of items, those
// with the most in common first. The items are of one source, the origins of others.
func (x *tx) shelved(items []*arrival) (map[*arrival][]int64, error) {
	shelves, err := x.shelvesOf(items)
	if err != nil || len(shelves) == 0 {
		return nil, err
	}
	foreign, err := x.foreign(items[0].source.Name, shelves)
	if err != nil {
		return nil, err
	}
	for n, list := range shelves {
		shelves[n] = slices.DeleteFunc(list, func(id int64) bool { return !foreign[id] })
	}
	near := map[*arrival][]int64{}
	for _, a := range items {
		near[a] = nearest(a.like.Sketch(), shelves)
	}
	return near, nil
}

// foreign are the origins on shelves that are of another source.
func (x *tx) foreign(source string, shelves map[int64][]int64) (map[int64]bool, error) {
	foreign := map[int64]bool{}
	var asked []any
	for _, list := range shelves {
		for _, id := range list {
			if _, ok := foreign[id]; !ok {
				foreign[id] = false
				asked = append(asked, id)
			}
		}
	}
	err := x.ask(asked, func(n int) string {
		return `SELECT id, source FROM origins WHERE id IN (` + parameters(1, n) + `)`
	}, func(r scanner) error {
		var id int64
		var of string
		err := r.Scan(&id, &of)
		foreign[id] = of != source
		return err
	})
	return foreign, err
}

// nearest are the origins that stand on most of the shelves of a sketch.
func nearest(sketch []int64, shelves map[int64][]int64) []int64 {
	shared := map[int64]int{}
	for _, n := range sketch {
		for _, id := range shelves[n] {
			shared[id]++
		}
	}
	list := slices.SortedFunc(maps.Keys(shared), func(p, q int64) int {
		return cmp.Or(cmp.Compare(shared[q], shared[p]), cmp.Compare(p, q))
	})
	return list[:min(len(list), compared)]
}

// shelvesOf are the newest origins under each number of the sketches of items.
func (x *tx) shelvesOf(items []*arrival) (map[int64][]int64, error) {
	shelves := map[int64][]int64{}
	var asked []any
	for _, a := range items {
		for _, n := range a.like.Sketch() {
			if _, ok := shelves[n]; !ok {
				shelves[n] = nil
				asked = append(asked, n)
			}
		}
	}
	oldest := x.now - fresh.Milliseconds()
	err := x.ask(asked, func(n int) string {
		return `
			WITH asked (n) AS (VALUES ` + tuples(n, 1) + `)
			SELECT l.n, l.origin_id, l.at
			FROM asked
			CROSS JOIN likenesses l
			WHERE l.n = asked.n AND l.origin_id >= COALESCE((
				SELECT origin_id
				FROM likenesses
				WHERE n = asked.n
				ORDER BY origin_id DESC
				LIMIT 1 OFFSET ` + strconv.Itoa(shelf-1) + `
			), 0)`
	}, func(r scanner) error {
		var n, origin, at int64
		err := r.Scan(&n, &origin, &at)
		if at >= oldest {
			shelves[n] = append(shelves[n], origin)
		}
		return err
	})
	return shelves, err
}

// closest reads origins and gives the one most like the arrival, if it is the
// same copy. A story that the arrival's source tells already is passed by.
func (x *tx) closest(a *arrival, origins []int64) (*twin, error) {
	args := []any{a.source.Name}
	for _, id := range origins {
		args = append(args, id)
	}
	rs, err := x.query(`
		SELECT o.story_id, o.source, v.item
		FROM origins o
		JOIN versions v ON v.origin_id = o.id AND v.n = o.version
		WHERE o.id IN (`+parameters(2, len(origins))+`)
			AND NOT EXISTS (SELECT 1 FROM origins e WHERE e.story_id = o.story_id AND e.source = $1)
		ORDER BY o.id`, args...)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	var best *twin
	most := 0.0
	for rs.Next() {
		t, kept := &twin{}, ""
		if err := rs.Scan(&t.story, &t.source, &kept); err != nil {
			return nil, err
		}
		it, err := decodeItem(kept)
		if err != nil {
			return nil, err
		}
		other := likenessOf(it)
		if !sameDays(a.item, it) || !a.like.Same(other) {
			continue
		}
		if s := a.like.Similarity(other); s > most {
			t.foreign = !sameLanguage(a.item.Language, it.Language)
			best, most = t, s
		}
	}
	return best, rs.Err()
}

// sameDays reports whether two items were published within [fresh]: a form that
// is filled in every year is another story.
func sameDays(a, b *feeds.Item) bool {
	return a.Published.Sub(b.Published.Time).Abs() <= fresh
}

// sameLanguage reports whether readers of one text read the other.
func sameLanguage(a, b string) bool {
	return a == b || a == feeds.Und || b == feeds.Und || lang.Name(a) == lang.Name(b)
}

// shelve keeps the sketch of a new origin, and that it was sent.
func (x *tx) shelve(o *origin, a *arrival) error {
	for _, n := range append(a.like.Sketch(), a.sending) {
		if err := x.insert(likenessTable, n, o.id, x.now); err != nil {
			return err
		}
	}
	return nil
}

// shelves is in how many steps the old sketches are cleared away, so that no
// step holds up the newsroom.
const shelves = 64

// clearShelf deletes what is too old to find anything, from one of the shelves.
func (x *tx) clearShelf(i int64) error {
	const width = 1 << 63 / shelves
	first := i % shelves * width
	last := first + (width - 1)
	return x.exec(`DELETE FROM likenesses WHERE n BETWEEN $1 AND $2 AND at < $3`, first, last, x.now-fresh.Milliseconds())
}
