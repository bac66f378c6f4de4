package lexicon

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func load(t interface {
	Helper()
	Fatal(...any)
}, classes int, joins []int16, words []Word) *Lexicon {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, classes, joins, words); err != nil {
		t.Fatal(err)
	}
	x, err := Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestWordsComeBackFromAFile(t *testing.T) {
	letter := rapid.RuneFrom([]rune("大学北京東都うみกขน้𠮷"))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Word {
			return Word{
				rapid.SliceOfN(letter, 1, 9).Draw(t, "letters"),
				Entry{rapid.Uint16Range(0, 2).Draw(t, "class"), rapid.Int16().Draw(t, "cost")},
			}
		}), 1, 60).Draw(t, "words")
		x := load(t, 3, nil, words)
		for _, w := range words {
			cheaper := func(e Entry) bool { return e.Class == w.Class && e.Cost <= w.Cost }
			if !slices.ContainsFunc(x.Find(w.Letters), cheaper) {
				t.Fatalf("%s %v is not found: %v", string(w.Letters), w.Entry, x.Find(w.Letters))
			}
		}
		text := rapid.SliceOfN(letter, 1, 20).Draw(t, "text")
		for _, w := range x.Begin(nil, text) {
			begin := text[:w.Length]
			known := func(w Word) bool { return slices.Equal(w.Letters, begin) }
			if !slices.ContainsFunc(words, known) || len(w.Entries) == 0 {
				t.Fatalf("%s is no word", string(begin))
			}
		}
	})
}

func TestWordsThatATextBeginsWithAreFoundShortestFirst(t *testing.T) {
	var words []Word
	for _, w := range []string{"北", "北京", "北京大学", "北京城", "大学"} {
		words = append(words, Word{Letters: []rune(w)})
	}
	var found []string
	text := []rune("北京大学校园")
	for _, w := range load(t, 1, nil, words).Begin(nil, text) {
		found = append(found, string(text[:w.Length]))
	}
	if !slices.Equal(found, []string{"北", "北京", "北京大学"}) {
		t.Error(found)
	}
}

func TestJoinsComeBackFromAFile(t *testing.T) {
	joins := []int16{1, -2, 30000, -30000}
	x := load(t, 2, joins, []Word{{Letters: []rune("あ")}})
	if x.Join(0, 1) != -2 || x.Join(1, 0) != 30000 || x.Join(1, 1) != -30000 {
		t.Error(x.joins)
	}
}

func TestDamagedFilesAreRefused(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, 1, nil, []Word{{Letters: []rune("あい")}}); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"empty": nil, "cut": b.Bytes()[:b.Len()/2], "text": []byte("no lexicon")} {
		if _, err := Load(file); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"臺灣":             "台湾",
		"ｶﾅﾀﾞ":           "カナダ",
		"か\u3099":        "が",
		"น้ำ":            "น้ํา",
		"น\u0E4D\u0E49า": "น้ํา",
		"ໝາ":             "ຫມາ",
		"北\u200B京":       "北京",
		"\uF9DA":         "栗",
		"大\xff学":         "大\uFFFD学",
	} {
		letters, places := Fold(nil, nil, text)
		if string(letters) != want || len(places) != len(letters) {
			t.Errorf("%q is folded to %q, not %q", text, string(letters), want)
		}
	}
}

// FuzzLoad tries files that no one wrote.
func FuzzLoad(f *testing.F) {
	var b bytes.Buffer
	if err := Write(&b, 1, []int16{3}, []Word{{Letters: []rune("あい")}, {Letters: []rune("あ")}}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, file []byte) {
		if x, err := Load(file); err == nil {
			x.Begin(nil, []rune("あいう"))
		}
	})
}
