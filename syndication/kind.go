package syndication

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

// movesUp are the kinds that put a story on top where an outlet names none.
var movesUp = []Kind{New, Release, Correction}
