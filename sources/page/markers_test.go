package page

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

var noon = time.Date(2026, 5, 5, 12, 0, 0, 0, time.UTC)

// article reads a page with a headline, a line above the text, and text.
func article(t *testing.T, title, line string) *feeds.Item {
	t.Helper()
	text := strings.Repeat("The port of Salalah said on Tuesday that more ships had arrived than in any month before. ", 5)
	p, err := Parse(fmt.Appendf(nil, `<html lang="en"><body><article><h1>%s</h1><p>%s</p><p>%s</p></article></body></html>`, title, line, text),
		feeds.ParseOptions{URL: "https://agency.example/p/1", Now: noon, Zone: time.FixedZone("CST", 8*3600)}, Selectors{})
	if err != nil {
		t.Fatal(err)
	}
	it, err := p.Article()
	if err != nil {
		t.Fatal(err)
	}
	return it
}

func TestEditorialLinesOfPagesCountAsThoseOfFeeds(t *testing.T) {
	for _, c := range []struct{ name, title, line, embargo, wantTitle, note string }{
		{"embargo above the text", "Oman opens three ports", "EMBARGOED UNTIL 10:00 GMT 6 May 2026", "2026-05-06T10:00:00Z", "Oman opens three ports", ""},
		{"embargo in the headline, in the zone of the source", "解禁时间：2026年5月6日10时00分 阿曼港口开放", "", "2026-05-06T10:00:00+08:00", "阿曼港口开放", ""},
		{"embargo without a date", "Oman opens three ports", "EMBARGO: until the minister has spoken", "9999-12-31T00:00:00Z", "Oman opens three ports", ""},
		{"correction", "Oman opens three ports", "CORRECTION: An earlier version misspelled Salalah.", "", "Oman opens three ports", "CORRECTION: An earlier version misspelled Salalah."},
		{"nothing", "Oman opens three ports", "Trade with Asia grows.", "", "Oman opens three ports", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			it, embargo := article(t, c.title, c.line), ""
			if !it.Embargo.IsZero() {
				embargo = it.Embargo.Format(time.RFC3339)
			}
			if embargo != c.embargo || it.Title != c.wantTitle || it.Note != c.note {
				t.Errorf("embargo %q, title %q, note %q", embargo, it.Title, it.Note)
			}
		})
	}
}

func TestAKilledPageLeavesNothingButItsNote(t *testing.T) {
	it := article(t, "KILL: Oman opens three ports", "Do not use.")
	if it.Status != feeds.Withdrawn || it.Title != "" || it.Content != "" || it.ID == "" || !strings.HasPrefix(it.Note, "KILL: Oman") {
		t.Errorf("%+v", it)
	}
}

func TestListingsSayWhatIsEmbargoedOrKilled(t *testing.T) {
	var list strings.Builder
	for i, title := range []string{"EMBARGOED UNTIL 10:00 GMT 6 May 2026: Oman opens three ports", "KILL: Salalah closes its old harbour", "Muscat plans a new railway line", "Fishermen of Sur welcome more tourists"} {
		fmt.Fprintf(&list, `<li><a href="/p/%d.html">%s</a> <span>2026-05-0%d</span></li>`, i, title, i+2)
	}
	p, err := Parse([]byte(`<html lang="en"><body><ul>`+list.String()+`</ul></body></html>`), feeds.ParseOptions{URL: "https://agency.example/c/news", Now: noon, Embargo: true}, Selectors{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Listing()
	if err != nil || len(l.Entries) != 4 {
		t.Fatalf("%+v: %v", l, err)
	}
	if it := p.Item(l.Entries[0]); it.Title != "Oman opens three ports" || it.Embargo.Format(time.RFC3339) != "2026-05-06T10:00:00Z" {
		t.Errorf("%+v", it)
	}
	if it := p.Item(l.Entries[1]); it.Status != feeds.Withdrawn || it.Title != "" {
		t.Errorf("%+v", it)
	}
	if it := p.Item(l.Entries[3]); it.Embargo.IsZero() != !it.Published.After(noon) {
		t.Errorf("%+v", it)
	}
}

func TestPagesAreReadInAnyEncoding(t *testing.T) {
	for _, c := range []struct {
		name, contentType, meta, title, text string
		encode                               func(string) (string, error)
	}{
		{"windows-1251 that nobody declares", "text/html", "", "В Александрии открыт новый порт", "Суда короче трёхсот метров теперь швартуются без лоцмана, сообщили власти города во вторник. ", charmap.Windows1251.NewEncoder().String},
		{"windows-1251 declared as UTF-8", "text/html; charset=utf-8", "utf-8", "В Александрии открыт новый порт", "Суда короче трёхсот метров теперь швартуются без лоцмана, сообщили власти города во вторник. ", charmap.Windows1251.NewEncoder().String},
		{"GB18030 as gb2312 in the page", "text/html", "gb2312", "亚历山大智慧港口启用", "港务局表示，长度不足三百米的船舶无需引航即可靠泊，效率明显提高。", simplifiedchinese.GB18030.NewEncoder().String},
		{"Shift_JIS that nobody declares", "text/html", "", "アレクサンドリアにスマート港が開港", "三百メートル未満の船は水先人なしで接岸できると当局は述べた。", japanese.ShiftJIS.NewEncoder().String},
		{"EUC-KR in the header", "text/html; charset=euc-kr", "", "알렉산드리아에 스마트 항만 개장", "항만청은 선박이 이제 도선사 없이 접안한다고 밝혔다. ", korean.EUCKR.NewEncoder().String},
		{"windows-1256 in the page", "text/html", "windows-1256", "افتتاح ميناء ذكي في الإسكندرية", "أعلنت هيئة الميناء أن السفن ترسو الآن من دون مرشد في الميناء الجديد. ", charmap.Windows1256.NewEncoder().String},
	} {
		t.Run(c.name, func(t *testing.T) {
			meta := ""
			if c.meta != "" {
				meta = `<meta charset="` + c.meta + `">`
			}
			doc, err := c.encode("<html><head>" + meta + "<title>" + c.title + "</title></head><body><article><h1>" + c.title + "</h1><p>" + strings.Repeat(c.text, 4) + "</p></article></body></html>")
			if err != nil {
				t.Fatal(err)
			}
			p, err := Parse([]byte(doc), feeds.ParseOptions{URL: "https://agency.example/p/1", ContentType: c.contentType, Now: noon}, Selectors{})
			if err != nil {
				t.Fatal(err)
			}
			it, err := p.Article()
			if err != nil || it.Title != c.title || !strings.Contains(it.Content, strings.TrimSpace(c.text)) {
				t.Fatalf("%+v: %v", it, err)
			}
			if guessed := c.meta == "utf-8" || c.contentType == "text/html" && c.meta == ""; guessed != (len(it.Repairs) > 0) {
				t.Errorf("repairs %q", it.Repairs)
			}
		})
	}
}
