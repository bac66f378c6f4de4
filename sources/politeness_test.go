package sources

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// once polls src once, as a Poller would, and gives what to remember.
func once(t *testing.T, d *desk, c *Client, src *Source) Memory {
	t.Helper()
	p := &Poller{Client: c, State: d, Receiver: d, Log: silent}
	p.once.Do(p.init)
	return p.poll(context.Background(), src, d.memory(src.Name).under(src))
}

func TestUnchangedDocumentIsNeitherParsedNorReceived(t *testing.T) {
	var conditional atomic.Int32
	body := rss("Ein Schiff wird kommen")
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"7"` && r.Header.Get("If-Modified-Since") == "Fri, 06 Nov 2020 08:00:00 GMT" {
			conditional.Add(1)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"7"`)
		w.Header().Set("Last-Modified", "Fri, 06 Nov 2020 08:00:00 GMT")
		io.WriteString(w, body)
	}))
	d, src := newDesk(), &Source{Name: "schiff", URL: site.URL}
	for range 3 {
		once(t, d, testClient(t), src)
	}
	if len(d.got["schiff"]) != 1 || conditional.Load() != 2 {
		t.Errorf("received %d times, asked %d times for what is new", len(d.got["schiff"]), conditional.Load())
	}
}

func TestSameBytesWithNewValidatorsAreNotReceivedAndTheValidatorsKept(t *testing.T) {
	var n atomic.Int32
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v`+string('0'+rune(n.Add(1)))+`"`)
		io.WriteString(w, rss("同じ記事"))
	}))
	d, src := newDesk(), &Source{Name: "same", URL: site.URL}
	once(t, d, testClient(t), src)
	m := once(t, d, testClient(t), src)
	if len(d.got["same"]) != 1 || m.ETag != `"v2"` {
		t.Errorf("received %d times, ETag %s", len(d.got["same"]), m.ETag)
	}
}

func TestRefusedFeedIsReceivedAgain(t *testing.T) {
	site := serve(t, text(rss("Noticia")))
	d, src := newDesk(), &Source{Name: "noticia", URL: site.URL}
	d.refuse = errors.New("disk is full")
	if m := once(t, d, testClient(t), src); m.BodyHash != "" || m.Condition != Failing || !strings.Contains(m.Error, "disk is full") {
		t.Errorf("after a refusal: %+v", m)
	}
	d.refuse = nil
	if m := once(t, d, testClient(t), src); m.BodyHash == "" || m.Condition != Fresh || len(d.got["noticia"]) != 1 {
		t.Errorf("after the second try: %+v", m)
	}
}

func TestHeadersAreDroppedOnARedirectToAnotherOrigin(t *testing.T) {
	var seen sync.Map
	other := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Store("other", r.Header.Clone())
		io.WriteString(w, rss("A"))
	}))
	own := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Store("own", r.Header.Clone())
		switch r.URL.Path {
		case "/start":
			http.Redirect(w, r, "/same", http.StatusFound)
		case "/same":
			seen.Store("same", r.Header.Clone())
			http.Redirect(w, r, other.URL, http.StatusFound)
		}
	}))
	src := &Source{Name: "paid", URL: own.URL + "/start?key=secret", Headers: map[string]string{"Authorization": "Bearer s3cret", "X-Key": "k"}}
	if m := once(t, newDesk(), testClient(t), src); m.Condition != Fresh {
		t.Fatalf("condition %q: %s", m.Condition, m.Error)
	}
	header := func(at string) http.Header { h, _ := seen.Load(at); return h.(http.Header) }
	if header("same").Get("X-Key") != "k" || header("same").Get("Authorization") == "" {
		t.Error("the headers are missing on a redirect within the origin")
	}
	for _, name := range []string{"Authorization", "X-Key", "Referer"} {
		if got := header("other").Get(name); got != "" {
			t.Errorf("another origin saw %s: %s", name, got)
		}
	}
	if header("other").Get("User-Agent") == "" {
		t.Error("no User-Agent after the redirect")
	}
}

func TestPermanentRedirectIsRememberedAndATemporaryOneIsNot(t *testing.T) {
	for _, code := range []int{301, 308, 302, 307} {
		var old atomic.Int32
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/old" {
				old.Add(1)
				http.Redirect(w, r, "/new", code)
				return
			}
			io.WriteString(w, rss("Новость"))
		}))
		d, src := newDesk(), &Source{Name: "moved", URL: site.URL + "/old"}
		once(t, d, testClient(t), src)
		once(t, d, testClient(t), src)
		want := map[int]int32{301: 1, 308: 1, 302: 2, 307: 2}[code]
		if old.Load() != want {
			t.Errorf("%d: the old address was asked %d times, want %d", code, old.Load(), want)
		}
		site.Close()
	}
}

