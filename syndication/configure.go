package syndication

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/silkwire/silkwire/sources"
)

// Configure replaces sources, topics and outlets, and applies what changed to
// the stories kept: they enter and leave feeds in the order in which they came.
// The subscriptions that outlets made for themselves stay. On error nothing is
// changed, unless the stories kept were being gone through: then the next
// Configure goes on where this one stopped. A Setup that is in force already
// writes nothing.
func (d *Desk) Configure(ctx context.Context, s Setup) error {
	err := d.enforce(ctx, func(x *tx) (err error) {
		if x.setup, err = x.complete(s); err != nil {
			return err
		}
		for i := range x.setup.Sources {
			if err := x.configureSource(&x.setup.Sources[i]); err != nil {
				return err
			}
		}
		if err := x.configureTopics(); err != nil {
			return err
		}
		if err := x.configureFaces(); err != nil {
			return err
		}
		return x.configureFeeds("")
	})
	if err != nil {
		return fmt.Errorf("configure: %w", err)
	}
	if err := d.apply(ctx); err != nil {
		return fmt.Errorf("apply the configuration to the stories kept: %w", err)
	}
	return nil
}

// enforce makes the setup that do leaves in its transaction what everything
// that follows goes by.
func (d *Desk) enforce(ctx context.Context, do func(*tx) error) error {
	d.configuring.Lock()
	defer d.configuring.Unlock()
	var next *setup
	err := d.write(ctx, func(x *tx) error {
		err := do(x)
		next = x.setup
		return err
	})
	if err == nil {
		d.setup.Store(next)
	}
	return err
}

// configureSource keeps the title and rights of a source. Another lifetime
// holds for the stories kept, too.
func (x *tx) configureSource(s *sources.Source) error {
	before := x.profiles.of[s.Name]
	next := before
	next.Name, next.Rights, next.Topics = s.Title, s.Rights, s.Topics
	if next.Link == "" {
		next.Link = site(s.URL)
	}
	if before.same(next) {
		return nil
	}
	if before.Rights.Expires != s.Rights.Expires {
		if err := x.renewRights(s); err != nil {
			return err
		}
	}
	if err := x.restyle(); err != nil {
		return err
	}
	return x.keepProfile(s.Name, next)
}

func (x *tx) renewRights(s *sources.Source) error {
	err := x.exec(`
		UPDATE origins SET expires = CASE WHEN $1 > 0 THEN published + $1 ELSE 0 END
		WHERE source = $2 AND status = ''`,
		s.Rights.Expires.Milliseconds(), s.Name)
	if err != nil {
		return err
	}
	return x.exec(`
		UPDATE stories SET due = 1
		WHERE id IN (SELECT story_id FROM origins WHERE source = $1 AND status = '')`,
		s.Name)
}

// configureTopics marks the stories kept for another look when a topic changed.
func (x *tx) configureTopics() error {
	hash := int64(number(x.setup.known))
	var before int64
	if err := x.row(`SELECT value FROM meta WHERE name = 'topics'`).Scan(&before); err != nil {
		return err
	}
	if before == hash {
		return nil
	}
	if err := x.exec(`UPDATE meta SET value = $1 WHERE name = 'topics'`, hash); err != nil {
		return err
	}
	return x.exec(`UPDATE meta SET value = 0 WHERE name = 'retopic'`)
}

// A plan is a line of outlet_feeds with what configuring compares.
type plan struct {
	id                 int64
	kind               string
	selection, orderBy string
}

