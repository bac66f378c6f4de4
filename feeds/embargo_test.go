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
		{"Ports", "EMBARGO: 22 Nov 2026 18:00 CST — The ports open.", "The ports open."},
		{"Ports", "EMBARGO: 22 Nov 2026 18:00 +0800 The ports open.", "The ports open."},
		{"Ports", "EMBARGO: 22 Nov 2026, 10:00 a.m. Singapore time. The ports open.", "The ports open."},
		{"Ports", "EMBARGO: 22 Nov 2026 18:00 MUSCAT — The ports open.", "MUSCAT — The ports open."},
		{"ท่าเรือ", "ห้ามเผยแพร่ก่อน 22 พฤศจิกายน 2570 เวลา 18.00 น. ท่าเรือเปิดแล้ว", "ท่าเรือเปิดแล้ว"},
		{"Porty", "EMBARGO DO 22 listopada 2027, godz. 18:00. Porty otwarte.", "Porty otwarte."},
		{"Limanlar", "AMBARGO: 22 Kasım 2027, 18:00. Limanlar açıldı.", "Limanlar açıldı."},
		{"موانئ", "حظر النشر حتى 6 مايو 2026 الساعة 10:00 صباحا بتوقيت مسقط: افتتحت الموانئ.", "افتتحت الموانئ."},
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

