package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/silkwire/silkwire"

// ladder is what a folder may import of this module: itself and what is below it.
var ladder = []string{"feeds", "sources", "syndication", "server"}

// owners are the libraries that one folder alone may see.
var owners = map[string]string{
	"github.com/mmcdole/gofeed":           "feeds",
	"github.com/gorilla/feeds":            "feeds",
	"github.com/patrickmn/go-cache":       "server",
	"github.com/julienschmidt/httprouter": "server",
	"modernc.org/sqlite":                  "syndication",
	"database/sql":                        "syndication",
	"github.com/PuerkitoBio/goquery":      "sources",
	"code.dny.dev/ssrf":                   "sources",
	"codeberg.org/readeck/go-readability": "sources",
	"github.com/temoto/robotstxt":         "sources",
	"github.com/prometheus/client_golang": "server",
	"github.com/pressly/goose":            "syndication",
	"github.com/microcosm-cc/bluemonday":  "feeds",
	"github.com/andybalholm/brotli":       "sources server",
	"github.com/klauspost/compress":       "sources server",
	"github.com/pelletier/go-toml/v2":     "demo (root)",
	"github.com/fsnotify/fsnotify":        "(root)",
	"github.com/mattn/go-isatty":          "(root)",
	"rsc.io/qr":                           "server",
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointDown(t *testing.T) {
	for _, p := range packages(t) {
		own := folder(p.ImportPath)
		for _, path := range p.Imports {
			if below := folder(path); strings.HasPrefix(path, module+"/") && !mayImport(own, below) {
				t.Errorf("%s imports %s, which is not below it", p.ImportPath, path)
			}
			for library, folders := range owners {
				if path == library || strings.HasPrefix(path, library+"/") {
					if !strings.Contains(folders, own) {
						t.Errorf("%s imports %s, which only %s may see", p.ImportPath, path, folders)
					}
				}
			}
		}
	}
}

// mayImport reports whether own is above other on the ladder, or the same rung.
// The root ties everything together; the demo's agencies stand beside the ladder.
func mayImport(own, other string) bool {
	return own == "(root)" || own == other || rung(other) >= 0 && rung(own) > rung(other)
}

func rung(folder string) int {
	for i, name := range ladder {
		if name == folder {
			return i
		}
	}
	return -1
}

// folder is the top folder of a package of this module.
func folder(path string) string {
	rest := strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
	if rest == "" {
		return "(root)"
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

func packages(t *testing.T) (list []goPackage) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}
