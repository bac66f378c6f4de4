package match

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/silkwire/silkwire/feeds"
)

// A workload is what the benchmarks match: items and stored queries made from a
// fixed seed. Words are made of the syllables of six languages. In texts they
// are as frequent as Zipf's law has it; a tenth are pairs that stand together
// again and again, as names do, so that phrases are found too.
//
// Queries ask for what editors ask for: names and subjects, not the words that
// every text has. Their first term, and every term that suffices, is drawn by
// Zipf's law from the words that come after the two thousand commonest; what
// only narrows or excludes may be common. An item then goes to about one query
// in two thousand, which is still more than most outlets want to read.
type workload struct {
	queries map[ID]*Query
	terms   [][]string // of each query: all that it asks for, in small letters
	items   []*feeds.Item
}

// A benchLanguage makes words and texts.
type benchLanguage struct {
	tag       string
	syllables []string
	endings   []string
	unspaced  bool
	words     []string    // commonest first
	pairs     [][2]string // commonest first
	r         *rand.Rand
	text      *rand.Zipf // places in words
	pair      *rand.Zipf // places in pairs
	wanted    *rand.Zipf
}

const (
	benchWords       = 50_000 // of each language
	benchPairs       = 5_000
	benchItems       = 240
	benchWordsOfItem = 300
	benchCommon      = 2_000 // words that no editor asks for alone
)

const commonHan = "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从" +
	"知使全两比应部向关它样如果文点正新几电老东回理水问手今明安高身长物因外业加合力间内美海北京城市智慧际贸易港口峰科技济展作金融能源交通化教育医疗环境气候政府议院总统选举战争和平协议谈判油价银行股票投资企工厂农民粮食旱灾洪震救援卫星火箭计算机数据网络安铁路航空旅游体育比赛冠军艺术电影音乐博馆历史古迹"

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
		l.r = r
		l.makeWords()
	}
	return all
}

func (l *benchLanguage) makeWords() {
	seen := map[string]bool{}
	most := 3 // syllables more than two
	if l.unspaced {
		most = 2
	}
	for len(l.words) < benchWords {
		var b strings.Builder
		for range 2 + l.r.IntN(most) {
			b.WriteString(l.syllables[l.r.IntN(len(l.syllables))])
		}
		if w := b.String(); !seen[w] {
			seen[w] = true
			l.words = append(l.words, w)
		}
	}
	l.text = rand.NewZipf(l.r, 1.05, 2.7, benchWords-1)
	l.wanted = rand.NewZipf(l.r, 1.05, benchCommon, benchWords-benchCommon-1)
	for range benchPairs {
		l.pairs = append(l.pairs, [2]string{l.name(), l.name()})
	}
	l.pair = rand.NewZipf(l.r, 1.05, 50, benchPairs-1)
}

// name is a word that editors ask for.
func (l *benchLanguage) name() string { return l.words[benchCommon+l.wanted.Uint64()] }

// any is a word as texts have it, but for the commonest hundred.
func (l *benchLanguage) any() string { return l.words[min(benchWords-1, 100+l.text.Uint64())] }

func (l *benchLanguage) phrase() string {
	p := l.pairs[l.pair.Uint64()]
	return l.join(p[0], p[1])
}

func (l *benchLanguage) join(a, b string) string {
	if l.unspaced {
		return a + b
	}
	return a + " " + b
}

// write makes a text of a number of words, in sentences.
func (l *benchLanguage) write(words int) string {
	var b strings.Builder
	for n := 0; n < words; n++ {
		word := l.words[l.text.Uint64()]
		switch {
		case l.r.IntN(20) == 0:
			word = l.phrase()
			n++
		case l.r.IntN(4) == 0:
			word += l.endings[l.r.IntN(len(l.endings))]
		}
		if n%15 == 0 || l.r.IntN(10) == 0 {
			word = strings.Title(word) //lint:ignore SA1019 the words are plain
		}
		b.WriteString(word)
		switch {
		case n%15 == 14 && l.unspaced:
			b.WriteString("。")
		case n%15 == 14:
			b.WriteString(". ")
		case n%15 == 7 && l.unspaced:
			b.WriteString("，")
		case n%15 == 7:
			b.WriteString(", ")
		case !l.unspaced:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func newWorkload(b *testing.B, n int) *workload {
	r := rand.New(rand.NewPCG(1, 2))
	all := benchLanguages(r)
	w := &workload{queries: make(map[ID]*Query, n)}
	for i := range benchItems {
		l := all[i%len(all)]
		w.items = append(w.items, &feeds.Item{
			Title:    l.write(10),
			Summary:  l.write(benchWordsOfItem - 10),
			Language: l.tag,
		})
	}
	for i := range n {
		w.add(b, r, all, ID(i+1))
	}
	return w
}

// add makes a query of one to four terms: words, phrases, OR, exclusions; one
// term in ten is in another language.
func (w *workload) add(b *testing.B, r *rand.Rand, all []*benchLanguage, id ID) {
	l := all[r.IntN(len(all))]
	query := l.name()
	terms := []string{query}
	for range r.IntN(4) {
		if r.IntN(10) == 0 {
			l = all[r.IntN(len(all))]
		}
		term := l.name()
		switch r.IntN(6) {
		case 0, 1:
			query = "(" + query + " OR " + term + ")"
		case 2:
			term = l.phrase()
			query = fmt.Sprintf("(%s OR %q)", query, term)
		case 3:
			term = l.any()
			query += " -" + term
		default:
			term = l.any()
			query += " " + term
		}
		terms = append(terms, term)
	}
	q, err := Parse(query)
	if err != nil {
		b.Fatalf("Parse(%s): %v", query, err)
	}
	w.queries[id] = q
	w.terms = append(w.terms, terms)
}
