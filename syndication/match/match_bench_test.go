package match

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/cloudflare/ahocorasick"
	"github.com/silkwire/silkwire/feeds"
)

// The workload is made from a fixed seed: six languages, each with words made
// of its own syllables, drawn by Zipf's law in texts and in queries.

type benchLanguage struct {
	tag       string
	syllables []string
	endings   []string
	unspaced  bool
	words     []string   // commonest first
	zipf      *rand.Zipf // of texts
	wanted    *rand.Zipf // of queries
}

const commonHan = "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从" +
	"知使全两比应部向关它样如果文点正新几电老东回理水问手今明安高身长物因外业加合力间内美海北京城市智慧际贸易港口峰科技济展作金融能源交通化教育医疗环境气候政府议院总统选举战争和平协议谈判油价银行股票投资企工厂农民粮食旱灾洪震救援卫星火箭计算机数据网络安铁路航空旅游体育比赛冠军艺术电影音乐博馆历史古迹"

const (
	benchWords       = 30_000 // of each language
	benchItems       = 120
	benchWordsOfItem = 300
)

func benchLanguages(r *rand.Rand) []*benchLanguage {
	all := []*benchLanguage{
		{tag: "en", syllables: strings.Fields("por shan sum mit tra der con lin go ver ti mo ba re ne lo ca pe sti ran"), endings: []string{"", "s", "ed", "ing"}},
		{tag: "fr", syllables: strings.Fields("vil mon té sé ran ci pro dé tra no va lé bou que ri so mai ter gou pla"), endings: []string{"", "s", "e", "es"}},
		{tag: "ru", syllables: strings.Fields("го род пор са ми ре но ва сто ли це мо ра ти ко ле бу ду пе ста"), endings: []string{"", "а", "ы", "ов"}},
		{tag: "ar", syllables: strings.Fields("مد كت در سل قم نه بح رس وز شر عم حك جد طر صن فر نق بل خب لم"), endings: []string{"", "ة", "ات", "ين"}},
		{tag: "zh-Hans", syllables: strings.Split(commonHan, ""), endings: []string{""}, unspaced: true},
		{tag: "tr", syllables: strings.Fields("şe hir li man ka ra den iz yol gü neş ba kan zır ve tor ün lu ça da"), endings: []string{"", "lar", "ler", "da"}},
	}
	for _, l := range all {
		l.makeWords(r)
	}
	return all
}

func (l *benchLanguage) makeWords(r *rand.Rand) {
	seen := map[string]bool{}
	for len(l.words) < benchWords {
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteString(l.syllables[r.IntN(len(l.syllables))])
		}
		if w := b.String(); !seen[w] {
			seen[w] = true
			l.words = append(l.words, w)
		}
	}
	l.zipf = rand.NewZipf(r, 1.2, 8, benchWords-1)
	l.wanted = rand.NewZipf(r, 1.05, 400, benchWords-1)
}

func (l *benchLanguage) word() string { return l.words[l.zipf.Uint64()] }

// rare is a word as queries have them: editors do not ask for the commonest.
func (l *benchLanguage) rare() string { return l.words[l.wanted.Uint64()] }

func (l *benchLanguage) text(r *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 && (!l.unspaced || i%12 == 0) {
			b.WriteByte(' ')
		}
		b.WriteString(l.word())
		if r.IntN(4) == 0 {
			b.WriteString(l.endings[r.IntN(len(l.endings))])
		}
	}
	return b.String()
}

type workload struct {
	queries map[ID]*Query
	needles []string // one for each query, as a plain scanner would look for it
	items   []*feeds.Item
}

