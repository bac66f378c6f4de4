package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/silkwire/silkwire/demo"
)

// patience is how long a condition is waited for; it is reached only by a failure.
const patience = 60 * time.Second

// binary builds the program once for all tests.
var binary = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "silkwire-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "silkwire")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// A still is the demo's world at one moment, when all is out and edited, and
// counts what is asked of it.
type still struct {
	*demo.World
	*httptest.Server
	polls atomic.Int64
	hold  atomic.Bool // nothing is answered until the one who asks goes away
}

func newStill(t *testing.T) *still {
	agencies, err := demo.Agencies()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now().Add(-time.Hour).Truncate(time.Second)
	now := start.Add(10 * time.Minute)
	s := &still{World: &demo.World{Agencies: agencies, Start: start, Now: func() time.Time { return now }}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.polls.Add(1)
		if s.hold.Load() {
			<-r.Context().Done()
			return
		}
		s.World.ServeHTTP(w, r)
	}))
	s.World.URL = s.Server.URL
	t.Cleanup(s.Server.Close)
	return s
}

// A process is the real program, serving.
type process struct {
	*exec.Cmd
	base string
	log  string        // the file that it writes its log to
	done chan struct{} // closed when it has ended
	err  error         // how it has ended
}

func startServe(t *testing.T, config string) *process {
	p := launchServe(t, config)
	wait(t, "the server answers", func() bool { return answers(t, p.base+"/healthz") })
	return p
}

// answers reports whether an address is there.
func answers(t *testing.T, url string) bool {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// launchServe starts the program and does not wait until it answers.
func launchServe(t *testing.T, config string) *process {
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	address := freeAddress(t)
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	p := &process{Cmd: exec.Command(path, "serve", "-config", config, "-address", address), base: "http://" + address, log: log.Name(), done: make(chan struct{})}
	p.Cmd.Stderr = log
	if err := p.Cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = p.Cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() { // before the folder of its store is removed
		p.Cmd.Process.Kill()
		<-p.done
	})
	return p
}

// stop sends SIGTERM and waits for the end.
func (p *process) stop(t *testing.T) {
	p.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
		if p.err != nil {
			t.Fatalf("after SIGTERM: %v\n%s", p.err, p.said(t))
		}
	case <-time.After(patience):
		t.Fatal("SIGTERM did not end it")
	}
}

// said is the log of the process so far.
func (p *process) said(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(p.log)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// freeAddress is where a program may listen. It is below the ports that systems
// give to those who do not ask for one, so that none of them, the sources of a test
// among them, is there first.
func freeAddress(t *testing.T) string {
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", 10_000+rand.IntN(20_000)))
		if err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for !ok() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain until %s", what)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func get(t *testing.T, url string) (body []byte, header http.Header) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s %v\n%s", url, resp.Status, err, body)
	}
	return body, resp.Header
}

// links are the addresses of the stories of a JSON Feed: they are the sources'
// own, so they tell which stories an outlet has.
func links(t *testing.T, doc []byte) []string {
	t.Helper()
	var feed struct {
		Items []struct {
			ID, URL string
		}
	}
	if err := json.Unmarshal(doc, &feed); err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
	list, ids := []string{}, map[string]bool{}
	for _, it := range feed.Items {
		if ids[it.ID] {
			t.Errorf("%s stands there twice", it.ID)
		}
		ids[it.ID] = true
		list = append(list, it.URL)
	}
	slices.Sort(list)
	return list
}

// expect lists the stories that are asked for, from the agencies themselves.
func (s *still) expect(wanted func(*demo.Agency, demo.Story) bool) []string {
	list := []string{}
	for _, a := range s.Agencies {
		for _, story := range a.Out(s.World.Start, s.Now()) {
			withdrawn := slices.ContainsFunc(story.Edits, func(e demo.Edit) bool { return e.Withdrawn })
			if !withdrawn && wanted(a, story) {
				list = append(list, s.World.URL+"/"+a.Name+"/p/"+story.ID+".html")
			}
		}
	}
	slices.Sort(list)
	return list
}

const threeOutlets = `
[topics.smart-city]
label = { en = "Smart cities" }
[topics.smart-city.keywords]
en = '"smart city"'
zh = "智慧城市"
[outlets.by-language]
languages = ["ja", "ko", "th"]
sources = ["*"]
public = true
[outlets.by-keyword]
query = "Hamburg OR Гамбург OR Гамбурге OR Гамбурга"
languages = ["en", "ru"]
sources = ["*"]
public = true
[outlets.by-topic]
query = "topic:smart-city"
sources = ["*"]
public = true
`

