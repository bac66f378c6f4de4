package main

import (
	"context"
	_ "embed"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/silkwire/silkwire/demo"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// demoOutlets are the topics and outlets of the demo, as an editor would write them.
//
//go:embed demo/outlets.toml
var demoOutlets string

// demoInterval is how often the demo polls: a visitor wants to see things move.
const demoInterval = 3 * time.Second

// reinstateInterval is how often the demo's editor gives a story back.
const reinstateInterval = 3 * time.Minute

// runDemo runs the whole thing with agencies of its own, and forgets it at the end.
func runDemo(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "demo", "[-address HOST:PORT]")
	address := f.String("address", "127.0.0.1:8080", "where to listen")
	verbose := f.Bool("v", false, "log every request and poll")
	if rest, err := parseFlags(f, args); err != nil || len(rest) > 0 {
		return orTooMany(err, rest)
	}
	folder, err := os.MkdirTemp("", "silkwire-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	world, listener, err := startAgencies()
	if err != nil {
		return err
	}
	defer listener.Close()
	config, err := demoConfig(world, *address, filepath.Join(folder, "silkwire.db"))
	if err != nil {
		return err
	}
	log := quietLog(c.err)
	if *verbose {
		log = slog.New(slog.NewTextHandler(c.err, nil))
	}
	return runWorld(ctx, c, config, log, world, listener)
}

// runWorld runs the agencies beside the wire that polls them.
func runWorld(ctx context.Context, c console, config *Config, log *slog.Logger, world *demo.World, listener net.Listener) error {
	w, err := openWire(ctx, config, log)
	if err != nil {
		return err
	}
	defer w.close()
	world.Start = time.Now()
	return w.run(ctx,
		func(ctx context.Context) error { return serveHTTP(ctx, listener, nil, world, log) },
		func(ctx context.Context) error { return announce(ctx, c, w) },
		func(ctx context.Context) error { return reinstate(ctx, w) })
}

// reinstate plays an editor: now and then a story that an agency took back turns
// out to be true. What a visitor withdrew stays so.
func reinstate(ctx context.Context, w *wire) error {
	tick := time.NewTicker(reinstateInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := reinstateOne(ctx, w.desk); err != nil && ctx.Err() == nil {
			w.log.Warn("a story cannot be given back", "error", err)
		}
	}
}

// reinstateOne gives back the newest story that its agency withdrew, if there is one.
func reinstateOne(ctx context.Context, desk *syndication.Desk) error {
	list, err := desk.Stories(ctx, syndication.Selection{Status: feeds.Withdrawn, Limit: 20})
	i := slices.IndexFunc(list, func(s syndication.Story) bool { return s.Status == feeds.Usable })
	if err != nil || i < 0 {
		return err
	}
	return desk.Reinstate(ctx, list[i].ID, "")
}

func startAgencies() (*demo.World, net.Listener, error) {
	agencies, err := demo.Agencies()
	if err != nil {
		return nil, nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, fmt.Errorf("the sample agencies cannot listen: %w", err)
	}
	return &demo.World{Agencies: agencies, URL: "http://" + listener.Addr().String(), Start: time.Now()}, listener, nil
}

// demoConfig writes the configuration of the demo and reads it as any other.
func demoConfig(world *demo.World, address, store string) (*Config, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "[server]\naddress = %q\n[store]\ndsn = %q\n[fetch]\nallow_private_networks = true\n", address, store)
	for _, a := range world.Agencies {
		kind := "feed"
		if a.Format == "pages" {
			kind = "page"
		}
		fmt.Fprintf(&b, "[sources.%s]\nurl = %q\nkind = %q\ntitle = %q\nlanguage = %q\ntimezone = %q\ninterval = %q\nrights = { credit = %q }\n",
			a.Name, world.SourceURL(a), kind, a.Title, a.Language, a.Timezone, demoInterval, a.Credit)
	}
	return readConfig("demo/outlets.toml", []byte(demoOutlets+b.String()))
}

// announce waits until the first poll of every agency is through, and prints
// the addresses to open.
func announce(ctx context.Context, c console, w *wire) error {
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !w.polled() {
		select {
		case <-ctx.Done():
			return nil
		case <-deadline:
			w.log.Warn("some agencies have not answered yet")
			printAddresses(c, w)
			return nil
		case <-tick.C:
		}
	}
	printAddresses(c, w)
	return nil
}

// polled reports whether every source has been polled.
func (w *wire) polled() bool {
	health := w.poller.Health()
	for _, h := range health {
		if h.Memory.LastPoll.IsZero() {
			return false
		}
	}
	return len(health) == len(w.config.Sources)
}

func printAddresses(c console, w *wire) {
	base := w.config.PublicURL
	fmt.Fprintf(c.out, "\nSilkwire is up: %d agencies, %d outlets. Stories appear and change for as long as you watch.\n\n  %s/\n", len(w.config.Sources), len(w.config.Outlets), base)
	for _, o := range w.desk.Outlets() {
		if !o.Public {
			fmt.Fprintf(c.out, "\n  %s/outlets/%s  (needs a token)\n", base, o.Name)
			continue
		}
		fmt.Fprintf(c.out, "\n  %s/outlets/%s\n", base, o.Name)
		for _, format := range []string{"rss", "atom", "json"} {
			fmt.Fprintf(c.out, "    %s/outlets/%s/feed.%s\n", base, o.Name, format)
		}
		if names := w.desk.FeedNames(o.Name); len(names) > 1 {
			fmt.Fprintf(c.out, "    and %s\n", strings.Join(names[1:], ", "))
		}
	}
	fmt.Fprint(c.out, "\nCtrl-C ends it; nothing is kept.\n")
}
