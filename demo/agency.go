// Package demo is a small world of news agencies, served over loopback: feeds
// in three formats and "News for Outlets" pages in many languages, whose
// stories appear, change and are corrected while one watches.
package demo

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"
)

//go:embed agencies/*.toml
var files embed.FS

// An Agency publishes stories of its own in one language.
type Agency struct {
	Name     string   `toml:"name"` // slug
	Title    string   `toml:"title"`
	Language string   `toml:"language"` // BCP 47
	Format   string   `toml:"format"`   // "rss", "atom", "json", "pages"
	Timezone string   `toml:"timezone"`
	Credit   string   `toml:"credit"`
	Stories  []Story  `toml:"stories"`
	Series   []Series `toml:"series"`

	zone *time.Location
}

// A Story appears at its time and may be edited later.
type Story struct {
	ID      string   `toml:"id"`    // slug
	Group   string   `toml:"group"` // stories of one group are translations of one another
	After   int      `toml:"after"` // seconds from the start to its appearance
	Age     Duration `toml:"age"`   // between its publication and its appearance
	Place   string   `toml:"place"`
	Section string   `toml:"section"`
	Authors []string `toml:"authors"`
	Editor  *Editor  `toml:"editor"`
	Text    `toml:",inline"`
	Edits   []Edit `toml:"edits"`
}

// Text is what an edit may change.
type Text struct {
	Title    string   `toml:"title"`
	Summary  string   `toml:"summary"`
	Keywords []string `toml:"keywords"`
	Body     []string `toml:"body"`
}

// An Editor signs a story.
type Editor struct {
	Name  string `toml:"name"`
	Email string `toml:"email"`
}

// An Edit is a later version; what it leaves empty stays.
type Edit struct {
	After     int    `toml:"after"` // seconds from the start
	Note      string `toml:"note"`
	Withdrawn bool   `toml:"withdrawn"` // the agency takes the story back
	Text      `toml:",inline"`
}

// A Duration is written as "3h20m".
type Duration time.Duration

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	*d = Duration(v)
	return err
}

// Agencies reads the agencies that are built in.
func Agencies() ([]*Agency, error) {
	names, err := fs.Glob(files, "agencies/*.toml")
	if err != nil {
		return nil, err
	}
	list := []*Agency{}
	for _, name := range names {
		a, err := readAgency(name)
		if err != nil {
			return nil, fmt.Errorf("demo: %s: %w", name, err)
		}
		list = append(list, a)
	}
	return list, nil
}

func readAgency(name string) (*Agency, error) {
	doc, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	a := &Agency{}
	if err := toml.NewDecoder(bytes.NewReader(doc)).DisallowUnknownFields().Decode(a); err != nil {
		return nil, err
	}
	a.zone, err = time.LoadLocation(a.Timezone)
	return a, err
}

// An edition is a story as it stands at one moment.
type edition struct {
	Story
	Published time.Time
	Updated   time.Time
	Note      string
	Withdrawn bool
}

// Out gives the stories that are out at now, with the edits made until then.
func (a *Agency) Out(start, now time.Time) []Story {
	seconds := int(now.Sub(start) / time.Second)
	list := slices.Clone(a.Stories)
	for _, s := range a.Series {
		list = append(list, s.numbers(start.In(a.zone), seconds)...)
	}
	return due(list, seconds)
}

// due are those of the stories that are out, with those of their edits that are made.
func due(list []Story, seconds int) (out []Story) {
	for _, s := range list {
		if s.After <= seconds {
			s.Edits = slices.DeleteFunc(slices.Clone(s.Edits), func(e Edit) bool { return e.After > seconds })
			out = append(out, s)
		}
	}
	return out
}

// standing gives stories as they stand after their edits, newest first.
func (a *Agency) standing(list []Story, start time.Time) []edition {
	editions := []edition{}
	for _, s := range list {
		out := start.Add(time.Duration(s.After) * time.Second)
		e := edition{Story: s, Published: out.Add(-time.Duration(s.Age)).In(a.zone)}
		e.Updated = e.Published
		for _, edit := range s.Edits {
			e.apply(edit, start.Add(time.Duration(edit.After)*time.Second).In(a.zone))
		}
		editions = append(editions, e)
	}
	newestFirst(editions)
	return editions
}

func (e *edition) apply(edit Edit, at time.Time) {
	e.Updated, e.Note, e.Withdrawn = at, edit.Note, edit.Withdrawn
	if edit.Title != "" {
		e.Title = edit.Title
	}
	if edit.Summary != "" {
		e.Summary = edit.Summary
	}
	if edit.Keywords != nil {
		e.Keywords = edit.Keywords
	}
	if edit.Body != nil {
		e.Body = edit.Body
	}
}
