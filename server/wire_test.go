package server

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// longEnough is reached only by a failure, however busy the machine is.
const longEnough = time.Minute

// A wire is a server over a real desk, as outlets reach it.
type wire struct {
	t      testing.TB
	desk   *syndication.Desk
	server *Server
	http   *httptest.Server
	log    *lockedBuffer
	source sources.Source

	mu  sync.Mutex
	now time.Time
}

// A lockedBuffer takes a log that several goroutines write.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

const publicURL = "https://wire.example.org"

func testSetup() syndication.Setup {
	return syndication.Setup{
		Sources: []sources.Source{{Name: "agency", Title: "Silkroad Agency", URL: "https://agency.example/feed"}},
		Topics: []syndication.Topic{{
			ID: "smart-city", Label: map[string]string{"en": "Smart cities", "ar": "المدن الذكية", "zh": "智慧城市"},
		}},
		Outlets: []syndication.Outlet{
			{
				Name: "daily-nile", Public: true, Languages: []string{"ar", "en"}, Sources: []string{"*"},
				Title:       map[string]string{"ar": "النيل اليومي", "en": "Daily Nile"},
				Description: map[string]string{"ar": "أخبار المنطقة", "en": "News of the region"},
				Subscriptions: []syndication.Subscription{{
					Name: "ports", Query: "port OR ميناء", Title: map[string]string{"en": "Ports", "ar": "موانئ"},
				}},
			},
			{
				Name: "huanqiu", Public: true, Languages: []string{"zh-Hans", "ja"}, Sources: []string{"*"},
				Title: map[string]string{"zh-Hans": "环球新闻台"},
			},
			{
				Name: "partner", Sources: []string{"*"}, Languages: []string{"en", "he"},
				Title: map[string]string{"en": "Partner Post", "he": "הפרטנר"},
			},
		},
	}
}

func openWire(t testing.TB) *wire { return openWireWith(t, Options{}) }

func openWireWith(t testing.TB, opt Options) *wire {
	t.Helper()
	return openWireAt(t, filepath.Join(t.TempDir(), "wire.db"), opt)
}

func openWireAt(t testing.TB, dsn string, opt Options) *wire {
	t.Helper()
	w := &wire{t: t, log: &lockedBuffer{}, now: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	logger := slog.New(slog.NewTextHandler(w.log, nil))
	desk, err := syndication.Open(t.Context(), syndication.Options{
		DSN: dsn, Authority: "wire.example.org,2026", PublicURL: publicURL,
		Log: logger, Now: w.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	setup := testSetup()
	if err := desk.Configure(t.Context(), setup); err != nil {
		t.Fatal(err)
	}
	w.desk, w.source = desk, setup.Sources[0]
	opt.PublicURL = cmp.Or(opt.PublicURL, publicURL)
	if opt.Log == nil {
		opt.Log = logger
	}
	w.server = New(desk, opt)
	w.http = httptest.NewServer(w.server.Handler())
	t.Cleanup(func() { w.http.Close(); desk.Close() })
	return w
}

func (w *wire) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// receive hands items to the desk as one poll, and lets a minute pass.
func (w *wire) receive(items ...feeds.Item) {
	w.t.Helper()
	if err := w.desk.Receive(context.Background(), &w.source, &feeds.Feed{Items: items}); err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(time.Minute)
}

// item is a story in a language with a text of its own.
func item(id, language, title string) feeds.Item {
	at := time.Date(2026, 11, 20, 7, 0, 0, 0, time.UTC)
	return feeds.Item{
		ID: id, Link: "https://agency.example/" + id, Title: title, Summary: title + ". " + id,
		Content: "<p>" + title + " " + strings.Repeat(id+" ", 30) + "</p>", Language: language, Published: feeds.At(at),
	}
}

// worldNews are stories in several scripts.
func worldNews() []feeds.Item {
	return []feeds.Item{
		item("en-1", "en", "Smart city summit opens in Shanghai"),
		item("ar-1", "ar", "افتتاح قمة المدن الذكية في شنغهاي"),
		item("zh-1", "zh-Hans", "智慧城市峰会在上海开幕"),
		item("ja-1", "ja", "上海でスマートシティ会議が開幕"),
		item("he-1", "he", "פסגת הערים החכמות נפתחה בשנגחאי"),
		item("en-2", "en", "New container port for the Red Sea"),
	}
}

// many are n stories, the newest first.
func many(from, n int) []feeds.Item {
	var list []feeds.Item
	for i := from + n - 1; i >= from; i-- {
		title := fmt.Sprintf("Shipment %d of number %d reaches harbour %x", i, i*7919, i*104729)
		list = append(list, item(fmt.Sprintf("story-%d", i), "en", title))
	}
	return list
}

func (w *wire) token(outlet string, feeds ...string) string {
	w.t.Helper()
	secret, err := w.desk.CreateToken(context.Background(), syndication.Token{Outlet: outlet, Name: "test", Feeds: feeds})
	if err != nil {
		w.t.Fatal(err)
	}
	return secret
}

// A reply is an answer read to its end.
type reply struct {
	*http.Response
	raw  []byte // as it came
	body string // decoded
}

// do sends a request; header lines are "Name: value".
func (w *wire) do(method, path string, header ...string) *reply {
	w.t.Helper()
	req, err := http.NewRequest(method, w.http.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Add(name, value)
	}
	ctx, cancel := context.WithTimeout(req.Context(), longEnough)
	defer cancel()
	res, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(req.WithContext(ctx))
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return &reply{Response: res, raw: raw, body: w.decode(res.Header.Get("Content-Encoding"), raw)}
}

func (w *wire) get(path string, header ...string) *reply {
	w.t.Helper()
	return w.do(http.MethodGet, path, header...)
}

func (w *wire) decode(coding string, raw []byte) string {
	w.t.Helper()
	var r io.Reader = bytes.NewReader(raw)
	if len(raw) == 0 {
		return ""
	}
	switch coding {
	case "gzip":
		gz, err := gzip.NewReader(r)
		if err != nil {
			w.t.Fatal(err)
		}
		r = gz
	case "br":
		r = brotli.NewReader(r)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(plain)
}
