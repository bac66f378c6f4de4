package feeds

import (
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// cut takes the first n signs that can be seen out of clean HTML, or the last,
// with the elements that then hold nothing.
func cut(content string, n int, last bool) string {
	if n == 0 {
		return content
	}
	body := &nethtml.Node{Type: nethtml.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := nethtml.ParseFragment(strings.NewReader(content), body)
	if err != nil {
		return content
	}
	var texts []*nethtml.Node
	for _, node := range nodes {
		body.AppendChild(node)
	}
	for node := range body.Descendants() {
		if node.Type == nethtml.TextNode {
			texts = append(texts, node)
		}
	}
	if last {
		slices.Reverse(texts)
	}
	for _, t := range texts {
		if n = cutText(t, n, last); n == 0 {
			break
		}
	}
	trimBreaks(body, last)
	var b strings.Builder
	for node := range body.ChildNodes() {
		if err := nethtml.Render(&b, node); err != nil {
			return content
		}
	}
	return strings.TrimSpace(printable.Sanitize(b.String()))
}

// cutText takes n signs out of a text node, or as many as it has, and gives how
// many are left to take.
func cutText(t *nethtml.Node, n int, last bool) int {
	runes := []rune(t.Data)
	for len(runes) > 0 && n > 0 {
		r := runes[0]
		if last {
			r, runes = runes[len(runes)-1], runes[:len(runes)-1]
		} else {
			runes = runes[1:]
		}
		n -= letterCount(string(r))
	}
	t.Data = string(runes)
	for node := t; node.Parent != nil && isEmptied(node); {
		parent := node.Parent
		parent.RemoveChild(node)
		node = parent
	}
	return n
}

// isEmptied reports a node in which nothing can be seen.
func isEmptied(n *nethtml.Node) bool {
	if n.Type == nethtml.TextNode {
		return letterCount(n.Data) == 0
	}
	for c := range n.Descendants() {
		if c.Type == nethtml.TextNode && letterCount(c.Data) > 0 || c.Type == nethtml.ElementNode && isVoid(c.Data) && c.DataAtom != atom.Br {
			return false
		}
	}
	return true
}

// trimBreaks takes the line breaks away with which a text would begin, or end.
func trimBreaks(parent *nethtml.Node, last bool) {
	for n := edge(parent, last); n != nil; n = edge(parent, last) {
		switch {
		case n.DataAtom == atom.Br || n.Type == nethtml.TextNode && letterCount(n.Data) == 0:
			parent.RemoveChild(n)
		case n.Type == nethtml.ElementNode && !isVoid(n.Data):
			parent = n
		default:
			return
		}
	}
}

func edge(n *nethtml.Node, last bool) *nethtml.Node {
	if last {
		return n.LastChild
	}
	return n.FirstChild
}

// letterCount is how many signs of a text can be seen.
func letterCount(s string) (n int) {
	for _, r := range s {
		if !isBlank(r) && !isUnwanted(r) {
			n++
		}
	}
	return n
}
