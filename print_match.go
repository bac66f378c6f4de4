package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication/match"
)

// contextBytes is how much is shown on each side of a word that matched.
const contextBytes = 80

// maxSnippets is how many places of an item are shown.
const maxSnippets = 3

// printMatch writes an item that matched: its title, where it is, and the words
// in their context, between mark.
func printMatch(w io.Writer, it *feeds.Item, from string, why match.Explanation, topics []string, mark [2]string) {
	byField := map[string][]match.Hit{}
	for _, h := range why.Hits {
		key := fmt.Sprint(h.Field, h.Index)
		byField[key] = append(byField[key], h)
	}
	fmt.Fprintf(w, "%s\n", marked(it.Title, byField["title0"], mark))
	where := []string{from, it.Language}
	if d := dateText(it.Published); d != "" {
		where = append(where, d)
	}
	fmt.Fprintf(w, "  %s\n", strings.Join(append(where, orDash(it.Link)), "  "))
	if len(topics) > 0 {
		fmt.Fprintf(w, "  topics: %s\n", strings.Join(topics, ", "))
	}
	shown := []string{}
	lines := func(label, text, field string) {
		for _, line := range snippets(text, byField[field], mark) {
			if !slices.Contains(shown, line) { // content often begins with the summary
				shown = append(shown, line)
				fmt.Fprintf(w, "  %s%s\n", label, line)
			}
		}
	}
	lines("", it.Summary, "summary0")
	lines("", feeds.Text(it.Content), "content0")
	for i, k := range it.Keywords {
		lines("keyword: ", k, fmt.Sprint("keyword", i))
	}
	for i, a := range it.Authors {
		lines("author: ", a.Name, fmt.Sprint("author", i))
	}
	fmt.Fprintln(w)
}

// snippets gives the first places of text at which there are hits, a line each.
func snippets(text string, hits []match.Hit, mark [2]string) (lines []string) {
	end := 0
	for _, h := range sorted(hits) {
		if h.Start < end || h.End > len(text) || len(lines) == maxSnippets {
			continue
		}
		start := wordStart(text, max(end, h.Start-contextBytes), h.Start)
		end = wordEnd(text, min(len(text), h.End+contextBytes), h.End)
		line := strings.Join(strings.Fields(marked(text[start:end], moved(hits, start, end), mark)), " ")
		if start > 0 {
			line = "…" + line
		}
		if end < len(text) {
			line += "…"
		}
		lines = append(lines, line)
	}
	return lines
}

// wordStart moves offset on to where a word starts, up to limit; scripts without
// spaces are cut between characters.
func wordStart(text string, offset, limit int) int {
	offset = boundary(text, offset)
	if offset == 0 {
		return 0
	}
	if i := strings.IndexByte(text[offset:limit], ' '); i >= 0 && i < contextBytes/4 {
		return offset + i + 1
	}
	return offset
}

// wordEnd moves offset back to where a word ends, down to limit.
func wordEnd(text string, offset, limit int) int {
	offset = boundary(text, offset)
	if offset == len(text) {
		return offset
	}
	if i := strings.LastIndexByte(text[limit:offset], ' '); i >= 0 && offset-limit-i < contextBytes/4 {
		return limit + i
	}
	return offset
}

// boundary is the start of the character at or before offset.
func boundary(text string, offset int) int {
	for offset > 0 && offset < len(text) && !utf8.RuneStart(text[offset]) {
		offset--
	}
	return offset
}

// moved gives the hits within text[start:end], counted from start.
func moved(hits []match.Hit, start, end int) (in []match.Hit) {
	for _, h := range hits {
		if h.Start >= start && h.End <= end {
			h.Start, h.End = h.Start-start, h.End-start
			in = append(in, h)
		}
	}
	return in
}

// marked puts mark around the hits of text; hits that overlap one before are left out.
func marked(text string, hits []match.Hit, mark [2]string) string {
	var b strings.Builder
	last := 0
	for _, h := range sorted(hits) {
		if h.Start < last || h.End > len(text) || h.End <= h.Start {
			continue
		}
		b.WriteString(text[last:h.Start] + mark[0] + text[h.Start:h.End] + mark[1])
		last = h.End
	}
	return b.String() + text[last:]
}

func sorted(hits []match.Hit) []match.Hit {
	hits = slices.Clone(hits)
	slices.SortFunc(hits, func(a, b match.Hit) int { return a.Start - b.Start })
	return hits
}
