package syndication

import "fmt"

// A handover is what happens elsewhere when a feed can no longer show what it
// was given.
type handover struct {
	leads    map[[2]string]bool // sources of which one took over from the other
	orphaned bool               // an outlet that takes one translation lost it
}

// note compares a member with what it was before it was told of a change.
func (h *handover) note(x *tx, s *story, before, after *member) {
	if before.state != in {
		return
	}
	from, to := s.find(before.lead), s.find(after.lead)
	if from != nil && to != nil && from != to && from.status == withdrawn {
		if h.leads == nil {
			h.leads = map[[2]string]bool{}
		}
		h.leads[[2]string{from.source, to.source}] = true
	}
	p := x.setup.outlets[after.feed.outlet]
	if p != nil && p.Translations == FirstTranslation && (after.state == withdrawn || after.state == expired) {
		h.orphaned = true
	}
}

// handOver tells the editors which source leads now, once for all feeds, and
// remembers to look for a translation in place of what is gone.
func (x *tx) handOver(s *story, h handover) {
	for pair := range h.leads {
		x.alerts = append(x.alerts, Alert{Kind: NewLead, Source: pair[0], Story: s.sid, Text: fmt.Sprintf(
			"Source %s withdrew its version of story %s. Outlets that had it get the version of %s, as a correction; silkwire story withdraw %s would take that back too.",
			pair[0], s.sid, pair[1], s.sid)})
	}
	if h.orphaned && s.family > 0 && s.status == "" {
		x.orphans = append(x.orphans, s.id)
	}
}

// settleOrphans gives outlets that take one translation the next of a family
// whose best was taken back. It comes last in a transaction: a source may take
// back all languages in one document.
func (x *tx) settleOrphans() error {
	for len(x.orphans) > 0 {
		id := x.orphans[0]
		x.orphans = x.orphans[1:]
		s, err := x.story(id)
		if err != nil {
			return err
		}
		kin, err := x.kin(s)
		if err != nil {
			return err
		}
		for _, k := range kin {
			if k == id {
				continue
			}
			if err := x.settleAgain(k, change{}); err != nil {
				return fmt.Errorf("translation %d of story %d: %w", k, id, err)
			}
		}
	}
	return nil
}
