package server

import (
	"net/http"
	"strings"
	"time"
)

// A verdict is what the preconditions of a request lead to.
type verdict int

const (
	send        verdict = iota // the whole document
	notModified                // 304
	failed                     // 412
)

// evaluate applies the preconditions of a request to a document with this tag
// (without quotes and without the suffix of a coding), in the order of
// RFC 9110, 13.2.2.
func evaluate(h http.Header, tag string, modified time.Time) verdict {
	if values := h["If-Match"]; len(values) > 0 {
		if !anyTag(values, tag, strong) {
			return failed
		}
	} else if t, ok := date(h, "If-Unmodified-Since"); ok && modified.After(t) {
		return failed
	}
	if values := h["If-None-Match"]; len(values) > 0 {
		if anyTag(values, tag, weak) {
			return notModified
		}
		return send
	}
	if t, ok := date(h, "If-Modified-Since"); ok && !modified.IsZero() && !modified.After(t) {
		return notModified
	}
	return send
}

// date reads a date in any of its three forms (RFC 9110, 5.6.7). One that
// cannot be read counts as absent.
func date(h http.Header, name string) (time.Time, bool) {
	values := h[name]
	if len(values) != 1 {
		return time.Time{}, false
	}
	t, err := http.ParseTime(values[0])
	return t, err == nil
}

type comparison bool

const (
	weak   comparison = false // W/ is ignored
	strong comparison = true  // a weak tag equals nothing
)

// anyTag reports whether "*" or the tag, in whatever coding, is in a list.
func anyTag(values []string, tag string, c comparison) bool {
	for _, list := range values {
		if strings.TrimSpace(list) == "*" {
			return true
		}
		for list != "" {
			var t string
			var isWeak bool
			t, isWeak, list = nextTag(list)
			if isWeak && c == strong {
				continue
			}
			if rest, found := strings.CutPrefix(t, tag); found && (rest == "" || rest == "-gz" || rest == "-br") {
				return true
			}
		}
	}
	return false
}

// nextTag takes the first entity tag off a list. Clumsy clients leave the quotes
// away, or put the weak mark inside; what is theirs is still found.
//
//	entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE
func nextTag(list string) (tag string, isWeak bool, rest string) {
	list = strings.TrimLeft(list, " \t,")
	if after, found := strings.CutPrefix(list, "W/"); found {
		isWeak, list = true, after
	}
	if after, found := strings.CutPrefix(list, `"`); found {
		tag, rest, _ = strings.Cut(after, `"`)
		return tag, isWeak, rest
	}
	tag, rest, _ = strings.Cut(list, ",")
	return strings.TrimSpace(tag), isWeak, rest
}
