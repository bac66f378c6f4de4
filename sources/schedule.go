package sources

import (
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

const (
	defaultInterval = 10 * time.Minute
	patience        = 4  // intervals that a publisher's hints may stretch a wait to
	backoffLimit    = 32 // intervals that failures may stretch a wait to
	longestBackoff  = 4 * time.Hour
	goneInterval    = 100 * 365 * 24 * time.Hour // 410: until the source's settings change
)

func (s *Source) interval() time.Duration {
	if s.Interval > 0 {
		return max(s.Interval, time.Second)
	}
	return defaultInterval
}

// schedule tells when to poll src again.
func (p *Poller) schedule(src *Source, m *Memory, v *visit, err error) time.Time {
	now, interval := p.Now(), src.interval()
	var status *StatusError
	switch {
	case m.Condition == Gone:
		return now.Add(goneInterval)
	case errors.As(err, &status) && status.RetryAfter > 0:
		return now.Add(max(status.RetryAfter, interval)).Add(jitter(interval / 10))
	case err != nil && m.Condition != LayoutChanged:
		return now.Add(backoff(interval, m.Failures))
	}
	wait := min(max(interval, v.wish()), patience*interval)
	if m.pushed(now, interval) {
		wait = max(wait, pushRest*interval)
	}
	next := slot(src.Name, interval, now.Add(wait-interval/2))
	return skip(next, v.hints, now.Add(max(wait, patience*interval)))
}

// longestWait is the longest that schedule can put between two polls.
func longestWait(src *Source) time.Duration {
	return max(pushRest*src.interval(), longestBackoff, maxRetryAfter, goneInterval) + src.interval()
}

// slot is the first instant not before t on the grid of a source. The grid's
// phase is a hash of the name, so that polls are spread, and after a restart
// as before (prometheus does the same with its targets).
func slot(name string, interval time.Duration, t time.Time) time.Time {
	h := fnv.New64a()
	h.Write([]byte(name))
	phase := int64(h.Sum64() % uint64(interval))
	rest := (t.UnixNano() - phase) % int64(interval)
	if rest == 0 {
		return t
	}
	return t.Add(interval - time.Duration(rest))
}

// backoff doubles the wait with each failure in a row, give or take a fifth.
func backoff(interval time.Duration, failures int) time.Duration {
	limit := max(min(backoffLimit*interval, longestBackoff), interval)
	wait := min(interval<<min(max(failures-1, 0), 5), limit)
	return wait + jitter(wait/5)
}

// jitter is between -d and d.
func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return rand.N(2*d) - d
}

// wish is the longest wait that the publisher asked for, in any of the ways.
func (v *visit) wish() time.Duration {
	wait := max(v.lifetime, time.Duration(v.hints.TTL)*time.Minute)
	period := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
		"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
	}[strings.ToLower(v.hints.UpdatePeriod)]
	return max(wait, period/time.Duration(max(v.hints.UpdateFrequency, 1)))
}

// skip moves t past the hours and days on which a publisher rests (RSS
// skipHours, skipDays), but not past limit.
func skip(t time.Time, h feeds.Hints, limit time.Time) time.Time {
	rests := func(t time.Time) bool {
		t = t.UTC()
		return slices.Contains(h.SkipHours, t.Hour()) || slices.Contains(h.SkipDays, t.Weekday().String())
	}
	for t.Before(limit) && rests(t) {
		t = t.Truncate(time.Hour).Add(time.Hour)
	}
	if t.After(limit) {
		return limit
	}
	return t
}
