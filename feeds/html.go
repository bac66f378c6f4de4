package feeds

import (
	"html"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// CleanHTML keeps of an HTML fragment what a partner may print: paragraphs,
// headings, lists, tables, links, figures and captions, dir and lang; links are
// made absolute against base. Scripts, styles, forms, frames, event handlers
// and tracking pixels are gone.
func CleanHTML(fragment, base string) string {
	clean, _ := cleanHTML(fragment, base)
	return clean
}

// cleanHTML also gives the first picture of the fragment.
func cleanHTML(fragment, base string) (clean string, first *Media) {
	fragment = strings.TrimSpace(fragment)
	if !strings.ContainsAny(fragment, "<&\r\x00") {
		return html.EscapeString(fragment), nil
	}
	body := &nethtml.Node{Type: nethtml.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := nethtml.ParseFragment(strings.NewReader(fragment), body)
	if err != nil { // nested deeper than a browser would read
		return paragraphs(Text(fragment)), nil
	}
	s := settler{base: base}
	s.parsed = sync.OnceValues(func() (*url.URL, error) { return url.Parse(tidyLink(base)) })
	var b strings.Builder
	for _, n := range nodes {
		body.AppendChild(n)
	}
	s.settle(body)
	for n := range body.ChildNodes() {
		if err := nethtml.Render(&b, n); err != nil {
			return paragraphs(Text(fragment)), nil
		}
	}
	clean = b.String()
	if s.strange {
		clean = printable.Sanitize(clean)
	}
	return strings.TrimSpace(clean), s.first
}

// paragraphs is text as HTML, a paragraph for each line.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>")
		}
	}
	return b.String()
}

// printable is what may be printed: the last word on elements and attributes.
var printable = newPrintable()

func newPrintable() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "div", "span", "section", "article", "header", "footer", "aside", "address",
		"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "q", "cite", "pre",
		"figure", "figcaption", "picture", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col",
		"a", "b", "strong", "i", "em", "u", "s", "del", "ins", "small", "mark", "sub", "sup", "abbr", "time", "code", "kbd",
		"samp", "var", "dfn", "wbr", "bdi", "bdo", "ruby", "rt", "rp", "img", "audio", "video", "source")
	p.AllowNoAttrs().OnElements("span", "a", "img")
	p.AllowAttrs("dir").Matching(bluemonday.Direction).Globally()
	p.AllowAttrs("lang").Globally()
	p.AllowAttrs("href", "hreflang", "title").OnElements("a")
	p.AllowAttrs("src", "alt", "title", "width", "height").OnElements("img")
	p.AllowAttrs("src", "controls", "poster", "width", "height").OnElements("audio", "video")
	p.AllowAttrs("src", "type").OnElements("source")
	p.AllowAttrs("cite").OnElements("blockquote", "q", "del", "ins")
	p.AllowAttrs("datetime").OnElements("time", "del", "ins")
	p.AllowAttrs("colspan", "rowspan", "scope", "headers").OnElements("td", "th")
	p.AllowAttrs("start", "reversed", "type").OnElements("ol")
	p.AllowAttrs("title").OnElements("abbr", "dfn")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireParseableURLs(true)
	p.SkipElementsContent("script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "select",
		"textarea", "button", "svg", "math", "canvas", "title", "head", "noembed", "noframes", "dialog")
	return p
}

// A settler makes the links of a tree absolute and takes out what nobody prints.
type settler struct {
	base    string
	parsed  func() (*url.URL, error) // base, parsed once
	first   *Media
	strange bool // something is left that printable must judge
}

func (s *settler) settle(parent *nethtml.Node) {
	for n := parent.FirstChild; n != nil; {
		next := n.NextSibling
		switch {
		case n.Type == nethtml.CommentNode, n.Type == nethtml.ElementNode && !s.keep(n):
			parent.RemoveChild(n)
		case n.Type == nethtml.ElementNode:
			s.strange = s.strange || !isPlain(n)
			s.settle(n)
			if isHollow(n) {
				parent.RemoveChild(n)
			}
		}
		n = next
	}
}

// isPlain reports the elements of which most stories are made, as printable
// would leave them: it need not read those again, which halves the cost.
func isPlain(n *nethtml.Node) bool {
	if n.Namespace != "" {
		return false
	}
	switch n.DataAtom {
	case atom.P, atom.Br, atom.B, atom.Strong, atom.I, atom.Em, atom.Ul, atom.Ol, atom.Li, atom.Blockquote,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.Div, atom.Figure, atom.Figcaption:
		return len(n.Attr) == 0
	case atom.A:
		return len(n.Attr) == 0 || len(n.Attr) == 1 && n.Attr[0].Key == "href" && isPlainLink(n.Attr[0].Val)
	case atom.Img: // picture has left nothing but what may stay
		return isPlainLink(attr(n, "src"))
	}
	return false
}

// plainInLinks are the characters of addresses that are the same in any spelling.
const plainInLinks = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/?=&+,:;@!$*#"

