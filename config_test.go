package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestConfigTellsEveryMistakeWithItsPlace(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"unknown key with a suggestion", "[server]\nadress = \"x:1\"\n", `f:2:1: unknown key "adress" in [server]; did you mean address?`},
		{"unknown key without one", "[store]\ncolour = 1\n", `f:2:1: unknown key "colour" in [store]; known here: dsn, keep_for, keep_stories`},
		{"unknown table", "[sorces.a]\nurl=\"http://a.example\"\n", `f:1:2: unknown key "sorces" at the top of the file; did you mean sources?`},
		{"wrong type", "[server]\naddress = 8080\n", `f:2:11: address must be a text in quotes, not a number`},
		{"no address", "[server]\naddress = \"8080\"\n", `f:2:11: address: "8080" is no address to listen on; write host:port, as in "127.0.0.1:8080" or ":8080"`},
		{"key twice", "[store]\ndsn = \"a\"\ndsn = \"b\"\n", `f:3:1: dsn is set already in line 2; remove one of the two`},
		{"table twice", "[store]\ndsn = \"a\"\n[store]\n", `f:3:2: this table stands already in line 1; put its keys together`},
		{"required key", "[sources.a]\n", `f:1:10: [sources.a] needs url = "https://…"`},
		{"no web address", "[sources.a]\nurl = \"agency.example\"\n", `f:2:7: url: "agency.example" is no web address; it starts with http:// or https://`},
		{"interval too short", "[sources.a]\nurl = \"http://a.example\"\ninterval = \"10ms\"\n", `f:3:12: interval: 10ms is too short; the least is 1s`},
		{"interval no time", "[sources.a]\nurl = \"http://a.example\"\ninterval = \"ten\"\n", `f:3:12: interval: "ten" is no time; write for example "90s", "10m" or "720h"`},
		{"zone", "[sources.a]\nurl = \"http://a.example\"\ntimezone = \"CST\"\n", `f:3:12: timezone: "CST" is no time zone; write one of the IANA names, as in "Asia/Shanghai"`},
		{"choice", "[sources.a]\nurl = \"http://a.example\"\nkind = \"rss\"\n", `f:3:8: kind: "rss" is not known; it is one of "feed", "page"`},
		{"language", "[outlets.a]\nsources = [\"*\"]\nlanguages = [\"en\", \"arabic\"]\n", `f:3:20: languages: "arabic" is no language tag (BCP 47); write for example en, pt-BR or zh-Hans`},
		{"text that is no list", "[outlets.a]\nsources = \"*\"\n", `f:2:11: sources must be a list of texts, as in ["a", "b"], not a text`},
		{"outlet without sources", "[outlets.a]\n", `f:1:10: [outlets.a] needs sources = ["*"] for all, or names`},
		{"name of a language", "[outlets.a]\nsources = [\"*\"]\n[outlets.a.subscriptions.de]\nquery = \"x\"\n", `f:3:26: subscription "de": this is a language code, and names the feed of the stories in that language; choose another, as in "de-news"`},
		{"name of the whole feed", "[outlets.a]\nsources = [\"*\"]\n[outlets.a.subscriptions.feed]\nquery = \"x\"\n", `f:3:26: subscription "feed": this is the name of the feed with all stories; choose another`},
		{"subscription without words", "[outlets.a]\nsources = [\"*\"]\n[outlets.a.subscriptions.ports]\nquery = \"\"\n", `f:4:9: query: it is empty; write the words to look for, as in "port*"`},
		{"byte order mark", "\ufeff[server]\n", `f:1:1: the file begins with a byte order mark; save it as UTF-8 without one`},
		{"typographic quotes", "[store]\ndsn = “wire.db”\n", `f:2:7: the quote “ is not one that begins a text here; use straight quotes, as in "text"`},
		{"a letter out of place", "[store]\ndsn = نص\n", "f:2:7: unexpected character ن; a key, a number, or a text in straight quotes is expected here"},
		{"secret not set", "[alerts]\nwebhook = \"$SILKWIRE_TEST_NOT_SET\"\n", `f:2:11: webhook: the environment has no SILKWIRE_TEST_NOT_SET; set it before starting`},
		{"column counts characters", "[outlets.a]\ntitle = { ar = \"النيل\", xx-yy-zz = \"x\" }\nsources = [\"*\"]\n", `f:2:25: title: "xx-yy-zz" is no language tag (BCP 47); write for example en, pt-BR or zh-Hans`},
		{"medtop", "[topics.a]\nmedtop = \"763\"\n", `f:2:10: medtop: "763" must be the eight digits of an IPTC Media Topic, as in "20000763"`},
		{"certificate without its key", "[server]\ncert_file = \"a.pem\"\n", `f:2:1: cert_file needs key_file too; without both the server speaks plain HTTP`},
		{"proxy that is no network", "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"proxy.example\"]\n", `f:2:34: trusted_proxies: "proxy.example" is no address or network; write for example "10.0.0.0/8" or "192.0.2.7"`},
		{"kept too briefly", "[store]\nkeep_for = \"24h\"\n", `f:2:12: keep_for: 24h is too short; the least is 168h0m0s`},
		{"kept too few", "[store]\nkeep_stories = 10\n", `f:2:16: keep_stories must be from 1000 to 2147483647`},
		{"rate of nothing", "[server]\nrate = 0\n", `f:2:8: rate must be from 1 to 100000`},
		{"topics in a circle", "[topics.t]\nparent = \"u\"\n[topics.u]\nparent = \"t\"\n", "f:1:9: topics refer to each other in a circle: t → u → t: take one parent or one topic: out"},
		{"parent", "[topics.a]\nparent = \"b\"\n", `f:2:10: parent: there is no topic "b"`},
		{"parent without its vocabulary", "[topics.a]\nparent = \"15000000\"\n", `f:2:10: parent: there is no topic "15000000"; a Media Topic is written "medtop:15000000"`},
		{"empty category", "[topics.a]\ncategories = [\"港口\", \" \"]\n", `f:2:21: categories: a category is empty; write the words that a source files its stories under`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readConfig("f", []byte(c.doc))
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestConfigTellsAllMistakesAtOnce(t *testing.T) {
	doc := "[server]\nadress = \"a\"\n[store]\ndsn = 5\n[sources.x]\nurl = \"http://x.example\nkind = \"feed\"\ninterval = \"soon\"\n[outlets.o]\nsources = [\"*\"]\nquery = \"(a OR\"\n"
	_, err := readConfig("f", []byte(doc))
	var found *problems
	if !errors.As(err, &found) {
		t.Fatal(err)
	}
	lines := []int{}
	for _, p := range found.list {
		lines = append(lines, p.at.line)
	}
	// Line 6 has no closing quote, so url is also missing from [sources.x] in line 5.
	if diff := cmp.Diff([]int{2, 4, 5, 6, 8, 11}, lines); diff != "" {
		t.Errorf("lines of the mistakes (-want +got):\n%s\n%s", diff, err)
	}
}

func TestConfigFollowsTheExample(t *testing.T) {
	doc, err := os.ReadFile("config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := readConfig("config.example.toml", doc)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.warnings.list) > 0 {
		t.Errorf("warnings: %s", c.warnings.Error())
	}
	s, o := c.Sources[0], c.Outlets[0]
	if s.Interval != 10*time.Minute || s.Zone.String() != "Asia/Shanghai" || !*s.Rights.Pictures || s.Rights.Credit[""] != "Xinhua Silk Road" {
		t.Errorf("source read as %+v", s)
	}
	if o.Public || o.Title["ar"] != "النيل اليومي" || o.Subscriptions[0].Name != "ports" || o.WithdrawnFor != 720*time.Hour {
		t.Errorf("outlet read as %+v", o)
	}
}

// Every key that the program reads stands in the example, used or behind a #.
func TestExampleShowsEveryKey(t *testing.T) {
	doc, err := os.ReadFile("config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	whole := strings.NewReplacer("\n# ", "\n").Replace(string(doc))
	asked := map[string][]string{}
	onDone = func(t *table) { asked[t.name] = append(asked[t.name], t.known...) }
	defer func() { onDone = func(*table) {} }()
	if _, err := readConfig("f", doc); err != nil {
		t.Fatal(err)
	}
	for table, keys := range asked {
		for _, key := range keys {
			if !strings.Contains(whole, "\n"+key+" = ") && !strings.Contains(whole, "."+key+"]") && !strings.Contains(whole, "["+key+".") && !strings.Contains(whole, "["+key+"]") && !strings.Contains(whole, "."+key+".") {
				t.Errorf("config.example.toml does not show %s of [%s]", key, table)
			}
		}
	}
}

func TestConfigOfTheServer(t *testing.T) {
	doc := "[server]\ntrusted_proxies = [\"10.1.2.3/8\", \"2001:db8::7\"]\nrate = 7\ncert_file = \"a.pem\"\nkey_file = \"a.key\"\naddress = \":8443\"\n"
	c, err := readConfig("f", []byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(c.Proxies) != "[10.0.0.0/8 2001:db8::7/128]" || c.Rate != 7 || c.PublicURL != "https://localhost:8443" {
		t.Errorf("proxies %v, rate %d, public address %s", c.Proxies, c.Rate, c.PublicURL)
	}
}

func TestConfigWarns(t *testing.T) {
	doc := "[outlets.o]\nsources = [\"nobody\"]\nquery = \"topic:nothing OR source:nobody-*\"\n[sources.s]\nurl = \"http://a.example\"\ntopics = [\"ports\"]\n"
	c, err := readConfig("f", []byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	want := "f:2:12: no source is named nobody\nf:3:9: topic:nothing: there is no such topic, so this finds nothing\n" +
		"f:3:9: source:nobody-*: no source has such a name, so this finds nothing\nf:6:11: topics: there is no topic ports; documents show it only where [topics.ports] gives it a label"
	sortByPlace(c.warnings.list)
	if got := c.warnings.Error(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestConfigWarnsOfMediaTopicsThatNoTopicHas(t *testing.T) {
	for query, want := range map[string]string{
		"topic:medtop:15000000": "", // built in
		"topic:medtop:20000763": "", // of topic a
		"topic:medtop:20000999": `no topic has this code, so this finds only stories whose source carries it; medtop = "20000999" on a topic gives it keywords and labels`,
		"topic:medtop:15":       "the code of a Media Topic has eight digits, as in medtop:15000000, so this finds nothing",
	} {
		c, err := readConfig("f", []byte("[topics.a]\nmedtop = \"20000763\"\nparent = \"medtop:14000000\"\n[sources.s]\nurl = \"http://a.example\"\n[outlets.o]\nsources = [\"s\"]\nquery = \""+query+"\"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if want != "" {
			want = "f:8:9: " + query + ": " + want
		}
		if got := c.warnings.Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestConfigTakesSecretsFromTheEnvironment(t *testing.T) {
	t.Setenv("SILKWIRE_TEST_KEY", "s3cret")
	c, err := readConfig("f", []byte("[sources.a]\nurl = \"http://a.example\"\nheaders = { Authorization = \"$SILKWIRE_TEST_KEY\" }\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Sources[0].Headers["Authorization"]; got != "s3cret" {
		t.Errorf("header is %q", got)
	}
}
