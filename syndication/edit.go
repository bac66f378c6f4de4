package syndication

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/silkwire/silkwire/feeds"
)

// An Edit is what an editor sets in a story; nil leaves a field to the sources.
// What is set wins over every origin, also over what it sends later.
type Edit struct {
	Title   *string `json:"title,omitempty"`
	Summary *string `json:"summary,omitempty"`
	Content *string `json:"content,omitempty"` // HTML; what a partner may not print is taken out
	Note    *string `json:"note,omitempty"`    // for readers: what was corrected
}

// checked refuses what no story can have, and cleans the rest; links in HTML are
// taken from base.
func (e Edit) checked(base string) (Edit, error) {
	if e.Title != nil {
		title := oneLine(*e.Title)
		if strings.TrimSpace(title) == "" {
			return e, errors.New("the title is empty; to take the story back, withdraw it")
		}
		e.Title = &title
	}
	for _, text := range []**string{&e.Summary, &e.Note} {
		if *text != nil {
			clean := readable(**text)
			*text = &clean
		}
	}
	if e.Content != nil {
		clean := feeds.CleanHTML(*e.Content, base)
		e.Content = &clean
	}
	return e, nil
}

// over is e with the fields of before where e has none.
func (e Edit) over(before Edit) Edit {
	return Edit{
		Title:   cmp.Or(e.Title, before.Title),
		Summary: cmp.Or(e.Summary, before.Summary),
		Content: cmp.Or(e.Content, before.Content),
		Note:    cmp.Or(e.Note, before.Note),
	}
}

// sets reports whether e sets a field.
func (e Edit) sets(name string) bool {
	return slices.ContainsFunc(e.fields(), func(f field) bool { return f.name == name && *f.edit != nil })
}

// apply gives the item as readers see it. it stays as it is.
func (e Edit) apply(it *feeds.Item) *feeds.Item {
	out := *it
	for to, from := range map[*string]*string{
		&out.Title: e.Title, &out.Summary: e.Summary, &out.Content: e.Content, &out.Note: e.Note,
	} {
		if from != nil {
			*to = *from
		}
	}
	if e.Content != nil && e.Summary == nil && begins(it) {
		out.Summary = ""
		out.Summary = lead(&out)
	}
	return &out
}

// begins reports whether an item's summary is but the beginning of its content,
// or all of it: then it follows the content that an editor writes.
func begins(it *feeds.Item) bool {
	summary, content := letters(strings.TrimRight(it.Summary, "… .")), letters(feeds.Text(it.Content))
	return summary != "" && strings.HasPrefix(content, summary)
}

// hide is what is kept of an item that readers cannot tell from the one before,
// because an editor's words stand in the place of all that is new: its noise,
// such as tracking in links, stays what it was.
func (e Edit) hide(before, after *feeds.Item) *feeds.Item {
	out := *before
	out.Embargo = after.Embargo
	if e.Title != nil {
		out.Title = after.Title
	}
	if e.Summary != nil {
		out.Summary = after.Summary
	}
	if e.Content != nil {
		out.Content = after.Content
	}
	if e.Note != nil {
		out.Note = after.Note
	}
	return &out
}

func (e Edit) encode() string {
	if e == (Edit{}) {
		return ""
	}
	b, err := json.Marshal(e)
	if err != nil {
		panic(err) // four strings
	}
	return string(b)
}

func decodeEdit(s string) (e Edit, err error) {
	if s == "" {
		return e, nil
	}
	if err := json.Unmarshal([]byte(s), &e); err != nil {
		return e, fmt.Errorf("read an editor's corrections: %w", err)
	}
	return e, nil
}