func TestAnEmbargoEndsAtTheHourThatIsSaid(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"EMBARGOED UNTIL 9:51 A.M. ET, NOVEMBER 22, 2026:", "2026-11-22T14:51:00Z"},
		{"EMBARGO: 10 a.m. ET, July 22, 2026.", "2026-07-22T14:00:00Z"},
		{"Embargoed until 10 a.m. Eastern, Nov. 22, 2026.", "2026-11-22T15:00:00Z"},
		{"EMBARGOED UNTIL November 22, 2026, 10:00 a.m. Eastern Time.", "2026-11-22T15:00:00Z"},
		{"EMBARGOED UNTIL March 8, 2026, 10:00 a.m. Pacific Daylight Time:", "2026-03-08T17:00:00Z"},
		{"EMBARGOED UNTIL March 7, 2026, 12 noon CT:", "2026-03-07T18:00:00Z"},
		{"EMBARGOED UNTIL 1500 GMT 22 November 2026:", "2026-11-22T15:00:00Z"},
		{"EMBARGOED UNTIL 22 November 2026 0001 GMT.", "2026-11-22T00:01:00Z"},
		{"EMBARGOED FOR RELEASE: 10:00 a.m. ET Tuesday, November 24, 2026.", "2026-11-24T15:00:00Z"},
		{"HOLD FOR RELEASE: 24 November 2026 at noon GMT.", "2026-11-24T12:00:00Z"},
		{"Embargo jusqu’au mardi 24 novembre 2026 à 16h.", "2026-11-24T08:00:00Z"},
		{"Embargo tot dinsdag 24 november 2026, 16 uur.", "2026-11-24T08:00:00Z"},
		{"EMBARGO: 22.11.2026, 16 Uhr.", "2026-11-22T08:00:00Z"},
		{"Sperrfrist: Sonntag, 22. November 2026, 16 Uhr.", "2026-11-22T08:00:00Z"},
		{"Sperrfrist: 22. November 2026, 16 Uhr MEZ.", "2026-11-22T15:00:00Z"},
		{"Onder embargo tot 22 november 2026, 15:51 uur.", "2026-11-22T07:51:00Z"},
		{"Onder embargo tot 22 november 2026, 16 uur.", "2026-11-22T08:00:00Z"},
		{"Sous embargo jusqu’au 22 novembre 2026 à 16 heures.", "2026-11-22T08:00:00Z"},
		{"Embargado hasta el 22 de noviembre de 2026, 15:51.", "2026-11-22T07:51:00Z"},
		{"Embargado hasta el 22 de noviembre de 2026 a las 16 horas.", "2026-11-22T08:00:00Z"},
		{"Sotto embargo fino alle ore 16 del 22 novembre 2026.", "2026-11-22T08:00:00Z"},
		{"EMBARGO DO 22 listopada 2026, godz. 16.", "2026-11-22T08:00:00Z"},
		{"ЭМБАРГО ДО 22 ноября 2026, 16 часов.", "2026-11-22T08:00:00Z"},
		{"حظر النشر حتى 22 نوفمبر 2026 الساعة 16:", "2026-11-22T08:00:00Z"},
		// The hour and its minutes with spaces between them.
		{"EMBARGO : mardi 24 novembre 2026, 10 h 30.", "2026-11-24T02:30:00Z"},
		{"Sous embargo jusqu’au 24 novembre 2026 à 10 h 30.", "2026-11-24T02:30:00Z"},
		{"Sous embargo jusqu’à 10 h 30 le 24 novembre 2026.", "2026-11-24T02:30:00Z"},
		{"EMBARGO : 24 novembre 2026, 10 h.", "2026-11-24T02:00:00Z"},
		// Midnight may be either end of the day: the later one is safe.
		{"EMBARGO: 24 November 2026, midnight.", "2026-11-24T16:00:00Z"},
		{"EMBARGOED UNTIL midnight GMT on 24 November 2026.", "2026-11-25T00:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, midnight ET.", "2026-11-25T05:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 12 midnight.", "2026-11-24T16:00:00Z"},
		{"EMBARGO: 24 November 2026, 12:00 midnight.", "2026-11-24T16:00:00Z"},
		{"EMBARGO: 24 novembre 2026 à minuit.", "2026-11-24T16:00:00Z"},
		{"Sperrfrist: 24. November 2026, Mitternacht.", "2026-11-24T16:00:00Z"},
		{"Embargo hasta la medianoche del 24 de noviembre de 2026.", "2026-11-24T16:00:00Z"},
		{"EMBARGO: 24 November 2026, 00:00.", "2026-11-23T16:00:00Z"},
		// The time of a place.
		{"EMBARGOED UNTIL 24 November 2026, 10:00 NEW YORK TIME.", "2026-11-24T15:00:00Z"},
		{"EMBARGOED UNTIL 10:00 A.M. NEW YORK TIME ON TUESDAY, NOVEMBER 24, 2026.", "2026-11-24T15:00:00Z"},
		{"EMBARGOED UNTIL 24 July 2026, 10:00 (London time).", "2026-07-24T09:00:00Z"},
		{"EMBARGOED UNTIL 10:00 London time, 24 November 2026.", "2026-11-24T10:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 10:00 a.m. (Eastern Time).", "2026-11-24T15:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 10:00 (ET).", "2026-11-24T15:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 10:00 Tokyo time.", "2026-11-24T01:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 10:00 local time.", "2026-11-24T02:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 10:00 GMT (14:00 Dubai time).", "2026-11-24T10:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 10:00 GMT (14:00 Xanadu time).", "2026-11-24T10:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 10:00 (11:00 Tokyo time).", "2026-11-24T02:00:00Z"},
		{"EMBARGOED UNTIL 24 November 2026, 10:00 Xanadu time.", "9999-12-31T00:00:00Z"},
		{"Sous embargo jusqu’au 24 novembre 2026 à 10h00, heure de Paris.", "2026-11-24T09:00:00Z"},
		{"Sous embargo jusqu’au 24 novembre 2026 à 10h00 (heure de Trifouilly).", "9999-12-31T00:00:00Z"},
		{"Embargo hasta las 10:00 (hora de Madrid) del 24 de noviembre de 2026.", "2026-11-24T09:00:00Z"},
		{"Embargado hasta el 24 de noviembre de 2026 a las 10:00, hora de Nueva York.", "2026-11-24T15:00:00Z"},
		{"ЭМБАРГО ДО 24 ноября 2026, 10:00 по московскому времени.", "2026-11-24T07:00:00Z"},
		{"ЭМБАРГО ДО 10:00 мск 24 ноября 2026.", "2026-11-24T07:00:00Z"},
		{"حظر النشر حتى 24 نوفمبر 2026 الساعة 10:00 بتوقيت غرينتش:", "2026-11-24T10:00:00Z"},
		{"حظر النشر حتى 24 نوفمبر 2026 الساعة 10:00 بتوقيت القاهرة:", "2026-11-24T08:00:00Z"},
		{"حظر النشر حتى 24 نوفمبر 2026 الساعة 10:00 بتوقيت مكة المكرمة:", "2026-11-24T07:00:00Z"},
		{"解禁时间：2026年11月24日10时（纽约时间）。", "2026-11-24T15:00:00Z"},
		{"解禁时间：伦敦时间2026年11月24日10时。", "2026-11-24T10:00:00Z"},
		{"禁发至北京时间2026年11月24日10时。", "2026-11-24T02:00:00Z"},
		{"【解禁日時：日本時間2026年11月24日10時】", "2026-11-24T01:00:00Z"},
		{"엠바고: 2026년 11월 24일 10시 (한국 시간)", "2026-11-24T01:00:00Z"},
		// The hour before the date.
		{"Embargo até às 10h de 24 de novembro de 2026.", "2026-11-24T02:00:00Z"},
		{"Embargo até às 10 de 24 de novembro de 2026.", "2026-11-24T02:00:00Z"},
		{"Embargo até 10 de novembro de 2026, 11h.", "2026-11-10T03:00:00Z"},
		{"Sob embargo até às 10h do dia 24 de novembro de 2026.", "2026-11-24T02:00:00Z"},
		{"Embargo fino alle 10 del 24 novembre 2026.", "2026-11-24T02:00:00Z"},
		{"Embargo fino al 24 novembre 2026, ore 10.", "2026-11-24T02:00:00Z"},
		{"Embargo hasta las 10:00 del 24 de noviembre de 2026.", "2026-11-24T02:00:00Z"},
		{"Sous embargo jusqu’à 10h le 24 novembre 2026.", "2026-11-24T02:00:00Z"},
		{"保密至2026年11月24日10时。", "2026-11-24T02:00:00Z"},
		{"FOR RELEASE AT 10:00 A.M. ET, NOVEMBER 24, 2026.", "2026-11-24T15:00:00Z"},
		{"For release at 10:00 a.m. ET, November 24, 2026:", "2026-11-24T15:00:00Z"},
		{"FOR RELEASE: November 24, 2026, 10:00 a.m. ET.", "2026-11-24T15:00:00Z"},
	} {
		it := told(t, "Ports", c.line+" The ports open.")
		if got := it.Embargo.UTC().Format(time.RFC3339); got != c.want || it.Summary != "The ports open." {
			t.Errorf("%q: until %s, want %s; summary %q", c.line, got, c.want, it.Summary)
		}
	}
}

