package page

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/feeds/lang"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Article reads the page as one article. It errs with ErrNoArticle if there is
// no headline, or nothing below it. The page cannot be used afterwards.
func (p *Page) Article() (*feeds.Item, error) {
	a := &reading{Page: p, object: p.articleObject(), scope: p.scope(), labels: p.labels()}
	it := &feeds.Item{ID: p.Link(), Link: p.Link(), Repairs: p.Repairs}
	if it.Title = a.title(); it.Title == "" {
		return nil, fmt.Errorf("%w: the page has no headline", ErrNoArticle)
	}
	it.Published = a.published(it)
	it.Updated = a.updated()
	it.Summary = a.abstract()
	it.Authors = a.authors()
	it.Editor = a.editor()
	it.Keywords = a.keywords()
	it.Section = a.section(it.Title)
	it.Credit = a.credit()
	it.Translations = p.translations()
	lead := a.leadPicture()
	it.Content, it.Media = p.body(it.Title, a.labels)
	it.Media = withLead(lead, it.Media)
	if it.Content == "" {
		it.Content = a.plainBody()
	}
	words := feeds.Text(it.Content)
	if words == "" && it.Summary == "" {
		return nil, fmt.Errorf("%w: nothing stands below the headline %q", ErrNoArticle, it.Title)
	}
	if it.Summary == "" {
		it.Summary = a.metaAbstract()
	}
	it.Place = a.place(words)
	it.Language = p.language(it.Title + "\n" + it.Summary + "\n" + words)
	feeds.ReadMarkers(it, p.zone())
	return it, nil
}

// A reading weighs what the parts of a page say of its article.
type reading struct {
	*Page
	object object             // JSON-LD; may be nil
	scope  *goquery.Selection // microdata; may be empty
	labels []label
}

func (a *reading) label(f field) (label, bool) {
	for _, l := range a.labels {
		if l.field == f && l.value != "" {
			return l, true
		}
	}
	return label{}, false
}

func (p *Page) selected(selector string) string {
	if selector == "" {
		return ""
	}
	return textOf(p.doc.Find(selector).First())
}

// firstOf is the first of texts that is not blank, on one line.
func firstOf(texts ...string) string {
	for _, s := range texts {
		if s = collapse(s); s != "" {
			return s
		}
	}
	return ""
}

func (a *reading) title() string {
	h1 := a.headline()
	title := firstOf(a.selected(a.selectors.Title), a.object.text("headline", "name"), prop(a.scope, "headline"), a.firstMeta(metaTitle...), h1, textOf(a.doc.Find("head title").First()))
	if rest, ok := strings.CutPrefix(title, h1); ok && h1 != "" && rest != "" && startsWithSeparator(rest) {
		return h1 // "Headline - Name of the site"
	}
	if h1 != "" && withoutHeadline(title, h1) != "" {
		return h1 // "Name of the site: headline"
	}
	if h1 == "" {
		return cutSite(title, a.firstMeta("og:site_name"))
	}
	return title
}

// headline is the first heading outside of what is around the article.
func (p *Page) headline() (found string) {
	for _, selector := range []string{"article h1", "main h1", "h1", "article h2", "main h2"} {
		p.doc.Find(selector).EachWithBreak(func(_ int, s *goquery.Selection) bool {
			if !inNoise(s.Get(0)) {
				found = textOf(s)
			}
			return found == ""
		})
		if found != "" {
			return found
		}
	}
	title := textOf(p.doc.Find("head title").First())
	p.doc.Find("h2,h3").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		if line := textOf(s); width(line) > 12 && strings.Contains(title, line) && !inNoise(s.Get(0)) {
			found = line
		}
		return found == ""
	})
	return found
}

func startsWithSeparator(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0"))
	return strings.ContainsRune(separators, r)
}

func cutSite(title, site string) string {
	if short, ok := strings.CutSuffix(title, site); ok && site != "" && short != "" {
		return strings.TrimRight(short, separators)
	}
	return title
}

func (a *reading) abstract() string {
	if s := a.selected(a.selectors.Abstract); s != "" {
		if _, value, ok := cutLabel(s); ok && value != "" {
			return value
		}
		return s
	}
	if s := firstOf(a.object.text("abstract"), prop(a.scope, "abstract")); s != "" {
		return s
	}
	if l, ok := a.label(abstract); ok {
		return l.value
	}
	return firstOf(a.object.text("description"), prop(a.scope, "description"))
}

func (a *reading) metaAbstract() string { return a.firstMeta(metaAbstract...) }

