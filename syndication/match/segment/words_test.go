package segment

import (
	"os"
	"strings"
	"testing"
)

// TestWordsStandWhereReadersSee tries words that are not in the judged set.
func TestWordsStandWhereReadersSee(t *testing.T) {
	file, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	right, all := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(file)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		language, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		query, rest, _ := strings.Cut(rest, " ")
		cut := strings.LastIndexByte(rest, ' ')
		j := judgement{language, query, rest[:cut], rest[cut+1:] == "yes"}
		all[language]++
		if j.found() == j.want {
			right[language]++
		} else {
			t.Logf("%s in %s %s: want %v%s", j.query, j.language, j.text, j.want, j.why())
		}
	}
	for language, n := range all {
		t.Logf("%s: %d of %d right", language, right[language], n)
		if 100*right[language] < 88*n {
			t.Errorf("%s: %d of %d right", language, right[language], n)
		}
	}
}
