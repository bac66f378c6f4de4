package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/syndication"
	"golang.org/x/sync/errgroup"
)

// A journal takes the lines of a log.
type journal chan string

func (j journal) Write(line []byte) (int, error) {
	j <- string(line)
	return len(line), nil
}

// next is the next line that holds words.
func (j journal) next(t *testing.T, words string) {
	t.Helper()
	late := time.After(patience)
	for {
		select {
		case line := <-j:
			if strings.Contains(line, words) {
				return
			}
		case <-late:
			t.Fatalf("the log does not say %q", words)
		}
	}
}

// watching serves what file says, reading it again when it is saved, until stop.
func watching(t *testing.T, file string) (said journal, w *wire, stop func()) {
	t.Helper()
	config, err := loadConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	said = make(journal, 1000)
	if w, err = openWire(t.Context(), config, slog.New(slog.NewTextHandler(said, nil))); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var g errgroup.Group
	g.Go(func() error {
		defer w.close()
		return w.run(ctx, func(ctx context.Context) error { return watchConfig(ctx, file, w) })
	})
	said.next(t, "msg=serving")
	return said, w, func() {
		t.Helper()
		cancel()
		if err := g.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}

// wireFile is an empty configuration file, and what saves another in its place.
func wireFile(t *testing.T) (file, head string, save func(doc string)) {
	t.Helper()
	folder := t.TempDir()
	file, head = folder+"/config.toml", "[server]\naddress = \"127.0.0.1:0\"\n[store]\ndsn = '"+folder+"/wire.db'\n"
	return file, head, func(doc string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(doc), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

const publicOutlet = "[outlets.%]\nsources = [\"*\"]\npublic = true\n"

// An editor that saves the same twice means no change; a change is applied once.
func TestASavedFileIsAppliedOnce(t *testing.T) {
	file, doc, save := wireFile(t)
	save(doc)
	said, _, stop := watching(t, file)
	for _, name := range []string{"gazette", "nile", "city"} {
		doc += strings.ReplaceAll(publicOutlet, "%", name)
		save(doc)
		said.next(t, "was reloaded")
		save(doc)
	}
	time.Sleep(2 * settleTime) // nothing is to happen
	stop()
	for _, words := range []string{"msg=\"stopping;", "msg=stopped"} {
		line := <-said
		if !strings.Contains(line, words) {
			t.Errorf("the log says %q, want %q", line, words)
		}
	}
}

// A full disk empties the file; so does an editor that truncates it first.
func TestAnEmptiedFileKeepsTheRunningConfiguration(t *testing.T) {
	file, head, save := wireFile(t)
	gazette, nile := strings.ReplaceAll(publicOutlet, "%", "gazette"), strings.ReplaceAll(publicOutlet, "%", "nile")
	save(head + "[sources.kyodo]\nurl = \"http://127.0.0.1:1/feed\"\n" + gazette + nile)
	said, w, stop := watching(t, file)
	defer stop()
	for _, doc := range []string{"", head} {
		save(doc)
		said.next(t, "level=ERROR msg=\"the configuration was not reloaded; the running one stays\" reason=\"the file names no source and no outlet, 1 and 2 are running; save it whole")
		if _, _, err := w.desk.Feed(t.Context(), "nile", "feed"); err != nil {
			t.Errorf("after %q: %v", doc, err)
		}
	}
	save(head + gazette)
	said.next(t, "level=WARN msg=\"the configuration names a source no more; it is not polled\" source=kyodo")
	said.next(t, "level=WARN msg=\"the configuration names an outlet no more; its readers are refused\" outlet=nile")
	said.next(t, "was reloaded\" sources=0 outlets=1")
	if _, _, err := w.desk.Feed(t.Context(), "nile", "feed"); !errors.Is(err, syndication.ErrNotFound) {
		t.Errorf("an outlet that was taken out: %v", err)
	}
}