func (a *reading) keywords() []string {
	if sel := a.selectors.Keywords; sel != "" {
		var list []string
		a.doc.Find(sel).Each(func(_ int, s *goquery.Selection) { list = append(list, textOf(s)) })
		if len(list) == 1 {
			return splitKeywords(list[0])
		}
		return cleanKeywords(list)
	}
	for _, list := range [][]string{keywordList(texts(a.object["keywords"])), keywordList([]string{prop(a.scope, "keywords")}), cleanKeywords(a.metaTags())} {
		if len(list) > 0 {
			return list
		}
	}
	if list := splitKeywords(a.firstMeta(metaKeywords...)); len(list) > 0 {
		return list
	}
	if l, ok := a.label(keywords); ok {
		if len(l.parts) > 0 {
			return cleanKeywords(l.parts)
		}
		return splitKeywords(l.value)
	}
	return nil
}

func keywordList(values []string) []string {
	if len(values) == 1 {
		return splitKeywords(values[0])
	}
	return cleanKeywords(values)
}

func (a *reading) credit() string {
	if l, ok := a.label(source); ok && width(l.value) <= 80 {
		return l.value
	}
	return ""
}

func (a *reading) place(body string) string {
	location, _ := first(a.object["contentLocation"]).(map[string]any)
	return firstOf(firstPlace(body), object(location).text("name"), place(a.object.text("dateline")+" – "))
}

// plainBody is the text that JSON-LD repeats, where the page shows none.
func (a *reading) plainBody() string {
	bodies := texts(a.object["articleBody"])
	if len(bodies) == 0 {
		return ""
	}
	var paragraphs []string
	for line := range strings.Lines(bodies[0]) {
		if line = strings.TrimSpace(line); line != "" {
			paragraphs = append(paragraphs, "<p>"+html.EscapeString(line)+"</p>")
		}
	}
	return feeds.CleanHTML(strings.Join(paragraphs, "\n"), a.base)
}

func (a *reading) leadPicture() feeds.Media {
	m := a.object.picture(a.base)
	if m.URL == "" {
		m = feeds.Media{URL: a.imageLink(prop(a.scope, "image"))}
	}
	if m.URL == "" {
		m = feeds.Media{URL: a.imageLink(a.firstMeta(metaImage...)), Alt: a.firstMeta("og:image:alt", "twitter:image:alt")}
	}
	if ornaments.MatchString(m.URL) {
		return feeds.Media{}
	}
	if m.URL == "" {
		return a.figure()
	}
	m.Type = imageType(m.URL)
	return m
}

// figure is the first figure of the article, which may stand above its text.
func (p *Page) figure() (m feeds.Media) {
	p.doc.Find("article figure img,main figure img").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		ok := false
		if !inNoise(s.Get(0)) {
			m, ok = p.picture(s.Get(0))
		}
		return !ok
	})
	return m
}

// withLead puts the leading picture first, with what the text says of it.
func withLead(lead feeds.Media, list []feeds.Media) []feeds.Media {
	if lead.URL == "" {
		return list
	}
	all := []feeds.Media{lead}
	for _, m := range list {
		if m.URL != lead.URL {
			all = append(all, m)
		} else if lead.Alt == "" {
			all[0].Alt = m.Alt
		}
	}
	return all
}

// translations are the same article in other languages.
func (p *Page) translations() (list []feeds.Translation) {
	own := p.Link()
	p.doc.Find(`link[rel~="alternate"][hreflang][href]`).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		tag := lang.Canonical(s.AttrOr("hreflang", ""))
		link := p.absolute(s.AttrOr("href", ""))
		if tag != lang.Und && link != "" && link != own && s.AttrOr("type", "") == "" {
			list = append(list, feeds.Translation{Language: tag, Link: link})
		}
		return len(list) < 50
	})
	return list
}

// language is what the page declares, unless its text contradicts.
func (p *Page) language(words string) string {
	declared := p.declaredLanguage()
	if runes := []rune(words); len(runes) > 400 {
		words = string(runes[:400])
	}
	return lang.Detect(words, declared)
}

func (p *Page) declaredLanguage() string { return firstOf(p.articleLanguage(), p.opt.Language) }

func (p *Page) articleLanguage() string {
	for n := range p.doc.Get(0).Descendants() {
		if n.DataAtom == atom.Article || n.DataAtom == atom.Html {
			if tag := firstOf(attr(n, "lang"), attr(n, "xml:lang")); tag != "" {
				return tag
			}
		}
	}
	locale := strings.ReplaceAll(p.firstMeta("og:locale", "content-language", "language"), "_", "-")
	return firstOf(p.articleObject().text("inLanguage"), locale)
}
