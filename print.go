package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/silkwire/silkwire/feeds"
)

// printText writes a feed for people: what an editor wants to see before
// adding a source.
func printText(w io.Writer, f *feeds.Feed) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s  [%s]  %s%s\n", orDash(f.Title), orDash(f.Language), counted(len(f.Items), "item"), repairsOf(f))
	for _, r := range f.Repairs {
		fmt.Fprintf(b, "repaired: %s\n", r)
	}
	for i := range f.Items {
		fmt.Fprintln(b)
		printItem(b, &f.Items[i])
	}
	return b.Flush()
}

func printItem(w io.Writer, it *feeds.Item) {
	fmt.Fprintf(w, "%s\n", orDash(it.Title))
	field(w, "id", it.ID)
	field(w, "link", it.Link)
	field(w, "date", dateText(it.Published))
	if !it.Updated.Equal(it.Published.Time) {
		field(w, "updated", dateText(it.Updated))
	}
	field(w, "language", it.Language)
	field(w, "place", it.Place)
	field(w, "section", it.Section)
	field(w, "authors", people(it.Authors))
	if it.Editor != nil {
		field(w, "editor", people([]feeds.Person{*it.Editor}))
	}
	field(w, "keywords", strings.Join(it.Keywords, ", "))
	for _, m := range it.Media {
		field(w, "media", strings.TrimSpace(m.URL+" "+m.Type))
	}
	field(w, "status", string(it.Status))
	field(w, "embargo", embargoText(it.Embargo))
	field(w, "note", it.Note)
	field(w, "repaired", strings.Join(it.Repairs, "; "))
	field(w, "summary", it.Summary)
	if it.Content != "" {
		fmt.Fprintln(w)
		for _, line := range strings.Split(feeds.Text(it.Content), "\n") {
			if line = strings.TrimSpace(line); line != "" {
				fmt.Fprintf(w, "  %s\n", line)
			}
		}
	}
}

func field(w io.Writer, name, text string) {
	if text != "" {
		fmt.Fprintf(w, "  %-9s %s\n", name+":", text)
	}
}

func dateText(t feeds.Time) string {
	text := ""
	switch {
	case t.IsZero():
		return ""
	case t.DateOnly:
		text = t.Format("2006-01-02")
	default:
		text = t.Format("2006-01-02 15:04:05 -07:00")
	}
	if t.Original != "" {
		text += " (the source says " + t.Original + ")"
	}
	return text
}

func embargoText(t feeds.Time) string {
	if t.Equal(feeds.UntilReleased) {
		return "until an editor releases it"
	}
	return dateText(t)
}

func people(list []feeds.Person) string {
	names := []string{}
	for _, p := range list {
		name := p.Name
		if p.Email != "" {
			name = strings.TrimSpace(name + " <" + p.Email + ">")
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// repairsOf says how many repairs a feed needed, or nothing.
func repairsOf(f *feeds.Feed) string {
	n := len(f.Repairs)
	for _, it := range f.Items {
		n += len(it.Repairs)
	}
	if n == 0 {
		return ""
	}
	return ", " + counted(n, "repair")
}

// counted is a number with its noun, whose plural ends in s.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
