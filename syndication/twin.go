package syndication

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
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
	shelved, err := x.shelved(a)
	if err != nil || len(shelved) == 0 {
		return nil, err
	}
	best, err := x.closest(a, shelved)
	if err != nil {
		return nil, fmt.Errorf("look for the same copy: %w", err)
	}
	return best, nil
}

// likenessOf is what is compared of an item.
func likenessOf(it *feeds.Item) *likeness.Text { return likeness.Of(it.Language, it.Title, lead(it)) }

// shelved are recent origins that share numbers of the arrival's sketch.
func (x *tx) shelved(a *arrival) ([]int64, error) {
	sketch := a.like.Sketch()
	if len(sketch) == 0 {
		return nil, nil
	}
	args := []any{x.now - fresh.Milliseconds()}
	arms := make([]string, len(sketch))
	for i, n := range sketch {
		args = append(args, n)
		arms[i] = fmt.Sprintf(`
			SELECT origin_id FROM (
				SELECT origin_id FROM likenesses WHERE n = $%d AND at >= $1 ORDER BY origin_id DESC LIMIT %d
			)`, i+2, shelf)
	}
	ids, err := x.numbers(strings.Join(arms, ` UNION ALL `), args...)
	if err != nil {
		return nil, err
	}
	shared := map[int64]int{}
	for _, id := range ids {
		shared[id]++
	}
	list := slices.SortedFunc(maps.Keys(shared), func(p, q int64) int {
		return cmp.Or(cmp.Compare(shared[q], shared[p]), cmp.Compare(p, q))
	})
	return list[:min(len(list), compared)], nil
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
func (x *tx) shelve(o *origin, a *arrival) {
	for _, n := range append(a.like.Sketch(), sendingOf(a)) {
		x.sketches = append(x.sketches, n, o.id, x.now)
	}
}

// sketchRows is how many numbers of sketches one statement writes at most.
const sketchRows = 240

// writeSketches writes what shelve has collected. Items of one transaction are
// of one source, so none of them asks for another's.
func (x *tx) writeSketches() error {
	for part := range slices.Chunk(x.sketches, 3*sketchRows) {
		err := x.exec(`
			INSERT INTO likenesses (n, origin_id, at)
			VALUES `+tuples(len(part)/3, 3)+`
			ON CONFLICT (n, origin_id) DO NOTHING`, part...)
		if err != nil {
			return fmt.Errorf("keep sketches: %w", err)
		}
	}
	x.sketches = nil
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
