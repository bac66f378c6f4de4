package server

import "net/url"

// escape makes a name a path segment. Names are slugs and language tags, so it
// hardly ever changes one.
func escape(name string) string { return url.PathEscape(name) }
