package syndication

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// hundred is a document of 100 stories that nobody has seen, from a fixed seed.
func hundred(r *rand.Rand, from int, at time.Time) *feeds.Feed {
	words := strings.Fields("port harbour budget vote rain flood market bank rate terminal cargo minister treaty summit river train")
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		return b.String()
	}
	f := &feeds.Feed{Title: "Wire"}
	for i := range 100 {
		id := fmt.Sprint("n", from+i)
		it := item(id, text(8)+id, text(30))
		it.Content = "<p>" + text(120) + "</p>"
		it.Published = feeds.At(at)
		f.Items = append(f.Items, it)
	}
	return f
}

// outlets are n outlets that ask for pairs of words.
func outlets(n int) []Outlet {
	var list []Outlet
	for i := range n {
		list = append(list, Outlet{Name: fmt.Sprintf("o%05d", i), Sources: []string{"*"}, Query: fmt.Sprintf(`"port terminal" number%d`, i)})
	}
	return list
}

// BenchmarkReceive100 receives 100 new stories, with identity, matching, and
// rows for three outlets that take all.
func BenchmarkReceive100(b *testing.B) {
	n := openNewsroom(b, Setup{Outlets: append(outlets(1000), all("all-1"), all("all-2"), all("all-3"))})
	r := rand.New(rand.NewPCG(1, 2))
	src := sources.Source{Name: "sun"}
	i := 0
	for b.Loop() {
		b.StopTimer()
		f := hundred(r, i, n.clock.now())
		i += 100
		b.StartTimer()
		if err := n.Receive(b.Context(), &src, f); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*100/b.Elapsed().Seconds(), "items/s")
}

// BenchmarkReceiveUnchanged100 receives 100 stories that are known already.
func BenchmarkReceiveUnchanged100(b *testing.B) {
	n := openNewsroom(b, Setup{Outlets: []Outlet{all("nile")}})
	src := sources.Source{Name: "sun"}
	f := hundred(rand.New(rand.NewPCG(1, 2)), 0, n.clock.now())
	for b.Loop() {
		if err := n.Receive(b.Context(), &src, f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareInsert100 writes the rows of BenchmarkReceive100 and nothing
// else: the limit of what a store can do.
func BenchmarkBareInsert100(b *testing.B) {
	n := openNewsroom(b, Setup{Outlets: []Outlet{all("all-1"), all("all-2"), all("all-3")}})
	src := sources.Source{Name: "sun"}
	if err := n.Receive(b.Context(), &src, hundred(rand.New(rand.NewPCG(1, 2)), 0, n.clock.now())); err != nil {
		b.Fatal(err)
	}
	columns := map[string]string{
		"stories":    `id + $1, sid || $1, status, note, edits, embargo, due, family, created, changed`,
		"origins":    `id + $1, story_id + $1, source, language, version, hash, status, embargo, expires, published, received, changed, tombstone, names, topics, released, forgotten, waiting`,
		"versions":   `origin_id + $1, n, at, kind, note, item`,
		"identities": `randomblob(16), origin_id + $1`,
		"likenesses": `n, origin_id + $1, at`,
		"members":    `story_id + $1, feed_id, origin_id, lead, state, first_row + $1, last_row + $1, place + $1, left_row, gone_at`,
		"rows":       `feed_id, n + $1, story_id + $1, origin_id, kind, at, note`,
	}
	var copies []string
	for _, table := range []string{"stories", "origins", "versions", "identities", "likenesses", "members", "rows"} {
		if _, err := n.store.writer.Exec(`CREATE TEMP TABLE first_` + table + ` AS SELECT * FROM ` + table); err != nil {
			b.Fatal(err)
		}
		copies = append(copies, `INSERT INTO `+table+` SELECT `+columns[table]+` FROM first_`+table)
	}
	i := 0
	for b.Loop() {
		i += 100
		err := n.write(b.Context(), func(x *tx) error {
			for _, c := range copies {
				if err := x.exec(c, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLatest100 reads the current document of a feed of 20,000 stories, and
// BenchmarkBareLatest100 is the indexed query for the same text and nothing else.
func BenchmarkLatest100(b *testing.B)     { stocked(b).latest(b) }
func BenchmarkBareLatest100(b *testing.B) { stocked(b).bareLatest(b) }

func stocked(b *testing.B) *newsroom {
	n := openNewsroom(b, Setup{Outlets: []Outlet{all("nile")}})
	r := rand.New(rand.NewPCG(3, 4))
	src := sources.Source{Name: "sun"}
	for i := range 200 {
		if err := n.Receive(b.Context(), &src, hundred(r, i*100, n.clock.now())); err != nil {
			b.Fatal(err)
		}
	}
	return n
}

// BenchmarkStamp is what every request for a cached document costs.
func BenchmarkStamp(b *testing.B) {
	n := openNewsroom(b, Setup{Outlets: outlets(1000)})
	for b.Loop() {
		if _, err := n.Stamp("o00500", "feed"); err != nil {
			b.Fatal(err)
		}
	}
}