// isPlainLink reports an address that is as printable would write it.
func isPlainLink(href string) bool {
	rest, ok := strings.CutPrefix(href, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(href, "http://")
	}
	return ok && strings.Trim(rest, plainInLinks) == ""
}

// keep settles the attributes of an element; false if it has to go.
func (s *settler) keep(n *nethtml.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Form, atom.Iframe, atom.Input, atom.Button, atom.Template, atom.Link, atom.Meta, atom.Base:
		return false
	case atom.Img:
		return s.picture(n)
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "href":
			a.Val = s.link(a.Val)
		case "src", "poster", "cite":
			a.Val = absoluteLink(a.Val, s.base)
		}
	}
	n.Attr = withoutEmpty(n.Attr)
	return true
}

// link keeps what readers follow: pages, mail addresses, telephones.
func (s *settler) link(href string) string {
	lower := strings.ToLower(strings.TrimSpace(href))
	if strings.HasPrefix(lower, "mailto:") || strings.HasPrefix(lower, "tel:") {
		return strings.TrimSpace(href)
	}
	if strings.HasPrefix(lower, "#") && s.base == "" {
		return ""
	}
	u := resolveAgainst(href, s.parsed)
	if u == nil {
		return ""
	}
	u.RawQuery = withoutTracking(u.RawQuery)
	return u.String()
}

// picture settles an image, whose address scripts may keep in another
// attribute; false if it shows nothing.
func (s *settler) picture(n *nethtml.Node) bool {
	src := pictureAddress(n)
	abs := absoluteLink(src, s.base)
	width, height := pixels(attr(n, "width")), pixels(attr(n, "height"))
	if abs == "" || isPixel(n, abs, width, height) {
		return false
	}
	kept := []nethtml.Attribute{{Key: "src", Val: abs}, {Key: "alt", Val: attr(n, "alt")}}
	for _, a := range n.Attr {
		if a.Key == "title" || a.Key == "width" || a.Key == "height" {
			kept = append(kept, a)
		}
	}
	n.Attr = kept
	if s.first == nil && !isOrnament(abs, width, height) {
		s.first = &Media{URL: abs, Type: guessType(abs), Alt: foldLines(attr(n, "alt"), false), Width: width, Height: height}
	}
	return true
}

// pictureAddress prefers the address that lazy loading puts in later.
func pictureAddress(n *nethtml.Node) string {
	src := attr(n, "src")
	for _, key := range []string{"data-src", "data-original", "data-lazy-src", "data-url", "data-srcset", "srcset"} {
		v := strings.TrimSpace(attr(n, key))
		if v == "" || src != "" && !strings.HasPrefix(src, "data:") && key != "data-src" && key != "data-original" && key != "data-lazy-src" {
			continue
		}
		if strings.HasSuffix(key, "srcset") {
			v, _, _ = strings.Cut(v, " ")
			v = strings.TrimSuffix(v, ",")
		}
		return v
	}
	return src
}

// isPixel reports a picture that is there to count readers.
func isPixel(n *nethtml.Node, src string, width, height int) bool {
	if width > 0 && width <= 2 || height > 0 && height <= 2 {
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || attr(n, "hidden") != "" {
		return true
	}
	for _, counter := range counters {
		if strings.Contains(src, counter) {
			return true
		}
	}
	return false
}

// counters are parts of addresses of pictures that only count readers.
var counters = []string{
	"feedburner.com/~r/", "feeds.feedburner.com/~", "feedsportal.com/", "pixel.wp.com", "stats.wordpress.com", "google-analytics.com",
	"doubleclick.net", "scorecardresearch.com", "b.scorecard", "quantserve.com", "facebook.com/tr", "medium.com/_/stat",
	"vgwort.de", "met.vgwort", "pixel.gif", "/pixel?", "counter.theguardian", "feeds.wordpress.com/1.0/", "rss.buysellads.com", "ivwbox.de",
}

// isOrnament reports a picture too small to stand for a story.
func isOrnament(src string, width, height int) bool {
	return width > 0 && width < 50 || height > 0 && height < 50 || strings.Contains(src, "emoji") || strings.Contains(src, "gravatar.com")
}

// isHollow reports an element that shows nothing once its content is gone.
func isHollow(n *nethtml.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Figure, atom.Picture, atom.P, atom.Div, atom.Span:
		for c := range n.ChildNodes() {
			if c.Type != nethtml.TextNode || strings.TrimSpace(c.Data) != "" {
				return false
			}
		}
		return n.FirstChild == nil || n.DataAtom != atom.Span
	}
	return false
}

func attr(n *nethtml.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func withoutEmpty(attrs []nethtml.Attribute) []nethtml.Attribute {
	kept := attrs[:0]
	for _, a := range attrs {
		if a.Val != "" || a.Key == "controls" {
			kept = append(kept, a)
		}
	}
	return kept
}

// pixels reads a width or height; 0 if it is none.
func pixels(s string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), "px"))
	if err != nil || n < 0 || n > 1<<20 {
		return 0
	}
	return n
}
