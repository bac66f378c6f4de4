package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// runCheck tells every mistake of a configuration.
func runCheck(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "check", "[-config FILE] [-fetch]")
	file := f.String("config", "config.toml", "the configuration file")
	fetch := f.Bool("fetch", false, "also try each source")
	if rest, err := parseFlags(f, args); err != nil || len(rest) > 0 {
		return orTooMany(err, rest)
	}
	config, err := loadConfig(*file)
	var found *problems
	if errors.As(err, &found) {
		fmt.Fprintln(c.out, found)
	} else if err != nil {
		return err
	}
	sortByPlace(config.warnings.list)
	for _, w := range config.warnings.list {
		fmt.Fprintf(c.out, "%s:%d:%d: warning: %s\n", *file, w.at.line, w.at.column, w.text)
	}
	if found != nil {
		return errNothing
	}
	if len(config.Sources) == 0 || len(config.Outlets) == 0 {
		fmt.Fprintf(c.out, "%s: warning: there must be a source and an outlet before anything is served; config.example.toml shows how they are written\n", *file)
	}
	if config.CertFile != "" {
		if _, err := serveCertificate(config.CertFile, config.KeyFile, slog.Default()); err != nil {
			fmt.Fprintln(c.out, err)
			return errNothing
		}
	}
	fmt.Fprintf(c.err, "%s is in order: %s, %s, %s\n", *file, counted(len(config.Sources), "source"), counted(len(config.Topics), "topic"), counted(len(config.Outlets), "outlet"))
	if *fetch {
		return trySources(ctx, c, config)
	}
	return nil
}

// trySources reads each source once and tells what it brings.
func trySources(ctx context.Context, c console, config *Config) error {
	client := clientFor(config)
	failed := false
	for i := range config.Sources {
		src := &config.Sources[i]
		feed, err := sources.Read(ctx, client, src, nil, "")
		if err != nil {
			failed = true
			fmt.Fprintf(c.out, "%s: %s\n", src.Name, err)
			if errors.Is(err, feeds.ErrNotFeed) {
				offerFeeds(ctx, c.out, client, src.URL)
			}
			continue
		}
		fmt.Fprintf(c.out, "%s: %s%s\n", src.Name, counted(len(feed.Items), "item"), repairsOf(feed))
	}
	if failed {
		return errNothing
	}
	return nil
}

// clientFor is the client that a configuration allows.
func clientFor(config *Config) *sources.Client {
	return &sources.Client{AllowPrivate: config.AllowPrivate, UserAgent: userAgent(config)}
}

// userAgent names the program and where its operator can be found (RFC 9110, 10.1.5).
func userAgent(config *Config) string {
	return "Silkwire/" + version() + " (+" + config.PublicURL + ")"
}
