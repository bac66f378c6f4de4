package syndication

import (
	"context"
	"fmt"
)

// catchUp shows the process what the store holds and it does not know yet:
// Versions, profiles of sources, tokens. It costs three lookups when nothing
// has changed.
func (d *Desk) catchUp(ctx context.Context) error {
	d.catching.Lock()
	defer d.catching.Unlock()
	return d.read(ctx, func(x *tx) error {
		if err := d.catchUpFeeds(x); err != nil {
			return fmt.Errorf("read feeds: %w", err)
		}
		p, err := x.loadProfiles(d.profiles.Load())
		if err != nil {
			return fmt.Errorf("read sources: %w", err)
		}
		d.profiles.Store(p)
		t, err := x.loadTokens(d.tokens.Load())
		if err != nil {
			return fmt.Errorf("read tokens: %w", err)
		}
		d.tokens.Store(t)
		return nil
	})
}

// catchUpFeeds reads the feeds that changed after the last tick it saw.
func (d *Desk) catchUpFeeds(x *tx) error {
	var tick int64
	if err := x.row(`SELECT value FROM meta WHERE name = 'tick'`).Scan(&tick); err != nil {
		return err
	}
	if d.seen == tick {
		return nil
	}
	states, err := collect(x, scanFeed, `SELECT `+feedColumns+` FROM outlet_feeds WHERE tick > $1`, d.seen)
	if err != nil {
		return err
	}
	d.live.show(states...)
	d.seen = tick
	return nil
}
