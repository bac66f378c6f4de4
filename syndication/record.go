package syndication

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// record is the JSON of an item in the store: [feeds.Item] without what is
// empty. The conversion between the two fails to compile when a field is added
// to one only.
type record struct {
	ID           string              `json:"id,omitempty"`
	Link         string              `json:"link,omitempty"`
	Title        string              `json:"title,omitempty"`
	Summary      string              `json:"summary,omitempty"`
	Content      string              `json:"content,omitempty"`
	Language     string              `json:"language,omitempty"`
	Authors      []feeds.Person      `json:"authors,omitempty"`
	Editor       *feeds.Person       `json:"editor,omitempty"`
	Topics       []feeds.Category    `json:"topics,omitempty"`
	Keywords     []string            `json:"keywords,omitempty"`
	Media        []feeds.Media       `json:"media,omitempty"`
	Published    feeds.Time          `json:"-"`
	Updated      feeds.Time          `json:"-"`
	Origin       feeds.Origin        `json:"origin,omitzero"`
	Credit       string              `json:"credit,omitempty"`
	Place        string              `json:"place,omitempty"`
	Section      string              `json:"section,omitempty"`
	Urgency      int                 `json:"urgency,omitempty"`
	Note         string              `json:"note,omitempty"`
	Status       feeds.Status        `json:"status,omitempty"`
	Embargo      feeds.Time          `json:"-"`
	Translations []feeds.Translation `json:"translations,omitempty"`
	Repairs      []string            `json:"repairs,omitempty"`
	Instead      *feeds.Item         `json:"-"`
}

// instant is a feeds.Time with all that it knows.
type instant struct {
	At       time.Time `json:"at"`
	DateOnly bool      `json:"date_only,omitempty"`
	Original string    `json:"original,omitempty"`
}

// timed is a record with its times, which would lose their flags on the way.
type timed struct {
	record
	PublishedAt instant `json:"published,omitzero"`
	UpdatedAt   instant `json:"updated,omitzero"`
	EmbargoAt   instant `json:"embargo,omitzero"`
}

func encodeItem(it *feeds.Item) (string, error) {
	b, err := json.Marshal(timed{
		record:      record(*it),
		PublishedAt: instantOf(it.Published),
		UpdatedAt:   instantOf(it.Updated),
		EmbargoAt:   instantOf(it.Embargo),
	})
	if err != nil {
		return "", fmt.Errorf("keep item %q: %w", it.ID, err)
	}
	return string(b), nil
}

func decodeItem(s string) (*feeds.Item, error) {
	var t timed
	if err := json.Unmarshal([]byte(s), &t); err != nil {
		return nil, fmt.Errorf("read a kept item: %w", err)
	}
	it := feeds.Item(t.record)
	it.Published, it.Updated, it.Embargo = t.PublishedAt.time(), t.UpdatedAt.time(), t.EmbargoAt.time()
	return &it, nil
}

// instantOf leaves out years that JSON cannot hold; such a date is a mistake.
func instantOf(t feeds.Time) instant {
	if y := t.Year(); t.IsZero() || y < 1 || y > 9999 {
		return instant{}
	}
	return instant{At: t.Time.Round(0), DateOnly: t.DateOnly, Original: t.Original}
}

func (i instant) time() feeds.Time {
	return feeds.Time{Time: i.At, DateOnly: i.DateOnly, Original: i.Original}
}
