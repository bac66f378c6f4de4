package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"reflect"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// settleTime is how long a saved file must rest before it is read: editors
// write in several steps.
const settleTime = 200 * time.Millisecond

// watchConfig applies the configuration again at SIGHUP and when its file is
// saved, until ctx ends. The folder is watched: editors replace the file.
func watchConfig(ctx context.Context, file string, w *wire) error {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	saved, failed := make(chan fsnotify.Event), make(chan error) // never ready where watching is not to be had
	if watcher, err := watchFolder(file); err != nil {
		w.log.Warn("the configuration is not watched; SIGHUP reloads it", "error", err)
	} else {
		defer watcher.Close()
		saved, failed = watcher.Events, watcher.Errors
	}
	read := w.config.doc // what is in force, or was refused
	rest := time.NewTimer(settleTime)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-hup:
			w.reload(ctx, file)
		case e := <-saved:
			if filepath.Clean(e.Name) == filepath.Clean(file) && !e.Has(fsnotify.Chmod) {
				rest.Reset(settleTime)
			}
		case err := <-failed: // nothing more is told until somebody takes it
			w.log.Warn("a change of the configuration may have been missed; it is looked at", "error", err)
			rest.Reset(settleTime)
		case <-rest.C:
			if doc, err := os.ReadFile(file); err != nil || !bytes.Equal(doc, read) {
				read = doc // an editor may save the same twice
				w.reload(ctx, file)
			}
		}
	}
}

func watchFolder(file string) (*fsnotify.Watcher, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return watcher, watcher.Add(filepath.Dir(file))
}

// reload applies the file. A bad file keeps the running configuration.
func (w *wire) reload(ctx context.Context, file string) {
	next, err := loadConfig(file)
	if err == nil {
		err = orEmptied(w.config, next)
	}
	if err != nil {
		w.log.Error("the configuration was not reloaded; the running one stays", "reason", err)
		return
	}
	if err := w.desk.Configure(ctx, next.Setup); ctx.Err() != nil {
		return // the next start goes on where this stopped
	} else if err != nil {
		w.log.Error("the configuration was not applied; the running one stays", "reason", err)
		return
	}
	w.poller.SetSources(next.Sources)
	if needsRestart(w.config, next) {
		w.log.Warn("a change in [server], [store], [fetch] or [alerts] needs a restart")
	}
	w.warnOfTheGone(next)
	w.config.Setup = next.Setup
	w.log.Info("the configuration was reloaded", "sources", len(next.Sources), "outlets", len(next.Outlets))
}

// orEmptied refuses a file that names nothing any more: a full disk empties it,
// or an editor that truncates it before it writes.
func orEmptied(old, next *Config) error {
	if len(next.Sources)+len(next.Outlets) > 0 || len(old.Sources)+len(old.Outlets) == 0 {
		return nil
	}
	return fmt.Errorf("the file names no source and no outlet, %d and %d are running; save it whole, or restart to go on without any",
		len(old.Sources), len(old.Outlets))
}

// warnOfTheGone names the sources and outlets that next has not.
func (w *wire) warnOfTheGone(next *Config) {
	for _, name := range gone(w.config.Sources, next.Sources, func(s *sources.Source) string { return s.Name }) {
		w.log.Warn("the configuration names a source no more; it is not polled", "source", name)
	}
	for _, name := range gone(w.config.Outlets, next.Outlets, func(o *syndication.Outlet) string { return o.Name }) {
		w.log.Warn("the configuration names an outlet no more; its readers are refused", "outlet", name)
	}
}

// gone are the names in before that are not in after.
func gone[T any](before, after []T, name func(*T) string) (list []string) {
	stay := map[string]bool{}
	for i := range after {
		stay[name(&after[i])] = true
	}
	for i := range before {
		if n := name(&before[i]); !stay[n] {
			list = append(list, n)
		}
	}
	return list
}

// needsRestart reports whether anything but the setup differs.
func needsRestart(old, next *Config) bool {
	a, b := *old, *next
	a.Setup, b.Setup = next.Setup, next.Setup
	a.doc, b.doc = nil, nil
	a.warnings, b.warnings = problems{}, problems{}
	a.Address = b.Address // may have come from the command line
	return !reflect.DeepEqual(a, b)
}
