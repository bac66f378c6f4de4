package syndication

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
)

// An identity is an origin as one of its keys finds it.
type identity struct {
	origin    int64
	story     int64
	source    string
	hash      []byte
	tombstone int64
	names     int
}

// maxNames bounds the keys of an origin, for sources that change GUIDs at every
// poll. What is known by its link needs no further GUID.
const maxNames = 12

// identities are the origins found under each key, the eldest first.
type identities map[key][]*identity

// known finds the origins that any of the keys names.
func (x *tx) known(keys []key) (identities, error) {
	asked := make([]any, len(keys))
	for i := range keys {
		asked[i] = keys[i][:]
	}
	found := identities{}
	err := x.ask(asked, func(n int) string {
		return `
			SELECT i.key, o.id, o.story_id, o.source, o.hash, o.tombstone, o.names
			FROM identities i
			JOIN origins o ON o.id = i.origin_id
			WHERE i.key IN (` + parameters(1, n) + `)
			ORDER BY o.id`
	}, func(r scanner) error {
		var k []byte
		id := &identity{}
		err := r.Scan(&k, &id.origin, &id.story, &id.source, &id.hash, &id.tombstone, &id.names)
		if err == nil {
			found[key(k)] = append(found[key(k)], id)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up identities: %w", err)
	}
	return found, nil
}

// named is the first origin of the source that one of the arrival's keys names,
// with that key.
func (ids identities) named(a *arrival) (*identity, key) {
	for _, k := range a.keys {
		for _, id := range ids[k] {
			if id.source == a.source.Name {
				return id, k
			}
		}
	}
	return nil, key{}
}

// has reports whether an arrival brings nothing new at all.
func (ids identities) has(a *arrival) bool {
	id, _ := ids.named(a)
	same := id != nil && (bytes.Equal(id.hash, a.hash) || a.other != nil && bytes.Equal(id.hash, a.other))
	return same && (id.names >= maxNames || len(ids.missing(id, a.keys)) == 0)
}

// missing are the keys that do not name the origin yet.
func (ids identities) missing(id *identity, keys []key) []key {
	var list []key
	for _, k := range keys {
		if !slices.ContainsFunc(ids[k], func(i *identity) bool { return i.origin == id.origin }) {
			list = append(list, k)
		}
	}
	return list
}

// twin is an origin of another source that tells the same story: the same
// article, or the same text.
func (ids identities) twin(a *arrival) *identity {
	for _, k := range a.keys {
		if k.kind() != 'l' && k.kind() != 'c' {
			continue
		}
		for _, id := range ids[k] {
			if id.source != a.source.Name {
				return id
			}
		}
	}
	return nil
}

// own is the origin that an item of the same source belongs to; nil if it is a
// new one. A link alone, under another GUID, is trusted only if something of
// the story is the same too: some pages show another story every day.
func (x *tx) own(a *arrival, ids identities) (*identity, error) {
	id, k := ids.named(a)
	if id == nil || k.kind() != 'l' || a.keys[0].kind() != 'g' {
		return id, nil
	}
	for _, other := range a.keys {
		if other.kind() == 'd' || other.kind() == 'c' {
			if slices.ContainsFunc(ids[other], func(i *identity) bool { return i.origin == id.origin }) {
				return id, nil
			}
		}
	}
	s, err := x.story(id.story)
	if err != nil {
		return nil, err
	}
	o := s.find(id.origin)
	before, err := x.text(o)
	if err != nil {
		return nil, err
	}
	if letters(before.Title) == letters(a.item.Title) || o.published == a.item.Published.UnixMilli() || alike(before, a.item) {
		return id, nil
	}
	return nil, nil
}

// name gives an origin more keys by which it is known again.
func (x *tx) name(id *identity, known identities, keys []key) error {
	missing := known.missing(id, keys)
	missing = missing[:max(0, min(len(missing), maxNames-id.names))]
	if len(missing) == 0 {
		return nil
	}
	if err := x.addKeys(id.origin, missing); err != nil {
		return err
	}
	return x.exec(`UPDATE origins SET names = names + $1 WHERE id = $2`, len(missing), id.origin)
}

func (x *tx) addKeys(origin int64, keys []key) error {
	for i := range keys {
		x.batch.named[keys[i]] = true
		if err := x.insert(identityTable, keys[i][:], origin); err != nil {
			return err
		}
	}
	return nil
}

// newStoryID is a random name of a story: letters and digits that can be read
// aloud, 100 bits.
func newStoryID() string { return strings.ToLower(rand.Text()[:20]) }
