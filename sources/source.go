// Package sources says where stories come from. It polls feeds and web pages,
// politely and safely, and hands each as a [feeds.Feed] to a [Receiver].
// Its [Client] is the only thing in Silkwire that connects to the outside.
package sources

import (
	"context"
	"net/url"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources/page"
)

// Kind tells how a source is read.
type Kind string

// The kinds of source.
const (
	Auto     Kind = ""     // found out at the first fetch
	FeedKind Kind = "feed" // RSS, RDF, Atom, JSON Feed
	PageKind Kind = "page" // a web page that lists articles
)

// A Source is where items come from, as an editor configured it.
type Source struct {
	Name      string // slug, unique
	URL       string
	Title     string // for readers; "": what the source calls itself
	Kind      Kind
	Language  string            // BCP 47; "" if its documents say
	Zone      *time.Location    // for dates without a zone; nil: UTC
	Interval  time.Duration     // between polls; 0: 10 minutes
	Topics    []string          // topics that every item has
	Headers   map[string]string // sent to the source's own origin only
	Embargo   bool              // future_dates = "embargo"
	Rights    Rights
	Selectors Selectors
}

// Address is the URL as it may be shown: without user, password and query, any
// of which may be a key.
func (s *Source) Address() string {
	u, err := url.Parse(s.URL)
	if err != nil {
		return hideQuery(s.URL)
	}
	return publicAddress(u)
}

// Rights are what a source allows with its stories.
type Rights struct {
	Credit    map[string]string // the line to print, by language; "" is for all others
	Content   Level             // "" is Full
	Expires   time.Duration     // after publication; 0: never
	Licence   string
	Territory string
	Pictures  *bool // nil: may be used
}

// Level is how much of a story may be shown.
type Level string

// The levels, from most to least.
const (
	Full     Level = "full"
	Summary  Level = "summary"
	Headline Level = "headline"
)

// Selectors are CSS selectors for pages whose structure cannot be found out.
// All may be empty.
type Selectors = page.Selectors

// State keeps what a poller must remember over a restart.
type State interface {
	// LoadMemory gives what was saved last, or the zero Memory.
	LoadMemory(ctx context.Context, source string) (Memory, error)
	// SaveMemory is durable when it returns nil. It is called after Receive has
	// returned nil for the same poll, so a crash between the two only repeats a poll.
	SaveMemory(ctx context.Context, source string, m Memory) error
}

// A Receiver takes what a poll brought. Receiving the same feed twice changes
// nothing. An error means that nothing was kept and the poll counts as failed.
type Receiver interface {
	Receive(ctx context.Context, source *Source, feed *feeds.Feed) error
}
