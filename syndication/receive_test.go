package syndication

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/silkwire/silkwire/feeds"
)

// tongues are stories as agencies write them: title, another title, lead.
var tongues = []struct{ language, title, corrected, lead string }{
	{"en", "Port of Muscat opens second container terminal", "Port of Muscat opens third container terminal", "The first cargo ships moored at the new quay on Monday, the port authority said."},
	{"ru", "В порту Владивостока открыли второй терминал", "В порту Владивостока открыли третий терминал", "Первые суда пришвартовались у нового причала в понедельник, сообщила администрация порта."},
	{"ar", "ميناء صحار يفتتح محطة حاويات ثانية", "ميناء صحار يفتتح محطة حاويات ثالثة", "رست أولى سفن الشحن عند الرصيف الجديد يوم الاثنين، بحسب سلطة الميناء."},
	{"he", "נמל חיפה פותח מסוף מכולות שני", "נמל חיפה פותח מסוף מכולות שלישי", "אוניות המטען הראשונות עגנו ברציף החדש ביום שני, מסרה רשות הנמל."},
	{"hi", "मुंबई बंदरगाह पर दूसरा कंटेनर टर्मिनल खुला", "मुंबई बंदरगाह पर तीसरा कंटेनर टर्मिनल खुला", "बंदरगाह प्राधिकरण ने बताया कि पहले मालवाहक जहाज सोमवार को नए घाट पर पहुँचे।"},
	{"zh-Hans", "上海港第二集装箱码头启用", "上海港第三集装箱码头启用", "港务局表示，首批货轮周一停靠新码头。"},
	{"zh-Hant", "高雄港第二貨櫃碼頭啟用", "高雄港第三貨櫃碼頭啟用", "港務局表示，首批貨輪週一停靠新碼頭。"},
	{"ja", "横浜港で第二コンテナターミナルが開業", "横浜港で第三コンテナターミナルが開業", "港湾局によると、最初の貨物船が月曜日に新しい岸壁に接岸した。"},
	{"ko", "부산항 제2 컨테이너 터미널 개장", "부산항 제3 컨테이너 터미널 개장", "항만공사는 첫 화물선이 월요일 새 부두에 접안했다고 밝혔다."},
	{"th", "ท่าเรือแหลมฉบังเปิดท่าเทียบเรือตู้สินค้าแห่งที่สอง", "ท่าเรือแหลมฉบังเปิดท่าเทียบเรือตู้สินค้าแห่งที่สาม", "การท่าเรือระบุว่าเรือสินค้าลำแรกเทียบท่าใหม่เมื่อวันจันทร์"},
	{"fr", "Le port de Sète ouvre un deuxième terminal à conteneurs", "Le port de Sète ouvre un troisième terminal à conteneurs", "Les premiers cargos ont accosté lundi au nouveau quai, a indiqué l'autorité portuaire."},
}

func inTongues(t *testing.T, do func(t *testing.T, n *newsroom, it feeds.Item, corrected string)) {
	for _, w := range tongues {
		t.Run(w.language, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			it := item("7", w.title, w.lead)
			it.Language = w.language
			it.Content = "<p>" + w.lead + "</p><p><a href=\"https://agency.example/more\">" + w.title + "</a></p>"
			it.Link += "?lang=" + w.language
			do(t, n, it, w.corrected)
		})
	}
}

func expectKinds(t *testing.T, n *newsroom, outlet, feed string, want ...Kind) {
	t.Helper()
	if diff := cmp.Diff(append([]Kind{}, want...), n.kinds(outlet, feed)); diff != "" {
		t.Errorf("rows of %s/%s (-want +got):\n%s", outlet, feed, diff)
	}
}

