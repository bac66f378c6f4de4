package sources

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// newsroom is a small agency that has only pages. Its fields are guarded by mu.
type newsroom struct {
	mu       sync.Mutex
	articles []story // newest first
	broken   string  // "": all is well; else the listing or the articles are
	asked    map[string]int
	perPage  int
	labels   map[string]string // by path: what stands before a title in the listing
}

type story struct {
	path, title, body string
	version           int
}

func (n *newsroom) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.asked == nil {
		n.asked = map[string]int{}
	}
	n.asked[r.URL.Path]++
	if r.URL.Path == "/news" {
		n.listing(w, r)
		return
	}
	for _, s := range n.articles {
		if r.URL.Path == s.path {
			n.article(w, r, s)
			return
		}
	}
	http.NotFound(w, r)
}

func (n *newsroom) listing(w http.ResponseWriter, r *http.Request) {
	switch n.broken {
	case "redesigned":
		io.WriteString(w, "<html><body><app-root></app-root></body></html>")
		return
	case "empty":
		io.WriteString(w, htmlPage("Coastal Wire", `<ul class="list"></ul>`))
		return
	}
	var b strings.Builder
	list, next := n.articles, ""
	if n.perPage > 0 {
		at := 0
		fmt.Sscan(r.URL.Query().Get("page"), &at)
		list = list[min(at*n.perPage, len(list)):min((at+1)*n.perPage, len(list))]
		if (at+1)*n.perPage < len(n.articles) {
			next = fmt.Sprintf(`<div class="pages"><a rel="next" href="/news?page=%d">Older</a></div>`, at+1)
		}
	}
	for _, s := range list {
		date := "6 November 2020"
		if n.broken == "dates" {
			date = ""
		}
		fmt.Fprintf(&b, `<li><a href="%s">%s</a> <span class="date">%s</span></li>`, s.path, n.labels[s.path]+s.title, date)
	}
	io.WriteString(w, htmlPage("Coastal Wire", `<ul class="list">`+b.String()+"</ul>"+next))
}

func (n *newsroom) article(w http.ResponseWriter, r *http.Request, s story) {
	tag := fmt.Sprintf(`"%d"`, s.version)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("ETag", tag)
	switch n.broken {
	case "articles":
		io.WriteString(w, htmlPage("Coastal Wire", "<h1>Please sign in</h1>"))
	case "dates":
		io.WriteString(w, htmlPage(s.title, fmt.Sprintf("<article><h1>%s</h1><p>%s</p></article>", s.title, s.body)))
	default:
		io.WriteString(w, htmlPage(s.title, fmt.Sprintf(`<article><h1>%s</h1><time datetime="2020-11-06T08:00:00Z">6 Nov</time><p>%s</p></article>`, s.title, s.body)))
	}
}

