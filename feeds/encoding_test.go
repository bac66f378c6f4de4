package feeds

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// sentences are headlines with their language, in encodings that were or are
// in use for it.
var sentences = []struct{ encoding, language, text string }{
	{"utf-8", "hi", "शंघाई में वैश्विक स्मार्ट सिटी सहयोग शिखर सम्मेलन आयोजित होगा"},
	{"utf-16le", "el", "Η Σαγκάη θα φιλοξενήσει παγκόσμια σύνοδο για τις έξυπνες πόλεις"},
	{"utf-16be", "ka", "შანხაი უმასპინძლებს გლობალურ სამიტს ჭკვიანი ქალაქების შესახებ"},
	{"windows-1252", "fr", "La ville de Shanghai accueillera un sommet mondial consacré aux « villes intelligentes » dès l’été"},
	{"iso-8859-1", "es", "La cumbre mundial sobre ciudades inteligentes se celebrará mañana en Shanghái según el señor Núñez"},
	{"iso-8859-15", "fi", "Šanghai järjestää älykkäiden kaupunkien huippukokouksen, lippu maksaa 20 € ja yöpyminen päälle"},
	{"macintosh", "de", "Schanghai veranstaltet einen großen Gipfel über kluge Städte und ihre künftige Größe"},
	{"windows-1250", "pl", "W Szanghaju odbędzie się światowy szczyt poświęcony współpracy inteligentnych miast, źródło: „Rzeczpospolita”"},
	{"iso-8859-2", "cs", "V Šanghaji se uskuteční celosvětový summit o chytrých městech, řekl včera mluvčí městského úřadu"},
	{"iso-8859-16", "ro", "La Șanghai va avea loc o reuniune mondială despre orașe inteligente și dezvoltarea acestora în țară"},
	{"windows-1251", "ru", "В Шанхае пройдёт всемирный саммит по сотрудничеству и развитию умных городов"},
	{"koi8-r", "ru", "Всемирный саммит умных городов откроется в Шанхае в понедельник, сообщила газета"},
	{"koi8-u", "uk", "У Шанхаї відбудеться всесвітній саміт розумних міст, повідомили її організатори"},
	{"iso-8859-5", "bg", "В Шанхай ще се проведе световна среща за интелигентните градове и тяхното развитие"},
	{"ibm866", "ru", "Всемирная встреча по развитию умных городов начнётся в Шанхае на следующей неделе"},
	{"x-mac-cyrillic", "ru", "Организаторы встречи в Шанхае рассказали о сотрудничестве городов и новых дорогах"},
	{"windows-1253", "el", "Η Σαγκάη θα φιλοξενήσει παγκόσμια σύνοδο για τις έξυπνες πόλεις τον Νοέμβριο"},
	{"iso-8859-7", "el", "Στη Σαγκάη ξεκινά η παγκόσμια διάσκεψη για τη συνεργασία των πόλεων"},
	{"windows-1254", "tr", "Şanghay'da akıllı şehirler zirvesi düzenlenecek, açılışı İstanbul büyükşehir belediye başkanı yapacak"},
	{"windows-1255", "he", "בשנגחאי תתקיים פסגה עולמית בנושא ערים חכמות ושיתוף פעולה בין מדינות"},
	{"iso-8859-8", "he", "פסגה עולמית על ערים חכמות תיפתח השבוע בשנגחאי בהשתתפות ראשי ערים"},
	{"windows-1256", "ar", "شنغهاي تستضيف القمة العالمية للتعاون في مجال المدن الذكية الأسبوع المقبل"},
	{"iso-8859-6", "ar", "تنطلق في شنغهاي أعمال القمة العالمية حول المدن الذكية والتنمية المستدامة"},
	{"windows-1257", "lt", "Šanchajuje vyks pasaulinis išmaniųjų miestų susitikimas, pranešė žurnalistai užvakar"},
	{"iso-8859-13", "lv", "Šanhajā notiks pasaules mēroga tikšanās par viedajām pilsētām un to attīstību nākotnē"},
	{"iso-8859-4", "et", "Šanghais toimub ülemaailmne tippkohtumine tarkade linnade kohta, ütles žürii esimees"},
	{"windows-1258", "vi", "Thượng Hải đăng cai hội nghị thượng đỉnh về thành phố thông minh"},
	{"windows-874", "th", "เซี่ยงไฮ้เตรียมจัดการประชุมสุดยอดเมืองอัจฉริยะระดับโลกในเดือนพฤศจิกายน"},
	{"gb2312", "zh-Hans", "全球智慧城市合作与发展峰会将在上海举行，各国专家学者共同讨论城市建设"},
	{"gb18030", "zh-Hans", "上海将举办全球智慧城市合作发展大会，推动国际交流和经济社会发展"},
	{"big5", "zh-Hant", "全球智慧城市合作與發展高峰會將在上海舉行，各國專家學者共同討論城市建設"},
	{"cp950 big5", "zh-Hant", "臺北市政府宣布，明年起推動智慧城市計畫，預計投入經費五十億元"},
	{"shift_jis", "ja", "上海で世界スマートシティ協力発展サミットが開催されると発表した"},
	{"euc-jp", "ja", "世界の都市の専門家が集まる会議が来月、上海で開かれることになった"},
	{"iso-2022-jp", "ja", "日本政府は新しい都市計画を発表し、各国の協力を求めています"},
	{"euc-kr", "ko", "상하이에서 세계 스마트시티 협력 발전 정상회의가 열린다고 정부가 밝혔다"},
}

