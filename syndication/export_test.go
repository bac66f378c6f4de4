package syndication

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// busy is a newsroom in which something of everything happened.
func busy(t *testing.T) (*newsroom, Setup) {
	o := all("nile")
	o.Subscriptions = []Subscription{{Name: "ports", Query: "порт* OR port"}}
	setup := Setup{
		Outlets: []Outlet{o},
		Sources: []sources.Source{{Name: "wire-en", Title: "Wire", Rights: sources.Rights{Credit: map[string]string{"": "© <Wire> & Söhne"}}}},
	}
	n := openNewsroom(t, setup)
	n.everyTongue()
	n.must(n.SaveMemory(t.Context(), "wire-en", sources.Memory{ETag: `"x"`, LastPoll: n.clock.now()}))
	if _, err := n.CreateToken(t.Context(), Token{Outlet: "nile", Name: "desk"}); err != nil {
		t.Fatal(err)
	}
	_, err := n.Subscribe(t.Context(), Subscriber{Outlet: "nile", Feed: "feed", Format: feeds.Atom,
		Callback: "https://reader.example/cb", Secret: []byte{0, 255}, Lease: n.clock.now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	title := "Corrected – 更正"
	items := n.feed("nile", "feed").Items
	n.must(n.Correct(t.Context(), items[0].ID, Edit{Title: &title}))
	n.must(n.Withdraw(t.Context(), items[1].ID, "Wrong port."))
	n.must(n.EmbargoUntil(t.Context(), items[2].ID, n.clock.now().Add(time.Hour)))
	return n, setup
}

func (n *newsroom) export() string {
	n.t.Helper()
	var b bytes.Buffer
	if err := n.Export(n.t.Context(), &b); err != nil {
		n.t.Fatal(err)
	}
	return b.String()
}

func TestExportAndImportRoundTrip(t *testing.T) {
	n, setup := busy(t)
	before := n.export()
	m := openNewsroom(t, setup)
	m.clock = n.clock
	if ended, err := m.Import(t.Context(), strings.NewReader(before)); err != nil || !ended {
		t.Fatalf("an end: %v, %v", ended, err)
	}
	if diff := cmp.Diff(before, m.export()); diff != "" {
		t.Errorf("the export of what was imported (-before +after):\n%s", diff)
	}
	m.reopen(setup)
	for _, name := range n.FeedNames("nile") {
		want, stamp, err := n.Feed(t.Context(), "nile", name)
		if err != nil {
			t.Fatal(err)
		}
		got, same, err := m.Feed(t.Context(), "nile", name)
		if diff := cmp.Diff(want, got); err != nil || diff != "" || stamp != same {
			t.Errorf("%s: %v, %+v and %+v\n%s", name, err, stamp, same, diff)
		}
	}
}

func TestImportRefuses(t *testing.T) {
	n, setup := busy(t)
	whole := n.export()
	lines := strings.SplitAfter(whole, "\n")
	row := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, `{"table":"rows"`) })
	end := len(lines) - 2
	without := strings.Join(slices.Delete(slices.Clone(lines), row, row+1), "")
	for name, c := range map[string]struct{ text, want string }{
		"nothing":          {"", "there is nothing to import"},
		"something else":   {"# a diary\n", "line 1: this is no export of Silkwire"},
		"a later schema":   {`{"silkwire":2,"schema":99}` + "\n", "a newer Silkwire wrote it (format 2 and schema 99,"},
		"a later format":   {`{"silkwire":99,"schema":8}` + "\n", "a newer Silkwire wrote it (format 99 and schema 8,"},
		"too old a schema": {`{"silkwire":1,"schema":1}` + "\n", "it is of schema 1, only 6 to "},
		"half a line":      {whole[:len(whole)-20], "the export was cut off here: nothing was imported"},
		"half an end":      {whole[:len(whole)-3], "the export was cut off here: nothing was imported"},
		"a missing row":    {without, "the export is damaged: it had"},
		"two exports":      {whole + whole, "it comes after the end of the export"},
		"another table":    {lines[0] + `{"table":"goose_db_version","id":1}`, `line 2: there is no table "goose_db_version"`},
		"no table":         {lines[0] + `{"id":1}`, `line 2: it has no "table"`},
		"another column":   {lines[0] + `{"table":"meta","name":"tick","value":1,"more":2}`, `there is no column "more"`},
		"a missing column": {lines[0] + `{"table":"meta","name":"tick"}`, "value is missing"},
		"another type":     {lines[0] + `{"table":"meta","name":"tick","value":"one"}`, "table meta: value"},
		"a line twice":     {strings.Join(slices.Insert(slices.Clone(lines), end, lines[end-1]), ""), "table subscribers"},
	} {
		t.Run(name, func(t *testing.T) {
			m := openNewsroom(t, setup)
			before := m.export()
			_, err := m.Import(t.Context(), strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if diff := cmp.Diff(before, m.export()); diff != "" {
				t.Errorf("the store is another one:\n%s", diff)
			}
		})
	}
	if _, err := n.Import(t.Context(), strings.NewReader(whole)); err == nil || !strings.Contains(err.Error(), "the store has stories already") {
		t.Errorf("into a store in use: %v", err)
	}
}

