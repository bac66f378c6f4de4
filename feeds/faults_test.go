package feeds

import (
	"strings"
	"testing"
)

// wellFormed is a document in which each fault is put at one place.
const wellFormed = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Agency</title><link>https://agency.example/</link>
<item><title>Ports in Oman &amp; Egypt</title><link>https://agency.example/1</link><guid>a1</guid><pubDate>Sun, 06 Nov 2022 10:00:00 GMT</pubDate><description>First story</description></item>
<item><title>智慧城市峰会</title><link>https://agency.example/2</link><guid>a2</guid><pubDate>Sun, 06 Nov 2022 11:00:00 GMT</pubDate><description>Second story</description></item>
<item><title>Третья новость</title><link>https://agency.example/3</link><guid>a3</guid><pubDate>Sun, 06 Nov 2022 12:00:00 GMT</pubDate><description>Third story</description></item>
</channel></rss>`

// faults are documents with one fault each: old in wellFormed becomes new. All
// three items are to be there, with the titles given (nil: the right ones).
var faults = []struct {
	name, old, new string
	titles         []string
	silent         bool // nothing needed mending
}{
	{"nothing", "", "", nil, true},
	{"an ampersand that is not escaped", "&amp;", "&", nil, false},
	{"an ampersand before a semicolon in prose", "First story", "Fish & chips; peas", nil, false},
	{"an ampersand in an address", "https://agency.example/1", "https://agency.example/1?a=1&b=2", nil, false},
	{"an entity of HTML", "First story", "First&nbsp;story&hellip;", nil, false},
	{"an entity that nobody defined", "First story", "First &story; &foo;", nil, false},
	{"a reference without its semicolon", "First story", "First &eacute story", nil, false},
	{"a reference to a forbidden character", "First story", "First &#0;&#x1; story", nil, true},
	{"a reference to a surrogate", "First story", "First &#xD800; story", nil, true},
	{"a reference beyond Unicode", "First story", "First &#x110000; story", nil, true},
	{"a reference meant for windows-1252", "First story", "&#147;First&#148; story", nil, true},
	{"a control character", "First story", "First \x08story", nil, false},
	{"a zero byte", "First story", "First \x00story", nil, false},
	{"an escape sequence of a terminal", "First story", "First \x1b[1mstory", nil, false},
	{"a noncharacter", "First story", "First \uffff story", nil, false},
	{"a byte that is no UTF-8", "First story", "First caf\xe9 story", nil, false},
	{"a less-than sign in prose", "First story", "First 5 < 6 story", nil, false},
	{"an arrow in prose", "First story", "First <- story", nil, false},
	{"a heart in prose", "First story", "I <3 ports", nil, false},
	{"a mail address in angle brackets", "First story", "Ask <desk@agency.example> now", nil, false},
	{"a link in angle brackets", "First story", "See <https://agency.example/x> now", nil, false},
	{"the end of a CDATA section in text", "First story", "First ]]> story", nil, true},
	{"HTML that is not escaped", "First story", "<p>First <b>story</b><br>here</p>", nil, true},
	{"HTML that is not escaped and not closed", "First story", "<p>First <b>story<p>here", nil, false},
	{"HTML whose elements overlap", "First story", "<b>First <i>story</b> here</i>", nil, false},
	{"an image without an end", "First story", `First <img src="https://agency.example/a.jpg"> story`, nil, true},
	{"an attribute without quotes", "First story", `First <a href=https://agency.example/x>story</a>`, nil, false},
	{"an attribute without a value", "First story", `First <input disabled> story`, nil, false},
	{"an attribute without its closing quote", "First story", `First <a href="https://agency.example/x>story</a>`, nil, false},
	{"an attribute twice", "First story", `First <a href="/x" href="/y">story</a>`, nil, true},
	{"a tag that is not closed before the next", "<description>First story", "<description First story", nil, false},
	{"a title without an end", "</title><link>https://agency.example/1", "<link>https://agency.example/1", nil, false},
	{"a guid without an end", "<guid>a1</guid>", "<guid>a1", nil, false},
	{"a date without an end", "10:00:00 GMT</pubDate>", "10:00:00 GMT", nil, false},
	{"a description without an end", "First story</description>", "First story", nil, false},
	{"an item without an end", "First story</description></item>", "First story</description>", nil, false},
	{"a channel without an end", "</channel>", "", nil, false},
	{"a root without an end", "</rss>", "", nil, false},
	{"an end tag without a beginning", "First story</description>", "First story</description></b>", nil, false},
	{"an end tag spelt in capitals", "First story</description>", "First story</DESCRIPTION>", nil, true},
	{"an end tag with a space", "First story</description>", "First story</description >", nil, true},
	{"an end tag with another name", "<guid>a1</guid>", "<guid>a1</guidd>", nil, false},
	{"a CDATA section without an end", "First story", "<![CDATA[First <b>story</b>", nil, false},
	{"a CDATA section within another", "First story", "<![CDATA[First <![CDATA[story]]> here]]>", nil, true},
	{"a comment with two hyphens", "First story", "First <!-- a -- b --> story", nil, true},
	{"a comment without an end", "</channel></rss>", "</channel></rss><!-- made by hand", nil, true},
	{"a processing instruction within", "First story", "First <?php echo 1 ?> story", nil, true},
	{"an undeclared prefix", "First story</description>", "First story</description><media:title>Port</media:title>", nil, true},
	{"a prefix bound to nothing", `version="2.0"`, `version="2.0" xmlns:media=""`, nil, true},
	{"a name with two colons", "First story", "First <a:b:c> story", nil, false},
	{"white space before the declaration", "<?xml", "\r\n\t <?xml", nil, true},
	{"a warning before the declaration", "<?xml", "Warning: mysql_connect() in feed.php on line 3\n<?xml", nil, false},
	{"a warning with markup before the declaration", "<?xml", "<br />\n<b>Notice</b>: Undefined index\n<?xml", nil, false},
	{"a declaration of version 1.1", `version="1.0"`, `version="1.1"`, nil, true},
	{"a declaration of an encoding that does not exist", "utf-8", "utf-99", nil, true},
	{"a declaration of the wrong encoding", "utf-8", "iso-8859-1", nil, true},
	{"two declarations", "<rss", "<?xml version=\"1.0\"?><rss", nil, true},
	{"no declaration", `<?xml version="1.0" encoding="utf-8"?>`, "", nil, true},
	{"a document type from elsewhere", "<rss", `<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss`, nil, true},
	{"an entity that the document defines", "<rss", `<!DOCTYPE rss [<!ENTITY city "Oman">]><rss`, nil, true},
	{"a script behind the end", "</rss>", "</rss><script>track()</script>", nil, false},
	{"text behind the end", "</rss>", "</rss>\n0\n", nil, false},
	{"a second root", "</rss>", "</rss><rss><channel></channel></rss>", nil, false},
	{"a root in capitals", "<rss version", "<RSS version", nil, true},
	{"no root but the channel", `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">`, "", nil, false},
	{"an item outside of the channel", "</item>\n</channel>", "</item>\n</channel><item/>", []string{"Ports in Oman & Egypt", "智慧城市峰会", "Третья новость", ""}, true},
	{"a title escaped once too often", "&amp;", "&amp;amp;", nil, true},
	{"a date that is none", "Sun, 06 Nov 2022 10:00:00 GMT", "yesterday", nil, true},
	{"an enclosure of which nothing is known", "<guid>a1</guid>", "<guid>a1</guid><enclosure/>", nil, true},
	{"a thousand elements within each other", "First story", strings.Repeat("<div>", 1000) + "First story" + strings.Repeat("</div>", 1000), nil, false},
	{"a thousand attributes", "<guid>", "<guid " + strings.Repeat(`a="b" `, 1000) + ">", nil, false},
	{"a document cut off in its last item", " 12:00:00 GMT</pubDate><description>Third story</description></item>\n</channel></rss>", "", nil, false},
	{"a document cut off within a tag", "Third story</description></item>\n</channel></rss>", "Third story</desc", nil, false},
}

