package syndication

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/syndication/match"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// pageSize is how many rows a full archive page holds.
const pageSize = 100

// searched is how many stories of a feed a search looks at.
const searched = 1000

// Feed gives the current document of a feed, newest on top, with the Stamp it
// belongs to (both read in one transaction). It holds every row after the
// newest full archive, and the rows of that archive, each story once; and the
// withdrawals that are younger than the outlet's WithdrawnFor. Self, Hubs and
// Archive are the server's to fill.
func (d *Desk) Feed(ctx context.Context, outlet, feed string) (*feeds.Feed, Stamp, error) {
	return d.document(ctx, outlet, feed, func(v *view, _ Stamp) error { return v.latest() })
}

// ArchivePage gives page n (1 is the oldest) of a feed's archive (RFC 5005);
// ErrNotFound until it is full. Its stories never change, their text is always
// the present one.
func (d *Desk) ArchivePage(ctx context.Context, outlet, feed string, n int) (*feeds.Feed, Stamp, error) {
	return d.document(ctx, outlet, feed, func(v *view, _ Stamp) error {
		last := int64(n) * d.page
		if n < 1 || int64(n) > v.feed.version/d.page {
			return fmt.Errorf("archive page %d: %w", n, ErrNotFound)
		}
		return v.archive(last-d.page, last)
	})
}

// Changes gives what changed in a feed after Version since, each story once; and
// the rest of the current document where settings changed that it shows. It errs
// with ErrNotFound if since is no Version of the feed.
func (d *Desk) Changes(ctx context.Context, outlet, feed string, since int64) (*feeds.Feed, Stamp, error) {
	return d.document(ctx, outlet, feed, func(v *view, _ Stamp) error {
		if since < 0 || since > v.feed.version {
			return fmt.Errorf("version %d: %w", since, ErrNotFound)
		}
		if err := v.since(since, v.feed.version); err != nil {
			return err
		}
		if restyled, err := v.restyled(since); err != nil || !restyled {
			return err
		}
		return v.latest()
	})
}

// Search gives the newest 100 of a feed's last 1,000 stories that q matches.
func (d *Desk) Search(ctx context.Context, outlet, feed string, q *match.Query) (*feeds.Feed, Stamp, error) {
	return d.document(ctx, outlet, feed, func(v *view, _ Stamp) error {
		if err := v.top(searched); err != nil {
			return err
		}
		v.entries = slices.DeleteFunc(v.entries, func(e *shown) bool {
			doc := match.NewDoc(e.source, e.edits.apply(e.item))
			doc.Assign(v.x.setup.namesOf(e.topics)...)
			return !q.Matches(doc)
		})
		v.entries = v.entries[:min(pageSize, len(v.entries))]
		return nil
	})
}

// StoryIn gives a story as one feed shows it: a document of one item, or of one
// for each origin where the outlet takes them all. It errs with ErrNotFound if
// the feed does not hold it, whatever the reason.
func (d *Desk) StoryIn(ctx context.Context, outlet, feed, id string) (*feeds.Feed, Stamp, error) {
	return d.document(ctx, outlet, feed, func(v *view, _ Stamp) error {
		s, err := v.x.storyBySID(storyID(id))
		if err != nil {
			return err
		}
		if err := v.story(s.id); err != nil {
			return err
		}
		if len(v.entries) == 0 {
			return ErrNotFound
		}
		return nil
	})
}

// document reads the entries that pick chooses, and makes the document.
func (d *Desk) document(ctx context.Context, name, feed string, pick func(*view, Stamp) error) (*feeds.Feed, Stamp, error) {
	p, f := d.find(name, feed)
	if f == nil {
		return nil, Stamp{}, fmt.Errorf("feed %s/%s: %w", name, feed, ErrNotFound)
	}
	var doc *feeds.Feed
	var stamp Stamp
	err := d.read(ctx, func(x *tx) error {
		v, err := x.view(p, f.id)
		if err != nil {
			return err
		}
		stamp = p.stamp(&moment{version: v.feed.version, modified: instantAt(v.feed.modified)}, x.profiles)
		if err := pick(v, stamp); err != nil {
			return err
		}
		doc, err = v.document(stamp)
		return err
	})
	if err != nil {
		return nil, Stamp{}, fmt.Errorf("feed %s/%s: %w", name, feed, err)
	}
	return doc, stamp, nil
}

// document writes the head of the document and its items.
func (v *view) document(stamp Stamp) (*feeds.Feed, error) {
	opt := &v.x.desk.opt
	f := &feeds.Feed{
		ID:          "tag:" + opt.Authority + ":outlets/" + v.outlet.Name + "/" + v.feed.name,
		Title:       v.title(),
		Description: text(v.outlet.Description, v.languages()...),
		Language:    v.language(),
		Link:        opt.PublicURL + "/outlets/" + v.outlet.Name,
		Updated:     feeds.At(stamp.Modified),
	}
	if err := v.readKin(); err != nil {
		return nil, fmt.Errorf("translations: %w", err)
	}
	f.Items = slices.Grow(f.Items, len(v.entries))
	for i, e := range v.entries {
		f.Items = f.Items[:i+1]
		v.entry(&f.Items[i], e)
	}
	return f, nil
}

// language is the language of the whole feed; Und where it has several.
func (v *view) language() string {
	switch {
	case v.feed.kind == languageFeed:
		return v.feed.name
	case len(v.outlet.Languages) == 1:
		return v.outlet.Languages[0]
	}
	return feeds.Und
}

// languages are those in which the head of the document may be written, the
// best first.
func (v *view) languages() []string {
	if v.feed.kind == languageFeed {
		return append([]string{v.feed.name}, v.outlet.Languages...)
	}
	return v.outlet.Languages
}

// title is the outlet's, with the name of the language or subscription.
func (v *view) title() string {
	title := text(v.outlet.Title, v.languages()...)
	if title == "" {
		title = v.outlet.Name
	}
	switch v.feed.kind {
	case languageFeed:
		return title + " – " + languageName(v.feed.name)
	case subscriptionFeed:
		for _, s := range v.outlet.Subscriptions {
			if s.Name != v.feed.name {
				continue
			}
			if own := text(s.Title, v.languages()...); own != "" {
				return title + " – " + own
			}
		}
		return title + " – " + v.feed.name
	}
	return title
}

// languageName is what the speakers of a language call it.
func languageName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil || t == language.Und {
		return tag
	}
	if name := display.Self.Name(t); name != "" {
		return name
	}
	return tag
}

// text picks what is written for the first of languages, else what is written
// for all others, else anything, in the order of the tags.
func text(by map[string]string, languages ...string) string {
	for _, l := range languages {
		if s := by[l]; s != "" {
			return s
		}
		if s := covering(by, l); s != "" {
			return s
		}
	}
	if s := by[""]; s != "" {
		return s
	}
	if s := by["en"]; s != "" {
		return s
	}
	if tags := tagsOf(by); len(tags) > 0 {
		return by[tags[0]]
	}
	return ""
}

// covering is the text for the narrowest tag that covers l.
func covering(by map[string]string, l string) (found string) {
	best := ""
	for _, tag := range tagsOf(by) {
		if tag != "" && lang.Covers(tag, l) && len(tag) > len(best) {
			best, found = tag, by[tag]
		}
	}
	return found
}

func tagsOf(by map[string]string) []string {
	tags := make([]string, 0, len(by))
	for tag := range by {
		tags = append(tags, tag)
	}
	slices.SortFunc(tags, strings.Compare)
	return tags
}
