package sources

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// A Client fetches from the outside, within limits, and not from private
// networks unless it may. The zero Client is ready to use.
type Client struct {
	AllowPrivate bool   // true only for tests and intranets
	UserAgent    string // "": Silkwire with its version
	// limits follow; zero is a good default
}

// A Poller polls sources and hands what they bring to Receiver.
type Poller struct {
	Client   *Client
	State    State
	Receiver Receiver
	Log      *slog.Logger     // nil: slog.Default()
	Now      func() time.Time // nil: time.Now
}

// SetSources replaces the sources that are polled. It may be called before and
// during Run; what is remembered of a source stays.
func (p *Poller) SetSources(list []Source) {}

// Run polls until ctx ends, then waits for polls under way.
func (p *Poller) Run(ctx context.Context) error { return errors.New("not built yet") }

// Health tells how each source is, sorted by name.
func (p *Poller) Health() []Health { return nil }

// Read reads one document once, as a poll would: what `silkwire read` shows.
// data is nil to fetch src.URL with c; otherwise nothing is fetched.
func Read(ctx context.Context, c *Client, src *Source, data []byte, contentType string) (*feeds.Feed, error) {
	return nil, errors.New("not built yet")
}