// configureFeeds makes the feeds of one outlet, or of all if only is "", and
// marks those whose selection changed.
func (x *tx) configureFeeds(only string) error {
	plans, err := x.plans(only)
	if err != nil {
		return err
	}
	for _, name := range x.setup.names() {
		if only != "" && name != only {
			continue
		}
		p := x.setup.outlets[name]
		for _, at := range p.feeds(plans[name]) {
			if err := x.configureFeed(p, at, plans[name][at.name]); err != nil {
				return fmt.Errorf("feed %s/%s: %w", name, at.name, err)
			}
			delete(plans[name], at.name)
		}
	}
	for _, left := range plans {
		for _, f := range left {
			if err := x.abandon(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// abandon marks a feed whose outlet or subscription is gone. Should it come
// back, it has missed stories, and its rows were placed by no order of its own.
func (x *tx) abandon(f plan) error {
	if f.selection == "" {
		return nil
	}
	return x.exec(`UPDATE outlet_feeds SET selection = '', order_by = 'none', applied = -1 WHERE id = $1`, f.id)
}

// plans are those of all outlets, or of one, by outlet and name.
func (x *tx) plans(only string) (map[string]map[string]plan, error) {
	rs, err := x.query(`
		SELECT outlet, name, id, kind, selection, order_by
		FROM outlet_feeds
		WHERE outlet = $1 OR $1 = ''`, only)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	all := map[string]map[string]plan{}
	for rs.Next() {
		var k feedKey
		var f plan
		if err := rs.Scan(&k.outlet, &k.name, &f.id, &f.kind, &f.selection, &f.orderBy); err != nil {
			return nil, err
		}
		if all[k.outlet] == nil {
			all[k.outlet] = map[string]plan{}
		}
		all[k.outlet][k.name] = f
	}
	return all, rs.Err()
}

// feeds are those that an outlet must have, and the languages in which an
// outlet that names none got stories.
func (p *outlet) feeds(plans map[string]plan) []place {
	list := []place{{"feed", wholeFeed}}
	for _, tag := range p.Languages {
		list = append(list, place{tag, languageFeed})
	}
	for _, s := range p.Subscriptions {
		list = append(list, place{s.Name, subscriptionFeed})
	}
	for name, f := range plans {
		known := slices.ContainsFunc(list, func(at place) bool { return at.name == name })
		if !known && f.kind == languageFeed && len(p.Languages) == 0 {
			list = append(list, place{name, languageFeed})
		}
	}
	return list
}

// selects is the hash of what decides which stories a feed of the outlet gets.
func (p *outlet) selects(name, kind string) string {
	if kind == subscriptionFeed {
		i := slices.IndexFunc(p.Subscriptions, func(s Subscription) bool { return s.Name == name })
		if i >= 0 {
			return p.selection[1+i]
		}
	}
	return p.selection[0]
}

func (p *outlet) orderBy() string {
	var kinds []string
	for _, k := range p.movesUp() {
		kinds = append(kinds, string(k))
	}
	return strings.Join(kinds, " ")
}

func (x *tx) configureFeed(p *outlet, at place, have plan) error {
	if have.id == 0 {
		f, err := x.feed(feedKey{p.Name, at.name}, at.kind)
		if err != nil {
			return err
		}
		return x.exec(`UPDATE outlet_feeds SET applied = 0 WHERE id = $1 AND EXISTS (SELECT 1 FROM stories)`, f.id)
	}
	if have.kind != at.kind {
		return errors.New("the store knows it as something else than a " + at.kind + "; choose another name")
	}
	if have.selection != p.selects(at.name, at.kind) {
		err := x.exec(`UPDATE outlet_feeds SET selection = $1, applied = 0 WHERE id = $2`, p.selects(at.name, at.kind), have.id)
		if err != nil {
			return err
		}
	}
	if have.orderBy != p.orderBy() {
		return x.reorder(have.id, p)
	}
	return nil
}

// reorder gives the stories of a feed their places by other kinds of rows.
func (x *tx) reorder(feed int64, p *outlet) error {
	args := []any{feed, New, Enter}
	for _, k := range p.movesUp() {
		args = append(args, k)
	}
	err := x.exec(`
		UPDATE members SET place = (
			SELECT MAX(n)
			FROM rows
			WHERE feed_id = $1 AND story_id = members.story_id AND origin_id = members.origin_id
				AND kind IN (`+parameters(2, len(args)-1)+`)
		)
		WHERE feed_id = $1`, args...)
	if err != nil {
		return err
	}
	return x.exec(`UPDATE outlet_feeds SET order_by = $1 WHERE id = $2`, p.orderBy(), feed)
}
