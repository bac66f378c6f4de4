package server

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/silkwire/silkwire/feeds"
)

// A visitor is one who asks the server for everything, with what it knows.
type visitor struct {
	name   string
	header string // its credentials
}

// A visit is a request with a body of its own.
type visit struct {
	method, path string
	header       []string
	body         string
}

// A walk is all that visitors may ask for: every route in every way, for the
// words and the stories that are looked for, and every address found on the way.
type walk struct {
	*wire
	visitors []visitor
	feeds    map[string][]string // of each outlet, also names that it has not
	words    []string            // looked for by ?q=, in addresses and forms
	stories  []string            // ids looked for
	tags     []string            // of earlier Versions, for deltas
	since    time.Time           // for If-Modified-Since
}

// told is what visitors were told, by who asked and for what.
type told map[string]string

// byRoute says how each route is walked, by its line in the table.
var byRoute = map[string]func(*walk) []visit{
	"GET HEAD /outlets/:outlet/:document":           (*walk).documents,
	"GET HEAD /outlets.opml":                        plain("/outlets.opml"),
	"POST /hub":                                     (*walk).asks,
	"GET HEAD /outlets/:outlet/subscriptions":       (*walk).lists,
	"POST /outlets/:outlet/subscriptions":           (*walk).forms,
	"GET HEAD /outlets/:outlet/subscriptions/:name": (*walk).ownFeeds,
	"PUT /outlets/:outlet/subscriptions/:name": func(w *walk) (list []visit) {
		return w.subscriptions("PUT", fmt.Sprintf(`{"query":%q}`, quotedQuery(w.words[0])))
	},
	"DELETE /outlets/:outlet/subscriptions/:name": func(w *walk) []visit { return w.subscriptions("DELETE", "") },
	"GET /push/:id":             func(w *walk) []visit { return w.named("/push/", "?hub.mode=subscribe&hub.challenge=x") },
	"POST /push/:id":            func(w *walk) []visit { return w.posted("/push/") },
	"GET HEAD /":                (*walk).index,
	"GET HEAD /outlets/:outlet": (*walk).pages,
	"GET HEAD /stories/:id":     func(w *walk) []visit { return w.named("/stories/", "") },
	"GET HEAD /healthz":         plain("/healthz"),
	"GET HEAD /readyz":          plain("/readyz"),
}

// everywhere walks every route as every visitor, and then every address of this
// server that an answer held.
func (w *walk) everywhere(t *testing.T) told {
	t.Helper()
	all := told{}
	for _, line := range w.server.table() {
		visits := byRoute[line.methods+" "+line.path]
		if visits == nil {
			t.Errorf("%s %s: no test says how an embargoed story is looked for there", line.methods, line.path)
			continue
		}
		for _, v := range w.visitors {
			for _, ask := range visits(w) {
				w.pay(all, v, ask)
			}
		}
	}
	w.follow(all)
	rec := httptest.NewRecorder()
	w.server.Metrics().ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	all["operator GET /metrics"] = ofFeeds(rec.Body.String())
	return all
}

// ofFeeds are the metrics that tell what became of stories, without those that
// count the walk.
func ofFeeds(metrics string) string {
	return strings.Join(slices.Collect(func(yield func(string) bool) {
		for line := range strings.Lines(metrics) {
			for _, name := range []string{"silkwire_feed_", "silkwire_hub_pushes", "silkwire_hub_subscribers", "silkwire_source_"} {
				if strings.HasPrefix(line, name) && !yield(line) {
					return
				}
			}
		}
	}), "")
}

// pay makes a visit and keeps the answer.
func (w *walk) pay(all told, v visitor, ask visit) {
	r := httptest.NewRequest(ask.method, ask.path, strings.NewReader(ask.body))
	r.RemoteAddr = "127.0.0.1:7000"
	for _, line := range append(ask.header, v.header) {
		if name, value, ok := strings.Cut(line, ": "); ok {
			r.Header.Set(name, value)
		}
	}
	rec := httptest.NewRecorder()
	w.server.Handler().ServeHTTP(rec, r)
	var b strings.Builder
	fmt.Fprintf(&b, "%d\n", rec.Code)
	for _, name := range slices.Sorted(maps.Keys(rec.Header())) {
		fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(rec.Header()[name], " | "))
	}
	body := rec.Body.String()
	if ask.method != http.MethodHead {
		body = w.decode(rec.Header().Get("Content-Encoding"), rec.Body.Bytes())
	}
	all[strings.TrimSpace(strings.Join([]string{v.name, ask.method, ask.path, strings.Join(ask.header, "; "), ask.body}, " "))] = b.String() + "\n" + body
}

