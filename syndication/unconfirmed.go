package syndication

import (
	"context"
	"fmt"
	"strings"
)

// warnUnconfirmed tells editors, once, which readers had a story and have not
// confirmed its withdrawal in time. Of several processes one does.
func (d *Desk) warnUnconfirmed(ctx context.Context) error {
	var list []Alert
	err := d.write(ctx, func(x *tx) error {
		from, until := int64(0), x.now-d.opt.ConfirmWithin.Milliseconds()
		if err := x.row(`SELECT value FROM meta WHERE name = 'unconfirmed'`).Scan(&from); err != nil || from >= until {
			return err
		}
		ids, err := x.numbers(`
			SELECT DISTINCT story_id
			FROM members
			WHERE gone_at > $1 AND gone_at <= $2 AND gone_at > 0 AND state = 'withdrawn'
			ORDER BY story_id`, from, until)
		if err != nil {
			return err
		}
		for _, id := range ids {
			a, err := x.unconfirmed(id)
			if err != nil {
				return err
			}
			if a.Story != "" {
				list = append(list, a)
			}
		}
		return x.exec(`UPDATE meta SET value = $1 WHERE name = 'unconfirmed'`, until)
	})
	if err != nil {
		return fmt.Errorf("look for withdrawals not confirmed: %w", err)
	}
	for _, a := range list {
		d.alert(a)
	}
	return nil
}

// unconfirmed is the alert about a story; the zero Alert if all have confirmed.
func (x *tx) unconfirmed(id int64) (Alert, error) {
	s, err := x.story(id)
	if err != nil {
		return Alert{}, err
	}
	members, err := x.members(s)
	if err != nil {
		return Alert{}, err
	}
	var open []string
	for _, m := range members {
		if m.state != withdrawn {
			continue
		}
		readers, err := x.readers(m)
		if err != nil {
			return Alert{}, err
		}
		for _, r := range readers {
			if r.Had && !r.Confirmed {
				open = append(open, fmt.Sprintf("%s/%s (%s)", m.feed.outlet, m.feed.name, r.who()))
			}
		}
	}
	if len(open) == 0 {
		return Alert{}, nil
	}
	it, err := x.text(s.origins[0])
	if err != nil {
		return Alert{}, err
	}
	return Alert{
		Kind: Unconfirmed, Story: s.sid, Source: s.origins[0].source,
		Text: fmt.Sprintf("The withdrawal of “%s” (%s) is not confirmed by %s.", s.edits.apply(it).Title, s.sid, strings.Join(open, ", ")),
	}, nil
}

// who names a reader to editors.
func (r Reader) who() string {
	switch {
	case r.Token == "":
		return "public readers"
	case r.Name != "":
		return "token " + r.Name
	}
	return "token " + r.Token
}
