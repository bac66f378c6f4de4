package syndication

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// entry writes an item as a feed shows it: with our id, at the level that outlet
// and source allow; nothing but a notice if it is gone.
func (v *view) entry(it *feeds.Item, e *shown) {
	opt := &v.x.desk.opt
	it.ID = storyTag(opt.Authority, e.sid, e.origin)
	it.Language = e.language
	it.Published, it.Updated = e.item.Published, e.updated()
	if e.state != in {
		it.Status, it.Note = e.notice()
		return
	}
	text := e.item
	if e.edits != (Edit{}) {
		text = e.edits.apply(text)
	}
	from := v.x.profiles.of[e.source]
	it.Title, it.Summary, it.Content = text.Title, text.Summary, text.Content
	it.Authors, it.Keywords, it.Media = text.Authors, text.Keywords, text.Media
	it.Place, it.Section, it.Urgency = text.Place, text.Section, text.Urgency
	if it.Link = text.Link; it.Link == "" {
		it.Link = opt.PublicURL + "/stories/" + e.sid
	}
	it.Credit = cmp.Or(credit(from.Rights.Credit, e.language), text.Credit)
	it.Origin = feeds.Origin{Title: from.title(e.source), Link: from.Link}
	it.Topics = v.categories(e, text)
	it.Note = text.Note
	it.Translations = v.translations(e)
	limit(it, lower(v.outlet.Content, from.Rights.Content), from.Rights.Pictures)
}

// storyTag is the id of a story in all documents (RFC 4151), or of one of its
// origins.
func storyTag(authority, sid string, origin int64) string {
	id := "tag:" + authority + ":story/" + sid
	if origin != 0 {
		id += "/" + strconv.FormatInt(origin, 10)
	}
	return id
}

// updated is when what readers see last changed: as the source says of the
// first version, and as we saw it after that.
func (e *shown) updated() feeds.Time {
	if e.gone > 0 {
		return seconds(e.gone)
	}
	if e.version == 1 && e.decided == 0 {
		if at := e.item.Updated; !at.IsZero() && at.After(e.item.Published.Time) {
			return at
		}
		return e.item.Published
	}
	return seconds(max(e.decided, e.changed))
}

func seconds(ms int64) feeds.Time {
	return feeds.At(time.UnixMilli(ms).UTC().Truncate(time.Second))
}

// notice is what a tombstone says: what the row said by which it came, whatever
// became of the story since. Of a story that is held until an instant it
// says nothing more than that it is gone.
func (e *shown) notice() (feeds.Status, string) {
	switch e.state {
	case expired:
		return feeds.Expired, ""
	case held:
		return feeds.Withdrawn, ""
	}
	return feeds.Withdrawn, e.told
}

// categories are our topics, each as its id and, where it has one, as its IPTC
// Media Topic; then those of the source that belong to a vocabulary.
func (v *view) categories(e *shown, it *feeds.Item) []feeds.Category {
	scheme := v.x.desk.opt.PublicURL + "/topics/"
	var list []feeds.Category
	for _, id := range e.topics {
		t, ok := v.x.setup.topics[id]
		if !ok {
			continue
		}
		label := cmp.Or(text(t.Label, e.language), id)
		if id != "medtop:"+t.Medtop {
			list = append(list, feeds.Category{Term: id, Scheme: scheme, Label: label})
		}
		if t.Medtop != "" {
			list = append(list, feeds.Category{Term: t.Medtop, Scheme: feeds.MediaTopics, Label: label})
		}
	}
	for _, c := range it.Topics {
		same := func(o feeds.Category) bool { return o.Term == c.Term && o.Scheme == c.Scheme }
		if c.Scheme != "" && !slices.ContainsFunc(list, same) {
			list = append(list, c)
		}
	}
	return list
}