func newWorkload(b *testing.B, n int) *workload {
	r := rand.New(rand.NewPCG(1, 2))
	all := benchLanguages(r)
	w := &workload{queries: make(map[ID]*Query, n)}
	for i := range n {
		text, needle := benchQuery(r, all)
		q, err := Parse(text)
		if err != nil {
			b.Fatalf("Parse(%s): %v", text, err)
		}
		w.queries[ID(i+1)] = q
		w.needles = append(w.needles, needle)
	}
	for i := range benchItems {
		l := all[i%len(all)]
		w.items = append(w.items, &feeds.Item{
			Title:    l.text(r, 10),
			Summary:  l.text(r, benchWordsOfItem-10),
			Language: l.tag,
		})
	}
	return w
}

// benchQuery makes a query of one to four terms: words, phrases, OR, exclusions;
// one in ten mixes two languages.
func benchQuery(r *rand.Rand, all []*benchLanguage) (query, needle string) {
	l := all[r.IntN(len(all))]
	needle = l.rare()
	query = needle
	for range r.IntN(4) {
		if r.IntN(10) == 0 {
			l = all[r.IntN(len(all))]
		}
		switch r.IntN(6) {
		case 0:
			query = "(" + query + " OR " + l.rare() + ")"
		case 1:
			query += " -" + l.word()
		case 2:
			query += fmt.Sprintf(" %q", l.rare()+" "+l.rare())
		default:
			query += " " + l.rare()
		}
	}
	return query, needle
}

func BenchmarkMatch(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		w := newWorkload(b, n)
		b.Run(fmt.Sprintf("silkwire/queries=%d", n), func(b *testing.B) { w.match(b) })
		b.Run(fmt.Sprintf("ahocorasick/queries=%d", n), func(b *testing.B) { w.ahoCorasick(b) })
		b.Run(fmt.Sprintf("contains/queries=%d", n), func(b *testing.B) { w.contains(b) })
	}
}

func (w *workload) match(b *testing.B) {
	m := NewMatcher()
	m.SetAll(w.queries)
	for _, item := range w.items {
		m.Match(NewDoc("one", item))
	}
	matches := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		matches += len(m.Match(NewDoc("one", w.items[i%len(w.items)])).Queries)
	}
	b.ReportMetric(float64(matches)/float64(b.N), "matches/op")
}

// ahoCorasick scans for one needle of each query, and decides nothing.
func (w *workload) ahoCorasick(b *testing.B) {
	m := ahocorasick.NewStringMatcher(w.needles)
	matches := 0
	for i := 0; b.Loop(); i++ {
		it := w.items[i%len(w.items)]
		matches += len(m.MatchThreadSafe([]byte(it.Title + " " + it.Summary)))
	}
	b.ReportMetric(float64(matches)/float64(b.N), "matches/op")
}

func (w *workload) contains(b *testing.B) {
	matches := 0
	for i := 0; b.Loop(); i++ {
		it := w.items[i%len(w.items)]
		text := strings.ToLower(it.Title + " " + it.Summary)
		for _, needle := range w.needles {
			if strings.Contains(text, needle) {
				matches++
			}
		}
	}
	b.ReportMetric(float64(matches)/float64(b.N), "matches/op")
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

func BenchmarkMatchSet(b *testing.B) {
	w := newWorkload(b, 100_000)
	m := NewMatcher()
	m.SetAll(w.queries)
	for _, item := range w.items {
		m.Match(NewDoc("one", item))
	}
	for i := 0; b.Loop(); i++ {
		m.Set(ID(200_000+i), w.queries[ID(1+i%100_000)])
		m.Match(NewDoc("one", w.items[i%len(w.items)]))
	}
}

// BenchmarkMatchSettle builds the large index again with a full overlay.
func BenchmarkMatchSettle(b *testing.B) {
	w := newWorkload(b, 100_000)
	m := NewMatcher()
	m.SetAll(w.queries)
	for _, item := range w.items {
		m.Match(NewDoc("one", item))
	}
	fresh := map[ID]*node{}
	for i := range overlaySize {
		fresh[ID(200_000+i)] = w.queries[ID(1+i)].root
	}
	s := m.snapshot.Load()
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