func TestTheSameAgainChangesNothing(t *testing.T) {
	later := feeds.At(time.Date(2026, 11, 22, 7, 30, 0, 0, time.UTC))
	for name, vary := range map[string]func(*feeds.Item){
		"received twice":                  func(it *feeds.Item) {},
		"a changed GUID":                  func(it *feeds.Item) { it.ID = "urn:uuid:2f0c" },
		"no GUID any more":                func(it *feeds.Item) { it.ID = "" },
		"another scheme":                  func(it *feeds.Item) { it.Link = strings.Replace(it.Link, "https:", "http:", 1) },
		"www and a fragment":              func(it *feeds.Item) { it.Link = strings.Replace(it.Link, "//", "//www.", 1) + "#top" },
		"tracking in the link":            func(it *feeds.Item) { it.Link += "&utm_source=rss&utm_medium=feed" },
		"tracking in the text":            func(it *feeds.Item) { it.Content = strings.Replace(it.Content, "/more", "/more?utm_campaign=x", 1) },
		"a re-dated entry":                func(it *feeds.Item) { it.Published, it.Updated = later, later },
		"re-dated under a changed GUID":   func(it *feeds.Item) { it.ID, it.Published = "9", later },
		"changed GUID and tracking":       func(it *feeds.Item) { it.ID, it.Link = "9", it.Link+"&fbclid=abc" },
		"no date any more":                func(it *feeds.Item) { it.Published = feeds.Time{} },
		"a changed GUID that is the link": func(it *feeds.Item) { it.ID = it.Link },
	} {
		t.Run(name, func(t *testing.T) {
			inTongues(t, func(t *testing.T, n *newsroom, it feeds.Item, _ string) {
				n.receive("sun", it)
				before := n.feed("nile", "feed")
				vary(&it)
				for range 2 {
					n.receive("sun", it)
				}
				expectKinds(t, n, "nile", "feed", New)
				if diff := cmp.Diff(before, n.feed("nile", "feed")); diff != "" {
					t.Errorf("the document changed:\n%s", diff)
				}
			})
		})
	}
}

func TestAChangeIsOneRow(t *testing.T) {
	for _, c := range []struct {
		name   string
		vary   func(*feeds.Item, string)
		kind   Kind
		moveUp bool
	}{
		{"another title", func(it *feeds.Item, s string) { it.Title = s }, Correction, true},
		{"another title under another GUID", func(it *feeds.Item, s string) { it.Title, it.ID = s, "8" }, Correction, true},
		{"another figure in the lead", func(it *feeds.Item, s string) { it.Summary += " 1 204" }, Correction, true},
		{"a note", func(it *feeds.Item, s string) { it.Note = "Corrects the number of terminals." }, Correction, true},
		{"quotation marks", func(it *feeds.Item, s string) { it.Title = "«" + it.Title + "»" }, Update, false},
		{"a full stop", func(it *feeds.Item, s string) { it.Summary = strings.TrimRight(it.Summary, ".。।") }, Update, false},
		{"a paragraph further down", func(it *feeds.Item, s string) { it.Content += "<p>" + s + "</p>" }, Update, false},
		{"a picture", func(it *feeds.Item, s string) {
			it.Media = []feeds.Media{{URL: "https://agency.example/a.jpg", Type: "image/jpeg"}}
		}, Update, false},
		{"a moved site", func(it *feeds.Item, s string) { it.Link = "https://new.example/a/7" }, Update, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			inTongues(t, func(t *testing.T, n *newsroom, it feeds.Item, corrected string) {
				if c.name == "a full stop" && strings.TrimRight(it.Summary, ".。।") == it.Summary {
					t.Skip("Thai has none")
				}
				n.receive("sun", it)
				n.receive("sun", item("other", "Markets close higher", "Shares rose."))
				c.vary(&it, corrected)
				for range 2 {
					n.receive("sun", it)
				}
				expectKinds(t, n, "nile", "feed", New, New, c.kind)
				f := n.feed("nile", "feed")
				if on := f.Items[0].Title == it.Title; on != c.moveUp || len(f.Items) != 2 {
					t.Errorf("moved up: %v, want %v: %q", on, c.moveUp, titles(f))
				}
			})
		})
	}
}

func TestDifferentStoriesStayApart(t *testing.T) {
	day := func(d int) feeds.Time { return feeds.At(time.Date(2026, 11, d, 6, 0, 0, 0, time.UTC)) }
	for name, pair := range map[string][2]feeds.Item{
		"a link that shows another story every day": {
			{ID: "a", Link: "https://agency.example/live", Title: "Rain floods the old town of Jeddah", Published: day(20), Language: "en"},
			{ID: "b", Link: "https://agency.example/live", Title: "Parliament adopts next year's budget", Published: day(21), Language: "en"},
		},
		"the address of the site": {
			{ID: "a", Link: "https://agency.example/", Title: "Rain floods the old town", Published: day(20), Language: "en"},
			{ID: "b", Link: "https://agency.example/", Title: "Rain floods the old town", Published: day(21), Language: "en"},
		},
		"the same short title": {
			{ID: "a", Link: "https://agency.example/1", Title: "天气预报", Published: day(20), Language: "zh-Hans"},
			{ID: "b", Link: "https://agency.example/2", Title: "天气预报", Published: day(21), Language: "zh-Hans"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			n.receive("sun", pair[0])
			n.receive("sun", pair[1])
			expectKinds(t, n, "nile", "feed", New, New)
		})
	}
}

