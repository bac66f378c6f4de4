package syndication

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
)

// A family is the stories that are translations of one another. It has each
// language once: a second one is another story, or a mistake of a source.

// apart in place of a family says that an editor took the story out of one: no
// source puts it back.
const apart = -1

// errKin says why two stories cannot be translations of one another.
var (
	errSameLanguage = errors.New("they have a language in common, so they are different stories, not translations")
	errManyKin      = fmt.Errorf("a story has at most %d translations", maxTranslations)
)

// relate joins a story with those that its source calls translations of it, and
// with those whose sources say so of it, whichever came first. What is not here
// yet is remembered. names are those of the item.
func (x *tx) relate(s *story, it *feeds.Item, names []key) error {
	kin, err := x.hinted(s, it, names)
	if err != nil {
		return fmt.Errorf("translations of %q: %w", it.ID, err)
	}
	for _, id := range kin {
		if ok, err := x.mayJoin(s, id); err != nil {
			return err
		} else if !ok {
			continue
		}
		err := x.join(s, id)
		if err != nil && !errors.Is(err, errSameLanguage) && !errors.Is(err, errManyKin) {
			return fmt.Errorf("join story %d: %w", id, err)
		}
	}
	return nil
}

// mayJoin reports whether two stories may be seen to belong together. One under
// embargo waits for its release: through it, others would be tied together that
// nobody else calls translations.
func (x *tx) mayJoin(s *story, other int64) (bool, error) {
	if s.sealed(x.now) {
		return false, nil
	}
	t, err := x.story(other)
	return err == nil && !t.sealed(x.now), err
}

// reunite joins a story that was released with those that its embargo kept it
// from.
func (x *tx) reunite(s *story) error {
	for _, o := range s.origins {
		it, err := x.text(o)
		if err != nil {
			return err
		}
		var names []key
		if link := linkIdentity(it.Link); link != "" {
			known, err := x.known([]key{keyOf('l', link)})
			if err != nil {
				return err
			}
			names = slices.Collect(maps.Keys(known)) // none where the link names no story
		}
		if err := x.relate(s, it, names); err != nil {
			return err
		}
	}
	return nil
}

// hinted are the stories that hints, of the item or of others, tie to s.
func (x *tx) hinted(s *story, it *feeds.Item, names []key) ([]int64, error) {
	keys := hintsOf(it)
	known, err := x.known(keys)
	if err != nil {
		return nil, err
	}
	var kin []int64
	for _, k := range keys {
		for _, id := range known[k] {
			kin = append(kin, id.story)
		}
		x.batch.hint(k)
		err := x.exec(`
			INSERT INTO translation_hints (key, story_id)
			VALUES ($1, $2)
			ON CONFLICT (key, story_id) DO NOTHING`, k[:], s.id)
		if err != nil {
			return nil, err
		}
	}
	for _, k := range names {
		if k.kind() != 'l' || x.batch.unhinted(k) {
			continue
		}
		ids, err := x.numbers(`SELECT story_id FROM translation_hints WHERE key = $1 ORDER BY story_id LIMIT $2`, k[:], maxTranslations)
		if err != nil {
			return nil, err
		}
		kin = append(kin, ids...)
	}
	slices.Sort(kin)
	return slices.DeleteFunc(slices.Compact(kin), func(id int64) bool { return id == s.id }), nil
}

// hintsOf are the names of the items that an item calls its translations.
func hintsOf(it *feeds.Item) []key {
	var keys []key
	own := linkIdentity(it.Link)
	for _, t := range it.Translations[:min(len(it.Translations), maxTranslations)] {
		if link := linkIdentity(t.Link); link != "" && link != own && t.Language != it.Language {
			keys = append(keys, keyOf('l', link))
		}
	}
	return keys
}

// join makes one family of those of two stories, unless an editor keeps one of
// them apart. It errs with errSameLanguage or errManyKin.
func (x *tx) join(s *story, other int64) error {
	t, err := x.story(other)
	if err != nil {
		return err
	}
	if s.family == apart || t.family == apart || s.family > 0 && s.family == t.family {
		return nil
	}
	ours, err := x.kin(s)
	if err != nil {
		return err
	}
	theirs, err := x.kin(t)
	if err != nil {
		return err
	}
	if len(ours)+len(theirs) > maxTranslations+1 {
		return errManyKin
	}
	if err := x.distinct(s, ours, theirs); err != nil {
		return err
	}
	family := min(ours[0], theirs[0])
	for _, id := range slices.Concat(ours, theirs) {
		if err := x.exec(`UPDATE stories SET family = $1 WHERE id = $2`, family, id); err != nil {
			return err
		}
	}
	s.family, s.kept.family = family, family
	return x.tellKin(ours, theirs, false)
}

// kin are the stories of a family, the eldest first, with the story itself.
func (x *tx) kin(s *story) ([]int64, error) {
	if s.family <= 0 {
		return []int64{s.id}, nil
	}
	return x.numbers(`SELECT id FROM stories WHERE family = $1 AND family > 0 ORDER BY id`, s.family)
}

// distinct errs if two families have a language in common. The newest origin of
// s may not be in the store yet.
func (x *tx) distinct(s *story, ours, theirs []int64) error {
	spoken := map[string]bool{}
	for _, o := range s.origins {
		spoken[lang.Name(o.language)] = true
	}
	if err := x.spoken(ours, func(tag string) { spoken[tag] = true }); err != nil {
		return err
	}
	common := false
	if err := x.spoken(theirs, func(tag string) { common = common || spoken[tag] }); err != nil {
		return err
	}
	if common {
		return errSameLanguage
	}
	return nil
}

// spoken calls each for the languages of stories.
func (x *tx) spoken(stories []int64, each func(tag string)) error {
	for _, id := range stories {
		s, err := x.story(id)
		if err != nil {
			return err
		}
		for _, o := range s.origins {
			each(lang.Name(o.language))
		}
	}
	return nil
}
