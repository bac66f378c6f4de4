package syndication

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// Waiting is what a source says of a field that an editor set, and said after
// that: it goes to nobody until an editor takes it.
type Waiting struct {
	Field string // title, summary, content or note
	Since time.Time
	Text  string // HTML in content, as in [feeds.Item]
}

// waits tells since when (Unix milliseconds) the text of a source waits, by field.
type waits map[string]int64

func (w waits) encode() string {
	if len(w) == 0 {
		return ""
	}
	return jsonOf(w)
}

func decodeWaits(s string) (w waits, err error) {
	if s == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(s), &w); err != nil {
		return nil, fmt.Errorf("read what waits for an editor: %w", err)
	}
	return w, nil
}

// A field is what may be set of a story.
type field struct {
	name string
	edit **string                   // in an Edit
	of   func(*feeds.Item) string   // as its source tells it
	same func(one, two string) bool // to readers
}

// fields are those of e, set or not.
func (e *Edit) fields() []field {
	words := func(one, two string) bool { return letters(one) == letters(two) }
	return []field{
		{"title", &e.Title, func(it *feeds.Item) string { return it.Title }, words},
		{"summary", &e.Summary, func(it *feeds.Item) string { return it.Summary }, words},
		{"content", &e.Content, func(it *feeds.Item) string { return quietLinks(it.Content) }, func(one, two string) bool {
			return words(feeds.Text(one), feeds.Text(two))
		}},
		{"note", &e.Note, func(it *feeds.Item) string { return it.Note }, words},
	}
}

// wait notes which fields that an editor set an origin's source now tells in
// other words, and tells the editors once. Where the source comes to say what
// the editor said, nothing waits.
func (x *tx) wait(s *story, o *origin, before, after *feeds.Item) {
	if s.edits == (Edit{}) && o.released == 0 {
		return
	}
	var names []string
	for _, f := range s.edits.fields() {
		switch said := f.of(after); {
		case *f.edit == nil:
		case f.same(said, **f.edit):
			delete(o.waiting, f.name)
		case said != f.of(before):
			if o.waiting == nil {
				o.waiting = waits{}
			}
			if o.waiting[f.name] == 0 {
				o.waiting[f.name] = x.now
				names = append(names, f.name)
			}
		}
	}
	if len(names) > 0 {
		x.alerts = append(x.alerts, Alert{Kind: Upstream, Source: o.source, Story: s.sid, Text: fmt.Sprintf(
			"Source %s changed the %s of story %s, which an editor had set. The editor's words stand; silkwire story show %s tells what waits.",
			o.source, strings.Join(names, " and the "), s.sid, s.sid)})
	}
	if at := after.Embargo; o.released > 0 && at.UnixMilli() > x.now && !at.Equal(before.Embargo.Time) {
		x.alerts = append(x.alerts, Alert{Kind: Upstream, Source: o.source, Story: s.sid, Text: fmt.Sprintf(
			"Source %s now embargoes story %s, which an editor released. It stays released; silkwire story embargo %s -until INSTANT would hold it.",
			o.source, s.sid, s.sid)})
	}
}

// waitingOf is what waits of an origin, for editors.
func waitingOf(o *origin) []Waiting {
	var list []Waiting
	for _, f := range (&Edit{}).fields() {
		if since := o.waiting[f.name]; since > 0 {
			text := f.of(o.item)
			if f.name == "content" {
				text = o.item.Content
			}
			list = append(list, Waiting{f.name, instantAt(since), text})
		}
	}
	return list
}

var errNothingWaits = errors.New("no newer text of its source waits")

// Take gives up what an editor set wherever a newer text of a source waits, with
// the note that went with it, and sets the fields of e. Every feed that was
// given the story gets a correction. It errs where nothing waits.
func (d *Desk) Take(ctx context.Context, id string, e Edit) error {
	e, err := e.checked(d.opt.PublicURL)
	if err != nil {
		return fmt.Errorf("take: %w", err)
	}
	return d.rule(ctx, id, "take", func(s *story) (change, string, error) {
		names := s.answer(func(string) bool { return true })
		if len(names) == 0 {
			return change{}, "", errNothingWaits
		}
		s.edits.Note = nil
		for _, f := range s.edits.fields() {
			if slices.Contains(names, f.name) {
				*f.edit = nil
			}
		}
		s.edits = e.over(s.edits)
		return change{kind: Correction, note: s.edits.note(), renamed: true}, ruling{e, names}.encode(), nil
	})
}

// Keep says that the editor's words stand: the newer texts of the sources wait no
// more, and no outlet hears of it. It errs where nothing waits.
func (d *Desk) Keep(ctx context.Context, id string) error {
	return d.decide(ctx, id, "keep", "", func(s *story) (change, error) {
		if len(s.answer(func(string) bool { return true })) == 0 {
			return change{}, errNothingWaits
		}
		return change{}, nil
	})
}

// answer ends the waiting of fields that an editor has decided on, and tells
// which of them waited.
func (s *story) answer(decided func(field string) bool) (names []string) {
	for _, o := range s.origins {
		for name := range o.waiting {
			if decided(name) {
				delete(o.waiting, name)
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