func htmlPage(title, body string) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s</title></head><body>%s</body></html>`, title, body)
}

func (n *newsroom) change(f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f()
}

func coast() *newsroom {
	return &newsroom{articles: []story{
		{"/p/3", "Ferry to Gull Island runs every hour now", "The harbour office has put a second ferry into service, and the queue on the quay is gone.", 1},
		{"/p/2", "School choir sings at the lighthouse", "Forty children sang for the keeper, who retires after thirty-one years on the rock.", 1},
		{"/p/1", "New buoys warn of shallow water", "Twelve yellow buoys mark the sandbank that moved in the storms of last winter.", 1},
	}}
}

func TestPageIsPolledForNewAndCorrectedArticles(t *testing.T) {
	room := coast()
	site := serve(t, room)
	d := newDesk()
	start(t, d, testClient(t), Source{Name: "coast", URL: site.URL + "/news", Interval: time.Second})
	d.wait(t, "three articles", func() bool { return len(d.titles("coast")) == 3 })
	first := d.got["coast"][0].Items[0]
	if !strings.Contains(first.Content, "second ferry") || first.ID != site.URL+"/p/3" || first.Origin.Title == "" || first.Published.Year() != 2020 {
		t.Errorf("first item is %+v", first)
	}
	room.change(func() {
		room.articles = append([]story{{"/p/4", "Lifeboat crew finds drifting kayak", "The crew was back on the quay within forty minutes, and nobody was hurt.", 1}}, room.articles...)
	})
	d.wait(t, "the new article", func() bool { return slices.Contains(d.titles("coast"), "Lifeboat crew finds drifting kayak") })
	room.change(func() {
		room.articles[2].body, room.articles[2].version = "Forty-two children sang for the keeper, who retires after thirty years on the rock.", 2
	})
	d.wait(t, "the correction", func() bool {
		f := d.got["coast"][len(d.got["coast"])-1]
		return len(f.Items) == 1 && strings.Contains(f.Items[0].Content, "Forty-two")
	})
	d.mu.Lock()
	defer d.mu.Unlock()
	if got := d.titles("coast"); len(got) != 5 {
		t.Errorf("received %q", got)
	}
}

func TestArticlesAreFetchedOnce(t *testing.T) {
	room := coast()
	site := serve(t, room)
	d, src := newDesk(), &Source{Name: "coast", URL: site.URL + "/news", Kind: PageKind, Interval: time.Hour}
	for range 3 {
		once(t, d, testClient(t), src)
	}
	for _, s := range room.articles {
		if room.asked[s.path] != 1 {
			t.Errorf("%s was fetched %d times", s.path, room.asked[s.path])
		}
	}
}

func TestListingIsFollowedBackWhileItIsNews(t *testing.T) {
	room := &newsroom{perPage: 4}
	for i := range 12 {
		room.articles = append(room.articles, story{fmt.Sprintf("/p/%d", 100-i), fmt.Sprintf("Harbour report number %d of the year", 100-i), "Two trawlers and a yacht came in overnight with the tide, and all of them left again at noon.", 1})
	}
	site := serve(t, room)
	d, src := newDesk(), &Source{Name: "old", URL: site.URL + "/news", Kind: PageKind, Interval: time.Hour}
	once(t, d, testClient(t), src)
	if got := d.titles("old"); len(got) != 12 {
		t.Errorf("first poll brought %d", len(got))
	}
	pages := room.asked["/news"]
	room.change(func() { room.articles[0].title += ", corrected" })
	once(t, d, testClient(t), src)
	if room.asked["/news"] != pages+1 {
		t.Errorf("%d listing pages were read when one was news", room.asked["/news"]-pages)
	}
}

func TestManyArticlesAreReadOverSeveralPolls(t *testing.T) {
	room := &newsroom{}
	for i := range newAtOnce + 7 {
		room.articles = append(room.articles, story{fmt.Sprintf("/p/%d", i), fmt.Sprintf("Harbour report number %d of the year", i), "Two trawlers and a yacht came in overnight with the tide, and all of them left again at noon.", 1})
	}
	d, src := newDesk(), &Source{Name: "many", URL: serve(t, room).URL + "/news", Interval: time.Hour}
	for _, want := range []int{newAtOnce, newAtOnce + 7, newAtOnce + 7} {
		once(t, d, testClient(t), src)
		if got := len(d.titles("many")); got != want {
			t.Fatalf("%d articles, want %d", got, want)
		}
	}
}

func TestEmptyListIsNotAChangedLayout(t *testing.T) {
	tests := []struct {
		broken string
		want   Condition
		says   string
	}{
		{"empty", Quiet, ""},
		{"redesigned", LayoutChanged, "no longer there"},
		{"articles", LayoutChanged, "could be read"},
		{"dates", LayoutChanged, "lost their date"},
	}
	for _, tt := range tests {
		t.Run(tt.broken, func(t *testing.T) {
			room := coast()
			d, src := newDesk(), &Source{Name: "coast", URL: serve(t, room).URL + "/news", Interval: time.Hour}
			if m := once(t, d, testClient(t), src); m.Failures != 0 || m.Items != 3 {
				t.Fatalf("before: %+v", m)
			}
			room.change(func() {
				room.broken = tt.broken
				for i := range room.articles {
					room.articles[i].path += "0"
					room.articles[i].title += " again"
				}
			})
			m := once(t, d, testClient(t), src)
			if m.Condition != tt.want || !strings.Contains(m.Error, tt.says) {
				t.Errorf("%q %q", m.Condition, m.Error)
			}
			if tt.broken == "articles" && len(d.titles("coast")) != 3 {
				t.Errorf("error pages became news: %q", d.titles("coast"))
			}
			if wait := time.Until(m.NextPoll); wait > 2*time.Hour {
				t.Errorf("next poll in %s", wait)
			}
		})
	}
}

func TestReadFollowsAListingButNeverFetchesForAFile(t *testing.T) {
	room := coast()
	site := serve(t, room)
	src := &Source{Name: "coast", URL: site.URL + "/news"}
	feed, err := Read(context.Background(), testClient(t), src, nil, "")
	if err != nil || len(feed.Items) != 3 || feed.Items[2].Content == "" {
		t.Fatalf("%v %+v", err, feed)
	}
	asked := len(room.asked)
	data := htmlPage("x", `<ul class="list"><li><a href="/p/9">A headline that only the file has</a> 6 November 2020</li><li><a href="/p/8">Another headline, in the same file</a> 5 November 2020</li></ul>`)
	feed, err = Read(context.Background(), nil, src, []byte(data), "text/html")
	if err != nil || len(feed.Items) != 2 || feed.Items[0].Link != site.URL+"/p/9" || len(room.asked) != asked {
		t.Errorf("%v %+v", err, feed)
	}
}

func TestSelectorsStandAboveAllElse(t *testing.T) {
	src := &Source{Name: "x", URL: "https://agency.example/p/1", Kind: PageKind, Selectors: Selectors{
		Title: ".t", Date: ".d", Abstract: ".a", Body: ".b", Keywords: ".k li", Author: ".w",
	}}
	data := htmlPage("Wrong", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Wrong","datePublished":"2001-01-01"}</script>
		<h1>Wrong</h1><div class="t">Right title</div><div class="d">2020-11-06 10:00</div><div class="a">Abstract: Right abstract</div>
		<div class="b"><p>Right body, which is short.</p></div><ul class="k"><li>one</li><li>two, three</li></ul><i class="w">By Ann Lee</i>
		<article><p>Wrong body, and long enough to be taken for the text of the article if nobody said otherwise.</p></article>`)
	feed, err := Read(context.Background(), nil, src, []byte(data), "text/html")
	if err != nil {
		t.Fatal(err)
	}
	it := feed.Items[0]
	if it.Title != "Right title" || it.Published.Year() != 2020 || it.Summary != "Right abstract" || it.Content != "<p>Right body, which is short.</p>" ||
		!slices.Equal(it.Keywords, []string{"one", "two, three"}) || len(it.Authors) != 1 || it.Authors[0].Name != "Ann Lee" {
		t.Errorf("%+v", it)
	}
}

