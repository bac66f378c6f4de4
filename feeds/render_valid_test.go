package feeds

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A node is an XML element with its name as namespace and local name.
type node struct {
	Name     xml.Name
	Attrs    map[string]string
	Text     string
	Children []*node
}

func (n *node) all(local string) []*node {
	var found []*node
	for _, c := range n.Children {
		if c.name() == local {
			found = append(found, c)
		}
	}
	return found
}

func (n *node) one(name string) *node {
	if found := n.all(name); len(found) > 0 {
		return found[0]
	}
	return nil
}

func (n *node) text(name string) string {
	if c := n.one(name); c != nil {
		return c.Text
	}
	return ""
}

var prefixes = map[string]string{
	nsAtom: "atom:", nsContent: "content:", nsDC: "dc:", nsHistory: "fh:", nsMedia: "media:", nsTombstone: "at:",
	"http://www.w3.org/XML/1998/namespace": "xml:", "xml": "xml:",
}

func (n *node) name() string { return prefixes[n.Name.Space] + n.Name.Local }

// readXML reads a document with a strict decoder into nodes.
func readXML(doc []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	root := new(node)
	stack := []*node{root}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{Name: t.Name, Attrs: map[string]string{}}
			for _, a := range t.Attr {
				n.Attrs[prefixes[a.Name.Space]+a.Name.Local] = a.Value
			}
			top.Children = append(top.Children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.Text += string(t)
		}
	}
	if len(root.Children) != 1 {
		return nil, fmt.Errorf("%d root elements", len(root.Children))
	}
	return root.Children[0], nil
}

// A verdict collects what is wrong with a document.
type verdict struct{ faults []string }

func (v *verdict) check(ok bool, format string, args ...any) {
	if !ok {
		v.faults = append(v.faults, fmt.Sprintf(format, args...))
	}
}

func (v *verdict) address(s, where string) {
	u, err := url.Parse(s)
	v.check(err == nil && u.Host != "" && strings.HasPrefix(u.Scheme, "http"), "%s: %q is no absolute address", where, s)
	v.check(!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }), "%s: %q is not ASCII", where, s)
}

func (v *verdict) date(s, layout, where string) {
	_, err := time.Parse(layout, s)
	v.check(err == nil, "%s: %v", where, err)
}

func (v *verdict) times(n *node, least, most int, names ...string) {
	for _, name := range names {
		got := len(n.all(name))
		v.check(least <= got && got <= most, "%s has %d %s", n.name(), got, name)
	}
}

func (v *verdict) known(n *node, names string) {
	for _, c := range n.Children {
		v.check(slices.Contains(strings.Fields(names), c.name()), "%s in %s", c.name(), n.name())
	}
}

