package match

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/cloudflare/ahocorasick"
)

// BenchmarkMatch takes items from raw text to the queries that hit them. The
// two others look for the same terms in the same texts, as they are typed: a
// loop over all terms of all queries, and a published automaton of all distinct
// terms. They know no words, and decide no query.
func BenchmarkMatch(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		w := newWorkload(b, n)
		b.Run(fmt.Sprintf("silkwire/queries=%d", n), w.match)
		b.Run(fmt.Sprintf("ahocorasick/queries=%d", n), w.ahoCorasick)
		b.Run(fmt.Sprintf("contains/queries=%d", n), w.contains)
	}
}

// BenchmarkMatchLanguage has the items of one language each, among 100k queries.
func BenchmarkMatchLanguage(b *testing.B) {
	w := newWorkload(b, 100_000)
	m := w.matcher()
	for first := range 6 {
		b.Run(w.items[first].Language, func(b *testing.B) {
			measure(b, len(w.items)/6, func(i int) int {
				return len(m.Match(NewDoc("one", w.items[first+6*i])).Queries)
			})
		})
	}
}

// measure runs f on item after item, b.N rounds of so many, and reports the time
// of the processor: on a machine that is busy with other things it says more
// than the clock. Others also empty the caches, so that the quietest round is
// given beside the mean; that one may be without garbage collection.
func measure(b *testing.B, items int, f func(i int) (hits int)) {
	hits, quietest, total := 0, math.Inf(1), 0.0
	b.ReportAllocs()
	for b.Loop() {
		before := cpuTime()
		for i := range items {
			hits += f(i)
		}
		spent := float64(cpuTime()-before) / 1e3
		quietest, total = min(quietest, spent), total+spent
	}
	n := float64(items)
	b.ReportMetric(total/n/float64(b.N), "cpu-µs/item")
	b.ReportMetric(quietest/n, "quietest-µs/item")
	b.ReportMetric(float64(hits)/n/float64(b.N), "hits/item")
}

// cpuTime is what this process has used so far, in nanoseconds.
func cpuTime() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

// matcher holds the queries, and is warm: it has seen each item.
func (w *workload) matcher() *Matcher {
	m := NewMatcher()
	m.SetAll(w.queries)
	for _, item := range w.items {
		m.Match(NewDoc("one", item))
	}
	return m
}

func (w *workload) match(b *testing.B) {
	m := w.matcher()
	measure(b, len(w.items), func(i int) int {
		return len(m.Match(NewDoc("one", w.items[i])).Queries)
	})
}

func (w *workload) ahoCorasick(b *testing.B) {
	var distinct []string
	seen := map[string]bool{}
	for _, terms := range w.terms {
		for _, t := range terms {
			if !seen[t] {
				seen[t] = true
				distinct = append(distinct, t)
			}
		}
	}
	m := ahocorasick.NewStringMatcher(distinct)
	measure(b, len(w.items), func(i int) int {
		return len(m.MatchThreadSafe([]byte(w.text(i))))
	})
}

func (w *workload) contains(b *testing.B) {
	measure(b, 6, func(i int) (hits int) {
		text := w.text(i)
		for _, terms := range w.terms {
			for _, t := range terms {
				if strings.Contains(text, t) {
					hits++
				}
			}
		}
		return hits
	})
}

func (w *workload) text(i int) string {
	it := w.items[i]
	return strings.ToLower(it.Title + " " + it.Summary)
}

func BenchmarkMatchBuild(b *testing.B) {
	w := newWorkload(b, 100_000)
	before := heap()
	m := NewMatcher()
	for b.Loop() {
		m.SetAll(w.queries)
	}
	for _, item := range w.items {
		m.Match(NewDoc("one", item)) // makes the views of six languages
	}
	b.ReportMetric((float64(heap())-float64(before))/(1<<20), "MB")
	runtime.KeepAlive(m)
	runtime.KeepAlive(w)
}

// BenchmarkMatchSet has a query added and tried at once, among 100k.
func BenchmarkMatchSet(b *testing.B) {
	w := newWorkload(b, 100_000)
	m := w.matcher()
	for i := 0; b.Loop(); i++ {
		m.Set(ID(200_000+i), w.queries[ID(1+i%100_000)])
		m.Match(NewDoc("one", w.items[i%len(w.items)]))
	}
}

// BenchmarkMatchSettle builds the large index again with a full overlay.
func BenchmarkMatchSettle(b *testing.B) {
	w := newWorkload(b, 100_000)
	s := w.matcher().snapshot.Load()
	fresh := map[ID]*node{}
	for i := range overlaySize {
		fresh[ID(200_000+i)] = w.queries[ID(1+i)].root
	}
	for b.Loop() {
		build(s.base, s.dead, fresh)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