func TestStoryKilledInTheListingIsTakenBack(t *testing.T) {
	n := coast()
	site := serve(t, n)
	d, src, c := newDesk(), &Source{Name: "coast", URL: site.URL + "/news", Kind: PageKind}, testClient(t)
	once(t, d, c, src)
	n.change(func() { n.articles[1].title = "KILL: " + n.articles[1].title })
	for range 2 { // told once
		once(t, d, c, src)
	}
	var gone []feeds.Item
	for _, feed := range d.got["coast"] {
		for _, it := range feed.Items {
			if it.Status == feeds.Withdrawn {
				gone = append(gone, it)
			}
		}
	}
	if len(gone) != 1 || gone[0].ID != site.URL+"/p/2" || gone[0].Title != "" || !strings.HasPrefix(gone[0].Note, "KILL: School choir") {
		t.Errorf("%+v", gone)
	}
}

func TestAListingThatMayKillIsHeard(t *testing.T) {
	n := coast()
	site := serve(t, n)
	d, src, c := newDesk(), &Source{Name: "coast", URL: site.URL + "/news", Kind: PageKind}, testClient(t)
	once(t, d, c, src)
	n.change(func() { n.labels = map[string]string{"/p/2": "ANNULATION: "} })
	for range 2 { // told once
		once(t, d, c, src)
	}
	var told []feeds.Item
	for _, feed := range d.got["coast"] {
		for _, it := range feed.Items {
			if it.Instead != nil {
				told = append(told, it)
			}
		}
	}
	if len(told) != 1 || told[0].ID != site.URL+"/p/2" || !strings.HasPrefix(told[0].Title, "ANNULATION: School choir") || told[0].Otherwise().Status != feeds.Withdrawn {
		t.Errorf("%+v", told)
	}
}
