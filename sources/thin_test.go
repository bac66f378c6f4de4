package sources

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/silkwire/silkwire/feeds"
)

// wire writes a feed of n items, of which the first fresh are of this round.
func wire(n, fresh, round int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Coastal Wire</title><link>https://coast.example/</link><language>en</language><lastBuildDate>Fri, 06 Nov 2020 10:%02d:00 GMT</lastBuildDate>`, round%60)
	for i := range n {
		r := 0
		if i < fresh {
			r = round
		}
		fmt.Fprintf(&b, `<item><guid>urn:%d-%d</guid><link>https://coast.example/p/%d</link><title>Harbour report %d of round %d</title><pubDate>Fri, 06 Nov 2020 08:00:00 GMT</pubDate><description><![CDATA[<p>%s</p><item>not an item</item>]]></description></item>`,
			i, r, i, i, r, strings.Repeat("Two trawlers and a yacht came in overnight with the tide. ", 20))
	}
	return b.String() + "</channel></rss>"
}

func TestItemsReceivedBeforeAreLeftOut(t *testing.T) {
	round := 0
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		round++
		io.WriteString(w, wire(100, 3, round))
	}))
	d, src := newDesk(), &Source{Name: "wire", URL: site.URL}
	for _, want := range []int{100, 103, 106} {
		m := once(t, d, testClient(t), src)
		if got := len(d.titles("wire")); got != want || m.Items != 100 || m.Condition == Failing {
			t.Fatalf("%d items received, want %d; %d in the document: %s", got, want, m.Items, m.Error)
		}
	}
	last := d.got["wire"][2].Items[0]
	whole, err := Read(context.Background(), nil, src, []byte(wire(100, 3, 3)), "")
	if err != nil || itemHash(&whole.Items[0]) != itemHash(&last) {
		t.Errorf("alone it reads otherwise than among its neighbours:\n%+v\n%+v", last, whole.Items[0])
	}
}

func TestCutLeavesDoubtfulDocumentsWhole(t *testing.T) {
	for name, doc := range map[string]string{
		"no items":              "<rss><channel></channel></rss>",
		"an item in an item":    "<rss><item><item></item></item></rss>",
		"an item without end":   "<rss><item><title>x</title></rss>",
		"a comment without end": "<rss><!-- <item></item></rss>",
		"an end too many":       "<rss></item><item></item></rss>",
		"UTF-16":                "\xff\xfe<\x00i\x00t\x00e\x00m\x00>\x00",
	} {
		if s, ok := cut([]byte(doc)); ok {
			t.Errorf("%s: cut into %q", name, s.items)
		}
	}
	s, ok := cut([]byte(`<feed><!-- <entry> --><entry a="1">x</entry> <entry/>`))
	if ok {
		t.Errorf("an empty entry is cut: %q", s.items)
	}
}

func TestChangedFrameIsReadWhole(t *testing.T) {
	title := "A"
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Replace(wire(5, 0, 0), "Coastal Wire", title, 1))
	}))
	d, src := newDesk(), &Source{Name: "frame", URL: site.URL}
	once(t, d, testClient(t), src)
	title = "B"
	once(t, d, testClient(t), src)
	if got := len(d.titles("frame")); got != 10 {
		t.Errorf("%d items", got)
	}
}

// BenchmarkDocument compares what a fetched document of 100 items costs: read
// whole, with 3 new items, and unchanged.
func BenchmarkDocument(b *testing.B) {
	src := &Source{Name: "wire", URL: "https://coast.example/feed", Kind: FeedKind}
	old, changed := []byte(wire(100, 3, 1)), []byte(wire(100, 3, 2))
	m := Memory{}.under(src)
	v := &visit{source: src, memory: &m}
	_, m.Seen = v.thin(old)
	m.BodyHash = fingerprint(old)
	read := func(body []byte, thin bool) *feeds.Feed {
		v := &visit{source: src, memory: &m, offline: true}
		if thin {
			body, _ = v.thin(body)
		}
		feed, err := v.parse(context.Background(), &Document{URL: src.URL, Body: body})
		if err != nil {
			b.Fatal(err)
		}
		return feed
	}
	b.Run("whole", func(b *testing.B) {
		b.SetBytes(int64(len(changed)))
		for b.Loop() {
			if n := len(read(changed, false).Items); n != 100 {
				b.Fatal(n)
			}
		}
	})
	b.Run("3 of 100 new", func(b *testing.B) {
		b.SetBytes(int64(len(changed)))
		for b.Loop() {
			if n := len(read(changed, true).Items); n != 3 {
				b.Fatal(n)
			}
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		b.SetBytes(int64(len(old)))
		for b.Loop() {
			if fingerprint(old) != m.BodyHash {
				b.Fatal("changed")
			}
		}
	})
}
