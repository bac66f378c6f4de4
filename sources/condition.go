package sources

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"net/http"
	"slices"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// errLayout is wrapped by the errors of pages whose structure is not what it was.
var errLayout = errors.New("the page's layout has changed")

const (
	quietAtLeast = 6 * time.Hour       // no source is quiet sooner
	quietAtMost  = 28 * 24 * time.Hour // any source is quiet by then
	quietFactor  = 3                   // of the longest silence seen
	maxKnown     = 2000                // items whose hashes are kept
)

// failed is what to remember after a poll that failed: all that was known, and
// why.
func (m Memory) failed(err error) Memory {
	m.Failures++
	m.Error = err.Error()
	m.Condition = conditionOf(err)
	var moved *movedError
	if errors.As(err, &moved) { // ask again where the editor said
		m.MovedTo, m.ETag, m.LastModified, m.BodyHash = "", "", "", ""
	}
	return m
}

func conditionOf(err error) Condition {
	var status *StatusError
	var moved *movedError
	switch {
	case errors.As(err, &status) && status.Code == http.StatusGone && !errors.As(err, &moved):
		return Gone
	case errors.As(err, &status) && status.Refuses(), errors.Is(err, ErrRobots), errors.Is(err, errChallenge):
		return Blocked
	case errors.Is(err, errLayout):
		return LayoutChanged
	case errors.Is(err, feeds.ErrNotFeed):
		return NotAFeed
	}
	return Failing
}

// succeeded notes a poll whose items were kept, or that brought nothing new.
func (m *Memory) succeeded(feed *feeds.Feed, v *visit) {
	m.Failures, m.Error = 0, ""
	m.LastSuccess = v.now
	if feed != nil {
		m.observe(feed, v)
	}
	switch {
	case v.complaint != nil:
		m.Condition, m.Error = conditionOf(v.complaint), v.complaint.Error()
	case m.silent(v.now):
		m.Condition = Quiet
	case len(m.Repairs) > 0:
		m.Condition = Repaired
	default:
		m.Condition = Fresh
	}
}

// observe learns from a document how often its source has something new.
func (m *Memory) observe(feed *feeds.Feed, v *visit) {
	if feed.Title != "" {
		m.Title = feed.Title
	}
	m.Items = v.items
	m.Repairs = repairs(feed)
	times := published(feed)
	if len(times) > 1 && !v.thinned {
		m.Silence = longestGap(times)
		if days := times[len(times)-1].Sub(times[0]).Hours() / 24; days > 0 {
			m.PerDay = float64(len(times)-1) / days
		}
	}
	first := m.LastItem.IsZero()
	known := hashes(feed)
	fresh := !covers(m.Known, known)
	m.Known = merge(known, m.Known)
	switch {
	case first && len(times) > 0 && times[len(times)-1].Before(v.now):
		m.LastItem = times[len(times)-1]
	case first, fresh:
		m.LastItem = v.now
	}
}

// silent reports whether a source has been so for longer than its own habit.
func (m *Memory) silent(now time.Time) bool {
	habit := min(max(quietFactor*m.Silence, quietAtLeast), quietAtMost)
	if m.Silence == 0 {
		habit = quietAtMost / 2
	}
	return !m.LastItem.IsZero() && now.Sub(m.LastItem) > habit
}

// repairs lists what had to be mended, each kind once, at most 20.
func repairs(feed *feeds.Feed) []string {
	list := slices.Clone(feed.Repairs)
	for i := range feed.Items {
		for _, r := range feed.Items[i].Repairs {
			if !slices.Contains(list, r) && len(list) < 20 {
				list = append(list, r)
			}
		}
	}
	return list[:min(len(list), 20)]
}

func published(feed *feeds.Feed) []time.Time {
	var times []time.Time
	for i := range feed.Items {
		if t := feed.Items[i].Published.Time; !t.IsZero() {
			times = append(times, t)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	return times
}

func longestGap(sorted []time.Time) (gap time.Duration) {
	for i := 1; i < len(sorted); i++ {
		gap = max(gap, sorted[i].Sub(sorted[i-1]))
	}
	return gap
}

// hashes packs four bytes for each item: enough to tell whether one is new.
func hashes(feed *feeds.Feed) []byte {
	packed := make([]byte, 0, 4*len(feed.Items))
	for i := range feed.Items {
		h := fnv.New32a()
		h.Write([]byte(feed.Items[i].ID))
		packed = binary.BigEndian.AppendUint32(packed, h.Sum32())
	}
	return packed[:min(len(packed), 4*maxKnown)]
}

// covers reports whether all packed hashes of some are in all.
func covers(all, some []byte) bool {
	set := unpackHashes(all)
	for i := 0; i+4 <= len(some); i += 4 {
		if !set[binary.BigEndian.Uint32(some[i:])] {
			return false
		}
	}
	return true
}

// merge puts new hashes before old ones and forgets the oldest.
func merge(fresh, old []byte) []byte {
	set := unpackHashes(fresh)
	all := slices.Clone(fresh)
	for i := 0; i+4 <= len(old) && len(all) < 4*maxKnown; i += 4 {
		if !set[binary.BigEndian.Uint32(old[i:])] {
			all = append(all, old[i:i+4]...)
		}
	}
	return all
}

func unpackHashes(packed []byte) map[uint32]bool {
	set := make(map[uint32]bool, len(packed)/4)
	for i := 0; i+4 <= len(packed); i += 4 {
		set[binary.BigEndian.Uint32(packed[i:])] = true
	}
	return set
}
