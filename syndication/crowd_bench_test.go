package syndication

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/silkwire/silkwire/sources"
)

// crowd is how many outlets the benchmarks here have.
const crowd = 10_000

// crowded is a newsroom with that many stories: "nile" was given two hundred of
// them, each of the others its part of the rest.
func crowded(b *testing.B, stories int) (*newsroom, Setup) {
	b.Helper()
	nile := `(SELECT id FROM outlet_feeds WHERE outlet = 'nile' AND name = 'feed')`
	return copied(b, Setup{Outlets: append(outlets(crowd), all("nile"))}, stories,
		`INSERT INTO members `+numbers+`SELECT i, f.id, 0, i, 'in', i / $2, i / $2, i / $2, 0, 0 FROM c JOIN outlet_feeds f ON f.outlet = printf('o%05d', i % $2) AND f.name = 'feed' WHERE i >= $2`,
		`INSERT INTO members `+numbers+`SELECT 1 + i * ($1 / 300), `+nile+`, 0, 1 + i * ($1 / 300), 'in', i, i, i, 0, 0 FROM c WHERE i <= 200 AND $2 > 0`)
}

// owned is a newsroom whose only outlet was given all stories.
func owned(b *testing.B, stories int) (*newsroom, Setup) {
	b.Helper()
	return copied(b, Setup{Outlets: []Outlet{all("nile")}}, stories,
		`INSERT INTO members `+numbers+`SELECT i, f.id, 0, i, 'in', i, i, i, 0, 0 FROM c JOIN outlet_feeds f ON f.kind = 'all' AND $2 > 0`)
}

// numbers are those of the stories that are copies.
const numbers = `WITH RECURSIVE c(i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM c WHERE i < $1) `

// copied is a newsroom with that many stories: copies of a hundred that were
// received, made in the store, and given to outlets as members says.
func copied(b *testing.B, setup Setup, stories int, members ...string) (*newsroom, Setup) {
	b.Helper()
	n := openNewsroom(b, setup)
	src := sources.Source{Name: "sun"}
	if err := n.Receive(b.Context(), &src, hundred(rand.New(rand.NewPCG(5, 6)), 0, n.clock.now())); err != nil {
		b.Fatal(err)
	}
	for _, fill := range slices.Concat([]string{
		`INSERT INTO stories ` + numbers + `SELECT i, 'copy' || i, '', '', '', 0, 0, 0, created, 0 FROM c JOIN stories s ON s.id = 1 + i % 100`,
		`INSERT INTO origins ` + numbers + `SELECT i, i, source, language, version, hash, status, embargo, expires, published, received, changed, tombstone, names, topics, released, forgotten, waiting FROM c JOIN origins o ON o.id = 1 + i % 100`,
		`INSERT INTO versions ` + numbers + `SELECT i, n, at, kind, note, replace(item, '"id":"n', '"id":"copy' || i || '-') FROM c JOIN versions v ON v.origin_id = 1 + i % 100`,
	}, members, []string{
		`INSERT INTO rows (feed_id, n, story_id, origin_id, kind, at, note) SELECT feed_id, first_row, story_id, 0, 'new', 0, '' FROM members WHERE story_id > 100 AND $1 > 0 AND $2 > 0 ORDER BY feed_id, first_row`,
		`UPDATE outlet_feeds SET tick = 1000000, modified = 1795334400000, version = (SELECT COALESCE(MAX(n), 0) FROM rows WHERE feed_id = id) WHERE name = 'feed' AND $1 > 0 AND $2 > 0`,
		`UPDATE meta SET value = 1000000 WHERE name = 'tick' AND $1 > 0 AND $2 > 0`,
	}) {
		if _, err := n.store.writer.Exec(fill, stories, crowd); err != nil {
			b.Fatalf("%v\n%s", err, fill)
		}
	}
	if err := n.catchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	return n, setup
}

// sizes are the numbers of stories to try; a million takes minutes to make, so
// it must be asked for: SILKWIRE_STORIES=1000000.
func sizes() []int {
	list := []int{10_000}
	if n, err := strconv.Atoi(os.Getenv("SILKWIRE_STORIES")); err == nil {
		list = append(list, n)
	}
	return list
}

// BenchmarkCrowdLatest100 reads the latest 100 stories of one of ten thousand
// outlets: the indexed query for their text and nothing else, the document of a
// process that knows the stories from other outlets, and that of one that does not.
func BenchmarkCrowdLatest100(b *testing.B) {
	for _, stories := range sizes() {
		n, _ := crowded(b, stories)
		b.Run(fmt.Sprintf("stories=%d/bare", stories), n.bareLatest)
		b.Run(fmt.Sprintf("stories=%d/known", stories), n.latest)
		b.Run(fmt.Sprintf("stories=%d/unknown", stories), func(b *testing.B) {
			for b.Loop() {
				n.decoded.forget()
				n.latestOnce(b)
			}
		})
	}
}

func (n *newsroom) latest(b *testing.B) {
	n.latestOnce(b)
	for b.Loop() {
		n.latestOnce(b)
	}
}

func (n *newsroom) latestOnce(b *testing.B) {
	if f, _, err := n.Feed(b.Context(), "nile", "feed"); err != nil || len(f.Items) != 100 {
		b.Fatal(len(f.Items), err)
	}
}

func (n *newsroom) bareLatest(b *testing.B) {
	const query = `
		SELECT v.item FROM members m JOIN versions v ON v.origin_id = m.lead AND v.n = 1
		WHERE m.feed_id = (SELECT id FROM outlet_feeds WHERE outlet = 'nile' AND name = 'feed')
		ORDER BY m.place DESC LIMIT 100`
	for b.Loop() {
		rs, err := n.store.reader.QueryContext(b.Context(), query)
		if err != nil {
			b.Fatal(err)
		}
		var kept sql.RawBytes
		for rs.Next() {
			if err := rs.Scan(&kept); err != nil {
				b.Fatal(err)
			}
		}
		rs.Close()
	}
}

func (d *decoded) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.young, d.old, d.size, d.begun = nil, nil, 0, time.Time{}
}

// BenchmarkBackfill makes a subscription that asks for a part of the stories
// kept, and tells how long its first page and all of it took: an outlet among
// ten thousand, and one that was given all stories.
func BenchmarkBackfill(b *testing.B) {
	for _, stories := range sizes() {
		b.Run(fmt.Sprintf("stories=%d/crowded", stories), func(b *testing.B) { backfill(b, stories, crowded) })
		b.Run(fmt.Sprintf("stories=%d/owned", stories), func(b *testing.B) { backfill(b, stories, owned) })
	}
}

func backfill(b *testing.B, stories int, open func(*testing.B, int) (*newsroom, Setup)) {
	n, setup := open(b, stories)
	o := &setup.Outlets[len(setup.Outlets)-1]
	i := 0
	for b.Loop() {
		i++
		name := fmt.Sprint("ports-", i)
		o.Subscriptions = []Subscription{{Name: name, Query: "port"}}
		done := make(chan time.Duration, 1)
		began := time.Now()
		go func() {
			for {
				if s, err := n.Stamp("nile", name); err == nil && s.Version >= pageSize {
					done <- time.Since(began)
					return
				}
				time.Sleep(time.Millisecond)
			}
		}()
		if err := n.Configure(b.Context(), setup); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64((<-done).Milliseconds()), "ms/first-page")
	}
}
