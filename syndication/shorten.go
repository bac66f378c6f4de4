package syndication

import (
	"fmt"
	"strings"
)

// superseded are the versions of old stories that another followed, in the past
// of k or among the stories that are too many.
const superseded = `
	FROM origins o
	JOIN versions v ON v.origin_id = o.id AND v.n < o.version
	JOIN versions w ON w.origin_id = o.id AND w.n = v.n + 1
	WHERE o.story_id > $1 AND o.story_id <= $2 AND (w.at < $3 OR o.story_id <= $4)`

// forgetWords lets go what was said and no longer holds: versions that another
// followed, and the words of corrections. Where a feed was given the story,
// the titles stay: its page tells them.
func (x *tx) forgetWords(after, last int64, k keeping) error {
	err := x.exec(`
		DELETE FROM versions
		WHERE (origin_id, n) IN (
			SELECT v.origin_id, v.n`+superseded+`
				AND NOT EXISTS (SELECT 1 FROM members m WHERE m.story_id = o.story_id)
		)`, after, last, k.before, k.upTo)
	if err != nil {
		return fmt.Errorf("versions: %w", err)
	}
	err = x.shorten(shortItem,
		`SELECT v.origin_id, v.n, v.item`+superseded+` AND `+wordy("v.item"),
		`UPDATE versions SET item = $3 WHERE origin_id = $1 AND n = $2`,
		after, last, k.before, k.upTo)
	if err != nil {
		return fmt.Errorf("versions: %w", err)
	}
	err = x.shorten(shortRuling, `
		SELECT story_id, id, note
		FROM decisions
		WHERE story_id > $1 AND story_id <= $2 AND verb IN ('correct', 'take') AND (at < $3 OR story_id <= $4)
			AND `+wordy("note"),
		`UPDATE decisions SET note = $3 WHERE story_id = $1 AND id = $2`,
		after, last, k.before, k.upTo)
	if err != nil {
		return fmt.Errorf("decisions: %w", err)
	}
	return nil
}

// wordy is the condition that a column of JSON holds more than shortItem and
// shortRuling leave. Within a text of JSON quotes are escaped.
func wordy(column string) string {
	return `(` + column + ` LIKE '%"summary":%' OR ` + column + ` LIKE '%"content":%')`
}

// shorten rewrites the lines that find gives with two numbers and a text; put
// takes the numbers and the shorter text.
func (x *tx) shorten(short func(string) (string, error), find, put string, args ...any) error {
	type line struct {
		a, b int64
		text string
	}
	lines, err := collect(x, func(r scanner) (l line, err error) {
		err = r.Scan(&l.a, &l.b, &l.text)
		return l, err
	}, find, args...)
	if err != nil {
		return err
	}
	for _, l := range lines {
		text, err := short(l.text)
		if err != nil {
			return err
		}
		if err := x.exec(put, l.a, l.b, text); err != nil {
			return err
		}
	}
	return nil
}

func shortItem(kept string) (string, error) {
	it, err := decodeItem(kept)
	if err != nil {
		return "", err
	}
	return encodeItem(remains(it))
}

func shortRuling(note string) (string, error) {
	r, err := decodeRuling(note)
	r.Summary, r.Content = nil, nil
	return strings.TrimPrefix(r.encode(), "{}"), err
}
