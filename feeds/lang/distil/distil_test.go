package main

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var letters = []rune("abcdđž")

func emptyCounts() *counts { return &counts{of: map[sequence]float64{}, alphabet: letters} }

// What lingua says of sequences within words is enough to tell how words begin
// and end: the same as counting the words themselves.
func TestEdgesOfWordsFollowFromSequencesWithinThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom(letters), 1, 9, -1), 1, 30).Draw(t, "words")
		want := emptyCounts()
		want.countText(strings.Join(words, " "))
		got := emptyCounts()
		for _, w := range words {
			r := []rune(w)
			for i := range r {
				for n := 1; n <= maxOrder && i+n <= len(r); n++ {
					s, _ := got.pack(r[i : i+n])
					got.addWithEdges(s, 1)
				}
			}
		}
		for s := range maps.Keys(got.of) {
			if math.Abs(got.of[s]-want.of[s]) > 1e-9 {
				t.Fatalf("%x is counted %v times, want %v, in %q", s, got.of[s], want.of[s], words)
			}
		}
	})
}

func TestSerbianSequencesInLatinLetters(t *testing.T) {
	for in, want := range map[string][]string{
		"да": {"da"}, "коњ": {"konj", "kon"}, "њак": {"njak", "jak"}, "љуљ": {"ljulj", "julj", "ljul", "jul"}, "ђаче": {"đače"},
	} {
		if got := serbianLatin(in); !slices.Equal(got, want) {
			t.Errorf("serbianLatin(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextThatIsNoProtocolBufferIsAnError(t *testing.T) {
	for _, b := range []string{"\xff", "\x0a\x7fab", "\x09\x00", "\x0f"} {
		if err := fields([]byte(b), func(int, []byte) error { return nil }); err == nil {
			t.Errorf("%q is read", b)
		}
	}
}
