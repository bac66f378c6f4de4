package feeds

import (
	"html"
	"strings"
	"testing"
	"time"
)

// told reads an item with a description that may be HTML, eight hours east.
func told(t *testing.T, title, description string) *Item {
	t.Helper()
	doc := "<rss><channel><item><guid>1</guid><title>" + html.EscapeString(title) + "</title><description>" + html.EscapeString(description) +
		"</description><pubDate>Tue, 05 May 2026 08:00:00 +0800</pubDate></item></channel></rss>"
	return &parsed(t, doc, ParseOptions{Zone: time.FixedZone("CST", 8*3600)}).Items[0]
}

func TestTheLineOfAnEmbargoIsNoPartOfTheStory(t *testing.T) {
	for _, c := range []struct{ title, text, want string }{
		{"Ports", "EMBARGO: Sun, 22 Nov 2026 18:00 GMT. The ports open.", "The ports open."},
		{"Ports", "EMBARGO: Sun, 22 Nov 2026 18:00:00 +0000 The ports open.", "The ports open."},
		{"Ports", "Embargoed until 10:00 GMT 6 May 2026: The ports open.", "The ports open."},
		{"Ports", "[EMBARGOED UNTIL 10:00 GMT 6 May 2026] The ports open.", "The ports open."},
		{"Ports", "The ports open. EMBARGO: Sun, 22 Nov 2026 18:00 GMT", "The ports open."},
		{"Ports", "The ports open. (Embargoed until 10:00 GMT 6 May 2026)", "The ports open."},
		{"EMBARGOED UNTIL 10:00 GMT 6 May 2026: Ports", "EMBARGOED UNTIL 10:00 GMT 6 May 2026 - The ports open.", "The ports open."},
		{"Ports", "<p>EMBARGO: Sun, 22 Nov 2026 18:00 GMT</p><p>The ports open.</p>", "The ports open."},
		{"Ports", "<p><strong>EMBARGO: Sun, 22 Nov 2026 18:00 GMT</strong><br>The <em>ports</em> open.</p>", "The ports open."},
		{"Ports", "<p>The ports open.</p><p>Embargoed until 10:00 GMT 6 May 2026.</p>", "The ports open."},
		{"Ports", "<p>The ports open.<br><i>EMBARGO: 22 Nov 2026 18:00 GMT</i></p>", "The ports open."},
		{"Ports", "<p>EMBARGO: until the minister has spoken</p><p>The ports open.</p>", "The ports open."},
		{"EMBARGO: Ports", "EMBARGO: The ports open.", "The ports open."},
		{"[EMBARGO] Ports", "The ports open.", "The ports open."},
		{"Häfen", "Sperrfrist: 6. Mai 2026, 10:00 Uhr. Die Häfen öffnen.", "Die Häfen öffnen."},
		{"Häfen", "Die Häfen öffnen. Sperrfrist: 6. Mai 2026, 10:00 Uhr", "Die Häfen öffnen."},
		{"Ports", "Sous embargo jusqu’au 6 mai 2026 à 10h00 (heure de Paris). Les ports ouvrent.", "Les ports ouvrent."},
		{"Puertos", "<p>Embargado hasta el 6 de mayo de 2026, 10:00</p><p>Los puertos abren.</p>", "Los puertos abren."},
		{"Порты", "ЭМБАРГО ДО 6 мая 2026 10:00 МСК: Порты открылись.", "Порты открылись."},
		{"Порты", "Порты открылись. Не для публикации до 6 мая 2026 10:00 МСК", "Порты открылись."},
		{"موانئ", "<p>حظر النشر حتى 6 مايو 2026</p><p>افتتحت الموانئ.</p>", "افتتحت الموانئ."},
		{"בנמל", "<p>באמברגו עד 6 במאי 2026</p><p>הנמלים נפתחו.</p>", "הנמלים נפתחו."},
		{"بندر", "<p>غیرقابل انتشار تا ۶ مه ۲۰۲۶</p><p>بندرها باز شدند.</p>", "بندرها باز شدند."},
		{"港口", "【禁发至2026年5月6日10时】港口开放。", "港口开放。"},
		{"港口", "港口开放。【解禁时间：2026年5月6日10时】", "港口开放。"},
		{"港", "<p>【解禁日時：2026年5月6日10時】</p><p>港が開いた。</p>", "港が開いた。"},
		{"항구", "[엠바고: 2026년 5월 6일 10시] 항구가 열렸다.", "항구가 열렸다."},
	} {
		it := told(t, c.title, c.text)
		title := strings.NewReplacer("EMBARGOED UNTIL 10:00 GMT 6 May 2026: ", "", "EMBARGO: ", "", "[EMBARGO] ", "").Replace(c.title)
		if it.Embargo.IsZero() || it.Summary != c.want || it.Content != "" && Text(it.Content) != c.want || it.Title != title {
			t.Errorf("%q, %q: embargo %v, title %q, summary %q, content %q", c.title, c.text, it.Embargo, it.Title, it.Summary, it.Content)
		}
		if strings.Contains(it.Content, "<strong></strong>") || strings.Contains(it.Content, "<p></p>") || strings.Contains(it.Content, "<br") {
			t.Errorf("%q leaves %q", c.text, it.Content)
		}
	}
}

func TestNoSentenceOfTheStoryIsCut(t *testing.T) {
	for _, text := range []string{
		"Embargo on Russian oil from 5 May 2026, ministers said. The ports wait.",
		"Under embargo until 6 May 2026 the papers could not tell anybody.",
		"The ports wait. The embargo ends on 6 May 2026.",
		"The ports wait. Embargo on Cuban sugar to end 6 May 2027.",
		"The ports wait. Embargo talks resume 6 May 2027.",
		"<p>The ports wait.</p><p>Embargo on Cuban sugar to end 6 May 2027</p>",
		"Sperrfrist bis 6. Mai 2026 gilt nicht mehr, sagte der Minister.",
		"Эмбарго до 6 мая 2026 года продлено правительством.",
		"解禁后首日，2026年5月6日，渔船出海。",
		"Sous embargo jusqu’au 6 mai 2026, le rapport a fuité.",
	} {
		it := told(t, "Ports", text)
		if it.Summary != Text(text) && strings.ReplaceAll(Text(text), "\n", " ") != strings.ReplaceAll(it.Summary, "\n", " ") {
			t.Errorf("%q became %q", text, it.Summary)
		}
		if it.Content != "" && Text(it.Content) != Text(text) {
			t.Errorf("%q became %q", text, it.Content)
		}
	}
}