func TestAddressRememberedFromARedirectIsForgottenWhenItFails(t *testing.T) {
	var back atomic.Bool
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/new" && back.Load():
			http.NotFound(w, r)
		case r.URL.Path == "/old" && !back.Load():
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		default:
			io.WriteString(w, rss("Nouvelle "+r.URL.Path))
		}
	}))
	d, src := newDesk(), &Source{Name: "back", URL: site.URL + "/old"}
	once(t, d, testClient(t), src)
	back.Store(true)
	once(t, d, testClient(t), src)
	if m := once(t, d, testClient(t), src); m.Condition != Fresh || m.MovedTo != "" {
		t.Errorf("%q %q: %s", m.Condition, m.MovedTo, m.Error)
	}
}

func TestAnswersThatAreNoDocument(t *testing.T) {
	tests := []struct {
		name    string
		code    int
		header  string
		body    string
		want    Condition
		atLeast time.Duration
		says    string
	}{
		{"gone is not polled any more", 410, "", "", Gone, 365 * 24 * time.Hour, "gone for good"},
		{"a key is missing", 401, "", "", Blocked, time.Minute / 2, "set it in headers"},
		{"forbidden", 403, "", "", Blocked, time.Minute / 2, "refuses us"},
		{"too many requests, in seconds", 429, "600", "", Blocked, 9 * time.Minute, "too often"},
		{"unavailable, until a date", 503, time.Now().Add(20 * time.Minute).UTC().Format(http.TimeFormat), "", Failing, 18 * time.Minute, "503"},
		{"Retry-After of a year is bounded", 503, "31536000", "", Failing, 23 * time.Hour, "503"},
		{"not found", 404, "", "", Failing, time.Minute / 2, "404"},
		{"a challenge page with status 200", 200, "", "<html><title>Just a moment...</title><body>Checking your browser</body></html>", Blocked, time.Minute / 2, "challenge"},
		{"an error page with status 200", 200, "", "<html><body><h1>Database error</h1></body></html>", NotAFeed, time.Minute / 2, "not a feed"},
		{"nothing at all", 200, "", "", NotAFeed, time.Minute / 2, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if tt.header != "" {
					w.Header().Set("Retry-After", tt.header)
				}
				w.WriteHeader(tt.code)
				io.WriteString(w, tt.body)
			}))
			d, src := newDesk(), &Source{Name: "x", URL: site.URL + "/feed?key=secret", Interval: time.Minute}
			m := once(t, d, testClient(t), src)
			wait := time.Until(m.NextPoll)
			if m.Condition != tt.want || wait < tt.atLeast || !strings.Contains(m.Error, tt.says) {
				t.Errorf("condition %q, next poll in %s: %s", m.Condition, wait, m.Error)
			}
			if tt.want != Gone && wait > maxRetryAfter+time.Hour {
				t.Errorf("next poll in %s", wait)
			}
			if len(d.got["x"]) != 0 {
				t.Error("an error page became news")
			}
			if strings.Contains(m.Error, "secret") {
				t.Errorf("the error holds the key: %s", m.Error)
			}
		})
	}
}

func TestHintsOfThePublisherStretchTheInterval(t *testing.T) {
	interval := 10 * time.Minute
	tests := []struct {
		name     string
		header   [2]string
		channel  string
		min, max time.Duration
	}{
		{"none", [2]string{}, "", interval / 2, interval * 3 / 2},
		{"Cache-Control", [2]string{"Cache-Control", "public, max-age=1200"}, "", 15 * time.Minute, 25 * time.Minute},
		{"Cache-Control shorter than the interval", [2]string{"Cache-Control", "max-age=5"}, "", interval / 2, interval * 3 / 2},
		{"Expires", [2]string{"Expires", time.Now().Add(25 * time.Minute).UTC().Format(http.TimeFormat)}, "", 20 * time.Minute, 30 * time.Minute},
		{"ttl", [2]string{}, "<ttl>30</ttl>", 25 * time.Minute, 35 * time.Minute},
		{"a week of Cache-Control is bounded", [2]string{"Cache-Control", "max-age=604800"}, "", 35 * time.Minute, 40 * time.Minute},
		{"sy:updatePeriod", [2]string{}, `<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod><sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">2</sy:updateFrequency>`, 25 * time.Minute, 35 * time.Minute},
		{"every day is skipped", [2]string{}, "<skipDays><day>Monday</day><day>Tuesday</day><day>Wednesday</day><day>Thursday</day><day>Friday</day><day>Saturday</day><day>Sunday</day></skipDays>", 35 * time.Minute, 40 * time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if tt.header[0] != "" {
					w.Header().Set(tt.header[0], tt.header[1])
				}
				io.WriteString(w, strings.Replace(rss("뉴스"), "<channel>", "<channel>"+tt.channel, 1))
			}))
			m := once(t, newDesk(), testClient(t), &Source{Name: "hints", URL: site.URL, Interval: interval})
			if wait := time.Until(m.NextPoll); wait < tt.min-time.Second || wait > tt.max {
				t.Errorf("next poll in %s, want %s to %s", wait, tt.min, tt.max)
			}
		})
	}
}

