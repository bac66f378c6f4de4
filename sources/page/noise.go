package page

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// noiseNames are words in class and id of what is around an article and not of it.
var noiseNames = regexp.MustCompile(`(?:^|[\s_-])(?:pop-?up|popups?|modal|overlay|dialog|lightbox|newsletter|subscri(?:be|ption)|sign-?up|log-?in|cookies?|consent|gdpr|share|sharing|social|sns|qr-?code|qr|qrcode|ewm|erweima|related|recommend(?:ed|ation)?s?|more-?news|read-?(?:more|also|next)|see-?also|hot-?news|most-?read|popular|trending|comments?|respond|disqus|sidebar|side-?bar|aside|widget|banner|advert(?:isement)?s?|ads?|adsbygoogle|sponsor(?:ed)?|promo|breadcrumbs?|crumbs?|paginat(?:ion|or)|pager|toolbar|print|font-?size|feedback|contact-?form|write-?to-?us|back-?to-?top|gotop|skip-?link|copyright|footer|foot|nav|navbar|navigation|menu|topbar|masthead)(?:$|[\s_-]|\d)`)

var noiseRoles = map[string]bool{
	"navigation": true, "dialog": true, "alertdialog": true, "complementary": true, "search": true,
	"menu": true, "menubar": true, "banner": true, "contentinfo": true, "form": true,
}

// isNoise reports whether n and all in it is around an article and not of it.
func isNoise(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Form, atom.Button, atom.Select, atom.Input, atom.Textarea, atom.Dialog, atom.Footer, atom.Object, atom.Embed:
		return true
	case atom.Body, atom.Html, atom.Main, atom.Article, atom.H1:
		return false
	}
	if noiseRoles[attr(n, "role")] || attr(n, "aria-hidden") == "true" || attr(n, "aria-modal") == "true" {
		return true
	}
	if _, hidden := find(n, "hidden"); hidden {
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
		return true
	}
	return noiseNames.MatchString(names(n)) && attr(n, "itemprop") != "articleBody"
}

func find(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// inNoise reports whether n stands in something around the article.
func inNoise(n *html.Node) bool {
	if isNoise(n) {
		return true
	}
	for a := range func(yield func(*html.Node) bool) { ancestors(n, yield) } {
		if isNoise(a) {
			return true
		}
	}
	return false
}

// dropNoise takes what is around an article out of the tree below n, unless it
// holds most of the text: then its name was misleading.
func dropNoise(n *html.Node) {
	total := width(text(n))
	var drop []*html.Node
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case c.Type == html.CommentNode:
				drop = append(drop, c)
			case c.Type != html.ElementNode:
			case isNoise(c) && (c.DataAtom == atom.Form || width(text(c))*2 < total):
				drop = append(drop, c)
			default:
				walk(c)
			}
		}
	}
	walk(n)
	for _, c := range drop {
		remove(c)
	}
}

// hints are lines that invite instead of telling.
var hints = regexp.MustCompile(`(?i)^[\s(（\[【]*(?:scan the qr|scan (?:this|the) code|start a free trial|free trial|subscribe (?:now|to|here)|sign up (?:for|to)|click (?:here|on the button)|read (?:more|also)\b|see also\b|share this|follow us|扫一扫|扫码|扫描二维码|掃描|分享到|点击查看|相关阅读|相關閱讀|关注我们|关注微信|関連記事|シェアする|무단\s?전재|저작권자|구독|اقرأ أيضا|اقرأ أيضًا|شارك|تابعنا|اشترك|بیشتر بخوانید|انتهای پیام|عضو شوید|читайте также|подписывайтесь|подпишитесь|поделиться|lire aussi|à lire aussi|abonnez-vous|partager|comparte\b|comparta|lea también|le puede interesar|suscríbase|compartir|leia também|assine|lesen sie auch|mehr zum thema|jetzt abonnieren|teilen|leggi anche|iscriviti|यह भी पढ़ें|और पढ़ें|सब्सक्राइब|शेयर करें)`)

// isHint reports whether a line invites to scan, subscribe or read on.
func isHint(line string) bool { return width(line) < 200 && hints.MatchString(line) }