func TestOneFaultCostsNoStory(t *testing.T) {
	right := []string{"Ports in Oman & Egypt", "智慧城市峰会", "Третья новость"}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			if f.old != "" && !strings.Contains(wellFormed, f.old) {
				t.Fatalf("%q is not in the document", f.old)
			}
			feed, err := Parse([]byte(strings.Replace(wellFormed, f.old, f.new, 1)), ParseOptions{})
			if err != nil {
				t.Fatal(err)
			}
			want := f.titles
			if want == nil {
				want = right
			}
			var titles []string
			for _, it := range feed.Items {
				titles = append(titles, it.Title)
			}
			if strings.Join(titles, "|") != strings.Join(want, "|") {
				t.Errorf("titles %q, want %q", titles, want)
			}
			for i, it := range feed.Items[:3] {
				if !strings.HasPrefix(it.Link, "https://agency.example/"+string(rune('1'+i))) {
					t.Errorf("item %d has the link %q", i, it.Link)
				}
			}
			if told := len(feed.Repairs) > 0; told == f.silent {
				t.Errorf("repairs %q", feed.Repairs)
			}
		})
	}
}

func TestWhatAFaultLeavesIsWhatWasMeant(t *testing.T) {
	for _, c := range []struct{ text, summary string }{
		{"Fish & chips; peas", "Fish & chips; peas"},
		{"First&nbsp;story&hellip;", "First story…"},
		{"First &story; &foo;", "First &story; &foo;"},
		{"&#147;First&#148; story", "“First” story"},
		{"First 5 < 6 story", "First 5 < 6 story"},
		{"I <3 ports", "I <3 ports"},
		{"Ask <desk@agency.example> now", "Ask <desk@agency.example> now"},
		{"First ]]> story", "First ]]> story"},
		{"<p>First <b>story</b><br>here</p>", "First story\nhere"},
		{"<b>First <i>story</b> here</i>", "First story here"},
		{"<![CDATA[First <b>story</b>", "First story"},
		{"AT&amp;amp;T", "AT&T"},
		{"caf\xe9", "café"},
		{strings.Repeat("<div>", 1000) + "deep" + strings.Repeat("</div>", 1000), "deep"},
	} {
		feed, err := Parse([]byte(strings.Replace(wellFormed, "First story", c.text, 1)), ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := feed.Items[0].Summary; got != c.summary {
			t.Errorf("%.60q: summary %q, want %q", c.text, got, c.summary)
		}
	}
}

func TestRepairsSayWhereTheyWereMade(t *testing.T) {
	feed, err := Parse([]byte(strings.Replace(wellFormed, "Second story", "A & B & C", 1)), ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := `escaped "&" signs that begin no entity (2 times, first in line 4)`
	if len(feed.Repairs) != 1 || feed.Repairs[0] != want {
		t.Errorf("repairs %q, want %q", feed.Repairs, want)
	}
}
