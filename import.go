package main

import (
	"context"
	"fmt"
	"io"

	"github.com/silkwire/silkwire/syndication"
)

// maxImport bounds what is read at once, in bytes: IPTC's Media Topics in all
// languages are about 8 MB.
const maxImport = 64 << 20

// runImport takes in what was exported, or what other programs wrote.
func runImport(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "import", "[-config FILE] [FILE|-] | -medtop FILE|- | -opml FILE|-")
	file := f.String("config", "config.toml", "the configuration file, which names the store")
	medtop := f.String("medtop", "", "IPTC's Media Topics as `JSON`: prints them as topics to paste into the configuration")
	opml := f.String("opml", "", "a list of feeds as `OPML`: prints them as sources to paste into the configuration")
	rest, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	switch {
	case *medtop != "" && *opml != "", (*medtop != "" || *opml != "") && len(rest) > 0:
		return usageError("import: take in one thing at a time")
	case *medtop != "":
		return importDocument(c, *medtop, importMedtop)
	case *opml != "":
		return importDocument(c, *opml, importOPML)
	case len(rest) == 0:
		return usageError("import: say what is to be taken in: a file that silkwire export wrote, -medtop FILE or -opml FILE")
	case len(rest) > 1:
		return orTooMany(nil, rest[1:])
	}
	return importStore(ctx, c, *file, rest[0])
}

// importStore fills an empty store with an export, line by line: it may be
// larger than memory.
func importStore(ctx context.Context, c console, config, name string) error {
	in, err := openInput(c, name)
	if err != nil {
		return err
	}
	defer in.Close()
	return onStore(ctx, c, config, func(_ *Config, desk *syndication.Desk) error {
		ended, err := desk.Import(ctx, in)
		if err == nil && !ended {
			fmt.Fprintln(c.err, "silkwire: an earlier version wrote this export, without an end: that its last lines are there cannot be checked")
		}
		return err
	})
}

// importDocument reads a file, or standard input for -, for take.
func importDocument(c console, name string, take func(c console, name string, doc []byte) error) error {
	in, err := openInput(c, name)
	if err != nil {
		return err
	}
	defer in.Close()
	doc, err := io.ReadAll(io.LimitReader(in, maxImport+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if len(doc) > maxImport {
		return fmt.Errorf("%s has more than %d MB; take one vocabulary at a time", name, maxImport>>20)
	}
	return take(c, name, doc)
}
