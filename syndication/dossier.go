package syndication

import (
	"context"
	"fmt"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// A Story is all that editors see of a story. Nothing of it may be shown to
// anyone else: see [Desk.StoryIn] for that.
type Story struct {
	ID        string // random; /stories/{id}
	Tag       string // its id in feeds, a tag: URI
	Status    feeds.Status
	Note      string    // an editor's, on a withdrawal
	Edit      Edit      // what editors set
	Embargo   time.Time // by an editor; zero: none
	Created   time.Time
	Origins   []Origin   // in the order in which they came
	Decisions []Decision // of editors, the first on top
	Holdings  []Holding  // the feeds that were given it

	Translations []Kin // the stories that are translations of it
}

// Kin is a story that is a translation of another.
type Kin struct {
	ID       string // random; /stories/{id}
	Language string // of its first origin
	Title    string
}

// An Origin is a story as one source tells it.
type Origin struct {
	Source    string
	Rights    sources.Rights // of the source
	Status    feeds.Status
	Embargo   time.Time // by its source; zero: none
	Expires   time.Time // by its rights; zero: never
	Received  time.Time
	Forgotten time.Time   // when its text was let go because nobody showed it any more; zero: it is here
	Item      *feeds.Item // the present version as its source tells it
	Topics    []string
	Waiting   []Waiting // newer texts that editors' words stand before
	Versions  []Version // the first on top; filled by Story only
}

// A Version is one state of an origin.
type Version struct {
	N    int
	At   time.Time
	Kind Kind
	Note string
	Item *feeds.Item
}

// A Decision is what an editor did to a story.
type Decision struct {
	At   time.Time
	Verb string // correct, take, keep, withdraw, reinstate, embargo, link, unlink
	Note string
}

// A Holding is a feed that was given a story.
type Holding struct {
	Outlet, Feed string
	State        string        // in, withdrawn, expired, held, left
	Source       string        // whose words it shows
	Content      sources.Level // how much of the text it shows
	First, Last  int64         // rows
	Readers      []Reader
}

// Story gives all that is known of a story. id is the story's, or its whole
// tag: URI. It errs with ErrNotFound.
func (d *Desk) Story(ctx context.Context, id string) (*Story, error) {
	if err := d.keepReceipts(ctx); err != nil {
		return nil, fmt.Errorf("story %s: %w", storyID(id), err)
	}
	var out *Story
	err := d.read(ctx, func(x *tx) error {
		s, err := x.storyBySID(storyID(id))
		if err != nil {
			return err
		}
		if out, err = x.dossier(s); err != nil {
			return err
		}
		for i, o := range s.origins {
			if out.Origins[i].Versions, err = x.versions(o.id); err != nil {
				return err
			}
		}
		if out.Decisions, err = x.decisions(s.id); err != nil {
			return err
		}
		if out.Translations, err = x.translated(s); err != nil {
			return err
		}
		out.Holdings, err = x.holdings(s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("story %s: %w", storyID(id), err)
	}
	return out, nil
}

// A Selection narrows a list of stories for editors.
type Selection struct {
	Source  string       // "": all
	Status  feeds.Status // "": all
	Waiting bool         // only those where a newer text waits for an editor
	Before  string       // id of the story after which the list goes on; "": from the newest
	Limit   int          // 0: 100; at most 1,000
}

// Stories lists stories for editors, the newest first, without their versions,
// decisions and holdings.
func (d *Desk) Stories(ctx context.Context, sel Selection) ([]Story, error) {
	if sel.Limit <= 0 {
		sel.Limit = 100
	}
	sel.Limit = min(sel.Limit, 1000)
	var list []Story
	err := d.read(ctx, func(x *tx) error {
		ids, err := x.numbers(`
			SELECT s.id
			FROM stories s
			WHERE ($1 = '' OR s.id < (SELECT b.id FROM stories b WHERE b.sid = $1))
				AND ($2 = '' OR EXISTS (SELECT 1 FROM origins o WHERE o.story_id = s.id AND o.source = $2))
				AND ($3 = '' OR s.status = $3 OR EXISTS (SELECT 1 FROM origins o WHERE o.story_id = s.id AND o.status = $3))
				AND (NOT $4 OR s.id IN (SELECT w.story_id FROM origins w WHERE w.waiting <> ''))
			ORDER BY s.id DESC
			LIMIT $5`, storyID(sel.Before), sel.Source, string(sel.Status), sel.Waiting, sel.Limit)
		if err != nil {
			return err
		}
		for _, id := range ids {
			s, err := x.story(id)
			if err != nil {
				return err
			}
			out, err := x.dossier(s)
			if err != nil {
				return err
			}
			list = append(list, *out)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list stories: %w", err)
	}
	return list, nil
}

func (x *tx) dossier(s *story) (*Story, error) {
	out := &Story{
		ID: s.sid, Tag: storyTag(x.desk.opt.Authority, s.sid, 0),
		Status: feeds.Status(s.status), Note: s.note, Edit: s.edits,
		Embargo: instantAt(s.embargo), Created: instantAt(s.created),
	}
	for _, o := range s.origins {
		it, err := x.text(o)
		if err != nil {
			return nil, err
		}
		out.Origins = append(out.Origins, Origin{
			Source: o.source, Rights: x.profiles.of[o.source].Rights, Status: feeds.Status(o.status), Embargo: instantAt(o.embargo),
			Expires: instantAt(o.expires), Received: instantAt(o.received), Forgotten: instantAt(o.forgotten), Item: it, Topics: o.topics,
			Waiting: waitingOf(o),
		})
	}
	return out, nil
}

func (x *tx) translated(s *story) ([]Kin, error) {
	ids, err := x.kin(s)
	if err != nil {
		return nil, err
	}
	var list []Kin
	for _, id := range ids {
		if id == s.id {
			continue
		}
		t, err := x.story(id)
		if err != nil {
			return nil, err
		}
		it, err := x.text(t.origins[0])
		if err != nil {
			return nil, err
		}
		list = append(list, Kin{ID: t.sid, Language: it.Language, Title: t.edits.apply(it).Title})
	}
	return list, nil
}

func (x *tx) versions(origin int64) ([]Version, error) {
	return collect(x, func(r scanner) (v Version, err error) {
		var at int64
		var item string
		if err := r.Scan(&v.N, &at, &v.Kind, &v.Note, &item); err != nil {
			return v, err
		}
		v.At = instantAt(at)
		v.Item, err = decodeItem(item)
		return v, err
	}, `SELECT n, at, kind, note, item FROM versions WHERE origin_id = $1 ORDER BY n`, origin)
}

func (x *tx) decisions(story int64) ([]Decision, error) {
	return collect(x, func(r scanner) (d Decision, err error) {
		var at int64
		err = r.Scan(&at, &d.Verb, &d.Note)
		d.At = instantAt(at)
		return d, err
	}, `SELECT at, verb, note FROM decisions WHERE story_id = $1 ORDER BY id`, story)
}

func (x *tx) holdings(s *story) ([]Holding, error) {
	members, err := x.members(s)
	if err != nil {
		return nil, err
	}
	var list []Holding
	for _, m := range members {
		h := Holding{Outlet: m.feed.outlet, Feed: m.feed.name, State: m.state, First: m.first, Last: m.last}
		if m.left > 0 && m.state == in {
			h.State = "left"
		}
		if o := s.find(m.lead); o != nil {
			h.Source = o.source
			h.Content = lower(x.profiles.of[o.source].Rights.Content, x.setup.contentOf(m.feed.outlet))
		}
		if h.Readers, err = x.readers(m); err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, nil
}
