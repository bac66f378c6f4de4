package syndication

import (
	"slices"
	"time"
)

// A Stamp is what the documents of a feed depend on. Equal stamps mean equal
// bytes; Stamps are comparable with ==.
type Stamp struct {
	Version  int64     // number of the newest row; 0: none yet
	Modified time.Time // UTC, whole seconds; rises with every Version
	Settings uint64    // hash of the settings that documents show
	Restyled time.Time // when those of any feed last changed; UTC, whole seconds
}

// Stamp gives the present Stamp of a feed from memory, without SQL. It errs
// with ErrNotFound. What this process committed shows at once, what others
// committed within a second.
func (d *Desk) Stamp(outlet, feed string) (Stamp, error) {
	p, f := d.find(outlet, feed)
	if f == nil {
		return Stamp{}, ErrNotFound
	}
	return p.stamp(f.at.Load(), d.profiles.Load()), nil
}

// find gives a feed that an outlet has now; nil if it has none of that name.
func (d *Desk) find(name, feed string) (*outlet, *liveFeed) {
	p := d.setup.Load().outlets[name]
	f := d.live.find(feedKey{name, feed})
	if p == nil || f == nil || !p.offers(feed, f.kind) {
		return nil, nil
	}
	return p, f
}

func (p *outlet) stamp(at *moment, of *profiles) Stamp {
	return Stamp{Version: at.version, Modified: at.modified, Settings: p.settings + uint64(of.n)*0x9E3779B97F4A7C15, Restyled: of.restyled}
}

// Outlets lists the outlets by name, from memory.
func (d *Desk) Outlets() []Outlet {
	c := d.setup.Load()
	list := make([]Outlet, 0, len(c.outlets))
	for _, name := range c.names() {
		list = append(list, c.outlets[name].Outlet)
	}
	return list
}

// Outlet gives one outlet, from memory.
func (d *Desk) Outlet(name string) (Outlet, bool) {
	p := d.setup.Load().outlets[name]
	if p == nil {
		return Outlet{}, false
	}
	return p.Outlet, true
}

// FeedNames lists the feeds of an outlet in the order in which people read
// them: "feed", its languages, its subscriptions; from memory.
func (d *Desk) FeedNames(outlet string) []string {
	p := d.setup.Load().outlets[outlet]
	if p == nil {
		return nil
	}
	names := []string{"feed"}
	names = append(names, p.Languages...)
	if len(p.Languages) == 0 {
		names = append(names, d.spoken(outlet)...)
	}
	for _, s := range p.Subscriptions {
		names = append(names, s.Name)
	}
	return names
}

// spoken are the languages in which an outlet that named none got stories.
func (d *Desk) spoken(outlet string) []string {
	var tags []string
	for k, f := range *d.live.feeds.Load() {
		if k.outlet == outlet && f.kind == languageFeed {
			tags = append(tags, k.name)
		}
	}
	slices.Sort(tags)
	return tags
}
