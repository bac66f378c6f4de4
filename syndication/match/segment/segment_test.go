package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPlacesInsideALetterAreNoBoundaries(t *testing.T) {
	for _, c := range []struct {
		name, language, run, part string
		want                      bool
	}{
		{"voice mark of its own", "ja", "ｶﾅﾀﾞ産", "ｶﾅﾀﾞ", true},
		{"before a voice mark of its own", "ja", "ｶﾅﾀﾞ産", "ｶﾅﾀ", false},
		{"before a Thai tone", "th", "เสื้อยืด", "เสื", false},
		{"after a Thai vowel written first", "th", "ประเทศไทย", "ประเท", false},
		{"before a silent Thai consonant", "th", "ศูนย์การค้า", "ศูน", false},
		{"before a Khmer subscript", "km", "ខ្មែរ", "ខ", false},
		{"before a Burmese final", "my", "မြန်မာ", "မြ", false},
		{"inside a stack", "my", "ဗုဒ္ဓ", "ဗုဒ", false},
		{"numbers are whole", "zh", "十一月底", "十", false},
		{"part of a character", "zh", "大学", "大\xe5", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := strings.Index(c.run, c.part)
			if got := Read(c.language, c.run).Word(at, at+len(c.part)); got != c.want {
				t.Errorf("%s in %s: %v", c.part, c.run, got)
			}
		})
	}
}

func TestTextsReadTheSameFoldedOrNot(t *testing.T) {
	for _, c := range [][4]string{
		{"zh-Hant", "臺灣大學校園", "臺灣", "yes"},
		{"zh-Hant", "台湾大学校园", "台湾", "yes"},
		{"zh-Hant", "發展中國家", "中國", "no"},
		{"ja", "東京都知事が会見", "東京", "yes"},
		{"ja", "东京都知事が会见", "东京", "yes"},
		{"ja", "ﾊﾟﾅﾏ運河", "ﾊﾟﾅﾏ", "yes"},
		{"th", "น้ำท่วม", "น้ำ", "yes"},
		{"th", "น้ํา" + "ท่วม", "น้ํา", "yes"},
		{"lo", "ໝາກໄມ້", "ໝາກ", "yes"},
	} {
		j := judgement{c[0], c[2], c[1], c[3] == "yes"}
		if j.found() != j.want {
			t.Errorf("%s in %s: want %s%s", c[2], c[1], c[3], j.why())
		}
	}
}

func TestScriptDecidesWhereTheLanguageDoesNot(t *testing.T) {
	for run, want := range map[string]string{
		"北京": "zh", "東京の": "ja", "กรุงเทพ": "th", "ລາວ": "lo", "ខ្មែរ": "km", "မြန်မာ": "my",
	} {
		if Read("und", run).model != models[want] {
			t.Errorf("%s is not read as %s", run, want)
		}
	}
	if Read("ja-JP", "東京").model != models["ja"] || Read("ja", "กรุงเทพ").model != models["th"] {
		t.Error("the language is not heeded, or too much")
	}
}

func TestWholeRunIsAlwaysWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := []rune("中国人民日本東京都のアメリカはกรุงเทพນ້ຳខ្មែរမြန်မာ一二")
		run := string(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 600).Draw(t, "run"))
		if !Read("ja", run).Word(0, len(run)) {
			t.Fatal("edges of a run are no boundaries")
		}
	})
}

func TestStretchesOfALongTextAreReadAlike(t *testing.T) {
	text := strings.Repeat("中国外交部召见大使发展中国家的声音应当被听到", 100)
	r := Read("zh", text)
	for at := 0; ; {
		i := strings.Index(text[at:], "中国")
		if i < 0 {
			break
		}
		at += i
		want := !strings.HasSuffix(text[:at], "发展")
		if r.Word(at, at+len("中国")) != want {
			t.Fatalf("中国 at %d: want %v", at, want)
		}
		at += len("中国")
	}
}

func TestVeryLongHitsAreJudgedByTheirEnds(t *testing.T) {
	text := strings.Repeat("中国外交部", 20_000)
	r := Read("zh", text)
	if !r.Word(0, len(text)) || !r.Word(len("中国"), len(text)-len("外交部")) {
		t.Error("words at both ends are not seen")
	}
	if r.Word(len("中"), len(text)) || r.Word(0, len(text)-len("部")) {
		t.Error("words are cut")
	}
}

// FuzzRead tries runs of any bytes.
func FuzzRead(f *testing.F) {
	for _, run := range []string{"海上海鸟", "東京都の人口", "รถไฟ", "ប្រទេសកម្ពុជា", "ປະເທດລາວ", "မြန်မာနိုင်ငံ", "\xff中\xe4", "ﾞﾟ゛ー", "ํา้"} {
		f.Add("zh", run, 0, 3)
	}
	f.Fuzz(func(t *testing.T, language, run string, start, end int) {
		r := Read(language, run)
		if r.Word(start, end) && (start < 0 || end > len(run) || start >= end) {
			t.Errorf("%q has a word from %d to %d", run, start, end)
		}
		for i := range run {
			r.Word(i, min(len(run), i+2*utf8.UTFMax))
		}
	})
}
