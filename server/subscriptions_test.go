package server

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

const ownPath = "/outlets/partner/subscriptions"

// send sends a body of a media type.
func (w *wire) send(method, path, mediaType, body string, header ...string) *reply {
	w.t.Helper()
	req, err := http.NewRequest(method, w.http.URL+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", mediaType)
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return &reply{Response: res, raw: raw, body: string(raw)}
}

func bearer(token string) string { return "Authorization: Bearer " + token }

func TestSubscriptionsAsJSON(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	all, english, nile := w.token("partner"), w.token("partner", "en"), w.token("daily-nile")
	type ask struct {
		name, method, path, token, body string
		status                          int
		want                            string
	}
	for _, c := range []ask{
		{"an empty list", "GET", ownPath, all, "", 200, `{"limit":50,"subscriptions":[]}`},
		{"one is made", "POST", ownPath, all, `{"name":"harbours","query":"port OR \"הערים החכמות\"","title":"נמלים"}`, 201, `"rss":"` + publicURL + `/outlets/partner/harbours.rss"`},
		{"its feed holds what came before", "GET", "/outlets/partner/harbours.json", all, "", 200, "New container port"},
		{"in each of its languages", "GET", "/outlets/partner/harbours.json", all, "", 200, "פסגת הערים החכמות"},
		{"it is listed", "GET", ownPath, all, "", 200, `"name":"harbours"`},
		{"it can be read alone, where Location says", "GET", ownPath + "/harbours", all, "", 200, `"query":"port OR`},
		{"one that is not there cannot", "GET", ownPath + "/nothing", all, "", 404, "There is nothing"},
		{"nor with one for a feed alone", "GET", ownPath + "/harbours", english, "", 401, "A valid token is needed"},
		{"it is replaced", "PUT", ownPath + "/harbours", all, `{"query":"summit -port","title":{"en":"Summits","he":"פסגות"}}`, 200, `"he":"פסגות"`},
		{"its feed follows", "GET", "/outlets/partner/harbours.json", all, "", 200, "Smart city summit"},
		{"a query with a mistake", "PUT", ownPath + "/harbours", all, `{"query":"(ميناء OR"}`, 400, `"position":`},
		{"a query that only excludes is hinted at", "PUT", ownPath + "/rest", all, `{"query":"-port"}`, 201, `"hints":[`},
		{"a topic that nobody has is hinted at", "PUT", ownPath + "/rest", all, `{"query":"port OR topic:nope"}`, 200, `"hints":["topic:nope: there is no such topic, so this finds nothing"]`},
		{"so is a source", "PUT", ownPath + "/rest", all, `{"query":"source:nope-*"}`, 200, `"hints":["source:nope-*: no source has such a name, so this finds nothing"]`},
		{"one that is there is not", "PUT", ownPath + "/rest", all, `{"query":"source:agen* topic:smart-city"}`, 200, `/outlets/partner/rest.rss"}}`},
		{"two names", "PUT", ownPath + "/harbours", all, `{"name":"ports","query":"x"}`, 400, "another subscription"},
		{"a name that is no name", "PUT", ownPath + "/en", all, `{"query":"x"}`, 400, "choose another"},
		{"an unknown field", "POST", ownPath, all, `{"name":"a1","querry":"x"}`, 400, "cannot be read"},
		{"two documents", "POST", ownPath, all, `{"name":"a1","query":"x"}{}`, 400, "cannot be read"},
		{"no document", "POST", ownPath, all, ``, 400, "cannot be read"},
		{"a long document", "POST", ownPath, all, `{"name":"a1","query":"` + strings.Repeat("x", maxAsked) + `"}`, 400, "too long; at most 64 KB"},
		{"without a token", "GET", ownPath, "", "", 401, "A valid token is needed"},
		{"with a wrong one", "POST", ownPath, "wrong", `{"name":"a1","query":"x"}`, 401, "A valid token is needed"},
		{"with one for a feed alone", "GET", ownPath, english, "", 401, "A valid token is needed"},
		{"with another outlet's", "DELETE", ownPath + "/harbours", nile, "", 401, "A valid token is needed"},
		{"of an outlet that is not there", "GET", "/outlets/nobody/subscriptions", all, "", 401, "A valid token is needed"},
		{"a public outlet's, without a token", "GET", "/outlets/daily-nile/subscriptions", "", "", 401, "A valid token is needed"},
		{"a public outlet's, by its token", "GET", "/outlets/daily-nile/subscriptions", nile, "", 200, `"locked":true`},
		{"one that the editors made", "PUT", "/outlets/daily-nile/subscriptions/ports", nile, `{"query":"x"}`, 409, "The editors made this"},
		{"removing that", "DELETE", "/outlets/daily-nile/subscriptions/ports", nile, "", 409, "The editors made this"},
		{"it is removed", "DELETE", ownPath + "/harbours", all, "", 204, ""},
		{"once", "DELETE", ownPath + "/harbours", all, "", 404, "There is nothing"},
		{"its feed is gone", "GET", "/outlets/partner/harbours.json", all, "", 404, "There is nothing"},
		{"another method", "PATCH", ownPath, all, "", 405, "Allow header"},
		{"deeper", "GET", ownPath + "/a/b", all, "", 404, "There is nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			header := []string{"Accept: */*"}
			if c.token != "" {
				header = append(header, bearer(c.token))
			}
			r := w.send(c.method, c.path, "application/json", c.body, header...)
			if r.StatusCode != c.status || !strings.Contains(r.body, c.want) {
				t.Errorf("%d %.400s\nwant %d %s", r.StatusCode, r.body, c.status, c.want)
			}
		})
	}
	if strings.Contains(w.log.String(), all) {
		t.Error("the log holds the token")
	}
}

// A program that is wrong again and again can still put right what it did.
func TestOnlyChangesThatAreMadeCount(t *testing.T) {
	w := openWire(t)
	w.server.changes.stand()
	token := w.token("partner")
	put := func(query string) int {
		return w.send("PUT", ownPath+"/harbours", "application/json", `{"query":"`+query+`"}`, bearer(token)).StatusCode
	}
	form := url.Values{"form": {formProof(token, "partner")}, "name": {"harbours"}, "query": {"(port OR"}}.Encode()
	for range changeBurst {
		if status := put("(port OR"); status != 400 {
			t.Fatalf("a mistake: %d", status)
		}
		if r := w.send("POST", ownPath, "application/x-www-form-urlencoded", form, bearer(token), "Sec-Fetch-Site: same-origin"); r.StatusCode != 400 {
			t.Fatalf("a mistake in the form: %d", r.StatusCode)
		}
		if r := w.send("DELETE", ownPath+"/nothing", "", "", bearer(token)); r.StatusCode != 404 {
			t.Fatalf("what is not there: %d", r.StatusCode)
		}
	}
	for i := range changeBurst {
		if status := put("port"); status != 200 && (i > 0 || status != 201) {
			t.Fatalf("change %d: %d", i+1, status)
		}
	}
	if r := w.send("DELETE", ownPath+"/harbours", "", "", bearer(token)); r.StatusCode != 429 || r.Header.Get("Retry-After") == "" {
		t.Errorf("one change too many: %d", r.StatusCode)
	}
}

// Basic passwords are sent along with every request of a browser, so other sites
// must not be able to make one send a change.
func TestOtherSitesChangeNoSubscription(t *testing.T) {
	w := openWire(t)
	token := w.token("partner")
	const form, good = "application/x-www-form-urlencoded", `{"name":"a1","query":"x"}`
	filled := url.Values{"form": {formProof(token, "partner")}, "name": {"a1"}, "query": {"port"}, "save": {"1"}}.Encode()
	foreign := url.Values{"form": {formProof(token, "daily-nile")}, "name": {"a1"}, "query": {"port"}}.Encode()
	for _, c := range []struct {
		name, mediaType, body, header string
		status                        int
	}{
		{"a form of another site", form, filled, "Sec-Fetch-Site: cross-site", 403},
		{"of a neighbour", form, filled, "Sec-Fetch-Site: same-site", 403},
		{"by its origin", form, filled, "Origin: https://evil.example", 403},
		{"by no origin", form, filled, "Origin: null", 403},
		{"JSON of another site", "application/json", good, "Origin: https://evil.example", 403},
		{"JSON called text, which needs no leave", "text/plain", good, "X: y", 415},
		{"a form without proof", form, "name=a1&query=port", "Sec-Fetch-Site: same-origin", 403},
		{"a form with the proof of another outlet", form, foreign, "Sec-Fetch-Site: same-origin", 403},
		{"a form of ours", form, filled, "Sec-Fetch-Site: same-origin", 200},
		{"a form of ours behind a proxy", form, filled, "Origin: " + publicURL, 200},
		{"a program", "application/json", good, "User-Agent: curl/8", 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := w.send("POST", ownPath, c.mediaType, c.body, bearer(token), c.header); r.StatusCode != c.status {
				t.Errorf("%d %s", r.StatusCode, r.body)
			}
		})
	}
	if r := w.do("OPTIONS", ownPath); strings.Contains(r.Header.Get("Access-Control-Allow-Methods"), "P") {
		t.Errorf("pages of other sites may %s", r.Header.Get("Access-Control-Allow-Methods"))
	}
}

var hiddenProof = regexp.MustCompile(`name="form" value="([^"]+)"`)

func TestSubscriptionsAsAPage(t *testing.T) {
	w := openWire(t)
	w.receive(worldNews()...)
	token := w.token("daily-nile")
	const path = "/outlets/daily-nile/subscriptions"
	page := w.get(path+"?token="+token, "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
	for _, want := range []string{`<html lang="ar" dir="rtl">`, "اشتراك جديد", "port OR ميناء", "ولا يمكن تغييره هنا"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if page.StatusCode != 200 || strings.Contains(page.body, token) || page.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d, %s, or the token stands in it", page.StatusCode, page.Header.Get("Cache-Control"))
	}
	if page.Header.Get("Referrer-Policy") != "same-origin" || strings.Contains(page.body, `name="referrer"`) {
		t.Error("a browser would not say where the form comes from")
	}
	proof := hiddenProof.FindStringSubmatch(page.body)
	if proof == nil {
		t.Fatal(page.body)
	}
	post := func(fields ...string) *reply {
		values := url.Values{"form": {proof[1]}}
		for i := 0; i < len(fields); i += 2 {
			values.Set(fields[i], fields[i+1])
		}
		return w.send("POST", path+"?token="+token, "application/x-www-form-urlencoded", values.Encode(), "Sec-Fetch-Site: same-origin", "Accept: text/html")
	}
	for _, c := range []struct {
		name   string
		fields []string
		status int
		want   string
	}{
		{"saved", []string{"name", "cities", "title", "مدن ذكية", "query", "المدن", "save", "1"}, 200, `<h2 dir="auto">مدن ذكية</h2>`},
		{"a mistake in the query", []string{"name", "more", "query", "<b>(ميناء", "save", "1"}, 400, "تعذّر الحفظ."},
		{"what was typed stays, as text", []string{"name", "more", "query", "<b>(ميناء", "save", "1"}, 400, "&lt;b&gt;(ميناء</textarea>"},
		{"the editors' own", []string{"name", "ports", "query", "x", "save", "1"}, 409, "The editors made this"},
		{"a topic that nobody has", []string{"name", "cities", "query", "topic:nope", "save", "1"}, 200, "topic:nope: there is no such topic, so this finds nothing</p>"},
		{"removed", []string{"name", "cities", "remove", "1"}, 200, "تم الحذف."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := post(c.fields...); r.StatusCode != c.status || !strings.Contains(r.body, c.want) || strings.Contains(r.body, token) {
				t.Errorf("%d, want %d with %s\n%s", r.StatusCode, c.status, c.want, r.body)
			}
		})
	}
	if r := post("name", "x", "query", "y", "filler", strings.Repeat("ن", maxAsked)); r.StatusCode != 400 {
		t.Errorf("a long form: %d", r.StatusCode)
	}
}

func TestEveryLanguageHasTheWordsOfSubscriptions(t *testing.T) {
	for tag, w := range catalogue {
		own := ownWordsFor(w.Tag)
		if own == nil || own.Heading == "" || own.Hint == "" || own.Character == "" || tag != "en" && own.Save == "Save" {
			t.Errorf("%s: %+v", tag, own)
		}
	}
}
