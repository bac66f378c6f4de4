package lang

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

var update = flag.Bool("update", false, "write the confusion table into README.md")

type headline struct{ tag, text string }

func headlines(t testing.TB) []headline { return readHeadlines(t, "testdata/headlines.tsv") }

func readHeadlines(t testing.TB, file string) (list []headline) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		tag, text, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			t.Fatalf("no tab in %q", lines.Text())
		}
		list = append(list, headline{tag, text})
	}
	return list
}

func TestHeadlinesAreTold(t *testing.T) {
	all := headlines(t)
	tags := map[string]bool{}
	mistakes := map[[2]string]int{}
	right := 0
	for _, h := range all {
		tags[h.tag] = true
		got := Detect(h.text, "")
		if got == h.tag {
			right++
			continue
		}
		mistakes[[2]string{h.tag, got}]++
		t.Logf("%-8s read as %-8s %s", h.tag, got, h.text)
	}
	if len(all) < 300 || len(tags) < 40 {
		t.Fatalf("%d headlines in %d languages are too few", len(all), len(tags))
	}
	percent := 100 * float64(right) / float64(len(all))
	t.Logf("%d of %d headlines in %d languages: %.1f %%", right, len(all), len(tags), percent)
	if percent < 95 {
		t.Errorf("%.1f %% are right, want 95", percent)
	}
	if *update {
		writeConfusions(t, right, len(all), len(tags), mistakes)
	}
}