func TestTheFirstWordsOfAStoryAreNoZone(t *testing.T) {
	for _, story := range []string{"The West wants ports.", "Ministers met.", "Central banks met.", "Time magazine names ports."} {
		for _, line := range []string{"EMBARGOED UNTIL 24 November 2026, 10:00. ", "EMBARGOED UNTIL 24 November 2026, 10:00 GMT: ", "EMBARGOED UNTIL 24 November 2026, 10:00 "} {
			it := told(t, "Ports", line+story)
			if it.Summary != story || it.Embargo.UTC().Hour() != 2 && it.Embargo.UTC().Hour() != 10 {
				t.Errorf("%q: %v, %q", line+story, it.Embargo, it.Summary)
			}
		}
	}
	if it := told(t, "港", "【報道解禁：5月6日午前10時】港が開く。"); it.Embargo.Format(time.RFC3339) != "2026-05-06T10:00:00+08:00" || it.Summary != "港が開く。" {
		t.Errorf("without a year: %v, %q", it.Embargo, it.Summary)
	}
}

func TestAStoryThatBeginsWithMidnight(t *testing.T) {
	it := told(t, "Ports", "EMBARGO: 24 November 2026. Midnight in Paris opens.")
	if it.Summary != "Midnight in Paris opens." || it.Embargo.UTC().Format(time.RFC3339) != "2026-11-23T16:00:00Z" {
		t.Errorf("%v, %q", it.Embargo, it.Summary)
	}
}

