package feeds

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

// A documentKind is what a document turned out to be.
type documentKind string

const (
	kindRSS  documentKind = "RSS"
	kindAtom documentKind = "Atom"
	kindJSON documentKind = "JSON Feed"
)

// within is how many bytes of a document may come before its root.
const within = 64 << 10

// roots are the elements with which feeds begin.
var roots = regexp.MustCompile(`(?i)<(?:[a-z][a-z0-9.-]*:)?(rss|rdf|feed|channel)[\s>]`)

var rootKinds = map[string]documentKind{"rss": kindRSS, "rdf": kindRSS, "channel": kindRSS, "feed": kindAtom}

// sniff tells what doc is and where it begins. The error of a document that is
// no feed says in plain words what it is instead.
func sniff(doc string) (kind documentKind, start int, err error) {
	text := strings.TrimLeft(doc, " \t\r\n\ufeff\x00")
	start = len(doc) - len(text)
	switch {
	case text == "":
		return "", 0, notFeed("an empty document")
	case text[0] == '{':
		return kindJSON, start, jsonKind(text)
	case text[0] == '[':
		return "", 0, notFeed("JSON that is no JSON Feed (a list)")
	}
	root, at := rootElement(text)
	if kind, ok := rootKinds[root]; ok {
		return kind, start, nil
	}
	if isPage(root, text) {
		return "", 0, notFeed(pageWords(text))
	}
	if m := roots.FindStringSubmatchIndex(text[:min(len(text), within)]); m != nil {
		return rootKinds[strings.ToLower(text[m[2]:m[3]])], start + prolog(text, m[0]), nil
	}
	return "", 0, notFeed(otherDocument(root, text[at:]))
}

func notFeed(what string) error { return fmt.Errorf("%w: %s", ErrNotFeed, what) }

// rootElement is the name in lower case, without prefix, of the first element
// and its place; "" if a document does not begin with one.
func rootElement(text string) (name string, at int) {
	for at < len(text) {
		rest := text[at:]
		switch {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r' || rest[0] == '\n':
			at++
			continue
		case strings.HasPrefix(rest, "<!--"):
			at = past(text, at, "-->")
			continue
		case strings.HasPrefix(rest, "<?"):
			at = past(text, at, ">")
			continue
		case strings.HasPrefix(rest, "<!"):
			m := mender{src: text, pos: at}
			at = m.definitionEnd()
			continue
		}
		m := mender{src: text}
		if rest[0] != '<' {
			return "", at
		}
		name, _ = m.tagName(at + 1)
		if _, local, ok := strings.Cut(name, ":"); ok {
			name = local
		}
		return strings.ToLower(name), at
	}
	return "", 0
}

func past(text string, from int, mark string) int {
	if i := strings.Index(text[from:], mark); i >= 0 {
		return from + i + len(mark)
	}
	return len(text)
}

// prolog is where the declarations before the root at offset root begin.
func prolog(text string, root int) int {
	if i := strings.LastIndex(text[:root], "<?xml"); i >= 0 {
		return i
	}
	return root
}

func isPage(root, text string) bool {
	head := strings.ToLower(text[:min(len(text), 2048)])
	return root == "html" || strings.Contains(head, "<!doctype html") || strings.Contains(head, "<html")
}

var titleElement = regexp.MustCompile(`(?is)<title[^>]*>(.{0,1000}?)</title>`)

// pageWords describes a web page by its title.
func pageWords(text string) string {
	if m := titleElement.FindStringSubmatch(text[:min(len(text), within)]); m != nil {
		if t := headline(html.UnescapeString(m[1]), looseTitle); t != "" {
			return fmt.Sprintf("a web page titled %q", shorten(t, 100))
		}
	}
	return "a web page without a title"
}

// shorten is s with at most n characters.
func shorten(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// otherRoots tells documents of other kinds by their root.
var otherRoots = map[string]string{
	"opml": "a list of feeds (OPML); add the feeds it names", "urlset": "a sitemap", "sitemapindex": "a sitemap index",
	"error": "an error message in XML", "newsitem": "a NewsML-G2 item", "newsmessage": "a NewsML-G2 message", "nitf": "a NITF article",
	"svg": "a picture (SVG)", "kml": "a map (KML)", "opensearchdescription": "a search description",
}

// otherDocument describes what is neither a feed nor a web page.
func otherDocument(root, text string) string {
	switch {
	case otherRoots[root] != "":
		return otherRoots[root]
	case root == "item" || root == "entry":
		return fmt.Sprintf("a single <%s> without the feed around it", root)
	case root != "":
		return fmt.Sprintf("XML of another kind (its root is <%s>)", root)
	case strings.HasPrefix(text, "%PDF"):
		return "a PDF document"
	case strings.HasPrefix(text, "BEGIN:VCALENDAR"):
		return "a calendar"
	}
	words := foldLines(text[:min(len(text), 400)], false)
	if words == "" || strings.ContainsRune(words, '\ufffd') {
		return "a file that is no text"
	}
	return fmt.Sprintf("a text that begins with %q", shorten(words, 60))
}
