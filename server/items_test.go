package server

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// notShown are the fields of an item that never reach a document.
var notShown = map[string]bool{"Editor": true, "Embargo": true, "Repairs": true, "Instead": true}

// A field of an item that is forgotten in its key would show old text.
func TestEveryFieldCountsInTheKeyOfAnItem(t *testing.T) {
	plain := string(appendItem(nil, &feeds.Item{}))
	kind := reflect.TypeFor[feeds.Item]()
	for i := range kind.NumField() {
		if name := kind.Field(i).Name; !notShown[name] {
			var it feeds.Item
			changes(t, reflect.ValueOf(&it).Elem().Field(i), name, func(path string) {
				if string(appendItem(nil, &it)) == plain {
					t.Errorf("a change of %s does not count", path)
				}
			})
		}
	}
}

// changes calls check with each part of v changed in turn.
func changes(t *testing.T, v reflect.Value, path string, check func(string)) {
	before := reflect.ValueOf(v.Interface())
	switch {
	case v.Type() == reflect.TypeFor[feeds.Time]():
		for _, other := range []feeds.Time{feeds.At(time.Unix(1, 0)), feeds.At(time.Unix(1, 5)), {DateOnly: true}, {Original: "x"},
			feeds.At(time.Time{}.In(time.FixedZone("", 3600)))} {
			v.Set(reflect.ValueOf(other))
			check(path)
		}
	case v.Kind() == reflect.String:
		v.SetString("x")
		check(path)
	case v.Kind() == reflect.Int, v.Kind() == reflect.Int64:
		v.SetInt(7)
		check(path)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			changes(t, v.Field(i), path+"."+v.Type().Field(i).Name, check)
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		check(path)
	default:
		t.Fatalf("%s is a %s; say how to change it", path, v.Kind())
	}
	v.Set(before)
}

// Inside lists, a part that changes must count too.
func TestEveryFieldOfAListCounts(t *testing.T) {
	for _, list := range []any{[]feeds.Person{{}}, []feeds.Category{{}}, []string{""}, []feeds.Media{{}}, []feeds.Translation{{}}} {
		kind := reflect.TypeOf(list)
		var it feeds.Item
		for _, name := range []string{"Authors", "Topics", "Keywords", "Media", "Translations"} {
			field := reflect.ValueOf(&it).Elem().FieldByName(name)
			if field.Type() != kind {
				continue
			}
			field.Set(reflect.ValueOf(list))
			plain := string(appendItem(nil, &it))
			changes(t, field.Index(0), name, func(path string) {
				if string(appendItem(nil, &it)) == plain {
					t.Errorf("a change of %s does not count", path)
				}
			})
		}
	}
}

func TestTextsDoNotRunTogether(t *testing.T) {
	a := appendItem(nil, &feeds.Item{Keywords: []string{"smart", "city"}})
	b := appendItem(nil, &feeds.Item{Keywords: []string{"smartcity", ""}})
	if string(a) == string(b) {
		t.Error("two lists of keywords are written alike")
	}
}

func TestEncodingsAreSharedAndBounded(t *testing.T) {
	e := newEncodings(64 << 10)
	items := many(1, 20)
	_, first, err := e.encode(items, feeds.RSS)
	if err != nil {
		t.Fatal(err)
	}
	_, again, _ := e.encode(items, feeds.RSS)
	for i := range first {
		if first[i] != again[i] {
			t.Fatalf("item %d was encoded twice", i)
		}
	}
	if _, atom, _ := e.encode(items, feeds.Atom); atom[0] == first[0] {
		t.Error("two formats share an encoding")
	}
	for from := 100; from < 2000; from += 20 {
		if _, _, err := e.encode(many(from, 20), feeds.JSON); err != nil {
			t.Fatal(err)
		}
	}
	held := 0
	for _, r := range e.of {
		for i := range r.texts {
			if text := r.texts[i].Load(); text != nil {
				held += text.size()
			}
		}
	}
	if held > 64<<10 || held != e.held {
		t.Errorf("holds %d bytes of %d and counts %d", held, 64<<10, e.held)
	}
}

func TestSharedItemsMakeTheSameDocument(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	f, _, err := w.desk.Feed(t.Context(), "daily-nile", "feed")
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range feeds.Formats {
		whole, err := feeds.Render(f, format)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got := w.rendered(f, format); got != string(whole) {
				t.Errorf("%s differs", format)
			}
		}
	}
	f.Updated = feeds.Time{}
	whole, _ := feeds.Render(f, feeds.RSS)
	if got := w.rendered(f, feeds.RSS); got != string(whole) {
		t.Error("a feed without a date differs")
	}
}

func (w *wire) rendered(f *feeds.Feed, format feeds.Format) string {
	w.t.Helper()
	o, _ := w.desk.Outlet("daily-nile")
	d, err := w.server.render(f, o, feedName{o.Name, wholeFeed, format}, syndication.Stamp{}, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return string(d.plain())
}

func TestEncodedItemsThatNoDocumentNeedsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEncodings(1 << 20)
		put := func(i int) *rendition { return e.put(itemKey{uint64(i)}, 0, &encoded{}) }
		first, second := put(0), put(1)
		for i := range 30 {
			newest := put(2 + i)
			if first.in(0) == nil || newest.in(0) == nil {
				t.Fatalf("what is asked for every minute is forgotten after %d, or the newest", i)
			}
			time.Sleep(time.Minute)
		}
		if second.in(0) != nil {
			t.Error("what nobody asked for in half an hour is still there")
		}
	})
}
