// Package page reads web pages that were made for people as if they were
// feeds: a listing page gives the links of its articles, an article page gives
// an item. It is pure: HTML in, [feeds.Item] out.
//
// What a page says of an article is taken in this order of trust: selectors an
// editor configured, JSON-LD, microdata, OpenGraph and meta elements, the labels
// that newsrooms print ("Abstract:", "责任编辑", "Ключевые слова"), and the
// page's structure.
package page

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/net/html"
)

// Errors that callers tell apart.
var (
	ErrNoArticle = errors.New("no article found")
	ErrNoListing = errors.New("no list of articles found")
)

// Selectors are CSS selectors for pages whose structure cannot be found out.
// All may be empty.
type Selectors struct {
	Links, Title, Date, Abstract, Body, Keywords, Author, Next string
}

// maxNodes bounds what a page may cost: the largest real ones have a tenth.
const maxNodes = 200_000

// A Page is a parsed web page. It is used by one goroutine.
type Page struct {
	Repairs []string // what had to be mended to read the page, in plain words

	opt       feeds.ParseOptions
	selectors Selectors
	doc       *goquery.Document
	base      string
	meta      map[string][]string // content of meta elements, by name or property
	data      []object            // JSON-LD, flattened
}

// Parse reads the HTML of a page in any encoding. Of opt it uses all but MaxItems:
// a page has bounds of its own.
func Parse(data []byte, opt feeds.ParseOptions, selectors Selectors) (*Page, error) {
	if opt.Now.IsZero() {
		opt.Now = time.Now()
	}
	text, repairs := feeds.Decode(data, opt.ContentType)
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("the page is empty")
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("parse the page: %w", err)
	}
	if n := countNodes(root); n > maxNodes {
		return nil, fmt.Errorf("the page has more than %d elements", maxNodes)
	}
	p := &Page{Repairs: repairs, opt: opt, selectors: selectors, doc: goquery.NewDocumentFromNode(root)}
	p.base = p.findBase()
	p.meta = readMeta(p.doc)
	p.data = readJSONLD(p.doc)
	p.doc.Find("script,style,noscript,template,svg,iframe").Remove()
	return p, nil
}

// Title is what the site calls itself; "" if it does not say.
func (p *Page) Title() string {
	if name := p.firstMeta("og:site_name", "application-name"); name != "" {
		return name
	}
	if name := p.publisher(); name != "" {
		return name
	}
	title := collapse(p.doc.Find("head title").First().Text())
	h1 := p.headline()
	return firstOf(withoutHeadline(title, h1), title)
}

// withoutHeadline is the name of the site beside the headline; "" if title is
// no headline with a name.
func withoutHeadline(title, h1 string) string {
	if h1 == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(title, h1); ok && startsWithSeparator(rest) {
		return strings.TrimLeft(rest, separators)
	}
	if rest, ok := strings.CutSuffix(title, h1); ok {
		if site := strings.TrimRight(rest, separators+"："); site != rest {
			return site
		}
	}
	return ""
}

// Link is the page's own address as it gives it, or as it was fetched.
func (p *Page) Link() string {
	href, _ := p.doc.Find(`link[rel~="canonical"]`).First().Attr("href")
	if link := p.absolute(href); link != "" && sameSite(link, p.opt.URL) {
		return link
	}
	return p.absolute(p.opt.URL)
}

// separators stand between a headline and the name of the site.
const separators = " \u00a0-–—|_·•:»«/"

func (p *Page) findBase() string {
	base := p.opt.URL
	href, ok := p.doc.Find("base[href]").First().Attr("href")
	if !ok {
		return base
	}
	own, err := url.Parse(base)
	if err != nil {
		return base
	}
	if ref, err := own.Parse(strings.TrimSpace(href)); err == nil && ref.Host != "" {
		return ref.String()
	}
	return base
}

// absolute is the canonical address of a link; "" if it is none that can be read.
func (p *Page) absolute(href string) string {
	href = strings.TrimSpace(href)
	if href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	return feeds.CanonicalLink(href, p.base)
}

// date reads a date that the page prints.
func (p *Page) date(text string) (feeds.Time, bool) {
	text = collapse(text)
	if len(text) > 120 || !strings.ContainsFunc(text, isDigit) {
		return feeds.Time{}, false
	}
	if t, ok := feeds.ParseTime(text, p.opt.Zone); ok {
		return t, true
	}
	if m := dayFirst.FindStringSubmatch(text); m != nil && !strings.HasPrefix(p.declaredLanguage()+"en", "en") {
		return feeds.ParseTime(m[3]+"-"+pad(m[2])+"-"+pad(m[1])+m[4], p.opt.Zone)
	}
	return feeds.Time{}, false
}

// dayFirst is 06/11/2026, which only Americans read as 11 June; a page in any
// other language than English means November.
var dayFirst = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(\s+\d{1,2}:\d{2}(?::\d{2})?)?$`)

func pad(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}
