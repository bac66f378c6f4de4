package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// A shell is where an editor types commands, on a store of its own.
type shell struct {
	t      *testing.T
	dsn    string
	config string
}

func newShell(t *testing.T, config string) *shell {
	dir := t.TempDir()
	s := &shell{t, filepath.Join(dir, "wire.db"), filepath.Join(dir, "config.toml")}
	doc := "[store]\ndsn = \"" + filepath.ToSlash(s.dsn) + "\"\n" + config
	if err := os.WriteFile(s.config, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

// receive brings items of a source into the store, as the poller does.
func (s *shell) receive(source string, items ...feeds.Item) {
	s.t.Helper()
	err := onStore(s.t.Context(), console{nil, &bytes.Buffer{}, &bytes.Buffer{}}, s.config, func(config *Config, desk *syndication.Desk) error {
		if err := desk.Configure(s.t.Context(), config.Setup); err != nil {
			return err
		}
		src := sources.Source{Name: source}
		for _, each := range config.Sources {
			if each.Name == source {
				src = each
			}
		}
		return desk.Receive(s.t.Context(), &src, &feeds.Feed{Items: items})
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// does types a command, and gives its exit status and all that it printed.
func (s *shell) does(args ...string) (code int, printed string) {
	var out bytes.Buffer
	args = append(args[:1:1], append([]string{"-config", s.config}, args[1:]...)...)
	code = run(s.t.Context(), console{strings.NewReader(""), &out, &out}, args)
	return code, out.String()
}

// expect types a command that succeeds, and finds each pattern in what it prints.
func (s *shell) expect(args []string, patterns ...string) string {
	s.t.Helper()
	code, got := s.does(args...)
	if code != 0 {
		s.t.Fatalf("silkwire %q: exit %d: %s", args, code, got)
	}
	for _, p := range patterns {
		if !regexp.MustCompile("(?m)" + p).MatchString(got) {
			s.t.Errorf("silkwire %q: no %s in\n%s", args, p, got)
		}
	}
	return got
}

// refuse types a command that fails, and says so with words.
func (s *shell) refuse(code int, words string, args ...string) {
	s.t.Helper()
	if got, text := s.does(args...); got != code || !strings.Contains(text, words) {
		s.t.Errorf("silkwire %q: exit %d: %s; want %d: %s", args, got, text, code, words)
	}
}

// first is the id of the story on top of the list that flags ask for.
func (s *shell) first(flags ...string) string {
	s.t.Helper()
	_, rows, _ := strings.Cut(s.expect(append([]string{"story", "list"}, flags...)), "TITLE\n")
	id, _, _ := strings.Cut(rows, " ")
	return id
}

func wireItem(language, title, text string) feeds.Item {
	return feeds.Item{
		ID: "1", Link: "https://nilewire.example/1", Language: language, Title: title, Summary: text, Content: "<p>" + text + "</p>",
		Published: feeds.At(time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)),
	}
}

const oneWire = "[sources.nile-wire]\nurl = \"https://nilewire.example/feed\"\n[outlets.daily-nile]\nsources = [\"*\"]\n"

func TestStoryTellsWhatWasMistaken(t *testing.T) {
	s := newShell(t, oneWire)
	s.receive("nile-wire", wireItem("ar", "ميناء سفاجا يفتتح الرصيف الثالث", "رست السفن."))
	id := s.first()
	s.refuse(1, "there is no outlet called daily-nil; silkwire outlets", "story", "why", id, "daily-nil")
	s.refuse(1, "there is no story called nosuch; silkwire story list", "story", "why", "nosuch", "daily-nile")
	s.expect([]string{"story", "show", "https://wire.example.org/stories/" + id + "?version=1"}, "id: +"+id)
	s.expect([]string{"story", "correct", id, "-title", "الرصيف الرابع"}, "^corrected: ")
	s.refuse(2, "has passed: the token would open nothing", "token", "create", "daily-nile", "-until", "2020-01-01")
	s.refuse(1, "it is under no embargo", "story", "embargo", id, "-until", "now")
	s.refuse(1, "it says so already", "story", "correct", id, "-title", "الرصيف الرابع")
}

func TestStoriesAreLinkedAsTranslations(t *testing.T) {
	s := newShell(t, oneWire+"[sources.xinwen]\nurl = \"https://xinwen.example/feed\"\n")
	s.receive("nile-wire", wireItem("ar", "ميناء سفاجا يفتتح الرصيف الثالث", "رست السفن."))
	it := wireItem("zh-Hans", "塞法杰港三号码头启用", "货轮清晨靠泊。")
	it.Link = "https://xinwen.example/1"
	s.receive("xinwen", it)
	arabic, chinese := s.first("-source", "nile-wire"), s.first("-source", "xinwen")
	s.refuse(1, "there is no story called nosuch", "story", "link", arabic, "nosuch")
	s.refuse(1, "is named twice", "story", "link", arabic, arabic)
	s.refuse(1, "no such story is kept of source reuters", "story", "list", "-source", "reuters")
	s.refuse(1, "-before: there is no story called nosuch", "story", "list", "-before", "nosuch")
	s.refuse(1, "it is linked with no other story", "story", "unlink", arabic)
	s.expect([]string{"story", "link", arabic, chinese}, "^linked: ميناء سفاجا")
	s.expect([]string{"story", "show", chinese}, "translation: +"+arabic+" +\\[ar\\] +ميناء سفاجا", "^editor .* link ")
	s.expect([]string{"story", "unlink", arabic}, "^stands alone: ميناء سفاجا")
	if got := s.expect([]string{"story", "show", chinese}, "塞法杰港三号码头启用"); strings.Contains(got, "translation:") {
		t.Errorf("it is linked still:\n%s", got)
	}
}

func TestStoryTellsWhatWaitsForTheEditor(t *testing.T) {
	s := newShell(t, oneWire)
	it := wireItem("ar", "ميناء سفاجا يفتتح الرصيف الثالث", "رست السفن.")
	s.receive("nile-wire", it)
	id := s.first()
	s.expect([]string{"story", "correct", id, "-title", "ميناء سفاجا يفتتح الرصيف الرابع"}, "^corrected: ")
	s.refuse(1, "no newer text of its source waits", "story", "correct", id, "-take")
	s.refuse(1, "", "story", "list", "-waiting")

	it.Title = "ميناء سفاجا يفتتح الرصيف الخامس"
	s.receive("nile-wire", it)
	s.expect([]string{"story", "list", "-waiting"}, "^"+id+" .* usable, waits .*الرصيف الرابع$")
	s.expect([]string{"story", "show", id}, "^newer from nile-wire, and waiting", `title: +2\d{3}-.*الرصيف الخامس$`, "story correct "+id+" -take")
	s.refuse(2, "stands alone", "story", "correct", id, "-take", "-keep")
	s.expect([]string{"story", "correct", id, "-take"}, "^taken from the source: ميناء سفاجا يفتتح الرصيف الخامس")
	s.refuse(1, "", "story", "list", "-waiting")
}

func TestStoryShowsTheRights(t *testing.T) {
	s := newShell(t, oneWire+`content = "summary"
[outlets.headlines]
sources = ["nile-*"]
content = "headline"
[sources.nile-wire.rights]
credit = { en = "© Nile Wire", ar = "© وكالة النيل" }
content = "full"
expires = "720h"
licence = "CC BY-ND 4.0"
territory = "not Japan"
pictures = false
`)
	it := wireItem("ar", "ميناء سفاجا يفتتح الرصيف الثالث", "رست السفن.")
	it.Published = feeds.At(time.Now().Truncate(time.Second)) // its right to be shown ends after it
	s.receive("nile-wire", it)
	s.expect([]string{"story", "show", s.first()},
		`rights: +no pictures; until `+moment(it.Published.Add(720*time.Hour))+`; licence CC BY-ND 4.0; territory not Japan; credit ar © وكالة النيل; credit en © Nile Wire$`,
		`^daily-nile +feed +in, summary +nile-wire`, `^headlines +feed +in, headline +nile-wire`)
}

func TestAnEmbargoWithoutADateIsToldAsSuch(t *testing.T) {
	s := newShell(t, oneWire)
	it := wireItem("zh-Hans", "央行将下调利率", "声明稍后公布。")
	it.Embargo = feeds.At(feeds.UntilReleased)
	s.receive("nile-wire", it)
	id := s.first()
	s.expect([]string{"story", "show", id}, "embargo: +until an editor releases it$")
	s.expect([]string{"story", "why", id, "daily-nile"}, "not in feed +it is embargoed until an editor releases it$")
	s.expect([]string{"story", "embargo", id, "-until", "2099-01-01T00:00:00Z"}, "^embargoed until 2099-01-01T00:00:00Z: 央行")
	s.expect([]string{"story", "why", id, "daily-nile"}, "not in feed +it is embargoed until 2099-01-01T00:00:00Z$")
	s.refuse(2, "has passed; -until now releases the story", "story", "embargo", id, "-until", "2020-01-01T00:00:00Z")
	s.expect([]string{"story", "embargo", id, "-until", "now"}, "^released: 央行", "^daily-nile +feed +in ")
}

func TestABurstIsReleasedOrDiscarded(t *testing.T) {
	s := newShell(t, oneWire)
	for i := range 3 {
		it := wireItem("en", fmt.Sprintf("Port bulletin %d", i), "Ships moored.")
		it.ID, it.Link = fmt.Sprint("b", i), fmt.Sprint("https://nilewire.example/b", i)
		s.receive("nile-wire", it)
	}
	flood := func(name string) (items []feeds.Item) {
		for i := range 900 {
			it := wireItem("en", fmt.Sprintf("%s of last year, number %d", name, i*7919), "Text.")
			it.ID, it.Link = fmt.Sprint(name, i), fmt.Sprint("https://nilewire.example/", name, "/", i)
			it.Published = feeds.At(time.Date(2025, 11, 22, 6, 0, 0, 0, time.UTC))
			items = append(items, it)
		}
		return items
	}
	s.receive("nile-wire", flood("archive")...)
	s.expect([]string{"sources"}, `^nile-wire .* 900 +– `)
	s.expect([]string{"story", "why", s.first(), "daily-nile"}, "not in feed +its source brought too much at once; it is held until an editor releases it")
	list := strings.Fields(s.expect([]string{"story", "list"}, "^These are 100; -before [a-z2-7]{20} goes on with older ones"))
	last := list[slices.Index(list, "-before")+1]
	if older := s.expect([]string{"story", "list", "-source", "nile-wire", "-before", last}); strings.Contains(older, last) || strings.Contains(older, s.first()) {
		t.Errorf("after %s come\n%s", last, older)
	}
	s.refuse(1, "", "story", "list", "-source", "nobody")
	s.expect([]string{"story", "withdraw", "source:nile-wire"}, "^withdrawn: 900 stories that were held$")
	s.refuse(1, "nothing is held of source:nile-wire; silkwire sources counts", "story", "withdraw", "source:nile-wire")
	s.receive("nile-wire", flood("morgue")...)
	s.expect([]string{"story", "reinstate", "source:nile-wire"}, "^released: 900 stories that were held$")
	s.expect([]string{"outlets"}, `^daily-nile +token +903 `)
}

func TestStoryTellsWhenATextWasLetGo(t *testing.T) {
	s := newShell(t, oneWire+"query = \"ميناء\"\n")
	s.receive("nile-wire", wireItem("ar", "إقرار الموازنة", "صوت الأعضاء."))
	id := s.first()
	in := func(years int) func() time.Time { return func() time.Time { return time.Now().AddDate(years, 0, 0) } }
	desk, err := syndication.Open(t.Context(), syndication.Options{DSN: s.dsn, Now: in(2), KeepFor: 365 * 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- desk.Run(ctx) }()
	wait(t, "the text to go", func() bool {
		story, err := desk.Story(ctx, id)
		return err == nil && !story.Origins[0].Forgotten.IsZero()
	})
	stop()
	if err := errors.Join(<-done, desk.Close()); err != nil {
		t.Fatal(err)
	}
	s.expect([]string{"story", "list"}, "^"+id+" .* let go +ar +nile-wire +إقرار الموازنة$")
	s.expect([]string{"story", "show", id}, `let go: +\d{4}-.*, the text: it was old, and no outlet shows it$`)
	s.expect([]string{"story", "why", id, "daily-nile"}, "not in feed +no outlet asked for it, and its text was let go on ")
	const told = `^Its text was let go on \d{4}-.*, so no outlet is given it unless its source sends it again\.$`
	s.expect([]string{"story", "correct", "-title", "ميناء", id}, "^corrected: ميناء$", told)
	s.expect([]string{"story", "embargo", "-until", "2199-01-01T00:00:00Z", id}, "^embargoed until 2199-", told)
	s.expect([]string{"story", "embargo", "-until", "now", id}, "^released: ميناء$", told)
	s.receive("nile-wire", wireItem("ar", "إقرار الموازنة", "صوت الأعضاء. ثم صوتوا مرة أخرى."))
	if got := s.expect([]string{"story", "correct", "-note", "خطأ", id}, "^corrected: "); strings.Contains(got, "let go") {
		t.Errorf("its source sent it again, but:\n%s", got)
	}
}
