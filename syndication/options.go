package syndication

import (
	"log/slog"
	"time"
)

// Options open a Desk.
type Options struct {
	DSN       string // a file's path
	Authority string // of tag: URIs, "wire.example.org,2026"; never changes
	PublicURL string // in links, without a slash at the end
	Log       *slog.Logger
	Now       func() time.Time
	// ConfirmWithin is how long readers have to confirm a withdrawal before editors
	// are told; 0: a day.
	ConfirmWithin time.Duration

	// KeepFor and KeepStories say when a story is old: by its age, or by the number
	// of newer ones. Of old stories goes what no feed shows. 0: never.
	KeepFor     time.Duration
	KeepStories int

	Alert func(Alert) // hears of what an editor must look at; must not block. nil: the log alone
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.ConfirmWithin == 0 {
		o.ConfirmWithin = 24 * time.Hour
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}
