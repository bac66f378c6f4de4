package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// runSources prints a line for each source.
func runSources(ctx context.Context, c console, args []string) error {
	return withDesk(ctx, c, "sources", args, func(config *Config, desk *syndication.Desk) error {
		memories, err := desk.Memories(ctx)
		if err != nil {
			return err
		}
		held, err := heldOf(ctx, desk)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "SOURCE\tHEALTH\tSINCE\tLAST POLL\tNEXT POLL\tITEMS\tHELD\tPER DAY\tADDRESS\tREASON")
		for _, s := range config.Sources {
			m := memories[s.Name]
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\n", s.Name, m.Condition, moment(m.Since), moment(m.LastPoll),
				nextPoll(m), m.Items, held[s.Name], perDay(m), s.Address(), reason(m))
		}
		return w.Flush()
	})
}

// heldOf counts the stories of each source that wait for an editor.
func heldOf(ctx context.Context, desk *syndication.Desk) (map[string]int, error) {
	bursts, err := desk.Bursts(ctx)
	held := map[string]int{}
	for _, b := range bursts {
		held[b.Source] = b.Stories
	}
	return held, err
}

func nextPoll(m sources.Memory) string {
	if m.Condition == sources.Gone {
		return "never"
	}
	return moment(m.NextPoll)
}

// perDay is how many items a source has a day, by their dates.
func perDay(m sources.Memory) string {
	if m.PerDay == 0 {
		return "–"
	}
	return strconv.FormatFloat(m.PerDay, 'g', 2, 64)
}

// reason explains a condition in plain words: the last error, what was mended,
// since when nothing new has come.
func reason(m sources.Memory) string {
	switch {
	case m.Error != "":
		return m.Error
	case m.Condition == sources.Quiet:
		return "nothing new since " + moment(m.LastItem)
	}
	return strings.Join(m.Repairs, "; ")
}

// runOutlets prints a line for each outlet.
func runOutlets(ctx context.Context, c console, args []string) error {
	return withDesk(ctx, c, "outlets", args, func(config *Config, desk *syndication.Desk) error {
		if err := desk.Configure(ctx, config.Setup); err != nil {
			return err
		}
		w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "OUTLET\tACCESS\tVERSION\tCHANGED\tFEEDS")
		for _, o := range desk.Outlets() {
			stamp, err := desk.Stamp(o.Name, "feed")
			if err != nil {
				return fmt.Errorf("outlet %s: %w", o.Name, err)
			}
			access := "token"
			if o.Public {
				access = "public"
			}
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", o.Name, access, stamp.Version, moment(stamp.Modified), strings.Join(desk.FeedNames(o.Name), " "))
		}
		return w.Flush()
	})
}

// moment is a time in short, in UTC.
func moment(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04:05")
}

// withDesk runs a command that takes -config only, on the configured store.
func withDesk(ctx context.Context, c console, name string, args []string, do func(*Config, *syndication.Desk) error) error {
	f := flagsOf(c, name, "[-config FILE]")
	file := f.String("config", "config.toml", "the configuration file")
	if rest, err := parseFlags(f, args); err != nil || len(rest) > 0 {
		return orTooMany(err, rest)
	}
	return onStore(ctx, c, *file, do)
}

// onStore opens the store that a configuration file names.
func onStore(ctx context.Context, c console, file string, do func(*Config, *syndication.Desk) error) error {
	config, err := loadConfig(file)
	if err != nil {
		return err
	}
	desk, err := openDesk(ctx, config, quietLog(c.err), nil)
	if err != nil {
		return err
	}
	defer desk.Close()
	return do(config, desk)
}

// quietLog tells an operator's command what went wrong, and nothing else.
func quietLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
