package syndication

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// A profile is what readers see of a source. The store keeps it, because the
// stories of a source stay when the source leaves the configuration.
type profile struct {
	Title  string         `json:"-"`               // what the source calls itself
	Link   string         `json:"-"`               // its public page
	Name   string         `json:"title,omitempty"` // what the editors call it
	Rights sources.Rights `json:"rights,omitzero"`
	Topics []string       `json:"topics,omitempty"`
}

// profileOf is the profile after a document was received. What a document does
// not say stays as it was.
func profileOf(src *sources.Source, f *feeds.Feed, before profile) profile {
	return profile{
		Title:  cmp.Or(f.Title, before.Title),
		Link:   cmp.Or(f.Link, before.Link, site(src.URL)),
		Name:   src.Title,
		Rights: src.Rights,
		Topics: src.Topics,
	}
}

// site is the address of the whole site of a source: its own may carry secrets.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/"
}

// same reports whether nothing differs that readers could see. What a source
// calls itself is not seen where the editors call it something else.
func (p profile) same(o profile) bool {
	if p.Name != "" && p.Name == o.Name {
		o.Title = p.Title
	}
	return reflect.DeepEqual(p, o)
}

// title is what readers see as the name of a source.
func (p profile) title(source string) string { return cmp.Or(p.Name, p.Title, source) }

// profiles are those of all sources, numbered by their state in the store.
type profiles struct {
	n        int64     // meta 'settings'
	restyled time.Time // meta 'restyled': UTC, rounded up to whole seconds
	of       map[string]profile
}

func (x *tx) keepProfile(source string, p profile) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	x.settings = true
	if _, known := x.profiles.of[source]; known {
		if err := x.restyle(); err != nil {
			return err
		}
	}
	err = x.exec(`
		INSERT INTO sources (name, title, link, settings, memory)
		VALUES ($1, $2, $3, $4, '')
		ON CONFLICT (name) DO UPDATE SET
			title = excluded.title,
			link = excluded.link,
			settings = excluded.settings`,
		source, p.Title, p.Link, string(b))
	if err != nil {
		return fmt.Errorf("keep what source %s is called: %w", source, err)
	}
	return nil
}

// loadProfiles reads all profiles, unless have is their present state.
func (x *tx) loadProfiles(have *profiles) (*profiles, error) {
	next := &profiles{of: map[string]profile{}}
	var restyled int64
	err := x.row(`
		SELECT s.value, r.value
		FROM meta s, meta r
		WHERE s.name = 'settings' AND r.name = 'restyled'`).Scan(&next.n, &restyled)
	if err != nil {
		return nil, err
	}
	if have != nil && have.n == next.n {
		return have, nil
	}
	next.restyled = instantAt((restyled + 999) / 1000 * 1000)
	err = x.each(func(r scanner) error {
		var p profile
		var name, settings string
		if err := r.Scan(&name, &p.Title, &p.Link, &settings); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(settings), &p); err != nil {
			return fmt.Errorf("read settings of source %s: %w", name, err)
		}
		next.of[name] = p
		return nil
	}, `SELECT name, title, link, settings FROM sources WHERE settings <> ''`)
	if err != nil {
		return nil, err
	}
	return next, nil
}
