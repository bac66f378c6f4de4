package syndication

import (
	"fmt"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// An Alert is what editors are told at once.
type Alert struct {
	Kind   AlertKind
	Text   string // one plain sentence
	Source string // "" where it is not about a source
	Story  string // its id; "" where it is not about a story
	At     time.Time
}

// AlertKind tells what an Alert is about.
type AlertKind string

// The kinds of alert.
const (
	BurstHeld   AlertKind = "burst"       // a source brought more than it may; see [Desk.Bursts]
	Upstream    AlertKind = "upstream"    // a source changed what an editor had decided, who wins; see [Waiting]
	NewLead     AlertKind = "lead"        // a source withdrew a story that another still tells
	Killed      AlertKind = "kill"        // a source took back a story that is not known here
	Undated     AlertKind = "embargo"     // a source set an embargo without a date that can be read
	Unconfirmed AlertKind = "unconfirmed" // a withdrawal that not all who had the story have confirmed
)

// undated tells the editors of an embargo that only they can end.
func (x *tx) undated(s *story, o *origin, before int64) {
	if o.embargo == before || o.embargo != feeds.UntilReleased.UnixMilli() {
		return
	}
	x.alerts = append(x.alerts, Alert{Kind: Undated, Source: o.source, Story: s.sid, Text: fmt.Sprintf(
		"Source %s set story %s under an embargo without a date that can be read. No outlet gets it until an editor says when: silkwire story embargo %[2]s -until INSTANT, or now.",
		o.source, s.sid)})
}

// alert tells the editors, and the log.
func (d *Desk) alert(a Alert) {
	a.At = d.opt.Now().UTC()
	d.opt.Log.Warn(a.Text, "alert", string(a.Kind), "source", a.Source, "story", a.Story)
	if d.opt.Alert != nil {
		d.opt.Alert(a)
	}
}
