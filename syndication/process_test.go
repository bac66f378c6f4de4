package syndication

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// longEnough is reached only by a failure, however busy the machine is.
const longEnough = time.Minute

// eventually waits for a condition.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(longEnough); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never came: " + what)
		}
	}
}

func running(t *testing.T, d *Desk) {
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestRestartGivesTheSameDocuments(t *testing.T) {
	o := all("nile")
	o.Subscriptions = []Subscription{{Name: "ports", Query: "порт* OR port"}}
	setup := Setup{
		Outlets: []Outlet{o},
		Topics:  []Topic{{ID: "sea", Keywords: map[string]string{"en": "port"}}},
		Sources: []sources.Source{{Name: "wire-en", Title: "Wire", Rights: sources.Rights{Credit: map[string]string{"": "© Wire"}}}},
	}
	n := openNewsroom(t, setup)
	n.everyTongue()
	type document struct {
		Feed  *feeds.Feed
		Stamp Stamp
	}
	all := func() map[string]document {
		docs := map[string]document{}
		for _, name := range n.FeedNames("nile") {
			f, s, err := n.Feed(t.Context(), "nile", name)
			if err != nil {
				t.Fatal(err)
			}
			docs[name] = document{f, s}
		}
		return docs
	}
	before := all()
	n.reopen(setup)
	n.everyTongue()
	if diff := cmp.Diff(before, all()); diff != "" {
		t.Errorf("another process shows other documents:\n%s", diff)
	}
	setup.Sources[0].Rights.Credit = map[string]string{"": "© The Wire"}
	n.reopen(setup)
	after := all()
	if after["en"].Stamp == before["en"].Stamp || after["en"].Feed.Items[0].Credit != "© The Wire" {
		t.Errorf("changed rights: %+v, %q", after["en"].Stamp, after["en"].Feed.Items[0].Credit)
	}
}

func TestASecondProcess(t *testing.T) {
	setup := Setup{Outlets: []Outlet{all("nile")}}
	n := openNewsroom(t, setup)
	running(t, n.Desk)
	n.receive("sun", item("1", "Port opens", ""))
	other := n.another(setup)
	defer other.Close()
	id := n.only("nile", "feed").ID
	if err := other.Withdraw(t.Context(), id, "Wrong port."); err != nil {
		t.Fatal(err)
	}
	secret, err := other.CreateToken(t.Context(), Token{Outlet: "nile", Name: "desk"})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the withdrawal of another process", func() bool {
		s, err := n.Stamp("nile", "feed")
		return err == nil && s.Version == 2
	})
	eventually(t, "the token of another process", func() bool {
		_, err := n.Authorize(secret, "nile", "feed")
		return err == nil
	})
	if it := n.only("nile", "feed"); !it.Status.Gone() {
		t.Errorf("%+v", it)
	}
	sun := sources.Source{Name: "sun"}
	it := item("2", "Портовая новость", "")
	it.Language = "ru"
	if err := other.Receive(t.Context(), &sun, &feeds.Feed{Title: "The Sun", Items: []feeds.Item{it}}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a language that another process met first", func() bool {
		s, err := n.Stamp("nile", "ru")
		return err == nil && s.Version == 1
	})
	eventually(t, "the name of a source", func() bool { return n.feed("nile", "ru").Items[0].Origin.Title == "The Sun" })
}

func TestRunReleasesAtTheInstant(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	it := item("1", "Central bank to cut rates", "")
	it.Embargo = feeds.At(n.clock.now().Add(2 * time.Hour))
	n.receive("sun", it)
	running(t, n.Desk)
	n.clock.pass(2 * time.Hour)
	eventually(t, "the release", func() bool {
		s, err := n.Stamp("nile", "feed")
		return err == nil && s.Version == 1
	})
}

