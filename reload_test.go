package main

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

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

// An editor that saves the same twice means no change; a change is applied once.
func TestASavedFileIsAppliedOnce(t *testing.T) {
	const outlet = "[outlets.%]\nsources = [\"*\"]\npublic = true\n"
	folder := t.TempDir()
	file, doc := folder+"/config.toml", "[server]\naddress = \"127.0.0.1:0\"\n[store]\ndsn = '"+folder+"/wire.db'\n"
	save := func() {
		t.Helper()
		if err := os.WriteFile(file, []byte(doc), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	save()
	config, err := loadConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	said := make(journal, 1000)
	w, err := openWire(t.Context(), config, slog.New(slog.NewTextHandler(said, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	ctx, stop := context.WithCancel(t.Context())
	var g errgroup.Group
	g.Go(func() error {
		return w.run(ctx, func(ctx context.Context) error { return watchConfig(ctx, file, w) })
	})
	said.next(t, "msg=serving")
	for _, name := range []string{"gazette", "nile", "city"} {
		doc += strings.ReplaceAll(outlet, "%", name)
		save()
		said.next(t, "was reloaded")
		save()
	}
	time.Sleep(2 * settleTime) // nothing is to happen
	stop()
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"msg=\"stopping;", "msg=stopped"} {
		line := <-said
		if !strings.Contains(line, words) {
			t.Errorf("the log says %q, want %q", line, words)
		}
	}
}
