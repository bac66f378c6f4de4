package main

import (
	"context"
	"fmt"

	"github.com/silkwire/silkwire/syndication"
)

// runBackup copies the store while the server runs.
func runBackup(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "backup", "[-config FILE] FILE")
	file := f.String("config", "config.toml", "the configuration file")
	rest, err := parseFlags(f, args)
	switch {
	case err != nil:
		return err
	case len(rest) == 0:
		return usageError("backup: name the file to write")
	case len(rest) > 1:
		return orTooMany(nil, rest[1:])
	}
	return onStore(ctx, c, *file, func(_ *Config, desk *syndication.Desk) error {
		if err := desk.Backup(ctx, rest[0]); err != nil {
			return err
		}
		fmt.Fprintf(c.err, "%s is a whole store: name it as [store] dsn to go on from it.\n", rest[0])
		return nil
	})
}
