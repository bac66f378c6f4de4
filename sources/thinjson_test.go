package sources

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// wireJSON is wire as a JSON Feed.
func wireJSON(n, fresh, round int) string {
	items := make([]string, n)
	for i := range items {
		r := 0
		if i < fresh {
			r = round
		}
		items[i] = fmt.Sprintf(`{"id":"urn:%d-%d","url":"https://coast.example/p/%d","title":"نشرة الميناء \"%d\" ] رقم %d","content_text":"وصلت سفينتان, ويخت"}`, i, r, i, i, r)
	}
	return `{"version":"https://jsonfeed.org/version/1.1","title":"Coastal Wire","language":"ar","authors":[{"name":"items"}],` + "\n" +
		`"items": [` + strings.Join(items, ",\n ") + "\n],\n" + `"_coast":{"items":[]}}` + "\n"
}

func TestItemsOfJSONReceivedBeforeAreLeftOut(t *testing.T) {
	round := 0
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		round++
		io.WriteString(w, wireJSON(100, 3, round))
	}))
	d, src := newDesk(), &Source{Name: "wire", URL: site.URL}
	for poll, want := range []int{100, 103, 106} {
		m := once(t, d, testClient(t), src)
		if got := len(d.titles("wire")); got != want || m.Items != 100 || m.Condition == Failing || len(m.Repairs) > 0 {
			t.Fatalf("poll %d: %d items received, want %d; %d in the document: %q %s", poll, got, want, m.Items, m.Repairs, m.Error)
		}
	}
}

func TestJSONIsCutAtItsItems(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "items")
		doc := wireJSON(n, rapid.IntRange(0, n).Draw(t, "fresh"), 7)
		s, ok := cutJSON([]byte(doc))
		if !ok || len(s.items) != n {
			t.Fatalf("%d of %d items: %s", len(s.items), n, doc)
		}
		all := s.without(nil, s.hashes()[8:])
		again, ok := cutJSON(all)
		if !ok || len(again.items) != n || string(again.frame) != string(s.frame) {
			t.Fatalf("%s became %s", doc, all)
		}
		if none := s.without(s.hashes()[8:], s.hashes()[8:]); string(none) != string(s.frame) {
			t.Fatalf("%s became %s", doc, none)
		}
	})
}

func TestDoubtfulJSONIsReadWhole(t *testing.T) {
	for _, doc := range []string{
		`{}`, `{"items":[]}`, `{"items":{}}`, `{"items":[{}]`, `{"items":[{},]}`, `{"items":[{}],"items":[{}]}`, `{"items":[{}]} {}`, `{"items":[{}}`, `{"title":}`, `{`,
	} {
		if s, ok := cutJSON([]byte(doc)); ok {
			t.Errorf("%s is cut: %q", doc, s.items)
		}
	}
}
