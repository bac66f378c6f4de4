package main

import (
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/silkwire/silkwire/feeds"
)

// A ticker is an agency whose feed is a function of how often it was asked:
// every second poll brings a story, every third story is corrected, every fifth taken
// back. It stands still while it is held.
type ticker struct {
	name, language, sentence string

	mu    sync.Mutex
	asked int
	step  int
	held  bool
	polls int // answered since it was held
}

// tickerLength is fewer stories than are held as a burst.
const tickerLength = 180

var tickerStart = time.Now().Add(-time.Hour).UTC().Truncate(time.Second)

var tickers = []*ticker{
	{name: "harbour", language: "en", sentence: "the ferry to the outer islands sails again after the storm"},
	{name: "duma", language: "ru", sentence: "парламент утвердил бюджет на следующий год"},
	{name: "kexue", language: "zh", sentence: "科学家在沙漠中发现新的古生物化石遗址"},
	{name: "souk", language: "ar", sentence: "أسعار القمح ترتفع في الأسواق العالمية"},
	{name: "kisan", language: "hi", sentence: "मानसून की बारिश से किसानों के चेहरे खिले"},
}

// title is what a story is called at a step; ok is false once it is taken back.
func (a *ticker) title(i, step int) (title string, ok bool) {
	title = fmt.Sprintf("%s-%d. %s", a.name, i, a.sentence)
	if i%3 == 0 && step >= i+2 {
		title = fmt.Sprintf("%s-%d, corrected. %s", a.name, i, a.sentence)
	}
	return title, i%5 != 0 || step < i+4
}

func (a *ticker) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.held {
		a.polls++
	} else if a.asked++; a.asked%2 == 0 && a.step < tickerLength {
		a.step++
	}
	fmt.Fprintf(w, `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="%s"><id>urn:%s</id><title>%[2]s</title><updated>2026-11-22T06:00:00Z</updated>`, a.language, a.name)
	for i := a.step; i > 0; i-- {
		title, ok := a.title(i, a.step)
		if !ok {
			fmt.Fprintf(w, `<at:deleted-entry ref="urn:%s:%d" when="2026-11-22T07:00:00Z"/>`, a.name, i)
			continue
		}
		fmt.Fprintf(w, `<entry><id>urn:%s:%d</id><title>%s</title><link href="https://%[1]s.example/%[2]d"/><published>%[4]s</published><updated>%[4]s</updated></entry>`,
			a.name, i, html.EscapeString(title), tickerStart.Add(time.Duration(i)*time.Second).Format(time.RFC3339))
	}
	io.WriteString(w, `</feed>`)
}

// hold stops or starts all agencies.
func hold(held bool) {
	for _, a := range tickers {
		a.mu.Lock()
		a.held, a.polls = held, 0
		a.mu.Unlock()
	}
}

func (a *ticker) polled() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.polls
}

// A wreck is a server that is killed again and again, and what its readers know.
type wreck struct {
	*testing.T
	*process
	config  string
	random  *rand.Rand
	killed  map[string]bool     // keys of stories that an editor withdrew
	keys    map[string]string   // of stories by their ids
	ids     map[string]string   // of stories by their keys
	version map[string]int      // the highest seen of each outlet
	etags   map[string]string   // by outlet and Version
	pages   map[string][]string // ids of each full archive page
	pushed  []*pushed           // subscribers of the hub
}

// TestKilledAtAnyMoment kills the real server in the middle of polls and
// decisions, starts it again, and compares what it shows with the model: nothing
// is lost, nothing doubled, no number of a row used twice; and whoever is pushed
// to gets it all, and nothing that was undone. SILKWIRE_KILLS says
// how often, SILKWIRE_SEED plays one run again.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("builds, runs and kills the program; not with -short")
	}
	seed := time.Now().UnixNano()
	if n, err := strconv.ParseInt(os.Getenv("SILKWIRE_SEED"), 10, 64); err == nil {
		seed = n
	}
	kills := 4
	if n, err := strconv.Atoi(os.Getenv("SILKWIRE_KILLS")); err == nil {
		kills = n
	}
	t.Logf("SILKWIRE_SEED=%d", seed)
	w := &wreck{T: t, config: tickerConfig(t), random: rand.New(rand.NewPCG(uint64(seed), 1)),
		killed: map[string]bool{}, keys: map[string]string{}, ids: map[string]string{}, version: map[string]int{}, etags: map[string]string{}, pages: map[string][]string{}}
	for i := range kills {
		w.process = startServe(t, w.config)
		if i == 0 {
			w.subscribe()
		}
		w.compare(i)
		done := w.withdrawOne()
		w.moment()
		w.Process.Kill()
		<-w.process.done
		<-done
	}
	w.process = startServe(t, w.config)
	w.compare(kills)
	w.stop(t)
	for _, p := range w.pushed {
		t.Logf("%d pushes as %s", p.count, p.format)
	}
	t.Logf("%d kills, %d rows, %d stories, %d withdrawn by an editor", kills, w.version["all"], len(w.ids), len(w.killed))
}

