package server

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"pgregory.net/rapid"
)

func TestNegotiate(t *testing.T) {
	for _, test := range []struct {
		name   string
		header []string
		want   coding
	}{
		{"a client that says nothing gets it plain", nil, identity},
		{"an empty list allows identity alone", []string{""}, identity},
		{"gzip", []string{"gzip"}, gzipped},
		{"the old name of gzip", []string{"x-gzip"}, gzipped},
		{"names in any case", []string{"GZip"}, gzipped},
		{"what browsers send", []string{"gzip, deflate, br, zstd"}, brotlied},
		{"the client's order does not count", []string{"br, gzip"}, brotlied},
		{"the client's weights count", []string{"br;q=0.5, gzip;q=0.8"}, gzipped},
		{"spaces around weights", []string{"br ; q=0.5 ,\tgzip ; q=0.8"}, gzipped},
		{"a refused coding", []string{"gzip;q=0"}, identity},
		{"a refused coding beside another", []string{"br;q=0, gzip"}, gzipped},
		{"identity preferred", []string{"identity, gzip;q=0.5"}, identity},
		{"a draw with identity goes to the smaller", []string{"identity, gzip"}, gzipped},
		{"identity refused", []string{"identity;q=0, gzip"}, gzipped},
		{"anything means gzip", []string{"*"}, gzipped},
		{"anything but gzip is no reason for brotli", []string{"gzip;q=0, *"}, identity},
		{"everything refused still gets a document", []string{"*;q=0"}, identity},
		{"unknown codings", []string{"compress, zstd"}, identity},
		{"several lines are one list", []string{"deflate", "gzip"}, gzipped},
		{"a weight that is no number", []string{"gzip;q=high"}, identity},
		{"a weight above 1", []string{"gzip;q=2"}, identity},
		{"a weight that is not a number", []string{"gzip;q=NaN"}, identity},
		{"stray commas", []string{",, gzip,"}, gzipped},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := http.Header{}
			if test.header != nil {
				h["Accept-Encoding"] = test.header
			}
			if got := negotiate(h); got != test.want {
				t.Errorf("negotiate(%q) = %d, want %d", test.header, got, test.want)
			}
		})
	}
}

func TestCompressedDocumentsReadBackEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"smart city ", "智慧城市", "المدينة الذكية ", "умный город ", "स्मार्ट सिटी ", "<item>", "\x00"})
		plain := []byte(strings.Join(rapid.SliceOf(word).Draw(t, "words"), ""))
		gz, err := gzip.NewReader(bytes.NewReader(compress([][]byte{plain}, gzipped)))
		if err != nil {
			t.Fatal(err)
		}
		for name, r := range map[string]io.Reader{"gzip": gz, "br": brotli.NewReader(bytes.NewReader(compress([][]byte{plain}, brotlied)))} {
			got, err := io.ReadAll(r)
			if err != nil || !bytes.Equal(got, plain) {
				t.Fatalf("%s gives %q, %v; want %q", name, got, err, plain)
			}
		}
	})
}

func FuzzNegotiate(f *testing.F) {
	f.Add("gzip, deflate, br;q=0.5")
	f.Add("*;q=0, identity;q=;,;;")
	f.Fuzz(func(t *testing.T, header string) {
		if c := negotiate(http.Header{"Accept-Encoding": {header}}); c < identity || c >= codings {
			t.Errorf("negotiate(%q) = %d", header, c)
		}
	})
}
