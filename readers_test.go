package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// An entry is a story as a feed reader has it.
type entry struct{ ID, Title, Text string }

// A reader is a feed reader that people use, subscribed to one feed. poll makes
// it look for news and gives all that it has kept or shows.
type reader struct {
	name   string
	format string
	keeps  bool // entries that have left the document, and both faces of one that changed
	needs  []string
	poll   func(r *reader, t *testing.T, url string) []entry
	folder string // where it keeps its state
}

var readers = []*reader{
	{name: "newsboat", format: "rss", needs: []string{"newsboat", "python3"}, poll: (*reader).newsboat},
	{name: "feedparser", format: "atom", needs: []string{"/usr/bin/python3"}, poll: (*reader).feedparser},
	{name: "feedparser", format: "rss", needs: []string{"/usr/bin/python3"}, poll: (*reader).feedparser},
	{name: "rss2email", format: "rss", needs: []string{"r2e"}, keeps: true, poll: (*reader).rss2email},
	{name: "sfeed", format: "atom", needs: []string{"sfeed_update", "curl"}, keeps: true, poll: (*reader).sfeed},
	{name: "rss-parser", format: "rss", needs: []string{"node", "npm"}, poll: (*reader).rssParser},
	{name: "feedsmith", format: "json", needs: []string{"node", "npm"}, poll: (*reader).feedsmith},
	{name: "feedsmith", format: "atom", needs: []string{"node", "npm"}, poll: (*reader).feedsmith},
}

// run runs a program in the reader's folder and gives what it prints.
func (r *reader) run(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	c := exec.CommandContext(t.Context(), program, args...)
	var problems bytes.Buffer
	c.Dir, c.Stderr = r.folder, &problems
	c.Env = append(os.Environ(), "HOME="+r.folder, "XDG_CONFIG_HOME="+r.folder, "XDG_DATA_HOME="+r.folder, "LC_ALL=C.UTF-8")
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s%s", program, args, err, out, problems.Bytes())
	}
	return out
}

// script runs a script of testdata/readers, which prints entries as JSON.
func (r *reader) script(t *testing.T, interpreter, name string, args ...string) []entry {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", "readers", name))
	if err != nil {
		t.Fatal(err)
	}
	out := r.run(t, interpreter, append([]string{path}, args...)...)
	var list []entry
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatalf("%s prints %s", name, out)
	}
	return list
}

