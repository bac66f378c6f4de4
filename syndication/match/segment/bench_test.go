package segment

import (
	"strings"
	"testing"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

var texts = map[string]struct {
	text  string // repeated up to 300 letters
	words [3]string
}{
	"zh": {"中国外交部发言人表示发展中国家的声音应当被听到人工智能产业规模继续扩大", [3]string{"外交部", "中国", "产业"}},
	"ja": {"東京都の人口が減少に転じるなかアメリカ大統領選挙の行方を世界の市場が見守っている", [3]string{"人口", "アメリカ", "市場"}},
	"th": {"นายกรัฐมนตรีเยือนประเทศลาวเพื่อหารือเรื่องรถไฟความเร็วสูงและเศรษฐกิจของภูมิภาค", [3]string{"ประเทศ", "รถไฟ", "เศรษฐกิจ"}},
}

// BenchmarkRead reads 300 letters and asks for three words that are far apart.
func BenchmarkRead(b *testing.B) {
	for language, c := range texts {
		b.Run(language, func(b *testing.B) {
			letters := []rune(strings.Repeat(c.text, 300/len([]rune(c.text))+1))[:300]
			text := string(letters)
			Read(language, text).Word(0, len(c.words[0])) // loads the lexicon
			for b.Loop() {
				r := Read(language, text)
				for _, word := range c.words {
					at := strings.Index(text, word)
					r.Word(at, at+len(word))
				}
				r.Done()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/300, "ns/letter")
		})
	}
}

// BenchmarkLongRun asks for a word at every place of a megabyte of one letter.
func BenchmarkLongRun(b *testing.B) {
	for _, letter := range []string{"的", "ก", "ン"} {
		b.Run(letter, func(b *testing.B) {
			n := len(letter)
			text := strings.Repeat(letter, 1<<20/n)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				r := Read("und", text)
				for at := 0; at < len(text); at += n {
					r.Word(at, at+n)
				}
			}
		})
	}
}

// BenchmarkLoad reads the lexicons and reports the memory they take.
func BenchmarkLoad(b *testing.B) {
	for language := range models {
		b.Run(language, func(b *testing.B) {
			file, err := data.ReadFile("data/" + language + ".lex")
			if err != nil {
				b.Fatal(err)
			}
			size := 0
			for b.Loop() {
				x, err := lexicon.Load(file)
				if err != nil {
					b.Fatal(err)
				}
				size = x.Size()
			}
			b.ReportMetric(float64(size)/1e6, "MB")
		})
	}
}

func TestLexiconsTogetherTakeUnder30MB(t *testing.T) {
	total := 0
	for language, m := range models {
		total += m.words().Size()
		t.Logf("%s: %.1f MB", language, float64(m.words().Size())/1e6)
	}
	t.Logf("together: %.1f MB", float64(total)/1e6)
	if total > 30e6 {
		t.Errorf("%d bytes", total)
	}
}
