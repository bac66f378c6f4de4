package syndication

import (
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"pgregory.net/rapid"
)

// A history is a desk, perhaps a second one on the same store, and the model of
// what their feeds must hold.
type history struct {
	*newsroom
	wishes
	rt      *rapid.T
	dir     string
	other   *Desk // nil: the process is alone
	stories []*told
	count   map[feedKey]int64      // rows that each feed must have
	tapes   map[feedKey][]row      // rows that each feed had
	pages   map[string]string      // ids of each archive page, by its address
	bytes   map[string]*feeds.Feed // documents, by address and Stamp
	readers map[feedKey][]*reader
}

// firstTold is when all stories of the histories were published.
var firstTold = time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)

// bases have nothing in common: no story is the near-duplicate of another.
var bases = []struct{ language, text string }{
	{"en", "the ferry to the outer islands sails again after the storm"},
	{"ru", "парламент утвердил бюджет на следующий год"},
	{"zh", "科学家在沙漠中发现新的古生物化石遗址"},
	{"ar", "أسعار القمح ترتفع في الأسواق العالمية"},
}

// upward is every kind of change that may move a story up.
var upward = []Kind{New, Update, Correction, Withdrawal, Reinstatement, Release, Expiry, Enter}

var words = []string{"Harbour", "Гавань", "港口", "ميناء"}

// TestHistories plays random histories of polls, edits, decisions, clock steps,
// configurations, crashes and second processes, and compares every feed with a
// simple model after each step. The laws: 1 complete, 2 once, 3 true, 4 silent
// until release, 6 one bad apple, 7 stable bytes. It plays forty, with -short two
// (rapid takes a fifth then); for more:
//
//	go test ./syndication -run TestHistories -rapid.checks=10000
func TestHistories(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		f.Value.Set("40") // a history is hundreds of transactions
		if testing.Short() {
			f.Value.Set("10")
		}
	}
	dir := t.TempDir()
	revisions, tails := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		run, err := os.MkdirTemp(dir, "history")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(run)
		h := begin(t, rt, run)
		defer func() {
			revisions, tails = revisions+h.revisions, tails+h.tails
			h.alone()
			h.Close()
		}()
		rt.Repeat(h.steps())
	})
	t.Logf("%d of %d documents were revised by the tail of their feed", tails, revisions)
	if enough := revisions >= 200; enough && tails < revisions/10 { // a few documents tell nothing of how often it happens
		t.Error("these are too few to prove anything")
	}
}

func begin(t *testing.T, rt *rapid.T, dir string) *history {
	h := &history{
		rt: rt, dir: dir, wishes: wishes{words: words[:2], present: true},
		count: map[feedKey]int64{}, tapes: map[feedKey][]row{}, pages: map[string]string{}, bytes: map[string]*feeds.Feed{},
		readers: map[feedKey][]*reader{},
	}
	h.newsroom = &newsroom{t: t, path: filepath.Join(dir, "wire.db"), clock: &clock{at: firstTold.Add(2 * time.Hour)}, page: 8}
	if err := os.WriteFile(h.path, emptyStore(), 0o600); err != nil {
		t.Fatal(err)
	}
	h.open(h.setup())
	for _, f := range lines {
		h.readers[f] = []*reader{{follow: h.deltas}, {follow: h.pushes}}
	}
	for i, b := range bases {
		s := &told{language: b.language, base: b.text, by: map[string]*telling{}, held: map[feedKey]*holding{}}
		s.by["sun"] = &telling{upstream: saying{title: h.title(s)}}
		if i%2 == 0 {
			s.by["moon"] = &telling{upstream: saying{title: h.title(s)}}
		}
		h.stories = append(h.stories, s)
	}
	return h
}

