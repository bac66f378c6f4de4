package syndication

import (
	"database/sql"
	"errors"
	"math"
	"time"
)

// A habit is how many new stories a source usually brings.
type habit struct {
	polls  int
	last   int64 // Unix milliseconds
	hour   int64 // since 1970
	count  int   // new stories in the hour
	weight int   // of what was let through though old or repeated, half of it forgotten in a day
	peak   float64
}

func (x *tx) habit(source string) (h habit, err error) {
	err = x.row(`
		SELECT polls, last, hour, count, weight, peak
		FROM habits
		WHERE source = $1`, source).Scan(&h.polls, &h.last, &h.hour, &h.count, &h.weight, &h.peak)
	if errors.Is(err, sql.ErrNoRows) {
		return habit{}.at(x.now), nil
	}
	return h.at(x.now), err
}

// fading is what an hour leaves of a peak: half of it after three weeks.
const fading = 0.9986

// at moves the habit on to the hour of an instant. A clock that was set back
// leaves the hour as it is.
func (h habit) at(now int64) habit {
	hour := now / time.Hour.Milliseconds()
	if hour > h.hour {
		h.peak = max(h.peak, float64(h.count)) * math.Pow(fading, float64(hour-h.hour))
		h.weight = int(float64(h.weight) * math.Pow(0.5, float64(hour-h.hour)/24))
		h.hour, h.count = hour, 0
	}
	return h
}

func (x *tx) keepHabit(source string, h habit) error {
	return x.exec(`
		INSERT INTO habits (source, polls, last, hour, count, weight, peak)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (source) DO UPDATE SET
			polls = excluded.polls,
			last = excluded.last,
			hour = excluded.hour,
			count = excluded.count,
			weight = excluded.weight,
			peak = excluded.peak`,
		source, h.polls, h.last, h.hour, h.count, h.weight, h.peak)
}