func TestManyAtOnce(t *testing.T) {
	setup := Setup{Outlets: []Outlet{all("nile"), {Name: "danube", Sources: []string{"s1", "s2"}, Query: "port"}}}
	n := openNewsroom(t, setup)
	running(t, n.Desk)
	var wg sync.WaitGroup
	for s := range 4 {
		wg.Go(func() {
			src := sources.Source{Name: fmt.Sprint("s", s)}
			for i := range 15 {
				it := item(fmt.Sprint(s, "-", i), fmt.Sprintf("Port news %d of %d", i, s), "")
				it.Link = fmt.Sprintf("https://s%d.example/%d", s, i)
				if err := n.Receive(t.Context(), &src, &feeds.Feed{Items: []feeds.Item{it}}); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 10 {
				f, stamp, err := n.Feed(t.Context(), "nile", "feed")
				if err != nil || int64(len(f.Items)) != stamp.Version {
					t.Errorf("%d items at %+v, %v", len(f.Items), stamp, err)
				}
				n.FeedNames("nile")
			}
		})
	}
	wg.Go(func() {
		for range 5 {
			if err := n.Configure(t.Context(), setup); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Wait()
	for feed, want := range map[string]int{"nile": 60, "danube": 30} {
		if got := n.kinds(feed, "feed"); len(got) != want {
			t.Errorf("%s has %d rows, want %d", feed, len(got), want)
		}
	}
}

func TestTokens(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), all("danube")}})
	until := n.clock.now().Add(time.Hour)
	whole, err := n.CreateToken(t.Context(), Token{Outlet: "nile", Name: "newsroom"})
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := n.CreateToken(t.Context(), Token{Outlet: "nile", Name: "importer", Feeds: []string{"feed"}, Until: until})
	if err != nil {
		t.Fatal(err)
	}
	check := func(secret, outlet, feed string, want error) {
		t.Helper()
		if _, err := n.Authorize(secret, outlet, feed); !errors.Is(err, want) {
			t.Errorf("%s/%s: %v, want %v", outlet, feed, err, want)
		}
	}
	check(whole, "nile", "feed", nil)
	check(whole, "nile", "", nil)
	check(whole, "nile", "ar", nil)
	check(whole, "danube", "feed", ErrDenied)
	check("", "nile", "feed", ErrDenied)
	check(whole+"x", "nile", "feed", ErrDenied)
	check(narrow, "nile", "feed", nil)
	check(narrow, "nile", "ar", ErrDenied)
	n.clock.pass(time.Hour)
	check(narrow, "nile", "feed", ErrDenied)
	check(whole, "nile", "feed", nil)
	used := n.clock.now()
	n.reopen(Setup{Outlets: []Outlet{all("nile"), all("danube")}})
	check(whole, "nile", "feed", nil)

	list, err := n.Tokens(t.Context(), "nile")
	if err != nil || len(list) != 2 || list[0].Name != "newsroom" && list[1].Name != "newsroom" {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, k := range list {
		if k.Name == "newsroom" && !k.LastUsed.Equal(used) {
			t.Errorf("last used %v, want %v", k.LastUsed, used)
		}
		if k.Name == "newsroom" {
			n.must(n.RevokeToken(t.Context(), "nile", k.ID))
			if err := n.RevokeToken(t.Context(), "nile", k.ID); !errors.Is(err, ErrNotFound) {
				t.Errorf("revoked twice: %v", err)
			}
		}
	}
	check(whole, "nile", "feed", ErrDenied)
	for _, bad := range []Token{{Outlet: "rhine"}, {Outlet: "nile", Feeds: []string{"nosuch"}}} {
		if _, err := n.CreateToken(t.Context(), bad); !errors.Is(err, ErrNotFound) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	for _, file := range []string{n.path, n.path + "-wal"} {
		if b, err := os.ReadFile(file); err == nil && strings.Contains(string(b), whole) {
			t.Errorf("the secret is in %s", filepath.Base(file))
		}
	}
}

func TestMemoryIsKept(t *testing.T) {
	n := openNewsroom(t, Setup{})
	m := sources.Memory{ETag: `"x"`, Condition: sources.Fresh, Items: 3, LastPoll: n.clock.now()}
	n.must(n.SaveMemory(t.Context(), "sun", m))
	n.receiveFeed("sun", &feeds.Feed{Title: "The Sun"})
	n.reopen(Setup{})
	got, err := n.LoadMemory(t.Context(), "sun")
	if diff := cmp.Diff(m, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if got, err := n.LoadMemory(t.Context(), "moon"); err != nil || !cmp.Equal(got, sources.Memory{}) {
		t.Errorf("%+v, %v", got, err)
	}
	if all, err := n.Memories(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestAStoreThatCannotBeOpenedSaysWhy(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer.db")
	d, err := Open(t.Context(), Options{DSN: newer})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.writer.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	d.Close()
	for dsn, want := range map[string]string{
		"":                               "give the path",
		dir:                              "is a directory",
		filepath.Join(dir, "no", "x.db"): "does not exist",
		text:                             "no store of Silkwire",
		newer:                            "newer Silkwire",
		"postgres://localhost/wire":      "SQLite",
	} {
		_, err := Open(t.Context(), Options{DSN: dsn})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want %q", dsn, err, want)
		}
	}
}
