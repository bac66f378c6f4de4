package demo

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// A clock is the time that a world runs on.
type clock struct{ now time.Time }

func newWorld(t *testing.T) (*World, *clock) {
	agencies, err := Agencies()
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)}
	return &World{Agencies: agencies, Start: c.now, URL: "http://agencies.example", Now: func() time.Time { return c.now }}, c
}

func fetch(t *testing.T, w *World, url string) *httptest.ResponseRecorder {
	t.Helper()
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, url, nil))
	if rec.Code != http.StatusOK {
		t.Fatalf("GET %s: %d", url, rec.Code)
	}
	return rec
}

func (w *World) agency(t *testing.T, name string) *Agency {
	for _, a := range w.Agencies {
		if a.Name == name {
			return a
		}
	}
	t.Fatalf("there is no agency %s", name)
	return nil
}

func TestEveryFeedIsReadWhole(t *testing.T) {
	w, c := newWorld(t)
	c.now = c.now.Add(time.Hour)
	for _, a := range w.Agencies {
		if a.Format == "pages" {
			continue
		}
		rec := fetch(t, w, w.SourceURL(a))
		f, err := feeds.Parse(rec.Body.Bytes(), feeds.ParseOptions{ContentType: rec.Header().Get("Content-Type"), URL: w.SourceURL(a), Now: c.now})
		if err != nil {
			t.Errorf("%s: %v", a.Name, err)
			continue
		}
		if n := len(f.Items) + len(f.Deleted); n != len(a.Out(w.Start, c.now)) || len(f.Repairs) > 0 {
			t.Errorf("%s: %d items of %d, repairs %q", a.Name, n, len(a.Out(w.Start, c.now)), f.Repairs)
		}
		for _, it := range f.Items {
			if it.Title == "" || it.Summary == "" || len(it.Content) < 200 || it.Language != a.Language || it.Published.IsZero() || len(it.Keywords) == 0 {
				t.Errorf("%s: item read as %+v", a.Name, it)
			}
		}
	}
}

func TestEightLanguagesAreOutAtTheStart(t *testing.T) {
	w, c := newWorld(t)
	languages := map[string]bool{}
	for _, a := range w.Agencies {
		if len(a.Out(w.Start, c.now)) > 0 {
			languages[a.Language] = true
		}
	}
	if len(languages) < 8 {
		t.Errorf("only %v", languages)
	}
}

func TestStoriesAppearAndChangeByTheClock(t *testing.T) {
	w, c := newWorld(t)
	a := w.agency(t, "volga-vestnik")
	first := fetch(t, w, w.SourceURL(a)).Body.String()
	c.now = w.Start.Add(time.Minute)
	later := fetch(t, w, w.SourceURL(a)).Body.String()
	if strings.Count(later, "<entry>") <= strings.Count(first, "<entry>") {
		t.Error("nothing appeared within a minute")
	}
	c.now = w.Start.Add(2 * time.Minute)
	if last := fetch(t, w, w.SourceURL(a)).Body.String(); !strings.Contains(last, "<at:deleted-entry") {
		t.Error("nothing was taken back")
	}
}

func TestTranslationsNameEachOther(t *testing.T) {
	w, c := newWorld(t)
	c.now = c.now.Add(time.Hour)
	rec := fetch(t, w, w.URL+"/meridian-wire/feed.atom")
	for _, language := range []string{"de", "ar", "zh-Hans", "zh-Hant", "ja", "ko"} {
		if !strings.Contains(rec.Body.String(), `hreflang="`+language+`"`) {
			t.Errorf("the feed of meridian-wire names no translation in %s", language)
		}
	}
}

func TestUnchangedDocumentsAnswer304(t *testing.T) {
	w, _ := newWorld(t)
	for _, a := range w.Agencies {
		url := w.SourceURL(a)
		req := httptest.NewRequest(http.MethodGet, url, nil)
		req.Header.Set("If-None-Match", fetch(t, w, url).Header().Get("ETag"))
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, req)
		if rec.Code != http.StatusNotModified {
			t.Errorf("%s: %d", url, rec.Code)
		}
	}
}

func TestWhatIsNotThereIs404(t *testing.T) {
	w, _ := newWorld(t)
	for _, path := range []string{"/", "/nobody/", "/nordlicht/p/nothing.html", "/nordlicht/feed.pdf"} {
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
		if rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}
