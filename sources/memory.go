package sources

import "time"

// Memory is what is remembered of a source between polls. It is kept as JSON.
type Memory struct {
	ETag         string               `json:"etag,omitempty"`
	LastModified string               `json:"last_modified,omitempty"`
	BodyHash     string               `json:"body_hash,omitempty"` // of the last body that was received
	Kind         Kind                 `json:"kind,omitempty"`      // found out
	Title        string               `json:"title,omitempty"`     // what the source calls itself
	MovedTo      string               `json:"moved_to,omitempty"`  // by 301 or 308
	NextPoll     time.Time            `json:"next_poll,omitzero"`
	LastPoll     time.Time            `json:"last_poll,omitzero"`
	LastSuccess  time.Time            `json:"last_success,omitzero"`
	LastItem     time.Time            `json:"last_item,omitzero"` // when it last brought something new
	Items        int                  `json:"items"`              // in its last good document
	Failures     int                  `json:"failures,omitempty"` // in a row
	Condition    Condition            `json:"condition"`
	Since        time.Time            `json:"since,omitzero"` // of Condition
	Error        string               `json:"error,omitempty"`
	Repairs      []string             `json:"repairs,omitempty"`
	Articles     map[string]time.Time `json:"articles,omitempty"` // pages: article links already fetched
}

// Condition is the health of a source in one word that an editor understands.
type Condition string

// The conditions.
const (
	Unknown       Condition = ""               // not polled yet
	Fresh         Condition = "fresh"          // polled, and brings stories as it uses to
	Quiet         Condition = "quiet"          // polled, but silent for longer than its own habit
	Repaired      Condition = "repaired"       // readable after mending
	Failing       Condition = "failing"        // cannot be fetched or read
	Blocked       Condition = "blocked"        // refuses us: 401, 403, 429, a challenge page
	NotAFeed      Condition = "not a feed"     // answers with something else
	LayoutChanged Condition = "layout changed" // a page whose items or fields fell away
	Gone          Condition = "gone"           // 410: not polled any more
)

// Health is a source's condition with what explains it.
type Health struct {
	Source string
	URL    string
	Memory Memory
}
