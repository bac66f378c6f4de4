package segment

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// A judgement says whether a word stands in a text.
type judgement struct {
	language, query, text string
	want                  bool
}

// found reports whether the query stands as a word in one of the text's runs.
func (j judgement) found() bool {
	query, _ := fold(nil, nil, j.query)
	for _, run := range runs(j.text) {
		letters, places := fold(nil, nil, run)
		r := Read(j.language, run)
		for i := range letters {
			if n := len(query); i+n <= len(letters) && slices.Equal(letters[i:i+n], query) &&
				r.Word(int(places[i]), int(places[i+n])) {
				return true
			}
		}
	}
	return false
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) &&
		unicode.In(r, unicode.L, unicode.M) || strings.ContainsRune("ーｰ々〇\u3099\u309Aﾞﾟ", r)
}

func runs(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unspaced(r) })
}

func judged(t *testing.T) []judgement {
	t.Helper()
	file, err := os.ReadFile("../testdata/judged.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []judgement
	for line := range strings.Lines(string(file)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) == 6 && slices.Contains([]string{"han", "kana", "thai", "cuts", "sea"}, f[0]) &&
			strings.IndexFunc(f[2], func(r rune) bool { return !unspaced(r) }) < 0 {
			all = append(all, judgement{f[1], f[2], f[3], f[4] == "yes"})
		}
	}
	return all
}

func TestWordsOfTheJudgedSetStandWhereEditorsSee(t *testing.T) {
	all := judged(t)
	if len(all) < 200 {
		t.Fatalf("%d judgements", len(all))
	}
	wrong := 0
	for _, j := range all {
		if j.found() != j.want {
			wrong++
			t.Logf("%s in %s %s: want %v%s", j.query, j.language, j.text, j.want, j.why())
		}
	}
	t.Logf("%d of %d right", len(all)-wrong, len(all))
	if 100*wrong > 4*len(all) {
		t.Errorf("%d of %d wrong", wrong, len(all))
	}
}
