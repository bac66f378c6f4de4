package match

import "fmt"

// A SyntaxError says where a query cannot be read, and what to type instead.
type SyntaxError struct {
	Offset int    // in characters, from 1
	Msg    string // what is wrong and what was expected
	Hint   string // what to type instead; may be ""
}

func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("character %d: %s", e.Offset, e.Msg)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

func mistake(pos int, hint, msg string, args ...any) error {
	return &SyntaxError{Offset: pos, Msg: fmt.Sprintf(msg, args...), Hint: hint}
}
