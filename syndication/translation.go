package syndication

import "github.com/silkwire/silkwire/feeds"

// maxTranslations bounds the links of one item to its translations.
const maxTranslations = 50

// translations are the other languages of a story that the outlet may see: what
// its whole feed shows of the same family.
func (v *view) translations(e *shown) ([]feeds.Translation, error) {
	if e.family <= 0 {
		return nil, nil
	}
	rs, err := v.x.query(`
		SELECT `+shownColumns+`
		FROM stories f
		JOIN outlet_feeds w ON w.outlet = $1 AND w.name = 'feed'
		JOIN members m ON m.story_id = f.id AND m.feed_id = w.id`+shownTables+`
		WHERE f.family = $2 AND f.id <> $3 AND m.state = 'in' AND m.left_row = 0
		ORDER BY m.story_id
		LIMIT $4`, v.outlet.Name, e.family, e.story, maxTranslations)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	var list []feeds.Translation
	for rs.Next() {
		t, err := v.x.desk.scanShown(rs)
		if err != nil {
			return nil, err
		}
		opt := &v.x.desk.opt
		it := t.edits.apply(t.item)
		link := it.Link
		if link == "" {
			link = opt.PublicURL + "/stories/" + t.sid
		}
		list = append(list, feeds.Translation{
			Language: t.language,
			Link:     link,
			ID:       storyTag(opt.Authority, t.sid, t.origin),
			Title:    it.Title,
		})
	}
	return list, rs.Err()
}