// encoded is text in an encoding; Vietnamese in windows-1258 writes its tones
// as marks of their own.
func encoded(t *testing.T, name, text string) (label string, data []byte) {
	t.Helper()
	_, after, ok := strings.Cut(name, " ")
	if ok {
		name = after
	}
	var e encoding.Encoding
	switch name {
	case "utf-16le":
		e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		e = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		var err error
		if e, err = htmlindex.Get(name); err != nil {
			t.Fatal(err)
		}
	}
	if name == "windows-1258" {
		text = toneMarks(text)
	}
	data, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return name, data
}

// toneMarks takes the five tones of Vietnamese off their vowels, as the
// encoding has most of them only as marks.
func toneMarks(s string) string {
	return strings.NewReplacer("ượ", "ươ\u0323", "ả", "a\u0309", "ộ", "ô\u0323", "ị", "i\u0323", "ề", "ê\u0300", "ỉ", "i\u0309", "ố", "ô\u0301").Replace(s)
}

func TestAnyEncodingIsReadWhereverItsLabelStands(t *testing.T) {
	places := []struct {
		name   string
		header func(label string) string
		inside func(label string) string
	}{
		{"label in Content-Type", func(l string) string { return l }, none},
		{"label in the document", none, func(l string) string { return l }},
		{"label in both", func(l string) string { return l }, func(l string) string { return l }},
		{"document contradicts a right Content-Type", func(l string) string { return l }, mistaken},
		{"Content-Type contradicts a right document", mistaken, func(l string) string { return l }},
		{"no label", none, none},
	}
	for _, s := range sentences {
		for _, p := range places {
			t.Run(s.encoding+" "+s.language+"/"+p.name, func(t *testing.T) {
				label, _ := encoded(t, s.encoding, "x")
				doc := `<?xml version="1.0"` + attributeIf(" encoding", p.inside(label)) + `?><rss version="2.0"><channel><title>t</title>` +
					`<item><title>` + s.text + `</title><link>https://agency.example/1</link></item></channel></rss>`
				_, data := encoded(t, s.encoding, doc)
				opt := ParseOptions{ContentType: "application/rss+xml" + parameterIf("; charset=", p.header(label))}
				feed, err := Parse(data, opt)
				if err != nil {
					t.Fatal(err)
				}
				want := s.text
				if label == "windows-1258" {
					want = toneMarks(want)
				}
				got := feed.Items[0].Title
				if s.language == "ro" { // the same bytes are cedillas in windows-1250: nobody can tell
					got = strings.NewReplacer("ş", "ș", "Ş", "Ș", "ţ", "ț").Replace(got)
				}
				if got != want {
					t.Errorf("\n got %s\nwant %s\n%q", got, want, feed.Repairs)
				}
			})
		}
	}
}

func none(string) string { return "" }

// mistaken is a label that the document's is often mistaken for.
func mistaken(label string) string {
	switch {
	case label == "utf-8":
		return "iso-8859-1"
	case strings.HasPrefix(label, "windows-125"), strings.HasPrefix(label, "iso-8859"):
		return "utf-8"
	case strings.HasPrefix(label, "koi8"), label == "ibm866", label == "x-mac-cyrillic":
		return "windows-1251"
	}
	return "iso-8859-1"
}

func attributeIf(name, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf(`%s="%s"`, name, value)
}

func parameterIf(name, value string) string {
	if value == "" {
		return ""
	}
	return name + value
}

func TestMarksOfByteOrderOverruleEveryLabel(t *testing.T) {
	const doc = `<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>北京 Москва القاهرة</title></item></channel></rss>`
	for name, e := range map[string]encoding.Encoding{
		"UTF-8":    unicode.UTF8BOM,
		"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"UTF-32LE": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM),
		"UTF-32BE": utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
	} {
		t.Run(name, func(t *testing.T) {
			data, err := e.NewEncoder().Bytes([]byte(doc))
			if err != nil {
				t.Fatal(err)
			}
			feed, err := Parse(data, ParseOptions{ContentType: "text/xml; charset=windows-1251"})
			if err != nil {
				t.Fatal(err)
			}
			if got := feed.Items[0].Title; got != "北京 Москва القاهرة" {
				t.Errorf("title %q", got)
			}
		})
	}
}

func TestAWrongLabelIsTold(t *testing.T) {
	_, data := encoded(t, "windows-1251", `<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>Новости из Шанхая и Пекина</title></item></channel></rss>`)
	feed, err := Parse(data, ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "declared as utf-8, read as windows-1251"; len(feed.Repairs) != 1 || feed.Repairs[0] != want {
		t.Errorf("repairs %q, want %q", feed.Repairs, want)
	}
}

func TestBrokenBytesCostOnlyThemselves(t *testing.T) {
	doc := "<rss><channel><item><title>上海 caf\xe9 峰会\xe4\xb8 开幕</title></item></channel></rss>"
	feed, err := Parse([]byte(doc), ParseOptions{ContentType: "text/xml; charset=utf-8"})
	if err != nil {
		t.Fatal(err)
	}
	if got := feed.Items[0].Title; !strings.HasPrefix(got, "上海 café 峰会\ufffd") || !strings.HasSuffix(got, " 开幕") {
		t.Errorf("title %q", got)
	}
	if len(feed.Repairs) == 0 {
		t.Error("the repair is not told")
	}
}