var loggedPath = regexp.MustCompile(`path=("[^"]*"|\S+)`)

// logged is the log without what visitors have asked for.
func (w *walk) logged() told {
	return told{"the log": loggedPath.ReplaceAllString(w.log.String(), "")}
}

var ownAddress = regexp.MustCompile(regexp.QuoteMeta(publicURL) + `[^\s"'<>\\]*`)

// follow asks for every address of this server that stands in an answer, until
// no new one turns up.
func (w *walk) follow(all told) {
	seen := map[string]bool{}
	for {
		var found []string
		for _, key := range slices.Sorted(maps.Keys(all)) {
			for _, address := range ownAddress.FindAllString(all[key], -1) {
				path := strings.ReplaceAll(strings.TrimPrefix(address, publicURL), "&amp;", "&")
				if strings.HasPrefix(path, "/") && !seen[path] {
					seen[path] = true
					found = append(found, path)
				}
			}
		}
		if len(found) == 0 {
			return
		}
		for _, path := range found {
			for _, v := range w.visitors {
				w.pay(all, v, visit{method: http.MethodGet, path: path})
			}
		}
	}
}

// silent fails the test for every answer that holds one of the words, unless
// the visitor itself named it.
func (all told) silent(t *testing.T, words []string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		asked, _ := url.QueryUnescape(strings.ReplaceAll(key, "%!", ""))
		for _, word := range words {
			for _, form := range []string{word, url.QueryEscape(word), url.PathEscape(word)} {
				if strings.Contains(all[key], form) && !strings.Contains(asked, word) && !strings.Contains(key, word) {
					t.Errorf("%s: the answer has %q", key, word)
					break
				}
			}
		}
	}
}

// same fails the test for every answer that is not what it was.
func (all told) same(t *testing.T, before told) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if diff := cmp.Diff(before[key], all[key]); diff != "" {
			t.Errorf("%s: the answer has changed: %.800s", key, diff)
		}
	}
}

// found are the answers to queries, without when their feed last changed.
func (all told) found() told {
	answers := told{}
	for key, answer := range all {
		if strings.Contains(key, "?q=") && !strings.Contains(key, "?q=lang") { // a word
			answers[key] = lastModified.ReplaceAllString(answer, "")
		}
	}
	return answers
}

var lastModified = regexp.MustCompile(`Last-Modified: .*`)

// alike fails the test for every answer about one story that differs from that
// about another.
func (all told) alike(t *testing.T, id, other string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		of := strings.ReplaceAll(key, id, other)
		if diff := cmp.Diff(all[of], strings.ReplaceAll(all[key], id, other)); of != key && diff != "" {
			t.Errorf("%s: the answer is another than for an unknown id: %.800s", key, diff)
		}
	}
}

func plain(path string) func(*walk) []visit {
	return func(*walk) []visit {
		return []visit{{method: "GET", path: path}, {method: "HEAD", path: path}, {method: "OPTIONS", path: path}, {method: "DELETE", path: path}}
	}
}

// documents are the feeds in each format and coding, whole, as deltas, as
// archives, by date and by query.
func (w *walk) documents() (list []visit) {
	for outlet, names := range w.feeds {
		for _, name := range names {
			for _, format := range feeds.Formats {
				path := fmt.Sprintf("/outlets/%s/%s.%s", outlet, name, format)
				list = append(list, plain(path)(w)...)
				for _, coding := range []string{"gzip", "br"} {
					list = append(list, visit{method: "GET", path: path, header: []string{"Accept-Encoding: " + coding}})
				}
				for _, page := range []string{"1", "2", "99"} {
					list = append(list, visit{method: "GET", path: path + "?archive=" + page})
				}
				for _, tag := range w.tags {
					list = append(list, visit{method: "GET", path: path, header: []string{"A-IM: feed", "If-None-Match: " + tag}},
						visit{method: "HEAD", path: path, header: []string{"If-None-Match: " + tag}})
				}
				list = append(list, visit{method: "GET", path: path, header: []string{"If-Modified-Since: " + w.since.Format(http.TimeFormat)}})
			}
			for i, word := range w.words {
				path := fmt.Sprintf("/outlets/%s/%s.%s?q=", outlet, name, feeds.Formats[i%len(feeds.Formats)])
				list = append(list, visit{method: "GET", path: path + url.QueryEscape(quotedQuery(word))},
					visit{method: "GET", path: path + url.QueryEscape("author:"+quotedQuery(word)+" OR title:"+quotedQuery(word))},
					visit{method: "GET", path: path + url.QueryEscape("("+word)})
			}
			list = append(list, visit{method: "GET", path: fmt.Sprintf("/outlets/%s/%s.json?q=lang%%3Azh+OR+lang%%3Aar+OR+topic%%3Asmart-city+OR+source%%3Aagency", outlet, name)})
		}
	}
	return list
}

