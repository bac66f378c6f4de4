package server

import (
	"net/http"
	"testing"
	"time"
)

func TestEvaluate(t *testing.T) {
	const tag = "12-0123456789abcdef"
	modified := time.Date(2026, 11, 22, 7, 30, 0, 0, time.UTC)
	for _, test := range []struct {
		name   string
		header http.Header
		want   verdict
	}{
		{"no condition", nil, send},
		{"the tag", http.Header{"If-None-Match": {`"12-0123456789abcdef"`}}, notModified},
		{"the tag of gzip", http.Header{"If-None-Match": {`"12-0123456789abcdef-gz"`}}, notModified},
		{"the tag of brotli", http.Header{"If-None-Match": {`"12-0123456789abcdef-br"`}}, notModified},
		{"a weak tag", http.Header{"If-None-Match": {`W/"12-0123456789abcdef-gz"`}}, notModified},
		{"a tag without quotes", http.Header{"If-None-Match": {`12-0123456789abcdef`}}, notModified},
		{"a list", http.Header{"If-None-Match": {`"11-fedcba9876543210", W/"12-0123456789abcdef"`}}, notModified},
		{"two lines", http.Header{"If-None-Match": {`"x"`, `"12-0123456789abcdef"`}}, notModified},
		{"a list with stray commas", http.Header{"If-None-Match": {`,, "x" ,, "12-0123456789abcdef"`}}, notModified},
		{"any", http.Header{"If-None-Match": {"*"}}, notModified},
		{"an older Version", http.Header{"If-None-Match": {`"11-0123456789abcdef"`}}, send},
		{"another suffix", http.Header{"If-None-Match": {`"12-0123456789abcdef-zz"`}}, send},
		{"a comma inside a tag", http.Header{"If-None-Match": {`"a,12-0123456789abcdef"`}}, send},
		{"an open quote", http.Header{"If-None-Match": {`"`}}, send},
		{"the date", http.Header{"If-Modified-Since": {"Sun, 22 Nov 2026 07:30:00 GMT"}}, notModified},
		{"the date in the form of RFC 850", http.Header{"If-Modified-Since": {"Sunday, 22-Nov-26 07:30:00 GMT"}}, notModified},
		{"the date as asctime has it", http.Header{"If-Modified-Since": {"Sun Nov 22 07:30:00 2026"}}, notModified},
		{"an earlier date", http.Header{"If-Modified-Since": {"Sun, 22 Nov 2026 07:29:59 GMT"}}, send},
		{"a date that cannot be read", http.Header{"If-Modified-Since": {"yesterday"}}, send},
		{"the tag goes before the date", http.Header{"If-None-Match": {`"x"`}, "If-Modified-Since": {"Sun, 22 Nov 2026 07:30:00 GMT"}}, send},
		{"If-Match with the tag", http.Header{"If-Match": {`"12-0123456789abcdef"`}}, send},
		{"If-Match with a weak tag", http.Header{"If-Match": {`W/"12-0123456789abcdef"`}}, failed},
		{"If-Match with another tag", http.Header{"If-Match": {`"x"`}}, failed},
		{"If-Match with any", http.Header{"If-Match": {"*"}}, send},
		{"If-Match goes before If-None-Match", http.Header{"If-Match": {`"x"`}, "If-None-Match": {"*"}}, failed},
		{"both match", http.Header{"If-Match": {"*"}, "If-None-Match": {"*"}}, notModified},
		{"changed since", http.Header{"If-Unmodified-Since": {"Sun, 22 Nov 2026 07:29:59 GMT"}}, failed},
		{"not changed since", http.Header{"If-Unmodified-Since": {"Sun, 22 Nov 2026 07:30:00 GMT"}}, send},
		{"If-Match goes before If-Unmodified-Since", http.Header{"If-Match": {"*"}, "If-Unmodified-Since": {"Sun, 22 Nov 2026 07:29:59 GMT"}}, send},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := evaluate(test.header, tag, modified); got != test.want {
				t.Errorf("evaluate(%v) = %d, want %d", test.header, got, test.want)
			}
		})
	}
}

func TestAFeedWithoutRowsHasNoDate(t *testing.T) {
	h := http.Header{"If-Modified-Since": {"Sun, 22 Nov 2026 07:30:00 GMT"}}
	if got := evaluate(h, "0-0123456789abcdef", time.Time{}); got != send {
		t.Errorf("evaluate = %d, want the document", got)
	}
}

func TestVersionOf(t *testing.T) {
	for tag, want := range map[string]int64{
		"12-0123456789abcdef":                   12,
		"12-0123456789abcdef-gz":                12,
		"12-0123456789abcdef-br":                12,
		"0123456789abcdef":                      0,
		"12-short":                              0,
		"-1-0123456789abcdef":                   0,
		"99999999999999999999-0123456789abcdef": 0,
		"":                                      0,
	} {
		if got, _ := versionOf(tag); got != want {
			t.Errorf("versionOf(%q) = %d, want %d", tag, got, want)
		}
	}
}

func FuzzAnyTag(f *testing.F) {
	f.Add(`W/"a", "b-gz"`, "b")
	f.Add(`"`, "")
	f.Fuzz(func(t *testing.T, list, tag string) {
		anyTag([]string{list}, tag, weak)
		if tag != "" && !anyTag([]string{`"x", "` + tag + `-gz"`}, tag, weak) && !containsQuote(tag) {
			t.Errorf("%q is not found", tag)
		}
	})
}

func containsQuote(s string) bool {
	for _, r := range s {
		if r == '"' {
			return true
		}
	}
	return false
}
