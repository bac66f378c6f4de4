package page

import "golang.org/x/net/html"

// IsArticle tells an article from a listing: by what the page says of itself,
// or by where its text is.
func (p *Page) IsArticle() bool {
	if p.selectors.Links != "" && p.doc.Find(p.selectors.Links).Length() > 0 {
		return false
	}
	if p.listsInData() {
		return false
	}
	if p.articleObject() != nil && p.articleCount() == 1 || p.scope().Length() == 1 || p.firstMeta("og:type") == "article" {
		return true
	}
	g := p.entryGroup()
	if g == nil {
		return true
	}
	told, listed := p.textOutside(g)
	return told > listed
}

func (p *Page) listsInData() bool {
	for _, o := range p.data {
		if o.is("CollectionPage", "ItemList", "SearchResultsPage") {
			return true
		}
	}
	return false
}

func (p *Page) articleCount() (n int) {
	for _, o := range p.data {
		if o.is("Article", "BlogPosting") {
			n++
		}
	}
	return n
}

// textOutside measures paragraphs that tell, outside of the list, and all text in it.
func (p *Page) textOutside(g *group) (told, listed int) {
	inList := map[*html.Node]bool{}
	for _, e := range g.entries {
		listed += width(text(e.node))
		inList[e.node] = true
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case c.Type != html.ElementNode || inList[c] || isNoise(c):
			case paragraphWidth(c) > 0:
				told += paragraphWidth(c)
			default:
				walk(c)
			}
		}
	}
	walk(p.doc.Get(0))
	return told, listed
}
