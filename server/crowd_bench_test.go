package server

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	gorilla "github.com/gorilla/feeds"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// dispatches are n stories of about 2 kB in six scripts, numbered from first,
// the newest on top.
func dispatches(first, n int) []feeds.Item {
	words := []string{
		"port authority signs agreement on", "Город открыл новую линию метро", "افتتح الميناء الجديد أمام السفن",
		"智慧城市建设取得新进展", "स्मार्ट सिटी परियोजना", "新しい港が開かれた",
	}
	rng := rand.New(rand.NewPCG(7, uint64(first)))
	list := make([]feeds.Item, n)
	for i := range list {
		var content strings.Builder
		for range 8 {
			content.WriteString("<p>")
			for range 6 {
				fmt.Fprintf(&content, "%s %x ", words[rng.IntN(len(words))], rng.Uint32())
			}
			content.WriteString("</p>\n")
		}
		id := fmt.Sprintf("dispatch-%d", first+i)
		it := item(id, "en", fmt.Sprintf("%s %x", words[i%len(words)], rng.Uint64()))
		it.Content = content.String()
		it.Authors, it.Keywords = []feeds.Person{{Name: "Li Wei"}}, []string{"ports", "港口"}
		list[n-1-i] = it
	}
	return list
}

// A crowd is many outlets that take every story.
type crowd struct {
	*wire
	outlets int
	stories int // received so far
}

// openCrowd makes outlets that have all polled their feed of 100 stories.
func openCrowd(t testing.TB, outlets int) *crowd {
	c := &crowd{wire: openWireWith(t, Options{Log: slog.New(slog.DiscardHandler), Rate: 1e6}), outlets: outlets}
	setup := syndication.Setup{Sources: []sources.Source{c.source}}
	for i := range outlets {
		setup.Outlets = append(setup.Outlets, syndication.Outlet{Name: outletOf(i), Sources: []string{"*"}, Languages: []string{"en"}, Public: true})
	}
	if err := c.desk.Configure(t.Context(), setup); err != nil {
		t.Fatal(err)
	}
	c.publish(100)
	for i := range outlets {
		c.poll(i, feeds.RSS, nil)
	}
	return c
}

func outletOf(i int) string { return fmt.Sprintf("outlet-%05d", i) }

// publish gives every outlet n more stories.
func (c *crowd) publish(n int) {
	c.receive(dispatches(c.stories, n)...)
	c.stories += n
}

// A peek takes an answer and keeps its beginning, where the newest story is.
type peek struct {
	sink
	begin []byte
}

func (p *peek) Write(b []byte) (int, error) {
	if p.begin == nil {
		p.begin = bytes.Clone(b[:min(len(b), 2<<10)])
	}
	return len(b), nil
}

// poll asks for the feed of an outlet, and gives the beginning of the answer.
func (c *crowd) poll(i int, format feeds.Format, accept []string) []byte {
	path := feedName{outletOf(i), wholeFeed, format}.path()
	r := &http.Request{Method: "GET", URL: &url.URL{Path: path}, Header: http.Header{"Accept-Encoding": accept}, RemoteAddr: "127.0.0.1:4711", Proto: "HTTP/1.1"}
	p := &peek{sink: sink{http.Header{}}}
	c.server.Handler().ServeHTTP(p, r)
	return p.begin
}

// expectNewest fails unless an answer shows the newest story.
func (c *crowd) expectNewest(begin []byte, accept []string) {
	c.t.Helper()
	if accept != nil {
		r, err := gzip.NewReader(bytes.NewReader(begin))
		if err != nil {
			c.t.Fatal(err)
		}
		begin, _ = io.ReadAll(r) // as far as it goes
	}
	if id := fmt.Sprintf("/dispatch-%d<", c.stories-1); !bytes.Contains(begin, []byte(id)) {
		c.t.Fatalf("the newest story is not there: %.500s", begin)
	}
}