// asks are subscriptions to what is not there, and to what may not be read. The
// callback answers nobody.
func (w *walk) asks() (list []visit) {
	for outlet, names := range w.feeds {
		for _, name := range names {
			form := url.Values{"hub.mode": {"subscribe"}, "hub.callback": {"nowhere"}, "hub.topic": {publicURL + "/outlets/" + outlet + "/" + name + ".json"}}
			list = append(list, visit{"POST", "/hub", []string{"Content-Type: application/x-www-form-urlencoded"}, form.Encode()})
		}
	}
	return list
}

func (w *walk) lists() (list []visit) {
	for outlet := range w.feeds {
		path := "/outlets/" + outlet + "/subscriptions"
		list = append(list, plain(path)(w)[:3]...)
		list = append(list, visit{method: "GET", path: path, header: []string{"Accept: text/html"}})
	}
	return list
}

// forms make subscriptions, by the page and as JSON, to words that are looked
// for, read what they found, and remove them.
func (w *walk) forms() (list []visit) {
	for outlet := range w.feeds {
		path := "/outlets/" + outlet + "/subscriptions"
		query := quotedQuery(w.words[0]) + " OR " + quotedQuery(w.words[1])
		list = append(list,
			visit{"POST", path, []string{"Content-Type: application/json"}, fmt.Sprintf(`{"name":"curious","query":%q}`, query)},
			visit{"POST", path, []string{"Content-Type: application/x-www-form-urlencoded"}, url.Values{"name": {"curious"}, "query": {query}, "save": {"1"}}.Encode()},
		)
		because := "?because=" + url.QueryEscape(query) // which says nothing, but that the words are known here
		for _, format := range feeds.Formats {
			list = append(list, visit{method: "GET", path: "/outlets/" + outlet + "/curious." + string(format) + because})
		}
		list = append(list, visit{method: "GET", path: path + because}, visit{method: "DELETE", path: path + "/curious" + because})
	}
	return list
}

func (w *walk) subscriptions(method, body string) (list []visit) {
	for outlet := range w.feeds {
		path := "/outlets/" + outlet + "/subscriptions/prying"
		list = append(list, visit{method, path, []string{"Content-Type: application/json"}, body})
		if method == "PUT" {
			list = append(list, visit{method: "DELETE", path: path})
		}
	}
	return list
}

// ownFeeds asks for each subscription, and for what is none.
func (w *walk) ownFeeds() (list []visit) {
	for outlet, names := range w.feeds {
		for _, name := range append([]string{"prying"}, names...) {
			list = append(list, plain("/outlets/"+outlet+"/subscriptions/"+name)(w)...)
		}
	}
	return list
}

// named asks for every word and story behind an address.
func (w *walk) named(path, query string) (list []visit) {
	for _, name := range slices.Concat(w.words, w.stories) {
		list = append(list, plain(path+url.PathEscape(name)+query)(w)...)
	}
	return list
}

func (w *walk) posted(path string) []visit {
	list := w.named(path, "")
	for i := range list {
		list[i].method, list[i].body = "POST", pushedFeed("Nothing of it")
	}
	return list
}

func (w *walk) index() (list []visit) {
	list = plain("/")(w)
	for _, l := range []string{"ar", "zh", "en;q=0.3, he"} {
		list = append(list, visit{method: "GET", path: "/", header: []string{"Accept-Language: " + l}})
	}
	return list
}

func (w *walk) pages() (list []visit) {
	for outlet, names := range w.feeds {
		path := "/outlets/" + outlet
		list = append(list, plain(path)(w)...)
		list = append(list, visit{method: "GET", path: path, header: []string{"Accept-Encoding: gzip"}})
		for _, name := range names {
			list = append(list, visit{method: "GET", path: path + "?lang=" + name})
		}
	}
	return list
}

func quotedQuery(word string) string { return `"` + word + `"` }