var (
	tagShape    = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)
	lengthShape = regexp.MustCompile(`^[0-9]+$`)
	typeShape   = regexp.MustCompile(`^[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+$`)
	iriShape    = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:[^\s"<>\\^` + "`" + `{|}]+$`)
)

// validate judges a document of a format by the rules of its standard.
func validate(doc []byte, format Format) []string {
	if !utf8.Valid(doc) {
		return []string{"not UTF-8"}
	}
	v := new(verdict)
	if format == JSON {
		v.jsonFeed(doc)
		return v.faults
	}
	root, err := readXML(doc)
	if err != nil {
		return []string{err.Error()}
	}
	if format == RSS {
		v.rss(root)
	} else {
		v.atom(root)
	}
	return v.faults
}

// rss follows the profile of the RSS Advisory Board.
func (v *verdict) rss(root *node) {
	v.check(root.name() == "rss" && root.Attrs["version"] == "2.0", "root is %s %v", root.name(), root.Attrs)
	v.times(root, 1, 1, "channel")
	c := root.one("channel")
	v.times(c, 1, 1, "title", "link", "description")
	v.times(c, 0, 1, "language", "copyright", "lastBuildDate", "generator", "ttl", "image", "fh:archive")
	v.known(c, "title link description language copyright lastBuildDate generator ttl skipHours skipDays image atom:link fh:archive item")
	for _, name := range []string{"title", "description"} {
		v.check(strings.TrimSpace(c.text(name)) != "", "channel has a blank %s", name)
	}
	if home := c.text("link"); home != "about:blank" { // RSS wants a link, also of a feed that has none
		v.address(home, "channel link")
	}
	if date := c.one("lastBuildDate"); date != nil {
		v.date(date.Text, time.RFC1123Z, "lastBuildDate")
	}
	for _, l := range c.all("atom:link") {
		v.address(l.Attrs["href"], "atom:link")
	}
	for _, it := range c.all("item") {
		v.rssItem(it)
	}
}

func (v *verdict) rssItem(it *node) {
	v.times(it, 0, 1, "title", "link", "description", "pubDate", "enclosure", "source", "content:encoded", "dc:language", "atom:updated", "dc:rights")
	v.times(it, 1, 1, "guid")
	v.known(it, "title link description guid pubDate enclosure source category content:encoded dc:language dc:creator dc:rights dc:source atom:updated atom:link media:content")
	v.check(it.one("title") != nil || it.one("description") != nil, "item has neither title nor description")
	v.check(strings.TrimSpace(it.text("guid")) != "" && it.one("guid").Attrs["isPermaLink"] == "false", "guid %q", it.text("guid"))
	v.check(tagShape.MatchString(it.text("dc:language")), "language %q", it.text("dc:language"))
	if link := it.one("link"); link != nil {
		v.address(link.Text, "item link")
	}
	if date := it.one("pubDate"); date != nil {
		v.date(date.Text, time.RFC1123Z, "pubDate")
	}
	if date := it.one("atom:updated"); date != nil {
		v.date(date.Text, time.RFC3339, "atom:updated")
	}
	for _, name := range []string{"enclosure", "media:content", "source"} {
		for _, n := range it.all(name) {
			v.address(n.Attrs["url"], name)
			v.check(name == "source" || typeShape.MatchString(n.Attrs["type"]), "%s type %q", name, n.Attrs["type"])
			v.check(name != "enclosure" || lengthShape.MatchString(n.Attrs["length"]), "enclosure of length %q", n.Attrs["length"])
		}
	}
	v.alternates(it.all("atom:link"))
}

// atom follows RFC 4287 and RFC 6721.
func (v *verdict) atom(root *node) {
	v.check(root.name() == "atom:feed", "root is %s", root.name())
	v.times(root, 1, 1, "atom:id", "atom:title", "atom:updated")
	v.times(root, 0, 1, "atom:subtitle", "atom:rights", "atom:logo", "atom:generator", "fh:archive")
	v.times(root, 1, 1, "atom:author")
	v.known(root, "atom:id atom:title atom:updated atom:subtitle atom:rights atom:logo atom:generator atom:author atom:link fh:archive atom:entry at:deleted-entry")
	v.check(iriShape.MatchString(root.text("atom:id")), "feed id %q", root.text("atom:id"))
	v.date(root.text("atom:updated"), time.RFC3339, "feed updated")
	v.alternates(root.all("atom:link"))
	entries := false
	for _, c := range root.Children {
		v.check(c.name() == "atom:entry" || !entries, "%s after an entry", c.name())
		switch c.name() {
		case "atom:entry":
			entries = true
			v.atomEntry(c)
		case "at:deleted-entry":
			v.check(iriShape.MatchString(c.Attrs["ref"]), "ref %q", c.Attrs["ref"])
			v.date(c.Attrs["when"], time.RFC3339, "when")
			v.check(strings.TrimSpace(c.text("at:comment")) != "", "deleted-entry without a word")
		}
	}
}

func (v *verdict) atomEntry(e *node) {
	v.times(e, 1, 1, "atom:id", "atom:title", "atom:updated")
	v.times(e, 0, 1, "atom:summary", "atom:content", "atom:published", "atom:rights", "atom:source")
	v.known(e, "atom:id atom:title atom:updated atom:summary atom:content atom:published atom:rights atom:source atom:author atom:category atom:link media:content")
	v.check(iriShape.MatchString(e.text("atom:id")), "entry id %q", e.text("atom:id"))
	v.check(tagShape.MatchString(e.Attrs["xml:lang"]), "xml:lang %q", e.Attrs["xml:lang"])
	v.date(e.text("atom:updated"), time.RFC3339, "updated")
	if date := e.one("atom:published"); date != nil {
		v.date(date.Text, time.RFC3339, "published")
	}
	alternate := v.alternates(e.all("atom:link"))
	v.check(alternate || e.one("atom:content") != nil, "entry has neither content nor alternate link")
	for _, a := range e.all("atom:author") {
		v.check(strings.TrimSpace(a.text("atom:name")) != "", "author without a name")
		v.check(a.one("atom:email") == nil || strings.Contains(a.text("atom:email"), "@"), "email %q", a.text("atom:email"))
	}
	for _, c := range e.all("atom:category") {
		v.check(c.Attrs["term"] != "", "category without a term")
		v.check(c.Attrs["scheme"] == "" || iriShape.MatchString(c.Attrs["scheme"]), "scheme %q", c.Attrs["scheme"])
	}
}

// alternates: no two links for the same language and type (RFC 4287, 4.1.2).
func (v *verdict) alternates(links []*node) (any bool) {
	seen := map[string]bool{}
	for _, l := range links {
		v.address(l.Attrs["href"], "link")
		v.check(l.Attrs["hreflang"] == "" || tagShape.MatchString(l.Attrs["hreflang"]), "hreflang %q", l.Attrs["hreflang"])
		if l.Attrs["rel"] == "alternate" {
			key := l.Attrs["hreflang"] + " " + l.Attrs["type"]
			v.check(!seen[key], "two alternates for %q", key)
			seen[key], any = true, true
		}
	}
	return any
}

type jsonDocument struct {
	Version     string                       `json:"version"`
	Title       string                       `json:"title"`
	HomePage    string                       `json:"home_page_url"`
	FeedURL     string                       `json:"feed_url"`
	Description string                       `json:"description"`
	NextURL     string                       `json:"next_url"`
	Icon        string                       `json:"icon"`
	Language    string                       `json:"language"`
	Authors     []jsonAuthor                 `json:"authors"`
	Hubs        []struct{ Type, URL string } `json:"hubs"`
	Items       []jsonItem                   `json:"items"`
	Silkwire    map[string]any               `json:"_silkwire"`
}

type jsonAuthor struct{ Name, URL string }

type jsonItem struct {
	ID          string       `json:"id"`
	URL         string       `json:"url"`
	Title       string       `json:"title"`
	Summary     string       `json:"summary"`
	ContentHTML *string      `json:"content_html"`
	ContentText *string      `json:"content_text"`
	Image       string       `json:"image"`
	Published   string       `json:"date_published"`
	Modified    string       `json:"date_modified"`
	Authors     []jsonAuthor `json:"authors"`
	Tags        []string     `json:"tags"`
	Language    string       `json:"language"`
	Attachments []struct {
		URL      string         `json:"url"`
		Type     string         `json:"mime_type"`
		Title    string         `json:"title"`
		Size     int64          `json:"size_in_bytes"`
		Seconds  int            `json:"duration_in_seconds"`
		Silkwire map[string]any `json:"_silkwire"`
	} `json:"attachments"`
	Silkwire map[string]any `json:"_silkwire"`
}

func readJSON(doc []byte) (*jsonDocument, error) {
	d := json.NewDecoder(bytes.NewReader(doc))
	d.DisallowUnknownFields()
	f := new(jsonDocument)
	if err := d.Decode(f); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("something follows the document: %v", err)
	}
	return f, nil
}

// jsonFeed follows JSON Feed 1.1.
func (v *verdict) jsonFeed(doc []byte) {
	f, err := readJSON(doc)
	if err != nil {
		v.check(false, "%v", err)
		return
	}
	v.check(f.Version == "https://jsonfeed.org/version/1.1", "version %q", f.Version)
	v.check(strings.TrimSpace(f.Title) != "", "blank title")
	v.check(f.Items != nil, "items is not an array")
	for _, s := range []string{f.HomePage, f.FeedURL, f.NextURL, f.Icon} {
		if s != "" {
			v.address(s, "feed")
		}
	}
	for _, hub := range f.Hubs {
		v.check(hub.Type == "WebSub", "hub type %q", hub.Type)
		v.address(hub.URL, "hub")
	}
	for i := range f.Items {
		v.jsonItem(&f.Items[i])
	}
}

func (v *verdict) jsonItem(it *jsonItem) {
	v.check(strings.TrimSpace(it.ID) != "", "blank id")
	v.check((it.ContentHTML == nil) != (it.ContentText == nil), "exactly one of content_html and content_text")
	v.check(it.ContentText == nil || strings.TrimSpace(*it.ContentText) != "", "blank content_text")
	v.check(tagShape.MatchString(it.Language), "language %q", it.Language)
	for _, s := range []string{it.URL, it.Image} {
		if s != "" {
			v.address(s, "item")
		}
	}
	for _, s := range []string{it.Published, it.Modified} {
		if s != "" {
			v.date(s, time.RFC3339, "date")
		}
	}
	for _, a := range it.Authors {
		v.check(a.Name != "" || a.URL != "", "empty author")
	}
	for _, a := range it.Attachments {
		v.address(a.URL, "attachment")
		v.check(typeShape.MatchString(a.Type), "mime_type %q", a.Type)
	}
}
