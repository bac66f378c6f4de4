package feeds

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// rssDocument is RSS 2.0 around its items, by the profile of the RSS Advisory
// Board. It is a gorilla/feeds XmlFeed.
type rssDocument struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	History string     `xml:"xmlns:fh,attr"`
	Media   string     `xml:"xmlns:media,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       raw       `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language,omitempty"`
	Copyright   string    `xml:"copyright,omitempty"`
	Built       raw       `xml:"lastBuildDate"`
	Generator   string    `xml:"generator"`
	TTL         int       `xml:"ttl,omitempty"`
	SkipHours   *skipped  `xml:"skipHours"`
	SkipDays    *skipped  `xml:"skipDays"`
	Image       *rssImage `xml:"image"`
	Links       []link    `xml:"atom:link"`
	Archive     *struct{} `xml:"fh:archive"`
	Items       string    `xml:",innerxml"`
}

type rssImage struct {
	URL   string `xml:"url"`
	Title raw    `xml:"title"`
	Link  string `xml:"link"`
}

type skipped struct {
	Hours []int    `xml:"hour"`
	Days  []string `xml:"day"`
}

func (d *rssDocument) FeedXml() any { return d }

func newRSS(f *Feed) *rssDocument {
	title := raw{string(rssTitle.append(nil, titleOf(f)))}
	c := rssChannel{
		Title:       title,
		Link:        homeOf(f),
		Description: descriptionOf(f),
		Language:    spoken(f.Language),
		Copyright:   clean(f.Credit),
		Built:       raw{dateSlot},
		Generator:   generator,
		TTL:         max(f.Hints.TTL, 0),
		SkipHours:   skipHours(f.Hints.SkipHours),
		SkipDays:    skipDays(f.Hints.SkipDays),
		Links:       documentLinks(f, RSS),
		Items:       itemsSlot,
	}
	if address := webAddress(f.Image); address != "" {
		c.Image = &rssImage{URL: address, Title: title, Link: c.Link}
	}
	if f.Archive.Page {
		c.Archive = &struct{}{}
	}
	return &rssDocument{Version: "2.0", Atom: nsAtom, Content: nsContent, DC: nsDC, History: nsHistory, Media: nsMedia, Channel: c}
}

func skipHours(hours []int) *skipped {
	s := new(skipped)
	for hour := range 24 {
		for _, h := range hours {
			if h == hour {
				s.Hours = append(s.Hours, h)
				break
			}
		}
	}
	if s.Hours == nil {
		return nil
	}
	return s
}

func skipDays(days []string) *skipped {
	s := new(skipped)
	for _, day := range []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"} {
		for _, d := range days {
			if strings.EqualFold(d, day) {
				s.Days = append(s.Days, day)
				break
			}
		}
	}
	if s.Days == nil {
		return nil
	}
	return s
}

func appendRSS(dst []byte, it *Item) []byte {
	dst = append(dst, "<item>"...)
	dst = appendRSSHead(dst, it)
	dst = appendElement(dst, "dc:language", said(it.Language), xmlText)
	for _, p := range it.Authors {
		dst = appendElement(dst, "dc:creator", nameOf(p), xmlText)
	}
	for _, c := range categories(it) {
		dst = append(dst, "<category"...)
		dst = appendAttr(dst, "domain", c.Scheme)
		dst = append(dst, '>')
		dst = xmlText.append(dst, c.Label)
		dst = append(dst, "</category>"...)
	}
	if !blank(it.Content) {
		dst = append(dst, "<content:encoded>"...)
		dst = appendCDATA(dst, directed(it))
		dst = append(dst, "</content:encoded>"...)
	}
	dst = appendRSSMedia(dst, usableMedia(it.Media))
	dst = appendRSSSource(dst, it.Origin)
	dst = appendElement(dst, "dc:rights", it.Credit, xmlText)
	dst = appendTranslations(dst, "atom:link", it)
	return append(dst, "</item>"...)
}

// appendRSSHead writes what every reader looks at. The profile asks for a title
// or a description.
func appendRSSHead(dst []byte, it *Item) []byte {
	wordless := blank(it.Title) && blank(it.Summary)
	if wordless && blank(it.Content) {
		dst = appendElement(dst, "title", fallback(it), rssTitle)
	} else {
		dst = appendElement(dst, "title", it.Title, rssTitle)
	}
	dst = appendElement(dst, "link", webAddress(it.Link), xmlText)
	dst = append(dst, `<guid isPermaLink="false">`...)
	dst = xmlText.append(dst, Identity(it))
	dst = append(dst, "</guid>"...)
	if wordless && !blank(it.Content) {
		dst = append(dst, "<description>"...)
		dst = append(appendCDATA(dst, directed(it)), "</description>"...)
	} else {
		dst = appendElement(dst, "description", it.Summary, xmlHTML)
	}
	dst = appendDate(dst, "pubDate", firstOf(it.Published, it.Updated), rfc822)
	return appendDate(dst, "atom:updated", it.Updated, rfc3339)
}

// appendRSSMedia writes the leading one as the enclosure (the profile knows but
// one), and all with what is known of them.
func appendRSSMedia(dst []byte, media []Media) []byte {
	for i := range media {
		m := &media[i]
		if i == 0 {
			dst = append(dst, "<enclosure"...)
			dst = appendAttr(dst, "url", m.URL)
			dst = append(dst, ` length="`...)
			dst = strconv.AppendInt(dst, max(m.Length, 0), 10)
			dst = append(dst, '"')
			dst = appendAttr(dst, "type", m.Type)
			dst = append(dst, "/>"...)
		}
		dst = appendMediaContent(dst, m)
	}
	return dst
}

// appendRSSSource names the source. RSS wants its address; Dublin Core does not.
func appendRSSSource(dst []byte, o Origin) []byte {
	address := webAddress(o.Link)
	if address == "" {
		return appendElement(dst, "dc:source", o.Title, xmlText)
	}
	dst = append(dst, "<source"...)
	dst = appendAttr(dst, "url", address)
	dst = append(dst, '>')
	dst = xmlText.append(dst, or(o.Title, address))
	return append(dst, "</source>"...)
}
