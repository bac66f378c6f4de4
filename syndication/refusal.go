package syndication

import (
	"errors"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// refusal says in a sentence, with its remedy, why a store cannot be used; err
// stays what it is where SQLite's own words are all there is.
func refusal(err error) error {
	var refused *driver.Error
	if !errors.As(err, &refused) {
		return err
	}
	switch refused.Code() & 0xff { // the low byte is the primary result code
	case lib.SQLITE_FULL:
		return plainError{"the disk is full; make room and start again", err}
	case lib.SQLITE_NOTADB, lib.SQLITE_CORRUPT:
		return plainError{"this file is no store of Silkwire, or is damaged; name another, or put a backup in its place", err}
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN:
		return plainError{"it cannot be written; check who may write to the file and its folder", err}
	}
	return err
}

// A plainError says in words for people what another error says.
type plainError struct {
	text  string
	cause error
}

func (e plainError) Error() string { return e.text }
func (e plainError) Unwrap() error { return e.cause }
