package page

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// maxMeta bounds the meta elements read of a page.
const maxMeta = 300

// readMeta collects meta elements by lower-case name, property or itemprop.
func readMeta(doc *goquery.Document) map[string][]string {
	meta := map[string][]string{}
	doc.Find("meta[content]").EachWithBreak(func(i int, s *goquery.Selection) bool {
		content := collapse(s.AttrOr("content", ""))
		for _, key := range []string{"property", "name"} {
			if name := strings.ToLower(strings.TrimSpace(s.AttrOr(key, ""))); name != "" && content != "" {
				meta[name] = append(meta[name], content)
			}
		}
		return i < maxMeta
	})
	return meta
}

func (p *Page) firstMeta(names ...string) string {
	for _, name := range names {
		if values := p.meta[name]; len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// The names under which pages of many makers say the same.
var (
	metaTitle    = []string{"og:title", "twitter:title", "dc.title", "dcterms.title", "headline"}
	metaDate     = []string{"article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "publish-date", "published_time", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "weibo:article:create_at", "og:release_date"}
	metaModified = []string{"article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified", "weibo:article:update_at"}
	metaAbstract = []string{"og:description", "description", "twitter:description", "dc.description", "dcterms.abstract"}
	metaAuthor   = []string{"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "sailthru.author"}
	metaKeywords = []string{"news_keywords", "keywords", "parsely-tags", "dc.subject", "sailthru.tags"}
	metaSection  = []string{"article:section", "og:article:section", "section", "parsely-section", "category"}
	metaImage    = []string{"og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "thumbnail"}
)

// metaTags gives article:tag elements, one keyword each.
func (p *Page) metaTags() []string { return append(p.meta["article:tag"], p.meta["og:article:tag"]...) }