func (h *history) setup() Setup {
	rights := sources.Rights{Expires: h.life}
	s := Setup{
		Sources: []sources.Source{{Name: "sun", Rights: rights}, {Name: "moon", Rights: rights}},
		Outlets: []Outlet{all("all"), {Name: "moon", Sources: order["moon"]}},
	}
	if !h.present {
		return s
	}
	p := Outlet{Name: "ports", Sources: order["ports"], Query: h.words[0] + " OR " + h.words[1],
		Subscriptions: []Subscription{{Name: "han", Query: "港口"}}}
	if h.upward {
		p.MovesUp = upward
	}
	s.Outlets = append(s.Outlets, p)
	return s
}

func (h *history) title(s *told) string {
	word := rapid.SampledFrom(words).Draw(h.rt, "word")
	return word + ": " + s.base + ", " + rapid.SampledFrom([]string{"1", "2"}).Draw(h.rt, "state")
}

// steps are what may happen in a history.
func (h *history) steps() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"poll the sun":         func(*rapid.T) { h.poll("sun") },
		"poll the moon":        func(*rapid.T) { h.poll("moon") },
		"edit upstream":        func(*rapid.T) { o, s := h.upstream(); o.title = h.title(s) },
		"take back upstream":   func(rt *rapid.T) { o, _ := h.upstream(); o.gone = rapid.Bool().Draw(rt, "gone") },
		"embargo upstream":     func(*rapid.T) { o, _ := h.upstream(); o.embargo = h.soon() },
		"correct":              h.correct,
		"take what waits":      h.take,
		"withdraw":             h.withdraw,
		"reinstate":            h.reinstate,
		"embargo":              h.embargo,
		"time":                 func(rt *rapid.T) { h.pass(time.Duration(rapid.IntRange(-30, 60).Draw(rt, "minutes")) * time.Minute) },
		"configure":            h.reconfigure,
		"keep less":            h.keepLess,
		"restart":              func(*rapid.T) { h.alone(); h.reopen(h.setup()) },
		"crash":                h.crash,
		"another process":      func(*rapid.T) { h.alone(); h.other = h.another(h.setup()) },
		"a reader comes again": h.read,
		"":                     func(*rapid.T) { h.check() },
	}
}

// actor is the process that does the next thing.
func (h *history) actor() *Desk {
	if h.other != nil && rapid.Bool().Draw(h.rt, "by the other") {
		return h.other
	}
	return h.Desk
}

func (h *history) alone() {
	if h.other != nil {
		h.fine(h.other.Close())
		h.other = nil
	}
}

func (h *history) upstream() (*saying, *told) {
	s := rapid.SampledFrom(h.stories).Draw(h.rt, "story")
	name := rapid.SampledFrom([]string{"sun", "moon"}).Draw(h.rt, "source")
	if s.by[name] == nil {
		name = "sun"
	}
	return &s.by[name].upstream, s
}

func (h *history) soon() time.Time {
	return h.clock.now().Add(time.Duration(rapid.IntRange(-1, 90).Draw(h.rt, "minutes")) * time.Minute)
}

// poll sends all that the source has, with the noise that sources make: new
// GUIDs, tracking, other dates of change, the same entry again and again,
// entries with nothing in them.
func (h *history) poll(source string) {
	items := []feeds.Item{{Summary: "…"}}
	for i, s := range h.stories {
		o := s.by[source]
		if o == nil || rapid.IntRange(0, 9).Draw(h.rt, "absent") == 0 {
			continue
		}
		it := feeds.Item{
			ID: fmt.Sprint(source, i, rapid.SampledFrom([]string{"", "x", "y"}).Draw(h.rt, "guid")), Language: s.language,
			Link:  fmt.Sprintf("https://agency.example/%d%s", i, rapid.SampledFrom([]string{"", "?utm_source=a", "/"}).Draw(h.rt, "link")),
			Title: o.upstream.title, Published: feeds.At(firstTold), Updated: feeds.At(h.clock.now()),
		}
		if o.upstream.gone {
			it.Status = feeds.Withdrawn
		}
		if !o.upstream.embargo.IsZero() {
			it.Embargo = feeds.At(o.upstream.embargo)
		}
		for range rapid.SampledFrom([]int{1, 1, 1, 30}).Draw(h.rt, "times") {
			items = append(items, it)
		}
	}
	src := h.source(source)
	if err := h.actor().Receive(h.t.Context(), &src, &feeds.Feed{Items: items}); err != nil {
		h.rt.Fatal(err)
	}
	for _, it := range items[1:] {
		var i int
		fmt.Sscanf(it.ID, source+"%d", &i)
		h.hear(h.stories[i], source)
	}
	h.pass(time.Minute)
}