func (r *reader) file(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(r.folder, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (r *reader) newsboat(t *testing.T, url string) []entry {
	r.file(t, "urls", url+"\n")
	r.file(t, "config", "")
	r.run(t, "newsboat", "-q", "-u", "urls", "-C", "config", "-c", "cache.db", "-x", "reload")
	return r.script(t, "python3", "dump-newsboat.py", "cache.db")
}

func (r *reader) feedparser(t *testing.T, url string) []entry {
	if err := exec.Command("/usr/bin/python3", "-c", "import feedparser").Run(); err != nil {
		t.Skip("apt-get install python3-feedparser")
	}
	return r.script(t, "/usr/bin/python3", "poll-feedparser.py", url, "state.json")
}

// rss2email sends a mail for each entry; by reply-changes for each change, too.
func (r *reader) rss2email(t *testing.T, url string) []entry {
	if _, err := os.Stat(filepath.Join(r.folder, "r2e.cfg")); err != nil {
		r.file(t, "r2e.cfg", "[DEFAULT]\nfrom = wire@example.org\nto = desk@example.org\nemail-protocol = maildir\nmaildir-path = "+
			r.folder+"\nmaildir-mailbox = mail\nreply-changes = True\n[feed.desk]\nurl = "+url+"\n")
		for _, folder := range []string{"cur", "new", "tmp"} {
			if err := os.MkdirAll(filepath.Join(r.folder, "mail", folder), 0o700); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.run(t, "r2e", "-c", "r2e.cfg", "-d", "r2e.json", "run")
	mails, err := filepath.Glob(filepath.Join(r.folder, "mail", "new", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var list []entry
	for _, file := range mails {
		list = append(list, mailed(t, file))
	}
	return list
}

// mailed reads a mail of rss2email: one part, the story's id in a header.
func mailed(t *testing.T, file string) entry {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	var body io.Reader = m.Body
	switch m.Header.Get("Content-Transfer-Encoding") {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return entry{ID: m.Header.Get("X-RSS-ID"), Title: subject, Text: string(text)}
}

func (r *reader) sfeed(t *testing.T, url string) []entry {
	r.file(t, "sfeedrc", "sfeedpath="+r.folder+"\nfeeds() {\n\tfeed desk '"+url+"'\n}\n")
	r.run(t, "sfeed_update", filepath.Join(r.folder, "sfeedrc"))
	lines, err := os.ReadFile(filepath.Join(r.folder, "desk"))
	if err != nil {
		t.Fatal(err)
	}
	var list []entry
	for line := range strings.Lines(string(lines)) {
		if field := strings.Split(line, "\t"); len(field) > 5 {
			list = append(list, entry{ID: field[5], Title: field[1], Text: field[3]})
		}
	}
	return list
}

// modules installs the two parsers once; an error where npm has no network.
var modules = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "silkwire-npm-")
	if err != nil {
		return "", err
	}
	c := exec.Command("npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-timeout=20000", "--fetch-retries=0", "rss-parser@3", "feedsmith@3")
	if out, err := c.CombinedOutput(); err != nil {
		return folder, fmt.Errorf("%w\n%s", err, out)
	}
	return folder, nil
})

func (r *reader) node(t *testing.T, script, url string) []entry {
	folder, err := modules()
	if err != nil {
		t.Skipf("npm cannot install rss-parser and feedsmith: %v", err)
	}
	r.folder = folder
	return r.script(t, "node", script, url)
}

func (r *reader) rssParser(t *testing.T, url string) []entry { return r.node(t, "rss-parser.js", url) }
func (r *reader) feedsmith(t *testing.T, url string) []entry { return r.node(t, "feedsmith.mjs", url) }

// morning is what the press has published before anyone subscribes.
var morning = []struct{ language, title, text string }{
	{"en", "Container port opens on the Red Sea", "The first ship berthed at dawn with 4,000 containers."},
	{"ru", "В Алматы открыли новый вокзал", "Первый поезд прибыл утром из Урумчи."},
	{"ar", "افتتاح خط القطار السريع بين القاهرة والإسكندرية", "وصل أول قطار صباح اليوم."},
	{"he", "נפתח הקו הקל בתל אביב", "הרכבת הראשונה יצאה עם שחר."},
	{"hi", "वाराणसी में नया पुल खुला", "पहली गाड़ियाँ सुबह पुल से गुज़रीं।"},
	{"zh-Hans", "上海洋山港新码头启用", "首艘货轮清晨靠泊。"},
	{"ja", "京都で新しい路面電車が開業", "始発電車は満員だった。"},
	{"ko", "부산항 새 터미널 문 열어", "첫 선박이 새벽에 접안했다."},
	{"th", "เปิดสะพานใหม่ข้ามแม่น้ำเจ้าพระยา", "รถคันแรกข้ามสะพานเมื่อเช้านี้"},
	{"de", "Neue Schleuse am Mittellandkanal", "Das erste Schiff passierte am Morgen."},
}

// Feed readers that people have see every story, each change once, and a
// withdrawal as far as they can show it.
func TestFeedReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program and feed readers; not with -short")
	}
	source := newPress(t)
	for _, m := range morning {
		source.publish(m.language, m.title, m.text)
	}
	config := filepath.Join(t.TempDir(), "config.toml")
	doc := fmt.Sprintf("[store]\ndsn = %q\n[fetch]\nallow_private_networks = true\n[sources.press]\nurl = %q\ninterval = \"1s\"\n[outlets.desk]\nsources = [\"*\"]\ncontent = \"full\"\n",
		filepath.Join(filepath.Dir(config), "wire.db"), source.URL)
	if err := os.WriteFile(config, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startServe(t, config)
	token := strings.TrimSpace(string(silkwire(t, "token", "create", "-config", config, "desk")))
	address := func(format string) string { return p.base + "/outlets/desk/feed." + format + "?token=" + token }
	wait(t, "the token is known to the server", func() bool { return answers(t, address("json")) })
	shown := func(want string) {
		t.Helper()
		wait(t, "the feed shows "+want, func() bool {
			body, _ := get(t, address("json"))
			return strings.Contains(string(body), want)
		})
	}
	for _, m := range morning {
		shown(m.title)
	}
	stages := []struct {
		name   string
		do     func() (id string)
		change func(t *testing.T, r *reader, before, after []entry, id string)
	}{
		{"one new story", func() string {
			link := source.publish("uk", "У Львові відкрили новий трамвайний маршрут", "Перший трамвай вирушив о шостій ранку.")
			shown("трамвайний")
			return storyID(t, address("json"), link)
		}, func(t *testing.T, r *reader, before, after []entry, id string) {
			if len(after) != len(before)+1 {
				t.Errorf("%d entries became %d", len(before), len(after))
			}
		}},
		{"a correction", func() string {
			link := source.URL + "/story/1"
			source.correct(link, "Container port opens on the Gulf of Suez", "The first ship berthed at dawn with 3,000 containers.")
			shown("Gulf of Suez")
			return storyID(t, address("json"), link)
		}, func(t *testing.T, r *reader, before, after []entry, id string) {
			if !r.keeps && len(after) != len(before) {
				t.Errorf("%d entries became %d", len(before), len(after))
			}
		}},
		{"a withdrawal", func() string {
			id := storyID(t, address("json"), source.URL+"/story/6")
			silkwire(t, "story", "withdraw", "-config", config, "-note", "Der Bericht war falsch.", id)
			shown("Der Bericht war falsch.")
			return id
		}, nil},
	}
	folders := t.TempDir()
	has := map[*reader][]entry{}
	subscribed := []*reader{}
	for _, r := range readers {
		t.Run(r.name+" by "+r.format, func(t *testing.T) {
			for _, program := range r.needs {
				if _, err := exec.LookPath(program); err != nil {
					t.Skipf("%s is not installed", program)
				}
			}
			var err error
			if r.folder, err = os.MkdirTemp(folders, r.name); err != nil {
				t.Fatal(err)
			}
			list := r.poll(r, t, address(r.format))
			for _, m := range morning {
				if !slices.ContainsFunc(list, func(e entry) bool { return strings.Contains(e.Title, m.title) }) {
					t.Errorf("lacks %s", m.title)
				}
			}
			if len(list) != len(morning) {
				t.Errorf("%d entries of %d stories", len(list), len(morning))
			}
			has[r], subscribed = list, append(subscribed, r)
		})
	}
	for _, stage := range stages {
		id := stage.do()
		for _, r := range subscribed {
			t.Run(stage.name+" in "+r.name+" by "+r.format, func(t *testing.T) {
				before := has[r]
				after := r.poll(r, t, address(r.format))
				has[r] = after
				changed := slices.DeleteFunc(slices.Clone(after), func(e entry) bool { return slices.Contains(before, e) })
				for _, e := range changed {
					t.Logf("%q %.200q", e.Title, e.Text)
					if !strings.Contains(e.ID, id) {
						t.Errorf("another entry changed: %s", e.ID)
					}
				}
				if stage.change == nil {
					gone := !slices.ContainsFunc(after, func(e entry) bool { return strings.Contains(e.Text, "首艘货轮") })
					t.Logf("%d changed; its text is gone: %t", len(changed), gone)
					if len(changed) > 1 || !gone && !r.keeps && len(changed) > 0 {
						t.Errorf("%d entries changed, and the text is gone: %t", len(changed), gone)
					}
					return
				}
				if len(changed) != 1 {
					t.Errorf("%d entries changed, want 1", len(changed))
				}
				stage.change(t, r, before, after, id)
			})
		}
	}
	p.stop(t)
}

// storyID finds the id of a story in a JSON Feed by the address at its source.
func storyID(t *testing.T, feed, link string) string {
	t.Helper()
	body, _ := get(t, feed)
	var doc struct{ Items []struct{ ID, URL string } }
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	for _, it := range doc.Items {
		if it.URL == link {
			return it.ID[strings.LastIndexByte(it.ID, '/')+1:]
		}
	}
	t.Fatalf("%s is not in the feed\n%s", link, body)
	return ""
}

// silkwire runs a command of the program and gives what it prints.
func silkwire(t *testing.T, args ...string) []byte {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, args...)
	var problems bytes.Buffer
	c.Stderr = &problems
	out, err := c.Output()
	if err != nil {
		t.Fatalf("silkwire %q: %v\n%s", args, err, problems.Bytes())
	}
	return out
}