func writeConfusions(t *testing.T, right, all, tags int, mistakes map[[2]string]int) {
	const begin, end = "<!-- confusions -->\n", "<!-- end -->\n"
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d headlines in %d languages are right (%.1f %%). The others:\n\n| is | read as | headlines |\n|---|---|---|\n",
		right, all, tags, 100*float64(right)/float64(all))
	pairs := slices.SortedFunc(maps.Keys(mistakes), func(a, b [2]string) int {
		return cmp.Or(-cmp.Compare(mistakes[a], mistakes[b]), cmp.Compare(a[0]+a[1], b[0]+b[1]))
	})
	for _, p := range pairs {
		fmt.Fprintf(&b, "| %s | %s | %d |\n", p[0], p[1], mistakes[p])
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(readme), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("README.md has no place for the confusions")
	}
	if err := os.WriteFile("README.md", []byte(before+begin+b.String()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestCloseRelativesAreTold(t *testing.T) {
	all := readHeadlines(t, "testdata/tuning.tsv")
	right := 0
	for _, h := range all {
		if got := Detect(h.text, ""); got == h.tag {
			right++
		} else {
			t.Logf("%-8s read as %-8s %s", h.tag, got, h.text)
		}
	}
	if right*100 < len(all)*93 {
		t.Errorf("%d of %d are right", right, len(all))
	}
}

func TestModelsTakeLittleMemory(t *testing.T) {
	size := len(detectModel) + 2*len(hanFormTable())
	for _, m := range letterModels() {
		size += len(m.rows) + 8*len(m.slots) + len(m.symbols)
	}
	t.Logf("%.1f MB", float64(size)/1e6)
	if size > 15e6 {
		t.Errorf("%d bytes, want 15 MB at most", size)
	}
}

func TestMoreIsRightThanByWhatlanggo(t *testing.T) {
	own, theirs := 0, 0
	for _, h := range headlines(t) {
		if Detect(h.text, "") == h.tag {
			own++
		}
		base, _, _ := strings.Cut(h.tag, "-")
		if got := whatlanggo.DetectLang(h.text).Iso6391(); got == base {
			theirs++
		}
	}
	t.Logf("%d against %d", own, theirs)
	if own <= theirs {
		t.Errorf("%d are right, by whatlanggo %d", own, theirs)
	}
}

func TestTextThatTellsTooLittleIsUndetermined(t *testing.T) {
	for _, text := range []string{
		"", " ", "2026", "12:45", "3–1", "…", "🎉🎉", "OK", "A", "USA", "iPhone 17", "https://", "€ 4,50", "—", "\xff\xfe", "x", "NBA",
		"Emmanuel Macron", "Lionel Messi", "Angela Merkel", "国", "А",
	} {
		if got := Detect(text, ""); got != Und {
			t.Errorf("%q is read as %s, want und", text, got)
		}
	}
}

func TestDeclaredLanguageHoldsUnlessTheScriptContradicts(t *testing.T) {
	for _, c := range []struct{ name, text, declared, want string }{
		{"holds", "Le président annonce une réforme", "en", "en"},
		{"is made canonical", "Hello", "EN_us", "en-US"},
		{"holds without text", "", "he", "he"},
		{"holds for digits", "2026", "ar", "ar"},
		{"Arabic is not English", "مجلس الأمن يناقش الوضع في المنطقة اليوم", "en", "ar"},
		{"Russian is not English", "Президент подписал закон о бюджете на следующий год", "en", "ru"},
		{"Chinese is not English", "中国国家主席抵达巴黎进行国事访问", "en", "zh-Hans"},
		{"Japanese is not English", "首相が訪米し大統領と会談へ", "en-US", "ja"},
		{"Korean is not Japanese", "대통령은 내일 국회에서 연설한다", "ja", "ko"},
		{"Japanese is not Chinese", "首相は来週アメリカを訪問する", "zh", "ja"},
		{"a few Latin words are no contradiction", "Apple представила новый iPhone 17 Pro Max", "ru", "ru"},
		{"a Latin name is no contradiction", "Bloomberg Businessweek", "ru", "ru"},
		{"a Latin sentence is one", "The government announced a new budget for the next year on Friday", "ru", "en"},
		{"a Cyrillic name in Latin text", "Новая газета, the Russian newspaper, has won the prize for its reporting", "en", "en"},
		{"zh in simplified characters", "国务院发布新规定", "zh", "zh-Hans"},
		{"zh in traditional characters", "國務院發布新規定", "zh", "zh-Hant"},
		{"zh in characters of both", "中文", "zh", "zh"},
		{"zh-CN stays", "國務院發布新規定", "zh-CN", "zh-CN"},
		{"zh-TW stays", "國務院發布新規定", "zh-TW", "zh-TW"},
		{"zh-Hans is traditional", "國務院發布新規定，經濟發展", "zh-Hans", "zh-Hant"},
		{"zh-Hant is simplified", "国务院发布新规定，经济发展", "zh-Hant", "zh-Hans"},
		{"ja without kana", "首相会談", "ja", "ja"},
		{"sr in Latin letters", "Vlada usvojila novi zakon o medijima", "sr", "sr-Latn"},
		{"sr in Cyrillic letters", "Влада усвојила нови закон о медијима", "sr", "sr"},
		{"sr-Latn in Cyrillic letters", "Влада усвојила нови закон о медијима", "sr-Latn", "sr-Cyrl"},
		{"a language of three scripts", "Қазақстан президенті жаңа заңға қол қойды", "kk", "kk"},
		{"no tag", "The government announced a new budget for the next year", "english", "en"},
		{"Urdu", "وزیر اعظم نے نئے منصوبے کا اعلان کیا ہے", "ur", "ur"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Detect(c.text, c.declared); got != c.want {
				t.Errorf("Detect(%q, %q) = %q, want %q", c.text, c.declared, got, c.want)
			}
		})
	}
}

func TestNeighboursDecideWhatTheTextDoesNot(t *testing.T) {
	for _, c := range []struct{ name, text, neighbour, want string }{
		{"Kanji in a Japanese feed", "首相訪米", "ja", "ja"},
		{"simplified Chinese in a Japanese feed", "中国经济发展报告", "ja", "zh-Hans"},
		{"Han in a Chinese feed", "大阪中心", "zh-Hant", "zh-Hant"},
		{"names in a German feed", "Angela Merkel", "de", "de"},
		{"an English headline in a German feed", "The government announced a new budget for the next year", "de", "en"},
		{"a number in a German feed", "2026", "de", "und"},
		{"Arabic names in a German feed", "2026 محمد", "de", "und"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := DetectBeside(c.text, "", c.neighbour); got != c.want {
				t.Errorf("DetectBeside(%q, %q) = %q, want %q", c.text, c.neighbour, got, c.want)
			}
		})
	}
}

func TestDetectionAllocatesNothing(t *testing.T) {
	all := headlines(t)
	Detect(all[0].text, "")
	n := testing.AllocsPerRun(3, func() {
		for _, h := range all {
			Detect(h.text, "")
		}
	})
	if n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzDetect(f *testing.F) {
	for _, h := range headlines(f) {
		f.Add(h.text, "", "")
		f.Add(h.text, "en", h.tag)
	}
	f.Add("\xff\xc0a\x80ß", "zh-\xff", "ja")
	f.Fuzz(func(t *testing.T, text, declared, neighbour string) {
		got := DetectBeside(text, declared, neighbour)
		if got == "" || !utf8.ValidString(got) || !Valid(got) {
			t.Errorf("DetectBeside(%q, %q, %q) = %q, no tag", text, declared, neighbour, got)
		}
		if again := DetectBeside(text, declared, neighbour); again != got {
			t.Errorf("DetectBeside(%q, %q, %q) = %q, then %q", text, declared, neighbour, got, again)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	all := headlines(b)
	Detect(all[0].text, "")
	b.ReportAllocs()
	for b.Loop() {
		for _, h := range all {
			Detect(h.text, "")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(all)), "ns/headline")
}

func BenchmarkWhatlanggo(b *testing.B) {
	all := headlines(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, h := range all {
			whatlanggo.DetectLang(h.text)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(all)), "ns/headline")
}