func TestAnExportThatWasCutOffIsRefused(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	n.receive("sun", item("flood", "النيل يرتفع", ""))
	lines := strings.SplitAfter(strings.TrimSuffix(n.export(), "\n"), "\n")
	m := openNewsroom(t, Setup{})
	before := m.export()
	for i := range lines {
		_, err := m.Import(t.Context(), strings.NewReader(strings.Join(lines[:i], "")))
		if want := "the export was cut off: after "; err == nil || i > 0 && !strings.Contains(err.Error(), want) {
			t.Errorf("%d of %d lines: %v, want %q", i, len(lines), err, want)
		}
		if diff := cmp.Diff(before, m.export()); diff != "" {
			t.Fatalf("%d of %d lines are in the store:\n%s", i, len(lines), diff)
		}
	}
	if _, err := m.Import(t.Context(), strings.NewReader(strings.Join(lines, ""))); err != nil {
		t.Errorf("whole, but for the last line break: %v", err)
	}
}

// testdata/schema6.jsonl was written by the version of that schema: one outlet,
// three stories, of which one was corrected and one withdrawn.
func TestAnExportOfAnEarlierVersionIsTakenIn(t *testing.T) {
	text, err := os.ReadFile("testdata/schema6.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	setup := Setup{Outlets: []Outlet{all("nile")}, Sources: []sources.Source{{Name: "wire-en", Title: "Wire"}}}
	n := openNewsroom(t, setup)
	ended, err := n.Import(t.Context(), bytes.NewReader(text))
	if err != nil || ended {
		t.Fatalf("an end: %v, %v", ended, err)
	}
	bare := openNewsroom(t, Setup{})
	if _, err := bare.Import(t.Context(), bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bare.export(), n.export()); diff != "" {
		t.Errorf("of the store before the import stayed:\n%s", diff)
	}
	n.reopen(setup)
	want := []string{"Harbour of Gdańsk opens again", "†", "النيل يرتفع في الخرطوم"}
	if diff := cmp.Diff(want, titles(n.feed("nile", "feed"))); diff != "" {
		t.Errorf("the feed (-want +got):\n%s", diff)
	}
	m := openNewsroom(t, setup)
	if ended, err := m.Import(t.Context(), strings.NewReader(n.export())); err != nil || !ended {
		t.Errorf("exported by this version: an end: %v, %v", ended, err)
	}

	unknown := bytes.Replace(text, []byte(`"settings":"{`), []byte(`"colour":"red","settings":"{`), 1)
	lacking := bytes.Replace(text, []byte(`"language":"ar",`), nil, 1)
	without := bytes.Replace(text, []byte(`{"table":"meta","name":"unconfirmed","value":0}`+"\n"), nil, 1)
	for _, c := range []struct {
		text []byte
		want string
	}{
		{unknown, `there is no column "colour"`},
		{lacking, "line 15: table origins: "},
		{without, "the export was cut off: rows, versions or counters are missing"},
	} {
		_, err := openNewsroom(t, setup).Import(t.Context(), bytes.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

// Every table of the store is in the export; goose's own is told by its head.
func TestExportHoldsEveryTable(t *testing.T) {
	n := openNewsroom(t, Setup{})
	var tables []string
	for _, e := range exported {
		tables = append(tables, e.table)
	}
	slices.Sort(tables)
	var have []string
	rs, err := n.store.reader.Query(`
		SELECT name FROM sqlite_master
		WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rs.Close()
	for rs.Next() {
		var name string
		if err := rs.Scan(&name); err != nil {
			t.Fatal(err)
		}
		have = append(have, name)
	}
	if diff := cmp.Diff(have, tables); diff != "" {
		t.Errorf("(-store +export)\n%s", diff)
	}
}

func TestBackup(t *testing.T) {
	n, setup := busy(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	before := n.export()
	n.must(n.Backup(t.Context(), file))
	if err := n.Backup(t.Context(), file); err == nil || !strings.Contains(err.Error(), "exists; a backup overwrites nothing") {
		t.Errorf("a second time: %v", err)
	}
	n.receive("wire-en", item("late", "Came after the copy was made", ""))
	n.path = file
	n.reopen(setup)
	if diff := cmp.Diff(before, n.export()); diff != "" {
		t.Errorf("the copy holds (-store +copy):\n%s", diff)
	}
	if err := n.Backup(t.Context(), filepath.Join(t.TempDir(), "no", "copy.db")); err == nil {
		t.Error("a directory that is not there")
	}
}
