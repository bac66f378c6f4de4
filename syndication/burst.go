package syndication

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

const (
	// firstPolls are those of a new source that may bring whatever they bring.
	firstPolls = 3

	// calm is how many new stories any source may bring in an hour, and surge how
	// many times its own peak: a day of news is several times the usual.
	calm  = 600
	surge = 20

	// stale is how many new stories one weighs that is old or was sent before.
	stale = 10

	// recent is how old a story may be when it comes, after its source was last heard.
	recent = 48 * time.Hour
)

// hold marks the new stories of a document that are more than the source's habit
// explains: what is old or repeated first, the others only if they alone are too
// many. Items of stories that are known are no news.
func (n *news) hold(x *tx, known identities) error {
	h, err := x.habit(n.source.Name)
	if err != nil {
		return err
	}
	sent, err := x.sentBefore(n.items)
	if err != nil {
		return fmt.Errorf("compare with what was sent before: %w", err)
	}
	var fresh, old []*arrival
	for _, a := range n.items {
		if id, _ := known.named(a); id != nil || a.again > 0 {
			continue
		}
		again := h.outdated(a.item, x.now) || sent[a.sending]
		if again {
			old = append(old, a)
		} else {
			fresh = append(fresh, a)
		}
	}
	n.judge(h, fresh, old, x.now)
	return nil
}

// judge decides by weight.
func (n *news) judge(h habit, fresh, old []*arrival, now int64) {
	if len(fresh)+len(old) == 0 {
		return
	}
	allowed := h.allowance(now)
	if h.polls >= firstPolls {
		if h.weight+stale*len(old) > allowed {
			n.heldBack, old = markHeld(old), nil
		}
		if h.count+len(fresh) > allowed {
			n.heldBack += markHeld(fresh)
			fresh = nil
		}
	}
	if h.polls >= firstPolls { // what a source begins with is no habit
		h.count += len(fresh)
		h.weight += stale * len(old)
	}
	h.polls++
	h.last = max(h.last, now)
	n.habit = &h
}

// burst is what editors are told.
func (n *news) burst() string {
	return fmt.Sprintf("Source %s brought %d stories that are old, repeated or far more than it usually brings. "+
		"They are held: no outlet gets them until silkwire story reinstate source:%[1]s lets them through, or withdraw source:%[1]s drops them.", n.source.Name, n.heldBack)
}

func markHeld(list []*arrival) int {
	for _, a := range list {
		a.hold = true
	}
	return len(list)
}

// allowance is the weight that the source may bring in this hour: more, after a
// silence in which news gathered.
func (h habit) allowance(now int64) int {
	silence := min(time.Duration(now-h.last)*time.Millisecond, fresh)
	return calm + int(h.peak*(surge+silence.Hours()))
}

// outdated reports whether an item was published long before its source was
// last heard, or lies in the future.
func (h habit) outdated(it *feeds.Item, now int64) bool {
	at := it.Published.UnixMilli()
	return at < h.last-recent.Milliseconds() || at > now+recent.Milliseconds()
}

// sendingOf is a number for what an item of a source says in title and lead; it
// is kept beside the sketches, for as long.
func sendingOf(source string, it *feeds.Item) int64 {
	k := keyOf('x', source, letters(it.Title), letters(lead(it)))
	return int64(binary.BigEndian.Uint64(k[8:]) >> 1)
}

// sentBefore are the sendings of the last days that some of the items repeat.
func (x *tx) sentBefore(items []*arrival) (map[int64]bool, error) {
	asked := make([]any, len(items))
	for i, a := range items {
		asked[i] = a.sending
	}
	sent := map[int64]bool{}
	err := x.ask(asked, func(n int) string {
		return `SELECT n, at FROM likenesses WHERE n IN (` + parameters(1, n) + `)`
	}, func(r scanner) error {
		var n, at int64
		err := r.Scan(&n, &at)
		if at >= x.now-fresh.Milliseconds() {
			sent[n] = true
		}
		return err
	})
	return sent, err
}

// A Burst is what of a source is held for the editor.
type Burst struct {
	Source  string
	Stories int
	First   time.Time // when the first of them came
	Last    time.Time
}

// Bursts lists the sources of which stories are held, by name.
func (d *Desk) Bursts(ctx context.Context) ([]Burst, error) {
	var list []Burst
	err := d.read(ctx, func(x *tx) (err error) {
		list, err = collect(x, func(r scanner) (b Burst, err error) {
			var first, last int64
			err = r.Scan(&b.Source, &b.Stories, &first, &last)
			b.First, b.Last = instantAt(first), instantAt(last)
			return b, err
		}, `
			SELECT source, COUNT(*), MIN(received), MAX(received)
			FROM origins
			WHERE status = $1 AND forgotten = 0
			GROUP BY source
			ORDER BY source`, held)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what is held: %w", err)
	}
	return list, nil
}

// ReleaseBurst gives outlets what of a source was held, in the order in which
// it came, and tells how many stories that were.
func (d *Desk) ReleaseBurst(ctx context.Context, source string) (int, error) {
	return d.endBurst(ctx, source, "")
}

// DiscardBurst withdraws what of a source was held: no outlet hears of it, and
// the source cannot bring it again. It tells how many stories that were.
func (d *Desk) DiscardBurst(ctx context.Context, source string) (int, error) {
	return d.endBurst(ctx, source, withdrawn)
}

func (d *Desk) endBurst(ctx context.Context, source, status string) (n int, err error) {
	d.configuring.RLock()
	defer d.configuring.RUnlock()
	for more := true; more && err == nil; {
		err = d.write(ctx, func(x *tx) error {
			ids, err := x.numbers(`SELECT id FROM origins WHERE source = $1 AND status = $2 AND forgotten = 0 ORDER BY id LIMIT $3`, source, held, batchSize)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if err := x.endHold(id, status); err != nil {
					return fmt.Errorf("origin %d: %w", id, err)
				}
			}
			n, more = n+len(ids), len(ids) == batchSize
			return nil
		})
	}
	if err != nil {
		return n, fmt.Errorf("end the burst of %s: %w", source, err)
	}
	return n, nil
}

func (x *tx) endHold(origin int64, status string) error {
	var id int64
	if err := x.row(`SELECT story_id FROM origins WHERE id = $1`, origin).Scan(&id); err != nil {
		return err
	}
	s, err := x.story(id)
	if err != nil {
		return err
	}
	o := s.find(origin)
	o.status = status
	if err := x.keepOrigin(o); err != nil {
		return err
	}
	verb := "release"
	if status != "" {
		verb = "discard"
	}
	if err := x.keepDecision(s, verb, ""); err != nil {
		return err
	}
	return x.settle(s, change{origin: origin, renamed: true})
}
