package syndication

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// A clock is moved by tests.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// A newsroom is a desk on a store of its own, with a clock that stands still.
type newsroom struct {
	*Desk
	t     testing.TB
	clock *clock
	path  string
	page  int64 // rows of an archive page; 0: as ever

	revised   map[feedKey]revised
	revisions int // documents that were revised after their feed had moved on
	tails     int // and those of them for which the feed's tail was enough
}

// revised is a document that the next one is made from.
type revised struct {
	sheet *Sheet
	items []feeds.Item
}

func openNewsroom(t testing.TB, setup Setup) *newsroom {
	t.Helper()
	return openNewsroomIn(t, t.TempDir(), setup)
}

func openNewsroomIn(t testing.TB, dir string, setup Setup) *newsroom {
	t.Helper()
	n := &newsroom{t: t, path: filepath.Join(dir, "wire.db"),
		clock: &clock{at: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}}
	if err := os.WriteFile(n.path, emptyStore(), 0o600); err != nil {
		t.Fatal(err)
	}
	n.open(setup)
	t.Cleanup(func() { n.Close() })
	return n
}

// emptyStore is a store that holds the schema only: making it anew for every
// test would take most of their time.
var emptyStore = sync.OnceValue(func() []byte {
	dir, err := os.MkdirTemp("", "silkwire")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "empty.db")
	d, err := Open(context.Background(), Options{DSN: path})
	if err != nil {
		panic(err)
	}
	if err := d.Close(); err != nil {
		panic(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return b
})

func (n *newsroom) open(setup Setup) {
	n.t.Helper()
	n.Desk = n.another(setup)
}

// another opens a second desk on the same store, as another process would.
func (n *newsroom) another(setup Setup) *Desk {
	n.t.Helper()
	d, err := Open(n.t.Context(), Options{
		DSN: n.path, Authority: "wire.example.org,2026", PublicURL: "https://wire.example.org",
		Log: slog.New(slog.DiscardHandler), Now: n.clock.now,
	})
	if err != nil {
		n.t.Fatal(err)
	}
	if n.page > 0 {
		d.page = n.page
	}
	if err := d.Configure(n.t.Context(), setup); err != nil {
		n.t.Fatal(err)
	}
	return d
}

func (n *newsroom) reopen(setup Setup) {
	n.t.Helper()
	if err := n.Close(); err != nil {
		n.t.Fatal(err)
	}
	n.open(setup)
}

func (n *newsroom) configure(setup Setup) {
	n.t.Helper()
	if err := n.Configure(n.t.Context(), setup); err != nil {
		n.t.Fatal(err)
	}
}

// receive polls a source that sends items, and lets a minute pass.
func (n *newsroom) receive(source string, items ...feeds.Item) {
	n.t.Helper()
	n.receiveFeed(source, &feeds.Feed{Items: items})
}

func (n *newsroom) receiveFeed(source string, f *feeds.Feed) {
	n.t.Helper()
	src := n.source(source)
	if err := n.Receive(n.t.Context(), &src, f); err != nil {
		n.t.Fatal(err)
	}
	n.clock.pass(time.Minute)
}

func (n *newsroom) source(name string) sources.Source {
	for _, s := range n.setup.Load().Sources {
		if s.Name == name {
			return s
		}
	}
	return sources.Source{Name: name}
}

func (n *newsroom) feed(outlet, name string) *feeds.Feed {
	n.t.Helper()
	f, stamp, err := n.Feed(n.t.Context(), outlet, name)
	if err != nil {
		n.t.Fatal(err)
	}
	live, err := n.Stamp(outlet, name)
	if err != nil || live != stamp {
		n.t.Fatalf("Stamp is %+v, %v; the document has %+v", live, err, stamp)
	}
	if diff := n.revise(feedKey{outlet, name}, f, true); diff != "" {
		n.t.Fatalf("%s of %s (-read +revised):\n%s", name, outlet, diff)
	}
	return f
}

// revise follows a feed as the server does: it tells in what the document made
// of an earlier one, and of what changed since, differs from the one read whole;
// of what changed by the store, and by the feed's tail where that is enough.
func (n *newsroom) revise(f feedKey, doc *feeds.Feed, keep bool) (diff string) {
	n.t.Helper()
	before := n.revised[f]
	r, err := n.reviseByStore(n.t.Context(), f.outlet, f.name, before.sheet)
	if err != nil {
		n.t.Fatal(err)
	}
	made := before.with(r)
	diff = cmp.Diff(doc, made)
	tailed, err := n.reviseByTail(f.outlet, f.name, before.sheet)
	if err != nil {
		n.t.Fatal(err)
	}
	moved := before.sheet != nil && before.sheet.stamp.Version < r.Stamp.Version
	if moved {
		n.revisions++
	}
	if tailed != nil {
		diff += cmp.Diff(r.Stamp, tailed.Stamp)
		r, made = tailed, before.with(tailed)
		diff += cmp.Diff(doc, made)
		if moved {
			n.tails++
		}
	}
	if keep && n.revised == nil {
		n.revised = map[feedKey]revised{}
	}
	if keep {
		n.revised[f] = revised{r.Sheet, made.Items}
	}
	return diff
}

// with is the document that a revision makes of an earlier one.
func (before revised) with(r *Revision) *feeds.Feed {
	made, fresh := *r.Feed, r.Feed.Items
	made.Items = nil
	for _, at := range r.From {
		if at >= 0 {
			made.Items = append(made.Items, before.items[at])
			continue
		}
		made.Items, fresh = append(made.Items, fresh[0]), fresh[1:]
	}
	return &made
}

// writes reports whether the store is another one after do.
func (n *newsroom) writes(do func()) bool {
	n.t.Helper()
	conn, err := n.store.reader.Conn(n.t.Context())
	if err != nil {
		n.t.Fatal(err)
	}
	defer conn.Close()
	pulse := func() int64 {
		at, err := n.store.dialect.pulse(n.t.Context(), conn)
		if err != nil {
			n.t.Fatal(err)
		}
		return at
	}
	before := pulse()
	do()
	return pulse() != before
}

// titles are those of a document, with what is gone as "†".
func titles(f *feeds.Feed) []string {
	list := []string{}
	for _, it := range f.Items {
		if it.Status.Gone() {
			list = append(list, "†")
			continue
		}
		list = append(list, it.Title)
	}
	return list
}

// kinds are those of the rows of a feed, which are numbered without gaps.
func (n *newsroom) kinds(outlet, name string) []Kind {
	n.t.Helper()
	list := []Kind{}
	err := n.read(n.t.Context(), func(x *tx) error {
		rs, err := x.query(`
			SELECT r.n, r.kind FROM rows r JOIN outlet_feeds f ON f.id = r.feed_id
			WHERE f.outlet = $1 AND f.name = $2 ORDER BY r.n`, outlet, name)
		if err != nil {
			return err
		}
		defer rs.Close()
		for rs.Next() {
			var at int64
			var k Kind
			if err := rs.Scan(&at, &k); err != nil {
				return err
			}
			if list = append(list, k); int(at) != len(list) {
				n.t.Errorf("row %d of %s/%s stands at %d", at, outlet, name, len(list))
			}
		}
		return rs.Err()
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return list
}

// all is an outlet that takes everything.
func all(name string) Outlet {
	return Outlet{Name: name, Sources: []string{"*"}}
}

func item(id, title, summary string) feeds.Item {
	return feeds.Item{
		ID: id, Link: "https://agency.example/news/" + id, Title: title, Summary: summary, Language: "en",
		Published: feeds.At(time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)),
	}
}
