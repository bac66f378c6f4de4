package feeds

import (
	"path"
	"sort"
	"strconv"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"
)

// media are the files of Media RSS, alone or in groups, and iTunes pictures.
func (x extensions) media(base string) []Media {
	list := mediaOf(ext.Extension{Children: x["media"]}, Media{}, base)
	if href := absoluteLink(x.attr("itunes", "image", "href"), base); href != "" {
		list = append(list, Media{URL: href, Type: firstText(guessType(href), "image/jpeg")})
	}
	if seconds := duration(x.text("itunes", "duration")); seconds > 0 {
		list = append(list, Media{Seconds: seconds}) // of the enclosure, see gatherMedia
	}
	return list
}

// mediaOf reads the media elements within e; what e says of credit, title and
// caption holds for all of them (Media RSS 1.5.1).
func mediaOf(e ext.Extension, about Media, base string) []Media {
	about.Title = firstText(headline(childText(e, "title"), looseTitle), about.Title)
	about.Alt = firstText(headline(firstText(childText(e, "text"), childText(e, "description")), looseTitle), about.Alt)
	about.Credit = firstText(headline(childText(e, "credit"), looseTitle), about.Credit)
	var list []Media
	for _, c := range e.Children["content"] {
		m := mediaFile(c, about, base)
		list = append(list, m)
		for _, t := range c.Children["thumbnail"] {
			list = append(list, thumbnail(t, m, base))
		}
	}
	for _, g := range e.Children["group"] {
		list = append(list, mediaOf(g, about, base)...)
	}
	for _, t := range e.Children["thumbnail"] {
		list = append(list, thumbnail(t, about, base))
	}
	return list
}

func mediaFile(c ext.Extension, about Media, base string) Media {
	m := Media{
		URL:    absoluteLink(c.Attrs["url"], base),
		Type:   c.Attrs["type"],
		Title:  firstText(headline(childText(c, "title"), looseTitle), about.Title),
		Alt:    firstText(headline(firstText(childText(c, "text"), childText(c, "description")), looseTitle), about.Alt),
		Credit: firstText(headline(childText(c, "credit"), looseTitle), about.Credit),
		Width:  pixels(c.Attrs["width"]), Height: pixels(c.Attrs["height"]),
		Seconds: duration(c.Attrs["duration"]),
	}
	m.Length, _ = strconv.ParseInt(strings.TrimSpace(c.Attrs["fileSize"]), 10, 64)
	m.Length = max(m.Length, 0)
	if m.Type == "" && c.Attrs["medium"] == "image" {
		m.Type = firstText(guessType(m.URL), "image/jpeg")
	}
	return m
}

func thumbnail(t ext.Extension, about Media, base string) Media {
	url := absoluteLink(firstText(t.Attrs["url"], t.Value), base)
	return Media{URL: url, Type: firstText(guessType(url), "image/jpeg"), Alt: about.Alt, Credit: about.Credit,
		Width: pixels(t.Attrs["width"]), Height: pixels(t.Attrs["height"])}
}

// duration reads "3723", "62:03" and "1:02:03" as seconds; 0 if it is none.
func duration(s string) int {
	total := 0
	for part := range strings.SplitSeq(strings.TrimSpace(s), ":") {
		n, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || n < 0 || n > 1e6 {
			return 0
		}
		total = total*60 + int(n)
	}
	return min(total, 1<<30)
}

// gatherMedia puts what is said twice of one file together, pictures named by
// the source before those found in its text, larger pictures before smaller.
func gatherMedia(list []Media) []Media {
	var out []Media
	at := map[string]int{}
	seconds := 0
	for _, m := range list {
		if m.URL == "" {
			seconds = max(seconds, m.Seconds)
			continue
		}
		if i, ok := at[m.URL]; ok {
			complete(&out[i], m)
			continue
		}
		m.Type = firstText(strings.ToLower(m.Type), guessType(m.URL))
		at[m.URL] = len(out)
		out = append(out, m)
	}
	for i := range out {
		if seconds > 0 && (strings.HasPrefix(out[i].Type, "audio/") || strings.HasPrefix(out[i].Type, "video/")) {
			out[i].Seconds = max(out[i].Seconds, seconds)
			break
		}
	}
	sortPictures(out)
	return out
}

// sortPictures puts the widest picture first; other files keep their places.
func sortPictures(list []Media) {
	var places []int
	var pictures []Media
	for i, m := range list {
		if strings.HasPrefix(m.Type, "image/") {
			places, pictures = append(places, i), append(pictures, m)
		}
	}
	sort.SliceStable(pictures, func(i, j int) bool { return likelyWidth(pictures[i]) > likelyWidth(pictures[j]) })
	for i, at := range places {
		list[at] = pictures[i]
	}
}

// likelyWidth takes a picture of unknown width for one of common size.
func likelyWidth(m Media) int {
	if m.Width == 0 {
		return 600
	}
	return m.Width
}

// complete fills what m does not know from another mention of the same file.
func complete(m *Media, other Media) {
	m.Type = firstText(m.Type, other.Type)
	m.Title = firstText(m.Title, other.Title)
	m.Alt = firstText(m.Alt, other.Alt)
	m.Credit = firstText(m.Credit, other.Credit)
	m.Length = max(m.Length, other.Length)
	m.Seconds = max(m.Seconds, other.Seconds)
	if m.Width == 0 {
		m.Width, m.Height = other.Width, other.Height
	}
}

// guessType is the media type that an address suggests, or "".
func guessType(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return mediaTypes[strings.ToLower(path.Ext(address))]
}
