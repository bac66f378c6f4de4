package syndication

import (
	"cmp"
	"fmt"
	"slices"
)

// A batch is items that are received together, with what the store has of all
// of them: asked once, because a question costs more than its answer.
type batch struct {
	linking bool // some say which of the others are their translations

	known   identities
	hinted  map[key]bool         // of the links, whether some story calls them its translation
	shelved map[*arrival][]int64 // origins worth comparing, those with most in common first

	// What items of the batch changed since.
	named   map[key]bool
	revised map[int64]bool // origins
}

// expect asks for all that is needed to receive items of one source.
func (x *tx) expect(items []*arrival) (err error) {
	b := &batch{named: map[key]bool{}, revised: map[int64]bool{}}
	b.linking = slices.ContainsFunc(items, func(a *arrival) bool { return len(a.item.Translations) > 0 })
	keys := keysOfAll(items)
	if b.known, err = x.known(keys); err != nil {
		return err
	}
	if b.hinted, err = x.hintedAt(keys); err != nil {
		return fmt.Errorf("look up translations: %w", err)
	}
	if b.shelved, err = x.shelved(items); err != nil {
		return fmt.Errorf("look for the same copy: %w", err)
	}
	x.batch = b
	return nil
}

// identities are those that the keys of an arrival name now.
func (x *tx) identities(a *arrival) (identities, error) {
	for _, k := range a.keys {
		changed := x.batch.named[k] || slices.ContainsFunc(x.batch.known[k], func(id *identity) bool {
			return x.batch.revised[id.origin]
		})
		if changed {
			return x.known(a.keys)
		}
	}
	return x.batch.known, nil
}

// unhinted reports whether it is known that no story calls the item of a link
// its translation.
func (b *batch) unhinted(k key) bool {
	if b == nil {
		return false
	}
	hinted, asked := b.hinted[k]
	return asked && !hinted
}

// hint notes that a story calls the item of a link its translation.
func (b *batch) hint(k key) {
	if b != nil {
		b.hinted[k] = true
	}
}

// hintedAt tells of each link whether some story calls it its translation.
func (x *tx) hintedAt(keys []key) (map[key]bool, error) {
	hinted := map[key]bool{}
	var links []any
	for i := range keys {
		if keys[i].kind() == 'l' {
			hinted[keys[i]] = false
			links = append(links, keys[i][:])
		}
	}
	err := x.ask(links, func(n int) string {
		return `
			WITH asked (key) AS (VALUES ` + tuples(n, 1) + `)
			SELECT key
			FROM asked
			WHERE EXISTS (SELECT 1 FROM translation_hints h WHERE h.key = asked.key)`
	}, func(r scanner) error {
		var k []byte
		err := r.Scan(&k)
		if err == nil {
			hinted[key(k)] = true
		}
		return err
	})
	return hinted, err
}

// lookup is how many values one statement asks for at most, a power of two.
const lookup = 256

// ask asks about many values, as many at a time as the query has room for.
func (x *tx) ask(values []any, query func(n int) string, each func(scanner) error) error {
	for part := range slices.Chunk(values, lookup) {
		args := padded(part)
		rs, err := x.query(query(len(args)), args...)
		if err != nil {
			return err
		}
		for rs.Next() && err == nil {
			err = each(rs)
		}
		if err := cmp.Or(err, rs.Err(), rs.Close()); err != nil {
			return err
		}
	}
	return nil
}

// padded are values, and NULL for what is missing to a power of two: so the
// statements for all numbers of values are few.
func padded(values []any) []any {
	n := 1
	for n < len(values) {
		n *= 2
	}
	return slices.Concat(values, make([]any, n-len(values)))
}