func tickerConfig(t *testing.T) string {
	folder := t.TempDir()
	var b strings.Builder
	fmt.Fprintf(&b, "[server]\npublic_url = \"https://wire.example\"\n[store]\ndsn = %q\n[fetch]\nallow_private_networks = true\n", filepath.Join(folder, "silkwire.db"))
	b.WriteString("[outlets.all]\nsources = [\"*\"]\npublic = true\n[outlets.ports]\nsources = [\"*\"]\nquery = \"ferry OR бюджет\"\npublic = true\n")
	for _, a := range tickers {
		s := httptest.NewServer(a)
		t.Cleanup(s.Close)
		fmt.Fprintf(&b, "[sources.%s]\nurl = %q\ninterval = \"1s\"\n", a.name, s.URL)
	}
	file := filepath.Join(folder, "config.toml")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// withdrawOne lets an editor withdraw a story by the command, beside the server,
// and lets the sources go on.
func (w *wreck) withdrawOne() <-chan struct{} {
	hold(false)
	done := make(chan struct{})
	var live []string
	for key, id := range w.ids {
		if !w.killed[key] {
			live = append(live, id)
		}
	}
	slices.Sort(live)
	if len(live) < 10 {
		close(done)
		return done
	}
	id := live[w.random.IntN(len(live))]
	w.killed[w.keys[id]] = true
	go func() {
		defer close(done)
		path, _ := binary()
		if out, err := exec.Command(path, "story", "withdraw", id, "-config", w.config, "-note", "Wrong figures.").CombinedOutput(); err != nil {
			w.Errorf("withdraw %s: %v\n%s", id, err, out)
		}
	}()
	return done
}

// compare waits until every source was heard out and the feeds are the model's.
func (w *wreck) compare(kill int) {
	hold(true)
	wait(w.T, "every source was polled twice", func() bool {
		return !slices.ContainsFunc(tickers, func(a *ticker) bool { return a.polled() < 2 })
	})
	everything := []string{"harbour", "duma", "kexue", "souk", "kisan"}
	for outlet, names := range map[string][]string{"all": everything, "ports": {"harbour", "duma"}} {
		w.await(fmt.Sprintf("kill %d, outlet %s", kill, outlet), names, func() map[string]string { return w.walk(outlet) })
	}
	for _, p := range w.pushed {
		w.await(fmt.Sprintf("kill %d, pushed as %s", kill, p.format), everything, func() map[string]string { return w.take(p) })
	}
}

// await waits until what somebody has is the model's.
func (w *wreck) await(who string, names []string, has func() map[string]string) {
	var diff string
	for end := time.Now().Add(patience / 2); ; time.Sleep(50 * time.Millisecond) {
		got := has()
		if diff = cmp.Diff(w.model(names), got); diff == "" {
			return
		}
		if time.Now().After(end) {
			w.Fatalf("%s (-model +has):\n%s\n%s", who, diff, w.said(w.T))
		}
	}
}

// model is what an outlet must have, by key. A story that its source took back
// before anybody read of it need not be told.
func (w *wreck) model(names []string) map[string]string {
	want := map[string]string{}
	for _, a := range tickers {
		a.mu.Lock()
		for i := 1; slices.Contains(names, a.name) && i <= a.step; i++ {
			key := fmt.Sprintf("%s-%d", a.name, i)
			title, ok := a.title(i, a.step)
			if !ok || w.killed[key] {
				title = "†"
			}
			if _, read := w.ids[key]; ok || read {
				want[key] = title
			}
		}
		a.mu.Unlock()
	}
	return want
}

// walk reads the current document and all pages of the archive, as a client
// that wants everything does.
func (w *wreck) walk(outlet string) map[string]string {
	address := w.base + "/outlets/" + outlet + "/feed.json"
	body, header := get(w.T, address)
	version := w.follow(outlet, header.Get("ETag"))
	all := map[string]string{}
	w.read(document{header.Get("Content-Type"), body}, all)
	for n := 1; n <= version/100; n++ {
		page, header := get(w.T, fmt.Sprintf("%s?archive=%d", address, n))
		ids := w.read(document{header.Get("Content-Type"), page}, all)
		name := fmt.Sprint(outlet, n)
		if before := w.pages[name]; before != nil && !slices.Equal(before, ids) {
			w.Fatalf("archive page %s held %v, now %v", name, before, ids)
		}
		w.pages[name] = ids
	}
	return all
}

// follow checks a tag against those seen before: a Version never falls, and is
// never given to another document.
func (w *wreck) follow(outlet, tag string) int {
	number, _, _ := strings.Cut(strings.Trim(tag, `"`), "-")
	version, err := strconv.Atoi(number)
	if err != nil {
		w.Fatalf("ETag %s: %v", tag, err)
	}
	if version < w.version[outlet] {
		w.Fatalf("%s: Version %d after %d", outlet, version, w.version[outlet])
	}
	w.version[outlet] = version
	name := outlet + " " + number
	if before := w.etags[name]; before != "" && before != tag {
		w.Fatalf("%s: %s was %s", outlet, tag, before)
	}
	w.etags[name] = tag
	return version
}

// read adds the stories of a document to what its reader has, and gives their
// ids in order of name. No story may come under two ids.
func (w *wreck) read(doc document, into map[string]string) []string {
	f, err := feeds.Parse(doc.body, feeds.ParseOptions{ContentType: doc.mediaType, URL: w.base})
	if err != nil {
		w.Fatalf("%v in %.300s", err, doc.body)
	}
	for _, gone := range f.Deleted {
		f.Items = append(f.Items, feeds.Item{ID: gone.ID, Status: feeds.Withdrawn})
	}
	var ids []string
	for _, it := range f.Items {
		ids = append(ids, it.ID)
		key, known := w.keys[it.ID]
		title := it.Title
		if it.Status.Gone() {
			title = "†"
		} else if !known {
			key = it.Title[:strings.IndexAny(it.Title, ".,")]
			if other := w.ids[key]; other != "" {
				w.Fatalf("%s is %s and %s", key, other, it.ID)
			}
			w.keys[it.ID], w.ids[key] = key, it.ID
		}
		if key != "" {
			into[key] = title
		}
	}
	slices.Sort(ids)
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		w.Fatalf("a document holds a story twice: %v", ids)
	}
	return ids
}
