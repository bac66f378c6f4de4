package page

import (
	"mime"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const maxPictures = 20

// ornaments are pictures that show nothing of the story.
var ornaments = regexp.MustCompile(`(?i)(?:^|[/_.-])(?:qr|qrcode|logo|icon|avatar|spacer|blank|pixel|tracking|sprite|button|loading|placeholder|share|wechat|weixin)(?:[/_.-]|\d|$)`)

// pictures gives the pictures of a text with their captions.
func (p *Page) pictures(root *html.Node) (list []feeds.Media) {
	for n := range root.Descendants() {
		if n.DataAtom != atom.Img || len(list) >= maxPictures {
			continue
		}
		if m, ok := p.picture(n); ok && !has(list, m.URL) {
			list = append(list, m)
		}
	}
	return list
}

func (p *Page) picture(n *html.Node) (feeds.Media, bool) {
	src := attr(n, "src")
	for _, lazy := range []string{"data-src", "data-original", "data-lazy-src"} {
		if v := attr(n, lazy); v != "" {
			src = v
			n.Attr = append(dropAttr(n.Attr, "src"), html.Attribute{Key: "src", Val: v})
			break
		}
	}
	m := feeds.Media{URL: p.imageLink(src), Alt: collapse(attr(n, "alt"))}
	m.Width, _ = strconv.Atoi(attr(n, "width"))
	m.Height, _ = strconv.Atoi(attr(n, "height"))
	small := m.Width > 0 && m.Width < 60 || m.Height > 0 && m.Height < 60
	if m.URL == "" || small || ornaments.MatchString(src) {
		return m, false
	}
	if caption := caption(n); caption != "" {
		m.Alt = caption
	}
	m.Type = imageType(m.URL)
	return m, true
}

// imageLink is absolute like any link, but keeps its query whole: servers of
// pictures sign it.
func (p *Page) imageLink(src string) string {
	if strings.HasPrefix(src, "data:") {
		return ""
	}
	return p.absolute(src)
}

func dropAttr(list []html.Attribute, key string) (rest []html.Attribute) {
	for _, a := range list {
		if a.Key != key {
			rest = append(rest, a)
		}
	}
	return rest
}

// caption is the figcaption of the figure around n.
func caption(n *html.Node) string {
	for a := range func(yield func(*html.Node) bool) { ancestors(n, yield) } {
		if a.DataAtom != atom.Figure {
			continue
		}
		for c := range a.Descendants() {
			if c.DataAtom == atom.Figcaption {
				return text(c)
			}
		}
		return ""
	}
	return ""
}

// imageType guesses from the address; "" if it does not tell.
func imageType(link string) string {
	link, _, _ = strings.Cut(link, "?")
	kind, _, _ := strings.Cut(mime.TypeByExtension(strings.ToLower(path.Ext(link))), ";")
	if strings.HasPrefix(kind, "image/") {
		return kind
	}
	return ""
}

func has(list []feeds.Media, address string) bool {
	for _, m := range list {
		if m.URL == address {
			return true
		}
	}
	return false
}
