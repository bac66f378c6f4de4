// Silkwire is a multilingual syndication server for news outlets: it polls many
// sources, keeps every story once, and republishes to each partner outlet, as
// RSS, Atom and JSON Feed, the stories it asked for.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // sources and embargoes name places; not every machine knows their clocks
)

// A console is where a command reads and writes: results on out, everything
// else on err.
type console struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}

// A command is one verb of the program. run gets the arguments after the verb.
type command struct {
	name  string
	about string
	run   func(ctx context.Context, c console, args []string) error
}

func commands() []command {
	return []command{
		{"demo", "the whole thing with no configuration and no network", runDemo},
		{"serve", "the server", runServe},
		{"check", "every mistake in the configuration, with its place and a hint", runCheck},
		{"read", "read one feed or page once, as the server would, and print it", runRead},
		{"match", "print the items of feeds that a query matches", runMatch},
		{"sources", "a line for each source, with its health", runSources},
		{"outlets", "a line for each outlet, with the Version of its feeds", runOutlets},
		{"story", "list, show, explain, correct, withdraw, reinstate, embargo and link stories", runStory},
		{"backup", "copy the store while the server runs", runBackup},
		{"export", "everything in the store as JSON lines, or the sources as OPML", runExport},
		{"import", "take in an export, a list of feeds (OPML), or IPTC's Media Topics", runImport},
		{"token", "create, list and revoke the tokens of an outlet", runToken},
	}
}

// errNothing ends a command with exit code 1 and no message: nothing was found,
// or what there is to say has been said.
var errNothing = errors.New("nothing found")

// A usageError is a command line that cannot be understood: exit code 2.
type usageError string

func (e usageError) Error() string { return string(e) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, console{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run runs one command and gives the exit code: 0 done, 1 failed or nothing
// found, 2 wrong usage.
func run(ctx context.Context, c console, args []string) int {
	err := dispatch(ctx, c, args)
	var usage usageError
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errNothing):
		return 1
	case errors.As(err, &usage):
		fmt.Fprintf(c.err, "silkwire: %s\n", usage)
		return 2
	}
	fmt.Fprintf(c.err, "silkwire: %s\n", err)
	return 1
}

func dispatch(ctx context.Context, c console, args []string) error {
	if len(args) == 0 {
		usage(c.err)
		return usageError("name a command")
	}
	if name := strings.TrimLeft(args[0], "-"); name == "help" || name == "h" {
		usage(c.out)
		return nil
	}
	for _, cmd := range commands() {
		if cmd.name == args[0] {
			return cmd.run(ctx, c, args[1:])
		}
	}
	usage(c.err)
	return usageError(fmt.Sprintf("there is no command %q", args[0]))
}

func usage(w io.Writer) {
	fmt.Fprint(w, "silkwire republishes news to partner outlets.\n\nUsage: silkwire COMMAND [flags] [arguments]\n\n")
	for _, cmd := range commands() {
		fmt.Fprintf(w, "  %-8s  %s\n", cmd.name, cmd.about)
	}
	fmt.Fprint(w, "\nsilkwire COMMAND -h shows the flags of a command.\n\n")
}

// flagsOf makes the flags of a command; synopsis is what follows its name.
func flagsOf(c console, name, synopsis string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(c.err)
	f.Usage = func() {
		fmt.Fprintf(c.err, "Usage: silkwire %s %s\n", name, synopsis)
		f.PrintDefaults()
	}
	return f
}

// parseFlags reads flags wherever they stand among the arguments, and gives the
// arguments without them.
func parseFlags(f *flag.FlagSet, args []string) ([]string, error) {
	help, out := f.Usage, f.Output()
	f.Usage = func() {}
	f.SetOutput(io.Discard) // a mistake is told in one line
	var rest []string
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				f.SetOutput(out)
				help()
				return nil, err
			}
			return nil, usageError(f.Name() + ": " + err.Error() + "; silkwire " + f.Name() + " -h shows its flags")
		}
		if done := len(args) - f.NArg(); done > 0 && args[done-1] == "--" || f.NArg() == 0 {
			return append(rest, f.Args()...), nil
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
}

// orTooMany is what was wrong with the flags, or the first argument that nobody
// asked for.
func orTooMany(err error, rest []string) error {
	if err != nil {
		return err
	}
	return usageError(fmt.Sprintf("%q is one argument too many", rest[0]))
}
