package syndication

import (
	"encoding/json"
	"fmt"

	"github.com/silkwire/silkwire/feeds"
)

// edits are the fields of a story that an editor set; nil where none. They win
// over every origin, also over what it sends later.
type edits struct {
	Title   *string `json:"title,omitempty"`
	Summary *string `json:"summary,omitempty"`
	Content *string `json:"content,omitempty"` // clean HTML
	Note    *string `json:"note,omitempty"`
}

// apply gives the item as readers see it. it stays as it is.
func (e edits) apply(it *feeds.Item) *feeds.Item {
	out := *it
	for to, from := range map[*string]*string{
		&out.Title: e.Title, &out.Summary: e.Summary, &out.Content: e.Content, &out.Note: e.Note,
	} {
		if from != nil {
			*to = *from
		}
	}
	return &out
}

func (e edits) encode() string {
	if e == (edits{}) {
		return ""
	}
	b, err := json.Marshal(e)
	if err != nil {
		panic(err) // four strings
	}
	return string(b)
}

func decodeEdits(s string) (e edits, err error) {
	if s == "" {
		return e, nil
	}
	if err := json.Unmarshal([]byte(s), &e); err != nil {
		return e, fmt.Errorf("read an editor's corrections: %w", err)
	}
	return e, nil
}
