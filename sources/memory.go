package sources

import "time"

// Memory is what is remembered of a source between polls. It is kept as JSON.
type Memory struct {
	ETag         string             `json:"etag,omitempty"`
	LastModified string             `json:"last_modified,omitempty"`
	BodyHash     string             `json:"body_hash,omitempty"` // of the last body that was received
	Kind         Kind               `json:"kind,omitempty"`      // found out
	Title        string             `json:"title,omitempty"`     // what the source calls itself
	MovedTo      string             `json:"moved_to,omitempty"`  // by 301 or 308
	NextPoll     time.Time          `json:"next_poll,omitzero"`
	LastPoll     time.Time          `json:"last_poll,omitzero"`
	LastSuccess  time.Time          `json:"last_success,omitzero"`
	LastItem     time.Time          `json:"last_item,omitzero"` // when it last brought something new
	Items        int                `json:"items"`              // in its last good document
	Failures     int                `json:"failures,omitempty"` // in a row
	Condition    Condition          `json:"condition"`
	Since        time.Time          `json:"since,omitzero"` // of Condition
	Error        string             `json:"error,omitempty"`
	Repairs      []string           `json:"repairs,omitempty"`
	Articles     map[string]Article `json:"articles,omitempty"` // pages: what was read, by link
	Settings     string             `json:"settings,omitempty"` // fingerprint of what the rest was remembered under
	Known        []byte             `json:"known,omitempty"`    // hashes of the items of the last document
	Seen         []byte             `json:"seen,omitempty"`     // hashes of the bytes of the last document: frame, items
	PerDay       float64            `json:"per_day,omitempty"`  // items a day, by their dates
	Silence      time.Duration      `json:"silence,omitempty"`  // longest one between two items of the last document
	Layout       string             `json:"layout,omitempty"`   // pages: where in the listing its entries stood
	Parts        []string           `json:"parts,omitempty"`    // pages: what its articles use to have
	Hub          string             `json:"hub,omitempty"`      // WebSub hub that the source names
	Push         *Push              `json:"push,omitempty"`     // the subscription there
	Topic        string             `json:"topic,omitempty"`    // what to subscribe to there
}

// An Article is what is remembered of an article page.
type Article struct {
	First        time.Time `json:"first"`              // when it was first read
	Fetched      time.Time `json:"fetched"`            // when it was last read, or tried
	ETag         string    `json:"etag,omitempty"`     // of the page
	LastModified string    `json:"modified,omitempty"` // of the page
	Entry        string    `json:"entry,omitempty"`    // hash of its entry in the listing
	Item         string    `json:"item,omitempty"`     // hash of what was read
	Failures     int       `json:"failures,omitempty"` // in a row
	Done         bool      `json:"done,omitempty"`     // the page is gone, or not ours to read
}

// Condition is the health of a source in one word that an editor understands.
type Condition string

// The conditions.
const (
	Unknown       Condition = ""
	Fresh         Condition = "fresh"          // polled, and brings stories as it uses to
	Quiet         Condition = "quiet"          // polled, but silent for longer than its own habit
	Repaired      Condition = "repaired"       // readable after mending
	Failing       Condition = "failing"        // cannot be fetched or read
	Blocked       Condition = "blocked"        // refuses us: 401, 403, 429, a challenge page
	NotAFeed      Condition = "not a feed"     // answers with something else
	LayoutChanged Condition = "layout changed" // a page whose items or fields fell away
	Gone          Condition = "gone"           // 410: not polled any more
)

// String is the condition as people read it.
func (c Condition) String() string {
	if c == Unknown {
		return "not polled yet"
	}
	return string(c)
}

// Health is a source's condition with what explains it.
type Health struct {
	Source string
	URL    string // without secrets
	Memory Memory
	Before Condition // what it was before; only for OnCondition
}
