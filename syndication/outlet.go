package syndication

import (
	"time"

	"github.com/silkwire/silkwire/sources"
)

// An Outlet is a partner: what it asked for, and what it may have.
type Outlet struct {
	Name          string            // slug, unique
	Title         map[string]string // by language; "" is for all others
	Description   map[string]string
	Languages     []string // BCP 47 in the outlet's order; none: all
	Query         string   // "": all
	Sources       []string // names, * at the end allowed; in order of trust
	Content       sources.Level
	Translations  Translations
	Duplicates    Duplicates
	MovesUp       []Kind        // nil: new, release, correction
	WithdrawnFor  time.Duration // 0: 30 days
	Public        bool
	Subscriptions []Subscription // sorted by name
}

// A Subscription is a named narrowing of an outlet's stream.
type Subscription struct {
	Name  string // slug; never "feed" or like a valid language tag
	Title map[string]string
	Query string
	Own   bool // the outlet made it itself; others are locked for it
}

// Translations tells which of a story's languages an outlet takes.
type Translations string

// All languages, or the first of the outlet's Languages that exists.
const (
	AllTranslations  Translations = "all"
	FirstTranslation Translations = "first"
)

// Duplicates tells what an outlet gets of a story that several sources tell.
type Duplicates string

// One entry for a story, or one for each of its origins.
const (
	OneDuplicate  Duplicates = "one"
	AllDuplicates Duplicates = "all"
)