// pass moves the clock and lets fall due what then is.
func (h *history) pass(d time.Duration) {
	h.clock.pass(d)
	h.fallen()
}

// fallen lets a process do what time brings, and the model after it.
func (h *history) fallen() {
	if _, err := h.actor().fallDue(h.t.Context()); err != nil {
		h.rt.Fatal(err)
	}
	for _, s := range h.stories {
		if h.due(s) {
			h.settle(s, cause{})
		}
	}
}

// reconfigure gives every process other wishes of the editors.
func (h *history) reconfigure(rt *rapid.T) {
	before := h.wishes
	i := rapid.IntRange(0, len(words)-1).Draw(rt, "word")
	h.words = []string{words[i], words[(i+1)%len(words)]}
	h.present = rapid.IntRange(0, 4).Draw(rt, "absent") > 0
	h.upward = rapid.Bool().Draw(rt, "upward")
	h.life = rapid.SampledFrom([]time.Duration{0, 4 * time.Hour, 8 * time.Hour}).Draw(rt, "life")
	h.configure(h.setup())
	if h.other != nil {
		h.fine(h.other.Configure(h.t.Context(), h.setup()))
	}
	if h.life != before.life {
		h.renew()
	}
	apply := map[string]bool{"ports": h.present && (!before.present || before.words[0] != h.words[0])}
	for _, s := range h.stories {
		h.settle(s, cause{apply: apply})
	}
	h.fallen()
}

// renew is the model of another lifetime of what the sources tell.
func (h *history) renew() {
	for _, s := range h.stories {
		for _, name := range s.known {
			o := s.by[name]
			if o.status != "" {
				continue
			}
			if o.expires = (time.Time{}); h.life > 0 {
				o.expires = firstTold.Add(h.life)
			}
		}
	}
}

// keepLess lets go all that may ever go, as if it were old.
func (h *history) keepLess(*rapid.T) {
	h.fine(h.actor().write(h.t.Context(), func(x *tx) error {
		everything := keeping{before: math.MaxInt64}
		if err := x.forgetWords(0, math.MaxInt64, everything); err != nil {
			return err
		}
		return x.forgetStories(0, math.MaxInt64, everything)
	}))
	for _, s := range h.stories {
		for _, name := range s.known {
			o := s.by[name]
			unseen := len(s.held) == 0 || o.status == expired
			o.forgotten = o.forgotten || unseen && s.embargo.IsZero() && o.embargo.IsZero()
		}
	}
}

// crash goes on with what the disk holds at this moment; nothing is closed.
func (h *history) crash(*rapid.T) {
	h.alone()
	dead := h.Desk
	dir, err := os.MkdirTemp(h.dir, "crash")
	h.fine(err)
	for _, suffix := range []string{"", "-wal"} {
		h.fine(copyFile(filepath.Join(dir, "wire.db"+suffix), h.path+suffix))
	}
	h.path = filepath.Join(dir, "wire.db")
	h.open(h.setup())
	h.fine(dead.Close())
}

func copyFile(to, from string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, r); err != nil {
		return err
	}
	return w.Close()
}

// fine ends the history on an error.
func (h *history) fine(err error) {
	h.t.Helper()
	if err != nil {
		h.rt.Fatal(err)
	}
}
