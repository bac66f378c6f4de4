package syndication

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication/match"
)

func ownSetup() Setup {
	s := Setup{Outlets: []Outlet{
		{Name: "nile", Sources: []string{"*"}, Subscriptions: []Subscription{{Name: "ports", Query: "port"}}},
		{Name: "delta", Sources: []string{"*"}, Query: "lang:he"},
	}}
	for _, w := range tongues {
		s.Sources = append(s.Sources, sources.Source{Name: "wire-" + strings.ToLower(w.language), URL: "https://agency.example/feed"})
	}
	return s
}

// held are the languages of the stories that a feed shows.
func (n *newsroom) held(outlet, feed string) []string {
	n.t.Helper()
	f, _, err := n.Feed(n.t.Context(), outlet, feed)
	if err != nil {
		n.t.Fatal(err)
	}
	return languages(f)
}

func TestASubscriptionOfOnesOwn(t *testing.T) {
	n := openNewsroom(t, ownSetup())
	n.everyTongue()
	ctx := t.Context()
	save := func(query string) {
		t.Helper()
		if err := n.SaveSubscription(ctx, "nile", Subscription{Name: "harbours", Query: query, Title: map[string]string{"ar": "موانئ"}}); err != nil {
			t.Fatal(err)
		}
	}
	save("ميناء OR порт*")
	if diff := cmp.Diff([]string{"ar", "ru"}, n.held("nile", "harbours")); diff != "" {
		t.Errorf("filled from the stories kept (-want +got):\n%s", diff)
	}
	save("上海港 OR ميناء")
	if diff := cmp.Diff([]string{"ar", "zh-Hans"}, n.held("nile", "harbours")); diff != "" {
		t.Errorf("by another query (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"en", "fr"}, n.held("nile", "ports")); diff != "" {
		t.Errorf("the configured one (-want +got):\n%s", diff)
	}
	before, err := n.Stamp("nile", "harbours")
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Configure(ctx, ownSetup()); err != nil {
		t.Fatal(err)
	}
	if after, err := n.Stamp("nile", "harbours"); err != nil || after != before {
		t.Errorf("a reload of the configuration: %+v, then %+v %v", before, after, err)
	}
	it := item("late", "افتتاح ميناء جديد", "ميناء")
	it.Language = "ar"
	n.receive("wire-ar", it)
	if diff := cmp.Diff([]string{"ar", "ar", "zh-Hans"}, n.held("nile", "harbours")); diff != "" {
		t.Errorf("a story that comes later (-want +got):\n%s", diff)
	}
	if err := n.RemoveSubscription(ctx, "nile", "harbours"); err != nil {
		t.Fatal(err)
	}
	if _, err := n.Stamp("nile", "harbours"); !errors.Is(err, ErrNotFound) {
		t.Errorf("its feed after it was removed: %v", err)
	}
	save("порт*")
	if diff := cmp.Diff([]string{"ru"}, n.held("nile", "harbours")); diff != "" {
		t.Errorf("made again (-want +got):\n%s", diff)
	}
}

func TestAnotherProcessFollowsSubscriptions(t *testing.T) {
	dir := t.TempDir()
	n := openNewsroomIn(t, dir, ownSetup())
	n.everyTongue()
	other, err := Open(t.Context(), Options{DSN: filepath.Join(dir, "wire.db"), Now: n.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := other.Configure(t.Context(), ownSetup()); err != nil {
		t.Fatal(err)
	}
	for i, query := range []string{"порт*", "נמל"} {
		if err := other.SaveSubscription(t.Context(), "nile", Subscription{Name: fmt.Sprint("own-", i), Query: query}); err != nil {
			t.Fatal(err)
		}
	}
	if err := n.SaveSubscription(t.Context(), "delta", Subscription{Name: "mine", Query: "נמל"}); err != nil {
		t.Fatal(err)
	}
	if err := n.catchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := n.followSubscriptions(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ru"}, n.held("nile", "own-0")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"he"}, n.held("delta", "mine")); diff != "" {
		t.Errorf("one's own (-want +got):\n%s", diff)
	}
}

// What is kept is shown on pages, where a control character is a mistake and a
// stray byte spoils the whole.
func TestSubscriptionsAreKeptAsPagesCanShowThem(t *testing.T) {
	n := openNewsroom(t, ownSetup())
	title := map[string]string{"": "Ports\x01 of\xff\u0085 call\x00"}
	if err := n.SaveSubscription(t.Context(), "nile", Subscription{Name: "a1", Query: "port\x01\x07quay OR\r\nميناء", Title: title}); err != nil {
		t.Fatal(err)
	}
	o, _ := n.Outlet("nile")
	i := slices.IndexFunc(o.Subscriptions, func(s Subscription) bool { return s.Name == "a1" })
	want := Subscription{Name: "a1", Query: "port  quay OR  ميناء", Title: map[string]string{"": "Ports  of\uFFFD  call "}, Own: true}
	if diff := cmp.Diff(want, o.Subscriptions[i]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if title[""] != "Ports\x01 of\xff\u0085 call\x00" {
		t.Error("the caller's title was changed")
	}
}

func TestSubscriptionsThatAreRefused(t *testing.T) {
	n := openNewsroom(t, ownSetup())
	for _, c := range []struct {
		name   string
		outlet string
		s      Subscription
		as     any
		is     error
	}{
		{"configured", "nile", Subscription{Name: "ports", Query: "x"}, nil, ErrLocked},
		{"an outlet that is not there", "nobody", Subscription{Name: "ports", Query: "x"}, nil, ErrNotFound},
		{"a mistake in the query", "nile", Subscription{Name: "a1", Query: "(ميناء OR"}, new(*match.SyntaxError), nil},
		{"no query", "nile", Subscription{Name: "a1", Query: " "}, new(SubscriptionError), nil},
		{"the name of a language", "nile", Subscription{Name: "zh-Hans", Query: "x"}, new(SubscriptionError), nil},
		{"the name of the whole", "nile", Subscription{Name: "feed", Query: "x"}, new(SubscriptionError), nil},
		{"a name that is no slug", "nile", Subscription{Name: "../x", Query: "x"}, new(SubscriptionError), nil},
		{"a long query", "nile", Subscription{Name: "a1", Query: strings.Repeat("порт ", 500)}, new(SubscriptionError), nil},
		{"a long title", "nile", Subscription{Name: "a1", Query: "x", Title: map[string]string{"": strings.Repeat("港", 201)}}, new(SubscriptionError), nil},
		{"a title in no language", "nile", Subscription{Name: "a1", Query: "x", Title: map[string]string{"arabic": "x"}}, new(SubscriptionError), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := n.SaveSubscription(t.Context(), c.outlet, c.s)
			if err == nil || c.is != nil && !errors.Is(err, c.is) || c.as != nil && !errors.As(err, c.as) {
				t.Errorf("%v", err)
			}
		})
	}
	for name, want := range map[string]error{"ports": ErrLocked, "none": ErrNotFound} {
		if err := n.RemoveSubscription(t.Context(), "nile", name); !errors.Is(err, want) {
			t.Errorf("remove %s: %v", name, err)
		}
	}
	for i := range MaxSubscriptions {
		if err := n.SaveSubscription(t.Context(), "nile", Subscription{Name: fmt.Sprint("s", i), Query: "порт"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := n.SaveSubscription(t.Context(), "nile", Subscription{Name: "more", Query: "порт"}); !errors.As(err, new(SubscriptionError)) {
		t.Errorf("one too many: %v", err)
	}
	if err := n.SaveSubscription(t.Context(), "nile", Subscription{Name: "s7", Query: "נמל"}); err != nil {
		t.Errorf("change one of the last that fit: %v", err)
	}
}

// Documents are dated by when settings that they show changed: what an outlet
// made and took back leaves none.
func TestASubscriptionThatCameAndWentChangesNoSettings(t *testing.T) {
	setup := Setup{Outlets: []Outlet{all("nile")}}
	n := openNewsroom(t, setup)
	n.everyTongue()
	before, err := n.Stamp("nile", "feed")
	if err != nil {
		t.Fatal(err)
	}
	n.must(n.SaveSubscription(t.Context(), "nile", Subscription{Name: "harbours", Query: "порт*"}))
	n.clock.pass(time.Hour)
	n.must(n.Configure(t.Context(), setup))
	n.must(n.RemoveSubscription(t.Context(), "nile", "harbours"))
	n.clock.pass(time.Hour)
	n.must(n.Configure(t.Context(), setup))
	if after, err := n.Stamp("nile", "feed"); err != nil || after != before {
		t.Errorf("%+v, then %+v %v", before, after, err)
	}
}
