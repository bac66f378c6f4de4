package main

import (
	"context"
	"fmt"
	"io"
	"os"
)

// maxImport bounds what is read at once, in bytes: IPTC's Media Topics in all
// languages are about 8 MB.
const maxImport = 64 << 20

// runImport takes in what other programs wrote.
func runImport(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "import", "-medtop FILE|-")
	medtop := f.String("medtop", "", "IPTC's Media Topics as `JSON`: prints them as topics to paste into the configuration")
	rest, err := parseFlags(f, args)
	if err != nil || len(rest) > 0 {
		return orTooMany(err, rest)
	}
	if *medtop == "" {
		return usageError("import: say what is to be taken in: -medtop FILE")
	}
	doc, err := readImport(c, *medtop)
	if err != nil {
		return err
	}
	return importMedtop(c, *medtop, doc)
}

// readImport reads a file, or standard input for -.
func readImport(c console, name string) ([]byte, error) {
	in := c.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	doc, err := io.ReadAll(io.LimitReader(in, maxImport+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(doc) > maxImport {
		return nil, fmt.Errorf("%s has more than %d MB; take one vocabulary at a time", name, maxImport>>20)
	}
	return doc, nil
}
