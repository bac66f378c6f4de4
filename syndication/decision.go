package syndication

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Correct sets fields of a story. Every feed that was given the story gets a
// correction. id is the story's, or its whole tag: URI. It errs with ErrNotFound.
func (d *Desk) Correct(ctx context.Context, id string, e Edit) error {
	if e == (Edit{}) {
		return errors.New("correct: nothing is given; give a title, a summary, a text or a note")
	}
	e, err := e.checked(d.opt.PublicURL)
	if err != nil {
		return fmt.Errorf("correct: %w", err)
	}
	return d.decide(ctx, id, "correct", e.encode(), func(s *story) (change, error) {
		after := e.over(s.edits)
		if waited := s.answer(e.sets); len(waited) == 0 && after.encode() == s.edits.encode() {
			return change{}, errors.New("it says so already")
		}
		s.edits = after
		return change{kind: Correction, note: s.edits.note(), renamed: e.Title != nil}, nil
	})
}

// Withdraw takes a story back from every feed that was given it, whatever its
// sources send, until it is reinstated. note is for readers.
func (d *Desk) Withdraw(ctx context.Context, id, note string) error {
	note = readable(note)
	return d.decide(ctx, id, "withdraw", note, func(s *story) (change, error) {
		if s.status != "" {
			return change{}, errors.New("it is withdrawn already")
		}
		s.status, s.note = withdrawn, note
		return change{kind: Withdrawal, note: note}, nil
	})
}

// Reinstate undoes the withdrawal by an editor. Where none of the sources still
// tells the story, or no editor withdrew it, it undoes theirs: it lets through
// what was held as part of a burst or kept aside as a kill, too, and brings back
// what expired by a lifetime that was too short. A tombstone that a source has
// sent already does not withdraw the story again.
func (d *Desk) Reinstate(ctx context.Context, id, note string) error {
	note = readable(note)
	return d.decide(ctx, id, "reinstate", note, func(s *story) (change, error) {
		gone := s.status != ""
		s.status, s.note = "", ""
		if gone && slices.ContainsFunc(s.origins, func(o *origin) bool { return o.status == "" }) {
			return change{note: note}, nil // what another source took back stays so
		}
		for _, o := range s.origins {
			if o.status == withdrawn || o.status == held || o.status == killed || d.outlives(o) {
				o.status, gone = "", true
				o.turn(s, d.opt.Now().UnixMilli())
			}
		}
		if !gone {
			return change{}, s.notGone()
		}
		return change{note: note}, nil
	})
}

// notGone says why there is nothing to reinstate.
func (s *story) notGone() error {
	for _, o := range s.origins {
		if o.status == expired && o.forgotten == 0 {
			return fmt.Errorf("its rights have expired; a later expires in the rights of source %s comes first", o.source)
		}
	}
	return errors.New("it is not withdrawn")
}

// outlives reports whether a lifetime that now holds lets an origin live that
// expired by another one, and gives it that lifetime.
func (d *Desk) outlives(o *origin) bool {
	life, now := d.profiles.Load().of[o.source].Rights.Expires.Milliseconds(), d.opt.Now().UnixMilli()
	if o.status != expired || o.forgotten > 0 || life > 0 && o.published+life <= now {
		return false
	}
	if o.expires = 0; life > 0 {
		o.expires = o.published + life
	}
	return true
}

// EmbargoUntil hides a story until an instant. The zero time, or one that has
// passed, releases it now, also from the embargoes that its sources set and may
// set again. Feeds that had it get a withdrawal now, and a release at the instant.
func (d *Desk) EmbargoUntil(ctx context.Context, id string, until time.Time) error {
	return d.decide(ctx, id, "embargo", instantText(until), func(s *story) (change, error) {
		s.embargo = milliseconds(until)
		if !until.After(d.opt.Now()) {
			s.embargo = 0
			for _, o := range s.origins {
				if o.embargo > 0 {
					o.embargo, o.released = 0, d.opt.Now().UnixMilli()
					o.turn(s, d.opt.Now().UnixMilli())
				}
			}
		}
		return change{released: s.embargo == 0}, nil
	})
}

func instantText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (e Edit) note() string {
	if e.Note == nil {
		return ""
	}
	return *e.Note
}

// A ruling is the note of a decision on words: what an editor set, and which
// fields of what was set before he gave up for the source's.
type ruling struct {
	Edit
	Taken []string `json:"taken,omitempty"`
}

func (r ruling) encode() string { return jsonOf(r) }

func decodeRuling(note string) (r ruling, err error) {
	if note == "" {
		return r, nil
	}
	if err := json.Unmarshal([]byte(note), &r); err != nil {
		return r, fmt.Errorf("read an editor's decision: %w", err)
	}
	return r, nil
}

// decide changes a story as an editor wishes, keeps that decision with a note,
// and tells every feed, in one transaction.
func (d *Desk) decide(ctx context.Context, id, verb, note string, do func(*story) (change, error)) error {
	return d.rule(ctx, id, verb, func(s *story) (change, string, error) {
		ch, err := do(s)
		return ch, note, err
	})
}

// rule is decide where the note follows from the story.
func (d *Desk) rule(ctx context.Context, id, verb string, do func(*story) (change, string, error)) error {
	d.configuring.RLock()
	defer d.configuring.RUnlock()
	err := d.write(ctx, func(x *tx) error {
		s, err := x.storyBySID(storyID(id))
		if err != nil {
			return err
		}
		before := s.storyState
		ch, note, err := do(s)
		if err != nil {
			return err
		}
		if ch.kind != "" || before.status != s.status || before.embargo != s.embargo {
			s.turn(x.now)
		}
		for _, o := range s.origins {
			if err := x.keepOrigin(o); err != nil {
				return err
			}
		}
		if err := x.keepDecision(s, verb, note); err != nil {
			return err
		}
		return x.settle(s, ch)
	})
	if err != nil {
		return fmt.Errorf("%s story %s: %w", verb, storyID(id), err)
	}
	return nil
}

func (x *tx) keepDecision(s *story, verb, note string) error {
	return x.exec(`
		INSERT INTO decisions (story_id, at, verb, note)
		VALUES ($1, $2, $3, $4)`, s.id, x.now, verb, note)
}

// storyID is the random part of a story's tag: URI.
func storyID(id string) string {
	for _, before := range []string{":story/", "/stories/"} {
		if _, rest, ok := strings.Cut(id, before); ok {
			id = rest
		}
	}
	if end := strings.IndexAny(id, "/?#"); end >= 0 {
		id = id[:end]
	}
	return id
}

func (x *tx) storyBySID(sid string) (*story, error) {
	var id int64
	if err := x.row(`SELECT id FROM stories WHERE sid = $1`, sid).Scan(&id); err != nil {
		return nil, orNotFound(err)
	}
	return x.story(id)
}