func TestOneDocument(t *testing.T) {
	a, b := item("a", "Rain floods the old town", "Streets stood under water."), item("b", "Budget adopted", "Parliament voted.")
	a.Published = feeds.At(a.Published.Add(time.Minute))
	newer := a
	newer.Title, newer.Updated = "Rain floods old town and port", feeds.At(a.Published.Add(time.Hour))
	guidless := func(it feeds.Item, id, link string) feeds.Item { it.ID, it.Link = id, link; return it }
	for _, c := range []struct {
		name  string
		items []feeds.Item
		want  []string // newest on top
	}{
		{"the oldest is numbered first", []feeds.Item{a, b}, []string{"Rain floods the old town", "Budget adopted"}},
		{"one item a thousand times", repeat(a, 1000), []string{"Rain floods the old town"}},
		{"two versions of an item: the newer", []feeds.Item{a, newer}, []string{"Rain floods old town and port"}},
		{"two versions of an item, the newer first", []feeds.Item{newer, a}, []string{"Rain floods old town and port"}},
		{"one GUID on different articles", []feeds.Item{guidless(a, "0", a.Link), guidless(b, "0", b.Link)}, []string{"Rain floods the old town", "Budget adopted"}},
		{"one link for all", []feeds.Item{guidless(a, "1", "https://agency.example/ticker"), guidless(b, "2", "https://agency.example/ticker#2")}, []string{"Rain floods the old town", "Budget adopted"}},
		{"nothing but titles", []feeds.Item{{Title: "Regen überflutet die Altstadt"}, {Title: "Бюджет принят"}, {}}, []string{"Regen überflutet die Altstadt", "Бюджет принят"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
			for range 3 {
				n.receive("sun", c.items...)
			}
			if diff := cmp.Diff(c.want, titles(n.feed("nile", "feed"))); diff != "" {
				t.Error(diff)
			}
			if s, _ := n.Stamp("nile", "feed"); int(s.Version) != len(c.want) {
				t.Errorf("Version %d after three polls of %d stories", s.Version, len(c.want))
			}
		})
	}
}

func repeat(it feeds.Item, n int) []feeds.Item {
	list := make([]feeds.Item, n)
	for i := range list {
		list[i] = it
	}
	return list
}

func TestASourceThatChangesEveryGUIDAtEveryPoll(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	for i := range 40 {
		a, b := item("a", "Rain floods the old town", "Streets stood under water."), item("b", "Budget adopted", "Parliament voted.")
		a.ID, b.ID = a.ID+strings.Repeat("x", i), b.ID+strings.Repeat("x", i)
		n.receive("sun", a, b)
	}
	expectKinds(t, n, "nile", "feed", New, New)
	keys := n.count(`SELECT COUNT(*) FROM identities`)
	if keys > 2*maxNames {
		t.Errorf("%d identities are kept for two stories", keys)
	}
}

func (n *newsroom) count(query string, args ...any) (count int) {
	n.t.Helper()
	if err := n.store.reader.QueryRow(query, args...).Scan(&count); err != nil {
		n.t.Fatal(err)
	}
	return count
}

// What is known of the items of a document is looked up for all at once.
func TestAnItemMeetsWhatTheOneBeforeItChanged(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	first := item("a", "Порт открыт для судов", "Первые суда вошли в порт утром.")
	n.receive("sun", first)
	renamed, again := first, first
	renamed.Link, renamed.Title = "https://agency.example/elsewhere", "Порт закрыт для судов"
	again.ID = "b" // has the link and the text of the first
	renamed.Published = feeds.At(first.Published.Add(-time.Minute))
	n.receive("sun", again, renamed)
	expectKinds(t, n, "nile", "feed", New, Correction, Correction)
	if it := n.feed("nile", "feed").Items[0]; it.Title != first.Title {
		t.Errorf("the title is %q", it.Title)
	}
	if got := n.count(`SELECT COUNT(*) FROM stories`); got != 1 {
		t.Errorf("%d stories", got)
	}
}

func TestAGiantFeedIsTakenWhole(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile")}})
	var items []feeds.Item
	for i := range 2*batchSize + 3 {
		it := item("", "", "")
		it.ID = "g" + time.Duration(i).String()
		it.Link = "https://agency.example/" + it.ID
		it.Title = "Bulletin " + it.ID
		items = append(items, it)
	}
	n.receive("sun", items...)
	n.receive("sun", items...)
	if s, _ := n.Stamp("nile", "feed"); s.Version != int64(len(items)) {
		t.Errorf("Version %d, want %d", s.Version, len(items))
	}
}
