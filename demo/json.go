package demo

import "time"

// jsonFeed is the agency as JSON Feed 1.1.
func (v *view) jsonFeed() any {
	type author struct {
		Name string `json:"name"`
	}
	type entry struct {
		ID        string    `json:"id"`
		URL       string    `json:"url"`
		Title     string    `json:"title"`
		Summary   string    `json:"summary"`
		HTML      string    `json:"content_html"`
		Published time.Time `json:"date_published"`
		Modified  time.Time `json:"date_modified"`
		Authors   []author  `json:"authors,omitempty"`
		Tags      []string  `json:"tags,omitempty"`
		Language  string    `json:"language"`
	}
	items := []entry{}
	for _, it := range v.Items {
		if it.Withdrawn {
			continue
		}
		e := entry{ID: it.Link, URL: it.Link, Title: it.Title, Summary: it.Summary, HTML: paragraphs(it.Body), Published: it.Published, Modified: it.edition.Updated, Tags: it.Keywords, Language: v.Language}
		for _, a := range it.Authors {
			e.Authors = append(e.Authors, author{a})
		}
		items = append(items, e)
	}
	return map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": v.Title, "language": v.Language,
		"home_page_url": v.Home, "feed_url": v.Self, "items": items,
	}
}
