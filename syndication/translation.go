package syndication

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/silkwire/silkwire/feeds"
)

// maxTranslations bounds the links of one item to its translations.
const maxTranslations = 50

// readKin reads what the outlet's whole feed shows of the families of entries.
func (v *view) readKin() error {
	seen := map[int64]bool{}
	var families []any
	for _, e := range v.entries {
		if e.family > 0 && e.state == in && !seen[e.family] {
			seen[e.family] = true
			families = append(families, e.family)
		}
	}
	v.kin = map[int64][]*shown{}
	for part := range slices.Chunk(families, lookup) {
		args := padded(part)
		list, err := v.x.shown(`
			SELECT `+shownColumns+`
			FROM stories f
			JOIN outlet_feeds w ON w.name = 'feed'
			JOIN members m ON m.story_id = f.id AND m.feed_id = w.id`+shownTables+newestRow+`
			WHERE f.family > 0 AND f.family IN (`+parameters(1, len(args))+`)
				AND w.outlet = $`+strconv.Itoa(len(args)+1)+` AND m.state = 'in' AND m.left_row = 0
			ORDER BY m.story_id, m.origin_id`, append(args, v.outlet.Name)...)
		if err != nil {
			return err
		}
		for _, e := range list {
			v.kin[e.family] = append(v.kin[e.family], e)
		}
	}
	return nil
}

// translations are the other languages of a story that the outlet may see.
func (v *view) translations(e *shown) []feeds.Translation {
	if e.family <= 0 {
		return nil
	}
	opt := &v.x.desk.opt
	var list []feeds.Translation
	for _, t := range v.kin[e.family] {
		if t.story == e.story || len(list) == maxTranslations {
			continue
		}
		it := t.edits.apply(t.item)
		list = append(list, feeds.Translation{
			Language: t.language,
			Link:     cmp.Or(it.Link, opt.PublicURL+"/stories/"+t.sid),
			ID:       storyTag(opt.Authority, t.sid, t.origin),
			Title:    it.Title,
		})
	}
	return list
}