func (s *still) config(t *testing.T, outlets string) string {
	folder := t.TempDir()
	var b strings.Builder
	fmt.Fprintf(&b, "[server]\npublic_url = \"https://wire.example\"\n[store]\ndsn = %q\n[fetch]\nallow_private_networks = true\n%s\n", filepath.Join(folder, "silkwire.db"), outlets)
	for _, a := range s.Agencies {
		fmt.Fprintf(&b, "[sources.%s]\nurl = %q\ntimezone = %q\nlanguage = %q\ninterval = \"1s\"\n", a.Name, s.SourceURL(a), a.Timezone, a.Language)
	}
	file := filepath.Join(folder, "config.toml")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// From the agencies to three outlets, and over a stop in mid-poll: no story is
// lost, none is doubled, and every byte is what it was.
func TestOneWireEndToEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program; not with -short")
	}
	s := newStill(t)
	config := s.config(t, threeOutlets)
	p := startServe(t, config)
	want := map[string][]string{
		"by-language": s.expect(func(a *demo.Agency, _ demo.Story) bool {
			return slices.Contains([]string{"ja", "ko", "th"}, a.Language)
		}),
		"by-keyword": s.expect(func(a *demo.Agency, story demo.Story) bool {
			return (a.Language == "en" || a.Language == "ru") && mentions(story, "Hamburg", "Гамбург")
		}),
		"by-topic": s.expect(func(a *demo.Agency, story demo.Story) bool {
			return a.Language == "en" && mentions(story, "smart city") || strings.HasPrefix(a.Language, "zh") && mentions(story, "智慧城市")
		}),
	}
	for outlet, list := range want {
		url := p.base + "/outlets/" + outlet + "/feed.json"
		wait(t, outlet+" has all its stories", func() bool {
			body, _ := get(t, url)
			return len(links(t, body)) >= len(list)
		})
		body, _ := get(t, url)
		if diff := cmp.Diff(list, links(t, body)); diff != "" || len(list) == 0 {
			t.Errorf("%s (-want +got):\n%s", outlet, diff)
		}
	}
	before := snapshot(t, p.base, want)
	s.hold.Store(true)
	polls := s.polls.Load()
	wait(t, "polls are under way and hang", func() bool { return s.polls.Load() > polls })
	p.stop(t)
	s.hold.Store(false)
	p = startServe(t, config)
	polls = s.polls.Load()
	wait(t, "everything was polled twice more", func() bool { return s.polls.Load() > polls+2*int64(len(s.Agencies)) })
	if diff := cmp.Diff(before, snapshot(t, p.base, want)); diff != "" {
		t.Errorf("after the restart (-before +after):\n%s", diff)
	}
	p.stop(t)
}

// mentions reports whether a story, as last edited, has one of the words.
func mentions(s demo.Story, words ...string) bool {
	text := s.Text
	for _, e := range s.Edits {
		if e.Title != "" {
			text.Title = e.Title
		}
		if e.Summary != "" {
			text.Summary = e.Summary
		}
		if e.Body != nil {
			text.Body = e.Body
		}
		if e.Keywords != nil {
			text.Keywords = e.Keywords
		}
	}
	all := text.Title + "\n" + text.Summary + "\n" + strings.Join(text.Body, "\n") + "\n" + strings.Join(text.Keywords, "\n")
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(all), strings.ToLower(w)) })
}

// snapshot gives the bytes and ETag of every feed, each checked to be well-formed.
func snapshot(t *testing.T, base string, outlets map[string][]string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for outlet := range outlets {
		for _, format := range []string{"rss", "atom", "json"} {
			body, header := get(t, base+"/outlets/"+outlet+"/feed."+format)
			if err := wellFormed(body, format); err != nil {
				t.Errorf("%s/feed.%s: %v", outlet, format, err)
			}
			all[outlet+"."+format] = header.Get("ETag") + "\n" + string(body)
		}
	}
	return all
}

func wellFormed(doc []byte, format string) error {
	if format == "json" {
		return json.Unmarshal(doc, new(any))
	}
	for d := xml.NewDecoder(bytes.NewReader(doc)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
