package syndication

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// withoutPictures takes pictures with their captions out of clean HTML.
func withoutPictures(content string) string {
	if !strings.Contains(content, "<img") && !strings.Contains(content, "<figure") && !strings.Contains(content, "<picture") {
		return content
	}
	z := html.NewTokenizer(strings.NewReader(content))
	var b strings.Builder
	depth := 0 // of figures and pictures
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		raw := string(z.Raw())
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		framed := (kind == html.StartTagToken || kind == html.EndTagToken) && (tag == atom.Figure || tag == atom.Picture)
		switch {
		case framed && kind == html.StartTagToken:
			depth++
		case framed && depth > 0:
			depth--
		case depth == 0 && tag != atom.Img:
			b.WriteString(raw)
		}
	}
}
