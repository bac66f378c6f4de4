package sources

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPages reads each page of testdata/pages as `silkwire read` would, with no
// selectors, and compares with the golden file beside it.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d pages: %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			src := &Source{Name: name, URL: "https://agency.example/c/" + name, Kind: PageKind, Zone: time.FixedZone("", 8*3600)}
			src.Language = map[string]string{"es-breaks": "es", "zh-agency": "zh-Hans", "listing-table": "zh-Hans"}[name] // the others say so themselves
			feed, err := Read(context.Background(), nil, src, data, "text/html")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, strings.TrimSuffix(file, ".html")+".golden", shown(feed))
		})
	}
}

// shown writes what a feed holds, and leaves out what it does not.
func shown(feed *feeds.Feed) []byte {
	raw, _ := json.Marshal(feed)
	var tree any
	json.Unmarshal(raw, &tree)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	enc.Encode(prune(tree))
	for i := range feed.Items {
		if feed.Items[i].Published.DateOnly {
			out.WriteString(feed.Items[i].ID + ": no hour is given\n")
		}
	}
	return out.Bytes()
}

// prune takes empty values out of a JSON tree.
func prune(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, each := range v {
			if each = prune(each); each == nil {
				delete(v, key)
			}
		}
		if len(v) > 0 {
			return v
		}
		return nil
	case []any:
		for i := range v {
			v[i] = prune(v[i])
		}
		if len(v) > 0 {
			return v
		}
		return nil
	case string:
		if v == "" || v == "0001-01-01T00:00:00Z" {
			return nil
		}
	case float64:
		if v == 0 {
			return nil
		}
	case bool:
		if !v {
			return nil
		}
	}
	return value
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
