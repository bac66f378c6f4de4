package syndication

// Settings change what documents say of stories that have no new row: the credit
// of a source, how much of a text an outlet may have. The whole document has
// another tag then; but who asks for a delta since a row from before must be
// told of all that the document holds.

// configureFaces notes when the settings of outlets that documents show change.
func (x *tx) configureFaces() error {
	var before int64
	if err := x.row(`SELECT value FROM meta WHERE name = 'faces'`).Scan(&before); err != nil || before == x.faces() {
		return err
	}
	if err := x.keepFaces(); err != nil {
		return err
	}
	return x.restyle()
}

// keepFaces notes the settings that documents show, for the next to compare with.
func (x *tx) keepFaces() error {
	return x.exec(`UPDATE meta SET value = $1 WHERE name = 'faces'`, x.faces())
}

func (x *tx) faces() int64 {
	var all uint64
	for _, p := range x.setup.outlets {
		all += p.settings
	}
	return int64(all)
}

// restyle notes that stories are shown in another way from now on.
func (x *tx) restyle() error {
	x.settings = true
	return x.exec(`UPDATE meta SET value = $1 WHERE name = 'restyled'`, x.now)
}

// restyled reports whether settings changed after a row of the feed came.
func (v *view) restyled(after int64) (yes bool, err error) {
	err = v.x.row(`
		SELECT value > COALESCE((SELECT at FROM rows WHERE feed_id = $1 AND n = $2), value)
		FROM meta
		WHERE name = 'restyled'`, v.feed.id, after).Scan(&yes)
	return yes, err
}
