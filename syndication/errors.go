package syndication

import (
	"database/sql"
	"errors"
)

// Errors that callers tell apart.
var (
	ErrNotFound = errors.New("not found")
	ErrDenied   = errors.New("denied") // a token is missing, wrong, expired or not for this
	ErrLocked   = errors.New("locked") // it stands in the configuration, which alone may change it
)

// orNotFound turns the store's word for an empty answer into ours.
func orNotFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
