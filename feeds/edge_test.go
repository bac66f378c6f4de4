package feeds

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestTextIsWhatReadersSee(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{"plain", "plain"},
		{"<p>One</p><p>Two<br>lines</p>", "One\nTwo\nlines"},
		{"a\n  b\t&nbsp;c", "a b c"},
		{"<p>a\nb</p>", "a b"},
		{"AT&amp;T &lt;b&gt; 5 &gt; 4", "AT&T <b> 5 > 4"},
		{"x<script>alert(1)</script><style>p{}</style>y", "x\ny"},
		{"<ul><li>eins<li>zwei</ul>", "eins\nzwei"},
		{"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
		{"<p>北京</p><p>上海</p>", "北京\n上海"},
		{"<p dir=rtl>مرحبا&rlm; بكم</p>", "مرحبا\u200f بكم"},
		{"क्‍ष हैं", "क्‍ष हैं"},
		{"soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"},
		{"5 < 6 and 7 > 3", "5 < 6 and 7 > 3"},
		{"<b", ""},
		{"", ""},
	} {
		if got := Text(c.html); got != c.want {
			t.Errorf("%q: %q, want %q", c.html, got, c.want)
		}
	}
}

func TestTitlesAreTextWithoutMarkupOrDoubleEscapes(t *testing.T) {
	for _, c := range []struct {
		title string
		kind  headlineKind
		want  string
	}{
		{"AT&amp;T", looseTitle, "AT&T"},
		{"AT&amp;amp;T", looseTitle, "AT&T"},
		{"AT&T and R&D; B&B", looseTitle, "AT&T and R&D; B&B"},
		{"5 < 6 > 4", looseTitle, "5 < 6 > 4"},
		{"x<y and y>z", looseTitle, "x<y and y>z"},
		{"The <b> element of HTML", looseTitle, "The <b> element of HTML"},
		{"A <b>bold</b> <i>claim</i>", looseTitle, "A bold claim"},
		{"Two<br/>lines", looseTitle, "Two lines"},
		{"How to write &lt;b&gt;bold&lt;/b&gt;", looseTitle, "How to write <b>bold</b>"},
		{"A <b>bold</b> claim", textTitle, "A <b>bold</b> claim"},
		{"A <b>bold</b> claim", htmlTitle, "A bold claim"},
		{"«L&#8217;été»\n  &nbsp;à Paris", looseTitle, "«L’été» à Paris"},
		{"<a href='x'>智慧城市</a>", looseTitle, "智慧城市"},
		{"I <3 Salalah", looseTitle, "I <3 Salalah"},
	} {
		if got := headline(c.title, c.kind); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
}

func TestCleanHTMLKeepsWhatIsPrinted(t *testing.T) {
	const base = "https://agency.example/stories/1"
	for _, c := range []struct{ name, html, want string }{
		{"paragraphs, direction and language", `<p dir="rtl" lang="ar" class="x" style="color:red">نص</p>`, `<p dir="rtl" lang="ar">نص</p>`},
		{"links become absolute and lose tracking", `<a href="../2?utm_source=x&id=5">two</a>`, `<a href="https://agency.example/2?id=5">two</a>`},
		{"mail and telephone", `<a href="mailto:a@b.example">m</a> <a href="tel:+968">t</a>`, `<a href="mailto:a@b.example">m</a> <a href="tel:+968">t</a>`},
		{"figures and captions", `<figure><img src=/a.jpg alt=A><figcaption>C</figcaption></figure>`, `<figure><img src="https://agency.example/a.jpg" alt="A"/><figcaption>C</figcaption></figure>`},
		{"tables", `<table><tr><td colspan=2>x</td></tr></table>`, `<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>`},
		{"lists and headings", `<h2>H</h2><ol start=3><li>a</ol>`, `<h2>H</h2><ol start="3"><li>a</li></ol>`},
		{"ruby", `<ruby>漢<rt>かん</rt></ruby>`, `<ruby>漢<rt>かん</rt></ruby>`},
		{"scripts, styles and frames go", `<p>a</p><script>x()</script><style>p{}</style><iframe src="https://x.example"></iframe><form><input></form>`, `<p>a</p>`},
		{"event handlers go", `<p onclick="x()">a</p><img src="/a.jpg" onerror="x()">`, `<p>a</p><img src="https://agency.example/a.jpg" alt=""/>`},
		{"addresses of scripts go", `<a href="javascript:x()">a</a><a href=" java&#10;script:x()">b</a><a href="data:text/html,x">c</a>`, `<a>a</a><a>b</a><a>c</a>`},
		{"tracking pixels go", `<p>a<img src="https://t.example/p.gif" width=1 height=1><img src="https://pixel.wp.com/b.gif"></p>`, `<p>a</p>`},
		{"lazy pictures get their address", `<img data-src="/real.jpg" src="data:image/gif;base64,R0">`, `<img src="https://agency.example/real.jpg" alt=""/>`},
		{"open elements are closed", `<p><b>a<p>b`, `<p><b>a</b></p><p><b>b</b></p>`},
		{"comments go", `a<!-- x -->b`, `ab`},
		{"SVG and MathML go", `a<svg><script>x()</script></svg><math><mtext></mtext></math>b`, `ab`},
		{"empty", ``, ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := CleanHTML(c.html, base); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestHTMLNestedTooDeepIsReadAsText(t *testing.T) {
	deep := strings.Repeat("<div>", 10000) + "deep &amp; safe" + strings.Repeat("</div>", 10000)
	if got := CleanHTML(deep, ""); got != "<p>deep &amp; safe</p>" {
		t.Errorf("%.80q", got)
	}
}

func TestLinksAreCanonical(t *testing.T) {
	const base = "https://agency.example/feeds/en.xml"
	for _, c := range []struct{ link, want string }{
		{"https://a.example/1", "https://a.example/1"},
		{"HTTPS://A.Example:443/1#top", "https://a.example/1"},
		{"http://a.example:8080/", "http://a.example:8080/"},
		{"https://a.example", "https://a.example/"},
		{"../1", "https://agency.example/1"},
		{"?id=3", "https://agency.example/feeds/en.xml?id=3"},
		{"//cdn.example/x", "https://cdn.example/x"},
		{"www.a.example/x", "http://www.a.example/x"},
		{"https://a.example/1?utm_source=rss&utm_medium=x", "https://a.example/1"},
		{"https://a.example/1?b=2&fbclid=x&a=1", "https://a.example/1?b=2&a=1"},
		{"https://a.example/1?source=rss-home&source=blog", "https://a.example/1?source=blog"},
		{"https://a.example/app#!/story/5", "https://a.example/app#!/story/5"},
		{"https://user:pass@a.example/1", "https://a.example/1"},
		{" https://a.example/a b\n/c ", "https://a.example/a%20b/c"},
		{"https://a.example/news/\r\n\t    2026/ferry.html\r\n", "https://a.example/news/2026/ferry.html"},
		{"https://a.example/100%-off", "https://a.example/100%25-off"},
		{"https://a.example/新闻/1", "https://a.example/%E6%96%B0%E9%97%BB/1"},
		{"https://خبر.example/أخبار", "https://خبر.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"},
		{"javascript:alert(1)", ""}, {"ftp://a.example/x", ""}, {"mailto:a@b.example", ""}, {"urn:uuid:1", ""}, {"", ""}, {"http://", ""},
		{"https://a.example/" + strings.Repeat("x", 9000), ""},
	} {
		got := CanonicalLink(c.link, base)
		if got != c.want && !(strings.Contains(c.link, "خبر") && strings.HasSuffix(got, "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1")) {
			t.Errorf("%.60q: %q, want %q", c.link, got, c.want)
		}
		if again := CanonicalLink(got, ""); again != got {
			t.Errorf("%q is not final: %q", got, again)
		}
	}
}

func TestEditorialMarkersAreRead(t *testing.T) {
	for _, c := range []struct{ name, title, text, embargo, wantTitle, note string }{
		{"English embargo in the title", "EMBARGOED UNTIL 10:00 GMT 6 May 2026: Oman opens 3 ports", "", "2026-05-06T10:00:00Z", "Oman opens 3 ports", ""},
		{"English embargo in a line of its own", "Oman opens ports", "<p>EMBARGOED UNTIL 10:00 GMT 6 May 2026</p><p>Muscat</p>", "2026-05-06T10:00:00Z", "Oman opens ports", ""},
		{"German embargo", "Sperrfrist: 6. Mai 2026, 10:00 Uhr - Häfen", "", "2026-05-06T10:00:00+08:00", "Häfen", ""},
		{"French embargo", "Sous embargo jusqu’au 6 mai 2026 à 10h00 : Les ports", "", "2026-05-06T10:00:00+08:00", "Les ports", ""},
		{"Chinese embargo", "解禁时间：2026年5月6日10时00分 港口开放", "", "2026-05-06T10:00:00+08:00", "港口开放", ""},
		{"Russian embargo", "ЭМБАРГО ДО 6 мая 2026 10:00 МСК: Порты", "", "2026-05-06T10:00:00+03:00", "Порты", ""},
		{"a story about an embargo", "Embargo on Cuba lifted in 1977 by Carter", "", "", "Embargo on Cuba lifted in 1977 by Carter", ""},
		{"an embargo below the summary", "Ports", "<p>Sperrfrist: 6. Mai 2026, 10:00 Uhr</p><p>Häfen öffnen.</p>", "2026-05-06T10:00:00+08:00", "Ports", ""},
		{"an English embargo without a date", "EMBARGOED until the minister has spoken: Ports", "", "9999-12-31T00:00:00Z", "Ports", ""},
		{"an embargo in a box without a date", "[EMBARGO] Oman opens ports", "", "9999-12-31T00:00:00Z", "Oman opens ports", ""},
		{"an Arabic embargo without a date", "حظر النشر حتى إشعار آخر: موانئ", "", "9999-12-31T00:00:00Z", "موانئ", ""},
		{"a Chinese embargo without a date", "解禁时间：待定 港口开放", "", "9999-12-31T00:00:00Z", "解禁时间：待定 港口开放", ""},
		{"a Russian embargo without a date", "ЭМБАРГО ДО ОСОБОГО РАСПОРЯЖЕНИЯ: Порты", "", "9999-12-31T00:00:00Z", "Порты", ""},
		{"a Russian story about an embargo", "Эмбарго до конца года продлено", "", "", "Эмбарго до конца года продлено", ""},
		{"a story about an embargo in capitals", "EMBARGO ON CUBA LIFTED", "", "", "EMBARGO ON CUBA LIFTED", ""},
		{"an English story under embargo", "Under embargo until 6 May 2026, 10:00 GMT: Ports", "", "2026-05-06T10:00:00Z", "Ports", ""},
		{"Portuguese embargo", "Sob embargo até 6 de maio de 2026: Portos", "", "2026-05-06T00:00:00+08:00", "Portos", ""},
		{"Dutch embargo", "Onder embargo tot 6 mei 2026: Havens", "", "2026-05-06T00:00:00+08:00", "Havens", ""},
		{"Hebrew embargo", "באמברגו עד 6 במאי 2026: נמלים", "", "2026-05-06T00:00:00+08:00", "נמלים", ""},
		{"Persian embargo", "غیرقابل انتشار تا ۶ مه ۲۰۲۶: بندر", "", "2026-05-06T00:00:00+08:00", "بندر", ""},
		{"Chinese embargo in a box without a space", "【禁发至2026年5月6日10时】港口开放", "", "2026-05-06T10:00:00+08:00", "港口开放", ""},
		{"Japanese embargo in a box", "【解禁日時：2026年5月6日10時】港の協力", "", "2026-05-06T10:00:00+08:00", "港の協力", ""},
		{"Korean embargo in a box", "[엠바고: 2026년 5월 6일 10시] 항구", "", "2026-05-06T10:00:00+08:00", "항구", ""},
		{"an embargo with its day of the week", "EMBARGO: Wednesday, 6 May 2026 10:00 GMT: Ports", "", "2026-05-06T10:00:00Z", "Ports", ""},
		{"a story about an embargo with a date", "Embargo on Cuban sugar to end 6 May 2027", "", "", "Embargo on Cuban sugar to end 6 May 2027", ""},
		{"a story about an embargo with a date, in capitals", "EMBARGO ON CUBAN SUGAR TO END 6 MAY 2027", "", "", "EMBARGO ON CUBAN SUGAR TO END 6 MAY 2027", ""},
		{"a Portuguese story about an embargo", "Embargo do petróleo russo começa em 6 de maio de 2027", "", "", "Embargo do petróleo russo começa em 6 de maio de 2027", ""},
		{"a Chinese story about a ban lifted", "解禁：北京明年起允许燃放烟花", "", "", "解禁：北京明年起允许燃放烟花", ""},
		{"a Hindi story about a ban", "प्रतिबंधित: पांच ऐप", "", "", "प्रतिबंधित: पांच ऐप", ""},
		{"a kill switch", "KILL-SWITCH LAW PASSES", "", "", "KILL-SWITCH LAW PASSES", ""},
		{"Korean correction", "&lt;정정&gt; 항구", "", "", "<정정> 항구", "정정"},
		{"a correction in parentheses", "Ports of Oman", "(Corrects spelling of Salalah in first paragraph) The ports opened.", "", "Ports of Oman", "Corrects spelling of Salalah in first paragraph"},
		{"a film that corrects", "Ports of Oman", "Corrects itself, the market does.", "", "Ports of Oman", ""},
		{"English correction", "Correction: Ports of Oman", "", "", "Correction: Ports of Oman", "Correction"},
		{"English correction that says what", "Ports of Oman", "CORRECTION: An earlier version misspelled Salalah.", "", "Ports of Oman", "CORRECTION: An earlier version misspelled Salalah."},
		{"Chinese correction", "更正：港口开放", "", "", "更正：港口开放", "更正"},
		{"Arabic correction", "تصحيح: موانئ عمان", "", "", "تصحيح: موانئ عمان", "تصحيح"},
		{"German correction", "(Korrektur) - Häfen", "", "", "(Korrektur) - Häfen", "Korrektur"},
		{"Japanese correction", "【訂正】港の協力", "", "", "【訂正】港の協力", "訂正"},
		{"a story about corrections", "Correction officers strike", "", "", "Correction officers strike", ""},
		{"a film", "Kill Bill returns", "", "", "Kill Bill returns", ""},
		{"a film with a colon", "Kill: a film", "", "", "Kill: a film", ""},
		{"a step back", "Rückzug: Ministerin verzichtet", "", "", "Rückzug: Ministerin verzichtet", ""},
		{"a decision that is cancelled", "ביטול: הוועדה חזרה בה", "", "", "ביטול: הוועדה חזרה בה", ""},
		{"Thai correction", "แก้ไข: ท่าเรือเปิดแล้ว", "", "", "แก้ไข: ท่าเรือเปิดแล้ว", "แก้ไข"},
		{"Greek correction", "Διόρθωση: Το λιμάνι άνοιξε", "", "", "Διόρθωση: Το λιμάνι άνοιξε", "Διόρθωση"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := "<rss><channel><item><guid>1</guid><title>" + c.title + "</title><description>" + html.EscapeString(c.text) + "</description></item></channel></rss>"
			it := parsed(t, doc, ParseOptions{Zone: time.FixedZone("CST", 8*3600)}).Items[0]
			embargo := ""
			if !it.Embargo.IsZero() {
				embargo = it.Embargo.Format(time.RFC3339)
			}
			if embargo != c.embargo || it.Title != c.wantTitle || it.Note != c.note || it.Status.Gone() {
				t.Errorf("embargo %q, title %q, note %q, status %q", embargo, it.Title, it.Note, it.Status)
			}
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add("<p>a &amp; b</p><script>x</script>")
	f.Add("5 < 6 <b")
	f.Add("\u205f\u1680x")
	f.Fuzz(func(t *testing.T, s string) {
		got := Text(s)
		if strings.Contains(got, "  ") || strings.Contains(got, "\n\n") || strings.TrimSpace(got) != got {
			t.Errorf("%q: white space is not folded: %q", s, got)
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q: %q is no UTF-8", s, got)
		}
	})
}

func FuzzCleanHTML(f *testing.F) {
	f.Add(`<p onclick=x>a<script>b</script><a href="javascript:x">c</a>`, "https://a.example/")
	f.Add(`<svg><style><img src=x onerror=x></style></svg><math><mi><p>`, "")
	f.Add(`<p>plain <a href="/x?a=1&b='2'">link</a> <img src="/y.jpg" alt='"a" & <b>' class=z><pre>
 x</pre>`, "https://a.example/")
	f.Add(`<noscript><p title="</noscript><img src=x onerror=x>">`, "")
	f.Fuzz(func(t *testing.T, s, base string) {
		got := CleanHTML(s, base)
		if again := strings.TrimSpace(printable.Sanitize(got)); again != got {
			t.Fatalf("%q is not what may be printed: %q", got, again)
		}
		body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
		nodes, err := html.ParseFragment(strings.NewReader(got), body)
		if err != nil {
			t.Fatalf("%q: %v", got, err)
		}
		for _, n := range nodes {
			harmless(t, n)
		}
	})
}

// harmless fails on anything in a tree that could run or load in secret.
func harmless(t *testing.T, n *html.Node) {
	t.Helper()
	switch n.Data {
	case "script", "style", "iframe", "form", "object", "embed", "svg", "math", "meta", "link", "base":
		if n.Type == html.ElementNode {
			t.Fatalf("<%s> is left", n.Data)
		}
	}
	for _, a := range n.Attr {
		v := strings.ToLower(strings.TrimSpace(a.Val))
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || (a.Key == "href" || a.Key == "src") && (strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "data:")) {
			t.Fatalf("%s=%q is left", a.Key, a.Val)
		}
	}
	for c := range n.ChildNodes() {
		harmless(t, c)
	}
}

func TestABylineIsNoPartOfAName(t *testing.T) {
	for text, want := range map[string]Person{
		"By Eleni P.":                  {Name: "Eleni P."},
		"by: Li Wei":                   {Name: "Li Wei"},
		"By Asha Rao <asha@a.example>": {Name: "Asha Rao", Email: "asha@a.example"},
		"بقلم: مروان حلمي":             {Name: "مروان حلمي"},
		"作者：王芳":                        {Name: "王芳"},
		"Bysshe Shelley":               {Name: "Bysshe Shelley"},
		"Von der Leyen":                {Name: "Von der Leyen"},
	} {
		if got := personOf(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