func TestASperrfristThatTheEditorEnds(t *testing.T) {
	for _, title := range []string{"Sperrfrist: Redebeginn", "Sperrfrist bis Redebeginn: Häfen", "Sperrfrist Sonntag 16 Uhr", "Sperrfrist heute, 16 Uhr: Häfen", "Sperrfrist morgen 10 Uhr: Häfen", "Sperrfrist gilt bis Redebeginn", "SPERRFRIST REDEBEGINN: Häfen"} {
		if it := told(t, title, "In Salalah."); !it.Embargo.Equal(UntilReleased) {
			t.Errorf("%q: embargo %v", title, it.Embargo)
		}
	}
}

func TestAnEmbargoAtTheEndOfATitle(t *testing.T) {
	for _, end := range []string{" [EMBARGOED UNTIL 10:00 GMT 6 May 2026]", " (embargoed until 10:00 GMT 6 May 2026)", "【解禁时间：2026年5月6日10时】", " (Sperrfrist: 6. Mai 2026, 10 Uhr)", "（5月6日10时前禁发）"} {
		if it := told(t, "Ports"+end, "In Salalah."); it.Embargo.IsZero() || it.Title != "Ports" {
			t.Errorf("%q: embargo %v, title %q", end, it.Embargo, it.Title)
		}
	}
	for _, title := range []string{"Ports wait (embargo on sugar to end 6 May 2027)", "The ports wait. Embargo talks resume 6 May 2027", "アユ釣り（6月1日解禁）", "Embargo: 5 questions"} {
		if it := told(t, title, "In Salalah."); !it.Embargo.IsZero() || it.Title != title {
			t.Errorf("%q: embargo %v, title %q", title, it.Embargo, it.Title)
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
		"EMBARGO : 24 novembre 2026, 10 h 30 ports ouvrent.",
		"For release on 24 November 2026, the film needs cuts.",
		"Embargo talks at midnight on 24 November 2026 failed.",
		"保密至2026年11月24日10时，港口开放。",
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

func TestEmbargoesWithTheirDateFirst(t *testing.T) {
	for _, c := range []struct{ title, embargo, want string }{
		{"【2027年5月5日10时前禁发】港口开放", "2027-05-05T10:00:00+08:00", "港口开放"},
		{"【5月6日10时前禁发】港口开放", "2026-05-06T10:00:00+08:00", "港口开放"},
		{"【2月5日禁發】港口開放", "2027-02-05T00:00:00+08:00", "港口開放"},
		{"（2026年5月6日上午9时30分前不得发布）港口开放", "2026-05-06T09:30:00+08:00", "港口开放"},
		{"5月6日10时前禁发：港口开放", "2026-05-06T10:00:00+08:00", "港口开放"},
		{"【北京时间5月6日10时前禁发】港口开放", "2026-05-06T10:00:00+08:00", "港口开放"},
		{"【5月6日10时（纽约时间）前禁发】港口开放", "2026-05-06T10:00:00-04:00", "港口开放"},
		{"【東京時間5月6日10時解禁】港が開放", "2026-05-06T10:00:00+09:00", "港が開放"},
		{"【火星时间5月6日10时前禁发】港口开放", UntilReleased.Format(time.RFC3339), "港口开放"},
		{"【5月6日10時解禁】港が開く", "2026-05-06T10:00:00+08:00", "港が開く"},
		{"【５月６日午後３時解禁】港が開く", "2026-05-06T15:00:00+08:00", "港が開く"},
		{"【2026年5月6日(水)10:00まで公開禁止】港が開く", "2026-05-06T10:00:00+08:00", "港が開く"},
		{"[5월 6일 10시 엠바고] 항구가 열린다", "2026-05-06T10:00:00+08:00", "항구가 열린다"},
		{"[2026년 5월 6일 오후 3시까지 보도금지] 항구가 열린다", "2026-05-06T15:00:00+08:00", "항구가 열린다"},
		{"【6月1日解禁】アユ釣り", "", "【6月1日解禁】アユ釣り"},
		{"6月1日解禁のアユ、川に人の列", "", "6月1日解禁のアユ、川に人の列"},
		{"【5月6日10時】解禁後の港", "", "【5月6日10時】解禁後の港"},
		{"5月1日起南海全面禁渔", "", "5月1日起南海全面禁渔"},
		{"2026年5月5日禁止发布虚假广告新规施行：看点", "", "2026年5月5日禁止发布虚假广告新规施行：看点"},
		{"5월 6일 엠바고 해제된 논문", "", "5월 6일 엠바고 해제된 논문"},
		{"3 ports open in Oman", "", "3 ports open in Oman"},
	} {
		it, embargo := told(t, c.title, "…"), ""
		if !it.Embargo.IsZero() {
			embargo = it.Embargo.Format(time.RFC3339)
		}
		if embargo != c.embargo || it.Title != c.want {
			t.Errorf("%q: embargo %q, title %q", c.title, embargo, it.Title)
		}
	}
	if it := told(t, "港", "<p>【5月6日10時解禁】</p><p>港が開く。</p>"); it.Embargo.IsZero() || Text(it.Content) != "港が開く。" || it.Summary != "港が開く。" {
		t.Errorf("in the text: %v, %q, %q", it.Embargo, it.Summary, it.Content)
	}
	if it := told(t, "港口", "港口开放。（5月6日10时前禁发）"); it.Embargo.IsZero() || it.Summary != "港口开放。" {
		t.Errorf("at the end of the text: %v, %q", it.Embargo, it.Summary)
	}
}

func TestStoriesAboutEmbargoes(t *testing.T) {
	for _, title := range []string{
		"Embargo on Russian oil from 5 May 2027", "Embargo: what it means for ports", "Embargoed goods found in port", "EMBARGO ON CUBA LIFTED", "L’embargo sur le pétrole: ce qui change", "Embargo sur le pétrole russe dès le 5 mai 2027",
		"Embargo del petróleo desde el 5 de mayo de 2027", "Embargo al petróleo: claves", "Embargo auf russisches Öl ab 5. Mai 2027", "Embargo russo: cosa cambia", "Embargo na ropę od 5 maja 2027", "Embargo op olie vanaf 5 mei 2027",
		"Эмбарго на нефть с 5 мая 2027 года", "Ембарго на нафту з 5 травня 2027", "Ambargo kalktı: limanlar açıldı", "حظر النشر في القضية: ما نعرفه", "אמברגו על נפט מ-5 במאי 2027", "प्रतिबंधित ऐप: सूची", "解禁：北京明年起允许燃放烟花", "解禁日を迎えた川", "엠바고 논란: 쟁점은",
		"For release on 24 November 2026, the film needs cuts", "For release in cinemas on 24 November 2026: ports", "For release of hostages by 24 November 2026", "FOR RELEASE: ports open", "保密至今的文件曝光", "保密至2026年11月24日的文件曝光", "港口文件保密至2026年11月24日",
	} {
		if it := told(t, title, "In Salalah."); title != "حظر النشر في القضية: ما نعرفه" && !it.Embargo.IsZero() || it.Title != title {
			t.Errorf("%q: embargo %v, title %q", title, it.Embargo, it.Title)
		}
	}
}
