package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// maxInput is the most that is read of a file or of standard input, in bytes.
const maxInput = 64 << 20

// runRead reads one feed or page once and prints it.
func runRead(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "read", "[flags] URL|FILE|-")
	in := inputFlags(f.String)
	format := f.String("format", "text", "text, json, rss or atom")
	rest, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return usageError("read: name one address or file, or - for standard input")
	}
	print, ok := printers[*format]
	if !ok {
		return usageError(fmt.Sprintf("read: -format %s is not known; it is text, json, rss or atom", *format))
	}
	config, err := in.load()
	if err != nil {
		return err
	}
	feed, err := in.read(ctx, c, config, rest[0])
	if err != nil {
		if isAddress(rest[0]) && errors.Is(err, feeds.ErrNotFeed) {
			offerFeeds(ctx, c.err, clientFor(config), rest[0])
		}
		return err
	}
	if list := feed.Hints.Feeds; len(list) > 0 {
		fmt.Fprintf(c.err, "feeds of this page: %s\n", strings.Join(list[:min(len(list), maxOffers)], " "))
	}
	return print(c.out, feed)
}

// maxOffers is how many feeds of a page are named.
const maxOffers = 10

// offerFeeds finds the feeds of a site and names them: what is no feed is often
// the page in front of one.
func offerFeeds(ctx context.Context, w io.Writer, client *sources.Client, address string) {
	found, err := sources.Discover(ctx, client, address)
	if err != nil || len(found) == 0 {
		return
	}
	fmt.Fprintln(w, "feeds of this page:")
	for _, f := range found[:min(len(found), maxOffers)] {
		fmt.Fprintf(w, "  %s  %s  %s\n", f.URL, counted(f.Items, "item"), f.Title)
	}
}

// An input is what the flags of read say about what is read.
type input struct {
	config, source, url, contentType *string
}

// inputFlags declares the flags with which an input is described.
func inputFlags(declare func(name, value, usage string) *string) input {
	return input{
		config:      declare("config", "", "a configuration file: its sources for -source, its topics for a query"),
		source:      declare("source", "", "read by the rules of this source of the configuration"),
		url:         declare("url", "", "the address that a file is taken to come from"),
		contentType: declare("content-type", "", "the Content-Type that a file is taken to have"),
	}
}

// load gives the configuration; without -config, the default one. -source alone
// means config.toml.
func (in input) load() (*Config, error) {
	if *in.config == "" && *in.source == "" {
		return readConfig("", nil)
	}
	if *in.config == "" {
		*in.config = "config.toml"
	}
	return loadConfig(*in.config)
}

// read reads an address, a file, or standard input. A file never causes a fetch.
func (in input) read(ctx context.Context, c console, config *Config, arg string) (*feeds.Feed, error) {
	src, err := in.rules(config)
	if err != nil {
		return nil, err
	}
	if *in.source == "" {
		src.Name = arg // in errors
	}
	if isAddress(arg) {
		src.URL = arg
		return sources.Read(ctx, clientFor(config), &src, nil, "")
	}
	data, err := readInput(c, arg)
	if scheme, _, found := strings.Cut(arg, "://"); found && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %s addresses cannot be read; give one with http:// or https://, or a file", arg, scheme)
	}
	if err != nil {
		return nil, err
	}
	if *in.url != "" || *in.source == "" {
		src.URL = *in.url
	}
	feed, err := sources.Read(ctx, nil, &src, data, *in.contentType)
	if err != nil {
		return nil, err
	}
	return feed, nil
}

// rules is the source whose rules are used.
func (in input) rules(config *Config) (sources.Source, error) {
	if *in.source == "" {
		return sources.Source{}, nil
	}
	for _, src := range config.Sources {
		if src.Name == *in.source {
			return src, nil
		}
	}
	return sources.Source{}, fmt.Errorf("%s has no source %q", *in.config, *in.source)
}

func isAddress(arg string) bool {
	return strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://")
}

// openInput opens a file, or standard input for -.
func openInput(c console, arg string) (io.ReadCloser, error) {
	if arg == "-" {
		return io.NopCloser(c.in), nil
	}
	return os.Open(arg)
}

// readInput reads a file, or standard input for -, whole.
func readInput(c console, arg string) ([]byte, error) {
	from, err := openInput(c, arg)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	data, err := io.ReadAll(io.LimitReader(from, maxInput+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", arg, err)
	}
	if len(data) > maxInput {
		return nil, fmt.Errorf("%s is larger than %d MB", arg, maxInput>>20)
	}
	return data, nil
}

// printers write a feed in the formats of read.
var printers = map[string]func(io.Writer, *feeds.Feed) error{
	"text": printText,
	"json": func(w io.Writer, f *feeds.Feed) error { return write(w)(feeds.RenderForEditors(f)) },
	"rss":  func(w io.Writer, f *feeds.Feed) error { return write(w)(feeds.Render(f, feeds.RSS)) },
	"atom": func(w io.Writer, f *feeds.Feed) error { return write(w)(feeds.Render(f, feeds.Atom)) },
}

func write(w io.Writer) func([]byte, error) error {
	return func(doc []byte, err error) error {
		if err == nil {
			_, err = w.Write(append(doc, '\n'))
		}
		return err
	}
}
