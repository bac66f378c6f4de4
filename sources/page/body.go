package page

import (
	"net/url"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability"
	"github.com/PuerkitoBio/goquery"
	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// body gives the article's text as clean HTML, and its element in the page
// ("" and nil if there is none). The tree is changed: what is no text is gone.
func (p *Page) body(title string, labels []label) (content string, pictures []feeds.Media) {
	for _, l := range labels {
		if l.field != noField && !holdsText(l.node, l) {
			remove(l.node)
		}
	}
	root := p.bodyElement()
	if root == nil {
		return "", nil
	}
	dropNoise(root)
	trim(root, title)
	pictures = p.pictures(root)
	figures(root)
	for _, n := range breakers(root) {
		paragraphs(n)
	}
	unindent(root)
	return feeds.CleanHTML(inner(root), p.base), pictures
}

// holdsText reports whether the element of a label holds much more than its line.
func holdsText(n *html.Node, l label) bool {
	return width(text(n)) > width(l.value)+80 && l.field != abstract && l.field != keywords
}

// bodyElement finds the element that holds the text: as configured, as marked,
// where the paragraphs are, or as readability has it.
func (p *Page) bodyElement() *html.Node {
	if sel := p.selectors.Body; sel != "" {
		return firstNode(p.doc.Find(sel))
	}
	if n := firstNode(p.scope().Find(`[itemprop~="articleBody"]`)); n != nil && width(text(n)) > 40 {
		return n
	}
	body := firstNode(p.doc.Find("body"))
	if body == nil {
		return nil
	}
	dropNoise(body)
	if n := densest(body); n != nil {
		return n
	}
	return p.readable()
}

func firstNode(s *goquery.Selection) *html.Node {
	if s.Length() == 0 {
		return nil
	}
	return s.Get(0)
}

// densest is the element whose own paragraphs hold most of the text: half of
// all there is, with few links in it; nil if no element stands out.
func densest(body *html.Node) *html.Node {
	scores := map[*html.Node]int{}
	total := 0
	for n := range body.Descendants() {
		w := paragraphWidth(n)
		if w == 0 {
			continue
		}
		total += w
		scores[n.Parent] += w
		if n.Parent.Parent != nil {
			scores[n.Parent.Parent] += w / 2
		}
	}
	var best *html.Node
	for n := range body.Descendants() { // in document order, so that equals are settled
		if s := scores[n]; s > 0 && (best == nil || s > scores[best]) {
			best = n
		}
	}
	if scores[body] > 0 && (best == nil || scores[body] > scores[best]) {
		best = body
	}
	if best == nil || scores[best]*2 < total {
		return nil
	}
	return best
}

// paragraphWidth measures n as a paragraph of an article: text that is not
// mostly links, in a block without blocks.
func paragraphWidth(n *html.Node) int {
	if n.Type != html.ElementNode || !isBlock(n) || hasBlock(n) || n.DataAtom == atom.Li || n.DataAtom == atom.Figcaption {
		return 0
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Td, atom.Th:
		return 0
	}
	line := text(n)
	w := width(line)
	linked := 0
	for _, t := range linkTexts(n) {
		linked += width(t)
	}
	if w < 20 || linked*2 > w || isHint(line) {
		return 0
	}
	return w
}

// readable asks readability, for pages whose text is in no common element.
func (p *Page) readable() *html.Node {
	address, err := url.Parse(p.opt.URL)
	if err != nil {
		return nil
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	parser.CharThresholds = 140
	parser.MaxElemsToParse = maxNodes
	found, err := parser.ParseDocument(p.doc.Get(0), address)
	if err != nil || width(found.TextContent) < 40 {
		return nil
	}
	return found.Node
}

// trim takes out of the text what repeats the headline, the date, or invites.
func trim(root *html.Node, title string) {
	var drop []*html.Node
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || !isBlock(n) || hasBlock(n) || n.DataAtom == atom.Figcaption {
			continue
		}
		line := text(n)
		heading := n.DataAtom == atom.H1 || line == title
		if heading || isHint(line) || line == "" && !hasPicture(n) {
			drop = append(drop, n)
		}
	}
	for _, n := range drop {
		remove(n)
	}
	trimEnds(root)
}

// trimEnds drops a date or by-line that stands before the first paragraph.
func trimEnds(root *html.Node) {
	for n := firstElement(root); n != nil; n = firstElement(root) {
		line := text(n)
		_, isDate := feeds.ParseTime(line, nil)
		if n.DataAtom == atom.P || hasPicture(n) || width(line) > 60 || !isDate {
			return
		}
		remove(n)
	}
}

func firstElement(n *html.Node) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			return c
		}
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return nil
		}
	}
	return nil
}

// figures makes paragraphs that hold nothing but a picture figures.
func figures(root *html.Node) {
	var list []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.P && hasPicture(n) && text(n) == "" {
			list = append(list, n)
		}
	}
	for _, n := range list {
		n.Data, n.DataAtom = "figure", atom.Figure
	}
}

// breakers are the elements whose paragraphs are parted by two line breaks.
func breakers(root *html.Node) (list []*html.Node) {
	if isBroken(root) {
		list = append(list, root)
	}
	for n := range root.Descendants() {
		if isBlock(n) && isBroken(n) {
			list = append(list, n)
		}
	}
	return list
}

func isBroken(n *html.Node) bool {
	breaks := 0
	for c := range n.ChildNodes() {
		switch {
		case c.DataAtom == atom.Br:
			if breaks++; breaks == 2 {
				return n.DataAtom != atom.P && n.DataAtom != atom.Td || !hasBlock(n)
			}
		case c.Type != html.TextNode || strings.TrimSpace(c.Data) != "":
			breaks = 0
		}
	}
	return false
}

// paragraphs parts the content of n where two line breaks stand.
func paragraphs(n *html.Node) {
	if n.DataAtom == atom.P {
		n.Data, n.DataAtom = "div", atom.Div
	}
	var children []*html.Node
	for c := range n.ChildNodes() {
		children = append(children, c)
	}
	var p *html.Node
	for i, c := range children {
		n.RemoveChild(c)
		blank := c.Type == html.TextNode && strings.TrimSpace(c.Data) == ""
		switch {
		case isBlock(c):
			n.AppendChild(c)
			p = nil
		case c.DataAtom == atom.Br && i+1 < len(children) && nextBreak(children[i+1:]):
			p = nil
		case p == nil && (blank || c.DataAtom == atom.Br):
		default:
			if p == nil {
				p = &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
				n.AppendChild(p)
			}
			p.AppendChild(c)
		}
	}
}

// nextBreak reports whether a line break follows, but for white space.
func nextBreak(list []*html.Node) bool {
	for _, c := range list {
		if c.Type != html.TextNode || strings.TrimSpace(c.Data) != "" {
			return c.DataAtom == atom.Br
		}
	}
	return false
}

// unindent takes off the ideographic spaces that begin a Chinese paragraph.
func unindent(root *html.Node) {
	for n := range root.Descendants() {
		if n.DataAtom == atom.P && n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
			n.FirstChild.Data = strings.TrimLeft(n.FirstChild.Data, "\u3000\u00a0 \t\r\n")
		}
	}
}

func hasPicture(n *html.Node) bool {
	for c := range n.Descendants() {
		if slices.Contains([]atom.Atom{atom.Img, atom.Picture, atom.Video, atom.Audio}, c.DataAtom) {
			return true
		}
	}
	return false
}

func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		if html.Render(&b, c) != nil {
			return ""
		}
	}
	return b.String()
}
