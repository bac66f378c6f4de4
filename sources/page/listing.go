package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An Entry is an article as a listing shows it.
type Entry struct {
	Link    string
	Title   string
	Summary string
	Date    feeds.Time
}

// A Listing is a page that lists articles.
type Listing struct {
	Entries []Entry // in document order
	Next    string  // address of the page with older entries; "" if there is none
	Layout  string  // where the entries stand; Page.Has tells whether it is still there
}

const maxEntries = 500

// Listing reads the page as a list of articles. It errs with ErrNoListing.
func (p *Page) Listing() (*Listing, error) {
	group := p.entryGroup()
	if group == nil {
		return nil, ErrNoListing
	}
	l := &Listing{Layout: group.layout, Next: p.next()}
	for _, e := range group.entries[:min(len(group.entries), maxEntries)] {
		l.Entries = append(l.Entries, p.entry(e))
	}
	return l, nil
}

// Has reports whether a layout seen before is still on the page, though perhaps
// without entries: an empty list is not a changed page.
func (p *Page) Has(layout string) bool {
	if layout == "" {
		return false
	}
	for n := range p.doc.Get(0).Descendants() {
		if n.Type == html.ElementNode && signature(n) == layout {
			return true
		}
	}
	return false
}

// An entryLink is an article's link with the element that shows the article.
type entryLink struct {
	link  string
	title string
	node  *html.Node
}

// A group is what may be the list: links whose elements stand alike.
type group struct {
	layout  string
	entries []entryLink
	score   int
}

// entryGroup is the best list on the page; nil if there is none.
func (p *Page) entryGroup() *group {
	links := p.candidates()
	if sel := p.selectors.Links; sel != "" {
		return p.selectedGroup(sel)
	}
	groups := map[string]*group{}
	var order []*group
	for _, e := range links {
		if width(e.title) < 8 || inNoise(e.node) {
			continue
		}
		key := signature(e.node.Parent) + ">" + tag(e.node)
		g := groups[key]
		if g == nil {
			g = &group{layout: signature(e.node.Parent)}
			groups[key] = g
			order = append(order, g)
		}
		g.entries = append(g.entries, e)
	}
	for _, g := range order {
		g.score = p.rate(g)
	}
	best := slices.MaxFunc(append(order, &group{}), func(a, b *group) int { return cmp.Compare(a.score, b.score) })
	if best.score == 0 {
		return nil
	}
	return best
}

// rate prefers many long titles, and entries with a date and a summary. Two
// titles make a list, one does if it has a date.
func (p *Page) rate(g *group) (score int) {
	dated, wide := 0, 0
	for _, e := range g.entries[:min(len(g.entries), 50)] {
		w := min(width(e.title), 80)
		wide += w
		score += w
		if entry := p.entry(e); !entry.Date.IsZero() {
			score += 60
			dated++
		}
		score += min(width(text(e.node))-width(e.title), 100) / 2
	}
	if wide < 18*len(g.entries[:min(len(g.entries), 50)]) && dated == 0 || len(g.entries) < 2 && dated == 0 {
		return 0
	}
	return score
}

// candidates are the links that may lead to articles, each with the largest
// element that shows no other.
func (p *Page) candidates() (list []entryLink) {
	index := map[string]int{}
	anchors := map[*html.Node]string{}
	own := p.absolute(p.opt.URL)
	for n := range p.doc.Get(0).Descendants() {
		if n.DataAtom != atom.A || len(anchors) > 3000 {
			continue
		}
		link := p.absolute(attr(n, "href"))
		if link == "" || link == own || !sameSite(link, p.opt.URL) || isRoot(link) {
			continue
		}
		anchors[n] = link
		title := linkTitle(n)
		if i, ok := index[link]; ok {
			if width(title) > width(list[i].title) && !isHint(title) {
				list[i].title, list[i].node = title, n
			}
			continue
		}
		index[link] = len(list)
		list = append(list, entryLink{link, title, n})
	}
	counts := countLinks(p.doc.Get(0), anchors)
	for i := range list {
		list[i].node = counts.alone(list[i].node)
	}
	return list
}

func isRoot(link string) bool {
	u, err := url.Parse(link)
	return err != nil || (u.Path == "" || u.Path == "/") && u.RawQuery == ""
}

// linkTitle is the title that a link shows: of its heading, or its own text,
// unless its title attribute has it in full.
func linkTitle(n *html.Node) string {
	shown := text(n)
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && len(c.Data) == 2 && c.Data[0] == 'h' && c.Data[1] >= '1' && c.Data[1] <= '6' {
			shown = text(c)
			break
		}
	}
	full := collapse(attr(n, "title"))
	begin := strings.TrimSpace(strings.TrimRight(shown, ".… "))
	if full != "" && (shown == "" || strings.HasPrefix(full, begin)) {
		return full
	}
	return shown
}

// linkCounts tells how many articles are linked from within an element; -1 is
// more than one.
type linkCounts map[*html.Node]string

const several = "\x00"

func countLinks(root *html.Node, anchors map[*html.Node]string) linkCounts {
	counts := linkCounts{}
	for n, link := range anchors {
		for ; n != nil && n != root; n = n.Parent {
			switch counts[n] {
			case "":
				counts[n] = link
			case link:
			default:
				counts[n] = several
			}
		}
	}
	return counts
}

// alone climbs from n to the largest element that shows no other article.
func (c linkCounts) alone(n *html.Node) *html.Node {
	for n.Parent != nil && n.Parent.Type == html.ElementNode && c[n.Parent] != several && n.Parent.DataAtom != atom.Body {
		n = n.Parent
	}
	return n
}

func (p *Page) selectedGroup(selector string) *group {
	g := &group{score: 1}
	all := p.candidates()
	p.doc.Find(selector).Each(func(_ int, s *goquery.Selection) {
		if goquery.NodeName(s) != "a" {
			s = s.Find("a[href]").First()
		}
		if s.Length() == 0 {
			return
		}
		link := p.absolute(s.AttrOr("href", ""))
		i := slices.IndexFunc(all, func(e entryLink) bool { return e.link == link })
		if i >= 0 && !slices.ContainsFunc(g.entries, func(e entryLink) bool { return e.link == link }) {
			g.entries = append(g.entries, all[i])
			g.layout = signature(all[i].node.Parent)
		}
	})
	if len(g.entries) == 0 {
		return nil
	}
	return g
}

// signature is an element's path by names, without positions.
func signature(n *html.Node) string {
	var steps []string
	for ; n != nil && n.Type == html.ElementNode && len(steps) < 6; n = n.Parent {
		steps = append(steps, tag(n))
	}
	slices.Reverse(steps)
	return strings.Join(steps, ">")
}

// tag is an element's name with its classes, but for those that count or mark.
func tag(n *html.Node) string {
	name := n.Data
	for _, class := range strings.Fields(strings.ToLower(attr(n, "class"))) {
		if !strings.ContainsFunc(class, isDigit) && !slices.Contains([]string{"first", "last", "odd", "even", "active", "cur", "current", "new", "hot", "top"}, class) {
			name += "." + class
		}
	}
	return name
}
