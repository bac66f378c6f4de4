package feeds

import (
	"crypto/sha1"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// webAddress is s as every reader can follow it: an absolute http or https
// URI (RFC 3986) in ASCII. It is "" if s is none.
func webAddress(s string) string {
	rest, ok := cutScheme(s)
	if !ok || rest == "" || strings.IndexByte("/?#", rest[0]) >= 0 {
		return ""
	}
	if plainURI(s) {
		return s
	}
	return mendAddress(s[:len(s)-len(rest)], rest)
}

func cutScheme(s string) (rest string, ok bool) {
	for _, scheme := range []string{"https://", "http://"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return s[len(scheme):], true
		}
	}
	return "", false
}

// plainURI reports whether s needs no mending: no character outside of
// RFC 3986's, no escape, no brackets, no port, no user.
func plainURI(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] <= ' ' || s[i] == 0x7F || strings.IndexByte("\"<>[\\]^`{|}%@", s[i]) >= 0 {
			return false
		}
	}
	return strings.Count(s, ":") == 1 && strings.Count(s, "#") <= 1
}

// mendAddress escapes what stands in the way and leaves out user and password.
func mendAddress(scheme, rest string) string {
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	u, err := url.Parse(scheme + rest[:end])
	if err != nil {
		return ""
	}
	host := asciiHost(u.Hostname())
	if host == "" {
		return ""
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	return strings.ToLower(scheme) + host + escapeURI(rest[end:])
}

// asciiHost is a host as it stands in a URI: IPv6 in brackets, an
// internationalised name in Punycode, "" if it can be neither.
func asciiHost(host string) string {
	if ip, err := netip.ParseAddr(host); err == nil && ip.Is6() {
		return "[" + ip.WithZone("").String() + "]"
	}
	ascii, err := idna.Punycode.ToASCII(strings.ToLower(host))
	if err != nil || strings.ContainsFunc(host, outsideIRI) {
		return ""
	}
	for _, c := range []byte(ascii) {
		alnum := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if !alnum && strings.IndexByte("-._", c) < 0 {
			return ""
		}
	}
	return ascii
}

// escapeURI escapes what may not stand in the path, query and fragment of a URI
// and leaves escapes that are there.
func escapeURI(s string) string {
	s = clean(s)
	var b strings.Builder
	fragment := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		bad := c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>[\\]^`{|}", c) >= 0
		bad = bad || c == '%' && !hexPair(s[i+1:]) || c == '#' && fragment
		fragment = fragment || c == '#'
		if bad {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hexPair(s string) bool {
	const hex = "0123456789abcdefABCDEF"
	return len(s) >= 2 && strings.IndexByte(hex, s[0]) >= 0 && strings.IndexByte(hex, s[1]) >= 0
}

// Identity is the id under which an item is written: its own, else its link,
// else a name made from what it says, so that the same item has the same id.
func Identity(it *Item) string {
	for _, s := range []string{it.ID, it.Link} {
		if !blank(s) {
			return strings.TrimSpace(clean(s))
		}
	}
	return uuidOf(it.Title + "\x00" + it.Summary + "\x00" + it.Content + "\x00" + it.Published.String())
}

// atomID is id as RFC 4287 (4.2.6) wants it: an absolute IRI. An id that is none
// ("12345", as RSS allows) stands readable in a tag: URI.
func atomID(id string) string {
	if isIRI(id) {
		return id
	}
	return "tag:source.invalid,2026:" + url.QueryEscape(id)
}

func isIRI(s string) bool {
	scheme, rest, _ := strings.Cut(s, ":")
	if scheme == "" || rest == "" || strings.ContainsFunc(rest, outsideIRI) {
		return false
	}
	for i, c := range []byte(scheme) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || strings.IndexByte("0123456789+-.", c) < 0) {
			return false
		}
	}
	return true
}

// outsideIRI reports characters that RFC 3987 (2.2) has no place for.
func outsideIRI(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7F || strings.IndexByte("\"<>\\^`{|}", byte(r)) >= 0
	}
	return r < 0xA0 || r == utf8.RuneError || r&0xFFFE == 0xFFFE || unicode.IsSpace(r)
}

// uuidOf is a name-based UUID (RFC 9562, version 5) as a URN.
func uuidOf(name string) string {
	h := sha1.Sum([]byte("silkwire\x00" + name))
	h[6], h[8] = h[6]&0x0F|0x50, h[8]&0x3F|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
