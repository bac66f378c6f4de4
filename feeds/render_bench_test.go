package feeds

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gorilla "github.com/gorilla/feeds"
)

// hundredItems is a fixed workload: stories of about 2 kB in six scripts, as an
// agency sends them.
func hundredItems() []Item {
	words := []string{
		"port authority signs agreement on", "Город открыл новую линию метро", "افتتح الميناء الجديد أمام السفن",
		"智慧城市建设取得新进展", "स्मार्ट सिटी परियोजना", "新しい港が開かれた", "<em>“smart city”</em> & more",
	}
	languages := []string{"en", "ru", "ar", "zh-Hans", "hi", "ja"}
	rng := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2026, 11, 2, 8, 0, 0, 0, time.FixedZone("", 8*3600))
	items := make([]Item, 100)
	for i := range items {
		var content strings.Builder
		for range 8 {
			content.WriteString("<p>")
			for range 6 {
				content.WriteString(words[rng.IntN(len(words))] + " ")
			}
			content.WriteString("</p>\n")
		}
		address := fmt.Sprintf("https://agency.example/news/2026/%d.html", 5000+i)
		items[i] = Item{
			ID:        fmt.Sprintf("tag:wire.example.org,2026:story/%d", i),
			Link:      address,
			Title:     words[rng.IntN(6)],
			Summary:   words[rng.IntN(6)] + ", " + words[rng.IntN(6)],
			Content:   content.String(),
			Language:  languages[i%len(languages)],
			Authors:   []Person{{Name: "Li Wei"}},
			Topics:    []Category{{Term: "smart-city", Scheme: "https://wire.example.org/topics", Label: "Smart cities"}},
			Keywords:  []string{"ports", "港口"},
			Media:     []Media{{URL: address + ".jpg", Type: "image/jpeg", Length: 120_000, Alt: "The port", Credit: "Agency"}},
			Published: At(start.Add(time.Duration(i) * time.Minute)),
			Updated:   At(start.Add(time.Duration(i+5) * time.Minute)),
			Origin:    Origin{Title: "Agency", Link: "https://agency.example/"},
			Credit:    "Agency / Wire",
		}
	}
	return items
}

func hundred() *Feed {
	return &Feed{
		ID: "tag:wire.example.org,2026:daily", Title: "Daily Nile", Description: "All stories", Language: "en",
		Link: "https://wire.example.org/outlets/daily", Self: "https://wire.example.org/outlets/daily/feed.rss",
		Hubs:    []string{"https://wire.example.org/hub"},
		Archive: Archive{Prev: "https://wire.example.org/outlets/daily/feed.rss?archive=7"},
		Credit:  "Wire", Updated: At(time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)), Items: hundredItems(),
	}
}

// BenchmarkEncode100 encodes 100 items, which happens once for each version of each.
func BenchmarkEncode100(b *testing.B) {
	f := hundred()
	for _, format := range Formats {
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range f.Items {
					if _, err := Encode(&f.Items[i], format); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// BenchmarkJoin100 writes the document around 100 shared items, which happens
// once for each change of each outlet feed.
func BenchmarkJoin100(b *testing.B) {
	f := hundred()
	for _, format := range Formats {
		b.Run(string(format), func(b *testing.B) {
			items := make([][]byte, 1+len(f.Items))
			for i := range f.Items {
				items[1+i], _ = Encode(&f.Items[i], format)
			}
			b.ReportAllocs()
			for b.Loop() {
				e, err := NewEnvelope(f, format)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(bytes.Join(e.Enclose(slices.Clone(items), f.Updated), nil))))
			}
		})
	}
}

// BenchmarkGorilla100 is the peer: the same items in gorilla/feeds' own types.
func BenchmarkGorilla100(b *testing.B) {
	g := stock(hundred())
	writers := map[Format]func() (string, error){RSS: g.ToRss, Atom: g.ToAtom, JSON: g.ToJSON}
	for _, format := range Formats {
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				document, err := writers[format]()
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(document)))
			}
		})
	}
}

// stock is as much of f as gorilla/feeds' types can carry.
func stock(f *Feed) *gorilla.Feed {
	g := &gorilla.Feed{
		Title: f.Title, Description: f.Description, Link: &gorilla.Link{Href: f.Link}, Id: f.ID,
		Updated: f.Updated.Time, Copyright: f.Credit,
	}
	for i := range f.Items {
		it := &f.Items[i]
		g.Items = append(g.Items, &gorilla.Item{
			Id: it.ID, Title: it.Title, Link: &gorilla.Link{Href: it.Link}, Description: it.Summary, Content: it.Content,
			Author: &gorilla.Author{Name: it.Authors[0].Name}, Created: it.Published.Time, Updated: it.Updated.Time,
			Enclosure: &gorilla.Enclosure{Url: it.Media[0].URL, Type: it.Media[0].Type, Length: "120000"},
		})
	}
	return g
}
