package server

import (
	"strings"
	"testing"
)

func TestASearchThatCanFindNothingIsAMistake(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	w.talk(t, []turn{
		{name: "a topic that nobody has", path: feedRSS + "?q=topic:nope", status: 400, body: "there is no such topic"},
		{name: "one beside words", path: feedRSS + "?q=port+OR+topic:nope", status: 400, body: "there is no such topic"},
		{name: "a code that is none", path: feedRSS + "?q=topic:medtop:12", status: 400, body: "eight digits"},
		{name: "a source that nobody has", path: feedRSS + "?q=source:nope", status: 400, body: "no source has such a name"},
		{name: "sources by their beginning that nobody has", path: feedRSS + "?q=port+OR+source:nope-*", status: 400, body: "no source has such a name"},
		{name: "a source that is there", path: feedRSS + "?q=source:agency", status: 200},
		{name: "a topic that is there", path: feedRSS + "?q=topic:smart-city", status: 200},
		{name: "a code that a source may send", path: feedRSS + "?q=topic:medtop:20000763", status: 200},
		{name: "quotes around nothing", path: feedRSS + `?q=%22%22`, status: 400, body: "looks for nothing"},
		{name: "a bracket alone", path: feedRSS + "?q=(", status: 400, body: `"hint":"write a word after it, or take it away"`},
		{name: "words that no story has yet", path: feedRSS + "?q=zebra", status: 200},
	})
}

// A source may link to nothing that can be opened: then the story is here only.
func TestAStoryWithoutAnAddressIsItsOwnOriginal(t *testing.T) {
	w := openWire(t)
	it := item("wire-1", "en", "Ferry sails without a link")
	it.Link = ""
	w.receive(it)
	page := w.storyPath("daily-nile", "Ferry sails")
	if r := w.get(page); r.StatusCode != 200 || strings.Contains(r.body, ">Original<") {
		t.Errorf("%d, the page calls itself the original", r.StatusCode)
	}
}