// BenchmarkFirstPoll is the first poll of an outlet after one story that touched
// all outlets, with limits, log and metrics on, beside gorilla/feeds rendering
// the same hundred items. Every outlet must be shown the new story. It has 500
// outlets; ten thousand take two minutes to make:
//
//	SILKWIRE_OUTLETS=10000 go test ./server -run xxx -bench FirstPoll -benchtime 10000x
func BenchmarkFirstPoll(b *testing.B) {
	outlets, err := strconv.Atoi(os.Getenv("SILKWIRE_OUTLETS"))
	if err != nil {
		outlets = 500
	}
	c := openCrowd(b, outlets)
	for _, accept := range [][]string{nil, {"gzip"}} {
		b.Run(strings.Join(append([]string{"silkwire"}, accept...), "+"), func(b *testing.B) { c.firstPolls(b, accept) })
	}
	f, _, err := c.desk.Feed(b.Context(), outletOf(0), wholeFeed)
	if err != nil {
		b.Fatal(err)
	}
	peer := stock(f)
	b.Run("gorilla", func(b *testing.B) { rendered(b, peer, io.Discard) })
	b.Run("gorilla+gzip", func(b *testing.B) { rendered(b, peer, gzip.NewWriter(io.Discard)) })
}

func (c *crowd) firstPolls(b *testing.B, accept []string) {
	var answers [][]byte
	check := func() {
		for _, begin := range answers {
			c.expectNewest(begin, accept)
		}
		answers = answers[:0]
	}
	b.ReportAllocs()
	next := c.outlets
	for b.Loop() {
		if next == c.outlets {
			b.StopTimer()
			check()
			c.publish(1)
			next = 0
			runtime.GC() // of what publishing left
			b.StartTimer()
		}
		answers = append(answers, c.poll(next, feeds.RSS, accept))
		next++
	}
	check()
}

// rendered is what a program does that has gorilla/feeds.
func rendered(b *testing.B, f *gorilla.Feed, w io.Writer) {
	b.ReportAllocs()
	for b.Loop() {
		if err := f.WriteRss(w); err != nil {
			b.Fatal(err)
		}
		if gz, ok := w.(*gzip.Writer); ok {
			gz.Close()
			gz.Reset(io.Discard)
		}
	}
}

// stock is as much of f as gorilla/feeds' types can carry.
func stock(f *feeds.Feed) *gorilla.Feed {
	g := &gorilla.Feed{Title: f.Title, Description: f.Description, Link: &gorilla.Link{Href: f.Link}, Id: f.ID, Updated: f.Updated.Time}
	for i := range f.Items {
		it := &f.Items[i]
		g.Items = append(g.Items, &gorilla.Item{
			Id: it.ID, Title: it.Title, Link: &gorilla.Link{Href: it.Link}, Description: it.Summary, Content: it.Content,
			Author: &gorilla.Author{Name: it.Authors[0].Name}, Created: it.Published.Time, Updated: it.Updated.Time,
		})
	}
	return g
}

// Whatever an outlet was shown before, its next poll shows what one story did to
// all of them: that it came, was corrected, and went.
func TestEveryOutletIsServedFreshAtItsNextPoll(t *testing.T) {
	c := openCrowd(t, 20)
	c.publish(1)
	story := dispatches(c.stories-1, 1)[0]
	for i := range c.outlets {
		c.expectNewest(c.poll(i, feeds.RSS, nil), nil)
		c.expectNewest(c.poll(i, feeds.RSS, []string{"gzip"}), []string{"gzip"})
	}
	story.Title = "智慧城市 corrected"
	c.receive(story)
	for i := range c.outlets {
		for _, format := range feeds.Formats {
			if begin := c.poll(i, format, nil); !bytes.Contains(begin, []byte(story.Title)) {
				t.Fatalf("outlet %d has no corrected story in %s", i, format)
			}
		}
	}
	f, _, err := c.desk.Feed(t.Context(), outletOf(0), wholeFeed)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.desk.Withdraw(t.Context(), f.Items[0].ID, "訂正のため取り下げ"); err != nil {
		t.Fatal(err)
	}
	for i := range c.outlets {
		for _, format := range feeds.Formats {
			whole := c.get(feedName{outletOf(i), wholeFeed, format}.path()).body
			if strings.Contains(whole, story.Title) || !strings.Contains(whole, "訂正のため取り下げ") {
				t.Fatalf("outlet %d still has the withdrawn story in %s", i, format)
			}
		}
	}
}
