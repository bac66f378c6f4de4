package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// What a soak has.
const (
	soakPollers     = 200
	soakSubscribers = 50 // of the hub, of which
	soakDead        = 5  // never answer a push,
	soakSlow        = 5  // take seconds for it
	soakSources     = 30 // so that none is a burst
)

// A callback is a subscriber of the hub, and what it has been pushed.
type callback struct {
	dead, slow bool
	mu         sync.Mutex
	titles     map[string]bool // guarded by mu
	pushes     int             // guarded by mu
}

// ServeHTTP agrees to the subscription, and takes pushes as the callback is.
func (c *callback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		io.WriteString(w, r.URL.Query().Get("hub.challenge"))
		return
	}
	if c.dead {
		panic(http.ErrAbortHandler)
	}
	if c.slow {
		select {
		case <-time.After(3 * time.Second):
		case <-r.Context().Done():
			return
		}
	}
	var feed struct{ Items []struct{ Title string } }
	if err := json.NewDecoder(r.Body).Decode(&feed); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pushes++
	for _, it := range feed.Items {
		c.titles[it.Title] = true
	}
}

// An hour of everything at once: SILKWIRE_SOAK=1h. Pollers and subscribers get
// every story, memory stays flat, and the log says how long answers took.
func TestSoak(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("SILKWIRE_SOAK"))
	if err != nil {
		t.Skip("SILKWIRE_SOAK=1h runs it for an hour")
	}
	presses := make([]*press, soakSources)
	for i := range presses {
		presses[i] = newPress(t)
	}
	p := soaked(t, presses)
	callbacks := subscribeAll(t, p.base)
	stop := make(chan struct{})
	var group sync.WaitGroup
	var took latencies
	for i := range soakPollers {
		group.Go(func() {
			pollUntil(stop, fmt.Sprintf("%s/outlets/desk/feed.%s", p.base, []string{"rss", "atom", "json"}[i%3]), i%4 == 0, &took)
		})
	}
	var memory []int
	published := 0
	for end := time.Now().Add(length); time.Now().Before(end); time.Sleep(time.Second) { // the pace of the source
		presses[published%soakSources].publish("en", prose(uint64(published), 8), prose(uint64(published), 40))
		if published++; published%10 == 0 {
			memory = append(memory, residentMB(t, p.Process.Pid))
		}
	}
	close(stop)
	group.Wait()
	behind := func() (list []int) {
		for _, c := range callbacks {
			if n := c.has(); !c.dead && n < published {
				list = append(list, n)
			}
		}
		return list
	}
	t.Cleanup(func() { t.Logf("of %d stories, subscribers that lack some have %v", published, behind()) })
	wait(t, "every living subscriber has every story", func() bool { return len(behind()) == 0 })
	pushes := 0
	for _, c := range callbacks {
		pushes += c.pushes
	}
	all := took.sorted()
	t.Logf("%s: %d stories, %d polls, %d pushes; answers p50 %s, p99 %s, longest %s", length, published, len(all), pushes, all[len(all)/2], all[len(all)*99/100], all[len(all)-1])
	t.Logf("memory, in MB every 10 s: %v", memory)
	if quarter := len(memory) / 4; quarter > 15 { // before, its caches still fill
		early, late := slices.Max(memory[quarter:2*quarter]), slices.Max(memory[3*quarter:])
		if late > early*5/4 {
			t.Errorf("memory rose from %d to %d MB", early, late)
		}
	}
	if failed := took.failed; failed > 0 {
		t.Errorf("%d polls failed", failed)
	}
	p.stop(t)
}

// prose is a text like no other: near-duplicates from several sources would be
// one story.
func prose(seed uint64, words int) string {
	r := rand.New(rand.NewPCG(seed, 6))
	var b strings.Builder
	for range words {
		for range 2 + r.IntN(3) {
			b.WriteByte("bdfgklmnprstvz"[r.IntN(14)])
			b.WriteByte("aeiou"[r.IntN(5)])
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

func (c *callback) has() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.titles)
}

// soaked starts the program with the presses as its sources.
func soaked(t *testing.T, presses []*press) *process {
	t.Helper()
	folder := t.TempDir()
	var doc strings.Builder
	fmt.Fprintf(&doc, "[server]\npublic_url = \"https://wire.example\"\n[store]\ndsn = %q\n[fetch]\nallow_private_networks = true\n[outlets.desk]\nsources = [\"*\"]\npublic = true\n", filepath.Join(folder, "wire.db"))
	for i, source := range presses {
		fmt.Fprintf(&doc, "[sources.press-%d]\nurl = %q\ninterval = \"15s\"\n", i, source.URL)
	}
	config := filepath.Join(folder, "config.toml")
	if err := os.WriteFile(config, []byte(doc.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return startServe(t, config)
}

// subscribeAll subscribes every callback, and waits until each was asked.
func subscribeAll(t *testing.T, base string) []*callback {
	t.Helper()
	list := make([]*callback, soakSubscribers)
	for i := range list {
		list[i] = &callback{titles: map[string]bool{}, dead: i < soakDead, slow: i >= soakDead && i < soakDead+soakSlow}
		site := httptest.NewServer(list[i])
		t.Cleanup(site.Close)
		form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {"https://wire.example/outlets/desk/feed.json"}, "hub.callback": {site.URL}, "hub.secret": {"quay"}}
		wait(t, "the hub takes the request", func() bool {
			resp, err := http.PostForm(base+"/hub", form)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			return resp.StatusCode == http.StatusAccepted
		})
	}
	return list
}

// latencies are how long answers took.
type latencies struct {
	mu     sync.Mutex
	list   []time.Duration
	failed int
}

func (l *latencies) add(d time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.list = append(l.list, d); !ok {
		l.failed++
	}
}

func (l *latencies) sorted() []time.Duration {
	slices.Sort(l.list)
	return l.list
}

// pollUntil polls as feed readers do, conditionally and by gzip, some by deltas.
func pollUntil(stop <-chan struct{}, address string, deltas bool, took *latencies) {
	tag := ""
	for {
		select {
		case <-stop:
			return
		case <-time.After(2*time.Second + rand.N(4*time.Second)): // the pace of a poller
		}
		req, err := http.NewRequest("GET", address, nil)
		if err != nil {
			panic(err) // the address is ours
		}
		req.Header.Set("If-None-Match", tag)
		if deltas {
			req.Header.Set("A-IM", "feed")
		}
		start := time.Now()
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			took.add(time.Since(start), false)
			continue
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		took.add(time.Since(start), err == nil && resp.StatusCode < 400)
		tag = resp.Header.Get("Etag")
	}
}

// residentMB is the memory that a process holds.
func residentMB(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skip("memory is read from /proc")
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kB, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kB >> 10
}
