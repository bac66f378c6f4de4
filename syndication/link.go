package syndication

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// LinkTranslations says that stories are translations of one another, whatever
// their sources say. Each language may occur once in what comes together. It
// errs with ErrNotFound.
func (d *Desk) LinkTranslations(ctx context.Context, ids ...string) error {
	if len(ids) < 2 {
		return errors.New("link translations: name at least two stories")
	}
	return d.relink(ctx, "link", ids, func(x *tx, stories []*story) error {
		for _, s := range stories {
			if s.family != apart {
				continue
			}
			s.family = 0
			if err := x.keepStory(s); err != nil {
				return err
			}
		}
		for _, s := range stories[1:] {
			if err := x.join(stories[0], s.id); err != nil {
				return fmt.Errorf("%s and %s: %w", stories[0].sid, s.sid, err)
			}
		}
		return nil
	})
}

// UnlinkTranslation says that a story is no translation of those it is linked
// with. No source links it again; an editor may. It errs with ErrNotFound.
func (d *Desk) UnlinkTranslation(ctx context.Context, id string) error {
	return d.relink(ctx, "unlink", []string{id}, func(x *tx, stories []*story) error {
		s := stories[0]
		if s.family <= 0 {
			return errors.New("it is linked with no other story")
		}
		kin, err := x.kin(s)
		if err != nil {
			return err
		}
		var others []int64
		for _, k := range kin {
			if k != s.id {
				others = append(others, k)
			}
		}
		s.family = apart
		if err := x.keepStory(s); err != nil {
			return err
		}
		return x.tellKin([]int64{s.id}, others, true)
	})
}

// relink changes the families of stories, keeps that decision, and gives the
// outlets that take one translation only what they may have now.
func (d *Desk) relink(ctx context.Context, verb string, ids []string, do func(*tx, []*story) error) error {
	d.configuring.RLock()
	defer d.configuring.RUnlock()
	err := d.write(ctx, func(x *tx) error {
		var stories []*story
		for _, id := range ids {
			s, err := x.storyBySID(storyID(id))
			if err != nil {
				return fmt.Errorf("story %s: %w", storyID(id), err)
			}
			if slices.ContainsFunc(stories, func(o *story) bool { return o.id == s.id }) {
				return fmt.Errorf("story %s is named twice", s.sid)
			}
			stories = append(stories, s)
		}
		if err := do(x, stories); err != nil {
			return err
		}
		for _, s := range stories {
			if err := x.keepDecision(s, verb, strings.Join(ids, " ")); err != nil {
				return err
			}
			if err := x.settleAgain(s.id, change{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s translations: %w", verb, err)
	}
	return nil
}

// settleAgain settles a story as the store has it.
func (x *tx) settleAgain(id int64, ch change) error {
	s, err := x.story(id)
	if err != nil {
		return err
	}
	return x.settle(s, ch)
}
