// Package syndication decides which story goes to which outlet. The [Desk]
// takes what sources bring, keeps each story once with its versions, matches it
// against every outlet's query, and numbers the changes that each outlet's
// feeds may see. It is the only package that speaks SQL.
package syndication

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication/match"
)

// Errors that callers tell apart.
var (
	ErrNotFound = errors.New("not found")
	ErrDenied   = errors.New("denied") // a token is missing, wrong, expired or not for this
)

// Kind is the kind of a row: what happened to a story as one feed sees it.
type Kind string

// The kinds of row.
const (
	New           Kind = "new"
	Update        Kind = "update" // small
	Correction    Kind = "correction"
	Withdrawal    Kind = "withdrawal"
	Reinstatement Kind = "reinstatement"
	Release       Kind = "release" // it had the story, its embargo was lifted
	Expiry        Kind = "expiry"
	Enter         Kind = "enter" // by a changed query
	Leave         Kind = "leave" // by a changed query; silent
)

// Options open a Desk.
type Options struct {
	DSN       string // a file's path, or postgres://…
	Authority string // of tag: URIs, "wire.example.org,2026"; never changes
	PublicURL string // in links, without a slash at the end
	Log       *slog.Logger
	Now       func() time.Time
}

// A Desk keeps the stories and the feeds of all outlets. It is safe for
// concurrent use, also by several processes on one store.
type Desk struct{}

// Open opens the store, and migrates it if needed.
func Open(ctx context.Context, opt Options) (*Desk, error) { return nil, errors.New("not built yet") }

// Close waits for transactions under way and closes the store.
func (d *Desk) Close() error { return nil }

// Run does what time brings until ctx ends: releases of embargoes, expiry, and
// changes made by other processes on the same store.
func (d *Desk) Run(ctx context.Context) error { return nil }

// Configure replaces sources, topics and outlets, and applies what changed to
// the stories kept. On error nothing is changed.
func (d *Desk) Configure(ctx context.Context, s Setup) error { return nil }

// Receive takes what a poll brought, in one transaction. It implements
// sources.Receiver.
func (d *Desk) Receive(ctx context.Context, src *sources.Source, f *feeds.Feed) error { return nil }

// LoadMemory implements sources.State.
func (d *Desk) LoadMemory(ctx context.Context, source string) (sources.Memory, error) {
	return sources.Memory{}, nil
}

// SaveMemory implements sources.State.
func (d *Desk) SaveMemory(ctx context.Context, source string, m sources.Memory) error { return nil }

// Memories gives the memory of every source that was ever polled.
func (d *Desk) Memories(ctx context.Context) (map[string]sources.Memory, error) { return nil, nil }

// A Stamp is what the documents of a feed depend on. Equal stamps mean equal
// bytes; Stamps are comparable with ==.
type Stamp struct {
	Version  int64     // number of the newest row; 0: none yet
	Modified time.Time // UTC, whole seconds; rises with every Version
	Settings uint64    // hash of the settings that documents show
}

// Stamp gives the present Stamp of a feed from memory, without SQL. It errs
// with ErrNotFound. What this process committed shows at once, what others
// committed within a second.
func (d *Desk) Stamp(outlet, feed string) (Stamp, error) { return Stamp{}, ErrNotFound }

// Feed gives the current document of a feed, newest on top, with the Stamp it
// belongs to (both read in one transaction).
func (d *Desk) Feed(ctx context.Context, outlet, feed string) (*feeds.Feed, Stamp, error) {
	return nil, Stamp{}, ErrNotFound
}

// ArchivePage gives page n (1 is the oldest) of a feed's archive (RFC 5005); ErrNotFound until it is full.
func (d *Desk) ArchivePage(ctx context.Context, outlet, feed string, n int) (*feeds.Feed, Stamp, error) {
	return nil, Stamp{}, ErrNotFound
}

// Changes gives what changed in a feed after Version since, each story once.
func (d *Desk) Changes(ctx context.Context, outlet, feed string, since int64) (*feeds.Feed, Stamp, error) {
	return nil, Stamp{}, ErrNotFound
}

// Search gives the newest 100 of a feed's last 1,000 stories that q matches.
func (d *Desk) Search(ctx context.Context, outlet, feed string, q *match.Query) (*feeds.Feed, Stamp, error) {
	return nil, Stamp{}, ErrNotFound
}

// Outlets lists the outlets by name, from memory.
func (d *Desk) Outlets() []Outlet { return nil }

// Outlet gives one outlet, from memory.
func (d *Desk) Outlet(name string) (Outlet, bool) { return Outlet{}, false }

// FeedNames lists the feeds of an outlet in the order in which people read
// them: "feed", its languages, its subscriptions; from memory.
func (d *Desk) FeedNames(outlet string) []string { return nil }

// A Token lets an outlet's software read its feeds.
type Token struct {
	ID       string // short, for lists and revoking; not secret
	Outlet   string
	Name     string
	Feeds    []string // none: all of the outlet's
	Until    time.Time
	Created  time.Time
	LastUsed time.Time
}

// CreateToken makes a token and gives its secret, which is shown once and kept as SHA-256.
func (d *Desk) CreateToken(ctx context.Context, t Token) (secret string, err error) {
	return "", nil
}

// Tokens lists the tokens of an outlet.
func (d *Desk) Tokens(ctx context.Context, outlet string) ([]Token, error) { return nil, nil }

// RevokeToken ends a token at once.
func (d *Desk) RevokeToken(ctx context.Context, outlet, id string) error { return nil }

// Authorize tells which token secret is, if it may read the feed ("" is the
// outlet's page) now; else ErrDenied. It is cheap: tokens are held in memory.
func (d *Desk) Authorize(secret, outlet, feed string) (Token, error) { return Token{}, ErrDenied }

// OutletHealth is what an operator sees of an outlet.
type OutletHealth struct {
	Outlet string
	Feeds  map[string]Stamp
}