func TestSkipHours(t *testing.T) {
	ten := time.Date(2020, 11, 6, 10, 20, 0, 0, time.UTC)
	hints := feeds.Hints{SkipHours: []int{10, 11}}
	if got := skip(ten, hints, ten.Add(24*time.Hour)); got.Hour() != 12 || got.Minute() != 0 {
		t.Errorf("10:20 is moved to %s", got)
	}
	if got := skip(ten, hints, ten.Add(30*time.Minute)); !got.Equal(ten.Add(30 * time.Minute)) {
		t.Errorf("moved past its limit, to %s", got)
	}
}

func TestFailuresDoubleTheWaitUpToALimit(t *testing.T) {
	for failures, want := range map[int]time.Duration{1: time.Minute, 2: 2 * time.Minute, 4: 8 * time.Minute, 60: 32 * time.Minute} {
		if got := backoff(time.Minute, failures); got < want*4/5 || got > want*6/5 {
			t.Errorf("after %d failures: %s, want about %s", failures, got, want)
		}
	}
	if got := backoff(time.Hour, 9); got > longestBackoff*6/5 {
		t.Errorf("an hourly source waits %s", got)
	}
}

func TestPollsAreSpreadByAStableHash(t *testing.T) {
	now := time.Date(2020, 11, 6, 10, 0, 0, 0, time.UTC)
	quarters := map[int]int{}
	for i := range 400 {
		name := "source-" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26))
		at := slot(name, time.Hour, now)
		if !at.Equal(slot(name, time.Hour, now.Add(time.Second))) && at.Sub(now) > time.Second {
			t.Errorf("%s has two slots in an hour", name)
		}
		quarters[int(at.Sub(now)/(15*time.Minute))]++
	}
	for q := range 4 {
		if quarters[q] < 60 {
			t.Errorf("quarter %d has %d of 400 polls", q, quarters[q])
		}
	}
}

// loads tells when a poll begins.
type loads struct {
	*desk
	begun chan string
}

func (l *loads) LoadMemory(ctx context.Context, source string) (Memory, error) {
	l.begun <- source
	return l.desk.LoadMemory(ctx, source)
}

func TestOneRequestAtATimePerHost(t *testing.T) {
	var now, most atomic.Int32
	d := newDesk()
	state := &loads{d, make(chan string, 6)}
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		for most.Load() == 1 && len(state.begun) < 6 && r.Context().Err() == nil { // the others are on their way
			runtime.Gosched()
		}
		now.Add(-1)
		io.WriteString(w, rss("x"+r.URL.Path))
	}))
	c := testClient(t)
	c.HostPause = 10 * time.Millisecond
	var list []Source
	for i := range 6 {
		list = append(list, Source{Name: string(rune('a' + i)), URL: site.URL + "/" + string(rune('a'+i)), Interval: time.Hour})
	}
	begin := time.Now()
	p := &Poller{Client: c, State: state, Receiver: d, Log: silent}
	p.SetSources(list)
	run(t, p)
	d.wait(t, "six sources", func() bool { return len(d.got) == 6 })
	if most.Load() != 1 {
		t.Errorf("%d requests at a time", most.Load())
	}
	if took := time.Since(begin); took < 5*10*time.Millisecond {
		t.Errorf("no pause between requests: %s for six", took)
	}
}

func TestRobotsKeepUsFromPagesButNotFromFeeds(t *testing.T) {
	var paths []string
	var mu sync.Mutex
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		paths = append(paths, r.URL.Path)
		mu.Unlock()
		if r.URL.Path == "/robots.txt" {
			io.WriteString(w, "User-agent: *\nDisallow: /c/\n")
			return
		}
		io.WriteString(w, rss("Feed"))
	}))
	m := once(t, newDesk(), testClient(t), &Source{Name: "page", URL: site.URL + "/c/news", Kind: PageKind})
	if m.Condition != Blocked || !strings.Contains(m.Error, "robots.txt") || slices.Contains(paths, "/c/news") {
		t.Errorf("%q %s after %v", m.Condition, m.Error, paths)
	}
	if m := once(t, newDesk(), testClient(t), &Source{Name: "feed", URL: site.URL + "/c/feed.xml", Kind: FeedKind}); m.Condition != Fresh {
		t.Errorf("the feed is %q: %s", m.Condition, m.Error)
	}
}
