package syndication

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// A feedKey names a feed of an outlet.
type feedKey struct{ outlet, name string }

// The kinds of feed of an outlet.
const (
	wholeFeed        = "all"
	languageFeed     = "language"
	subscriptionFeed = "subscription"
)

// A liveFeed is what the process knows of a feed without asking the store.
type liveFeed struct {
	id   int64
	kind string
	at   atomic.Pointer[moment]
}

// A moment is how far a feed has come.
type moment struct {
	version  int64
	modified time.Time // UTC, whole seconds
	tail
}

// live holds every feed of the store in memory. Reading never waits.
type live struct {
	feeds atomic.Pointer[map[feedKey]*liveFeed]
	mu    sync.Mutex // held while feeds is replaced
}

func newLive() *live {
	l := &live{}
	l.feeds.Store(&map[feedKey]*liveFeed{})
	return l
}

func (l *live) find(k feedKey) *liveFeed { return (*l.feeds.Load())[k] }

// show moves feeds on to what was committed; an older state is ignored, so
// that the writer and the watcher may call it in any order.
func (l *live) show(states ...*feedState) {
	var added []*feedState
	for _, s := range states {
		f := l.find(s.feedKey)
		if f == nil {
			added = append(added, s)
			continue
		}
		f.advance(s)
	}
	if len(added) > 0 {
		l.add(added)
	}
}

func (l *live) add(states []*feedState) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := maps.Clone(*l.feeds.Load())
	for _, s := range states {
		f := next[s.feedKey]
		if f == nil {
			f = &liveFeed{id: s.id, kind: s.kind}
			next[s.feedKey] = f
		}
		f.advance(s)
	}
	l.feeds.Store(&next)
}

func (f *liveFeed) advance(s *feedState) {
	next := &moment{version: s.version, modified: time.UnixMilli(s.modified).UTC()}
	for {
		have := f.at.Load()
		next.tail = s.tail.after(have, s.version)
		if have != nil && have.version >= next.version && !have.modified.Before(next.modified) {
			return
		}
		if f.at.CompareAndSwap(have, next) {
			return
		}
	}
}
