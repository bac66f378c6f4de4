package demo

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// documents are what every agency serves at a moment.
func documents(t *testing.T, w *World, c *clock, after time.Duration) map[string]string {
	c.now = w.Start.Add(after)
	all := map[string]string{}
	for _, a := range w.Agencies {
		all[a.Name] = fetch(t, w, w.SourceURL(a)).Body.String()
	}
	return all
}

// After an hour and after a day, every half minute brings something new, in
// many languages within a few minutes, and the feeds are no longer than before.
func TestTheWorldGoesOn(t *testing.T) {
	w, c := newWorld(t)
	early := documents(t, w, c, 30*time.Minute)
	for _, begin := range []time.Duration{time.Hour, 24 * time.Hour} {
		languages := map[string]bool{}
		before := documents(t, w, c, begin)
		for after := begin + 30*time.Second; after <= begin+5*time.Minute; after += 30 * time.Second {
			now := documents(t, w, c, after)
			moved := 0
			for _, a := range w.Agencies {
				if now[a.Name] != before[a.Name] {
					languages[a.Language] = true
					moved++
				}
				if n, was := len(now[a.Name]), len(early[a.Name]); n > was*5/4 {
					t.Errorf("%s grew from %d bytes to %d in %v", a.Name, was, n, after)
				}
			}
			if moved == 0 {
				t.Errorf("nothing moved in the half minute before %v", after)
			}
			before = now
		}
		if len(languages) < 10 {
			t.Errorf("after %v only %v move", begin, languages)
		}
	}
}

func TestTheSameMomentTellsTheSame(t *testing.T) {
	one, c := newWorld(t)
	other, d := newWorld(t)
	for _, after := range []time.Duration{3 * time.Minute, time.Hour, 24 * time.Hour} {
		if diff := cmp.Diff(documents(t, one, c, after), documents(t, other, d, after)); diff != "" {
			t.Errorf("after %v (-one +other):\n%s", after, diff)
		}
	}
}

func TestEachNumberOfASeriesIsNews(t *testing.T) {
	w, _ := newWorld(t)
	for _, a := range w.Agencies {
		seen := map[string]string{}
		for after := time.Duration(0); after <= 2*time.Hour; after += time.Minute {
			told := map[string]string{}
			for _, s := range a.Out(w.Start, w.Start.Add(after)) {
				text := s.Title + "\n" + s.Summary
				if id, ok := seen[text]; ok && id != s.ID {
					t.Fatalf("%s: %s repeats %s: %s", a.Name, s.ID, id, text)
				}
				told[text] = s.ID
				for _, e := range append(s.Edits, Edit{Text: s.Text}) {
					if all := e.Title + e.Summary + e.Note + strings.Join(e.Body, ""); strings.ContainsAny(all, "{}") {
						t.Fatalf("%s: %s has a figure that nobody gives: %s", a.Name, s.ID, all)
					}
				}
			}
			maps.Copy(seen, told)
		}
	}
}

func TestFiguresThatGrowNeverFall(t *testing.T) {
	f := Figure{From: 10, To: 50, Grow: 4}
	for step := 1; step < 1000; step++ {
		if was, is := f.at("votes", 3, step-1), f.at("votes", 3, step); is < was {
			t.Fatalf("telling %d has %d after %d", step, is, was)
		}
	}
	if v := (Figure{From: 10, To: 50}).at("level", 3, 9); v < 10 || v > 50 {
		t.Errorf("drawn %d", v)
	}
}
