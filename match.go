package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/mattn/go-isatty"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
	"github.com/silkwire/silkwire/syndication/match"
)

// runMatch greps feeds.
func runMatch(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "match", "[flags] QUERY [URL|FILE|-]...")
	in := inputFlags(f.String)
	format := f.String("format", "text", "text, json or ids")
	rest, err := parseFlags(f, args)
	var wrong usageError
	if errors.As(err, &wrong) {
		return wrong + "; put -- before a query that begins with -"
	}
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usageError("match: name a query")
	}
	if *format != "text" && *format != "json" && *format != "ids" {
		return usageError(fmt.Sprintf("match: -format %s is not known; it is text, json or ids", *format))
	}
	config, err := in.load()
	if err != nil {
		return err
	}
	search, err := newSearch(config, rest[0])
	if err != nil {
		return err
	}
	search.warn(c, config)
	if rest = rest[1:]; len(rest) == 0 {
		rest = []string{"-"}
	}
	return search.grep(ctx, c, in, config, rest, *format)
}

// A search is one query with the topics it may refer to, tried by the matcher
// that serves outlets.
type search struct {
	query   *match.Query
	matcher *match.Matcher
	filing  syndication.Filing
}

// only is the one query of a search.
const only match.ID = 1

func newSearch(config *Config, text string) (*search, error) {
	q, err := match.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	topics, err := syndication.MatchTopics(config.Topics)
	if err != nil {
		return nil, err
	}
	m := match.NewMatcher()
	if err := m.SetTopics(topics); err != nil {
		return nil, err
	}
	m.Set(only, q)
	return &search{q, m, syndication.FilingOf(config.Topics)}, nil
}

// warn tells what the editor probably did not mean.
func (s *search) warn(c console, config *Config) {
	for _, w := range s.query.Warnings() {
		fmt.Fprintf(c.err, "silkwire: warning: %s\n", w)
	}
	for _, u := range config.UnknownTopics(s.query) {
		fmt.Fprintf(c.err, "silkwire: warning: %s\n", u)
	}
}

// grep prints what matches of each argument. An argument that cannot be read is
// told, and the others go on.
func (s *search) grep(ctx context.Context, c console, in input, config *Config, args []string, format string) error {
	found := &feeds.Feed{Title: s.query.String(), Language: feeds.Und}
	for _, arg := range args {
		src, err := in.rules(config)
		if err != nil {
			return err
		}
		feed, err := in.read(ctx, c, config, arg)
		if err != nil {
			fmt.Fprintf(c.err, "silkwire: %s\n", err)
			continue
		}
		for i := range feed.Items {
			s.try(c, &src, &feed.Items[i], arg, format, found)
		}
	}
	if len(found.Items) == 0 {
		return errNothing
	}
	if format == "json" {
		return write(c.out)(feeds.RenderForEditors(found))
	}
	return nil
}

// try prints an item if it matches; JSON is gathered in found.
func (s *search) try(c console, src *sources.Source, it *feeds.Item, from, format string, found *feeds.Feed) {
	doc := s.filing.Doc(src.Name, src.Topics, it)
	result := s.matcher.Match(doc)
	if len(result.Queries) == 0 {
		return
	}
	found.Items = append(found.Items, *it)
	switch format {
	case "ids":
		fmt.Fprintln(c.out, feeds.Identity(it))
	case "text":
		printMatch(c.out, it, from, s.query.Explain(doc), s.shownTopics(result), markFor(c))
	}
}

// shownTopics are the topics of an item, for a query that asks for topics: it
// has no words of its own that could be marked.
func (s *search) shownTopics(found match.Result) []string {
	if len(s.query.Topics()) == 0 {
		return nil
	}
	return found.Topics
}

// markFor gives what stands before and after a word that matched.
func markFor(c console) [2]string {
	if f, ok := c.out.(*os.File); ok && isatty.IsTerminal(f.Fd()) && os.Getenv("NO_COLOR") == "" {
		return [2]string{"\x1b[1;31m", "\x1b[0m"}
	}
	return [2]string{"«", "»"}
}
