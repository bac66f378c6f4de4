package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A dateline opens the text of an agency story: "BEIJING, Nov. 6 (Xinhua) --",
// "新华社北京11月6日电", "الرياض – واس:". It stays in the text; its place is read.
var datelines = []*regexp.Regexp{
	// 新华社北京11月6日电 · 中新社上海6日電 · 本报广州讯
	regexp.MustCompile(`^[（(【]?(?:\p{Han}{1,6}?(?:通讯社|通訊社|社|网|網|报|報))(?:记者)?[\s/]*(\p{Han}{2,8}?)\s*(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日\s*(?:电|電|讯|訊|消息)`),
	// 【北京共同】 · 【ロンドン=時事】 · 【東京11月6日時事】 · (東京 6日 時事)
	regexp.MustCompile(`^[【［\[（(]([\p{Han}\p{Hiragana}\p{Katakana}ー・]{2,12}?)\s*[=＝\s]?\s*(?:\d{1,2}月)?(?:\d{1,2}日)?\s*[=＝\s]?\s*(?:共同|時事|ロイター|AFP|ＡＦＰ|[\p{Han}\p{Katakana}ー]{2,12}(?:通信|新聞|社|特派員))[^】］\]）)]{0,20}[】］\]）)]`),
	// (서울=연합뉴스) · [부산=뉴시스]
	regexp.MustCompile(`^[(\[【（]\s*([^=()\[\]]{1,20}?)\s*=\s*[^)\]】）]{1,40}[)\]】）]`),
	// PARIS (AFP) — · BEIJING, Nov. 6 (Xinhua) -- · МОСКВА, 6 ноября – · Madrid, 6 nov (EFE).-
	regexp.MustCompile(`^(` + placeWord + `{1,40}?)` + dateWords + agencyWord + `\s*(?:[-–—−]{1,2}|\.\s?[-–—−]{1,2}|[।॥])(?:\s|$)`),
	// الرياض – واس: · تهران - ایرنا -
	regexp.MustCompile(`^(` + foreignWord + `{2,40}?)\s*[-–—−]\s*[\p{L}\p{M}. "«»]{2,25}\s*[:：-]\s`),
	// تهران (ایرنا) … without a dash: the agency in brackets is enough
	regexp.MustCompile(`^(` + foreignWord + `{2,30}?)\s*[،,]?\s*\d{0,2}\s*[\p{L}\p{M}]{0,12}\s*[(（/]\s*[\p{L}\p{M}.][\p{L}\p{M}. \-]{1,25}[)）/]\s*[-–—−.:।]`),
}

const (
	foreignWord = `[\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Thai}\p{M} ]`
	placeWord   = `[\p{L}\p{M} .'’/\-]`
	dateWords   = `([,،，]\s*[\p{L}\p{M}\p{Nd}.º° ]{1,30}?)?`
	agencyWord  = `(\s*[(（/]\s*[\p{L}\p{M}\p{Nd}. \-/]{2,40}[)）/]\.?)?`
)

// firstPlace looks for a dateline in the first lines: a caption may stand above.
func firstPlace(body string) string {
	for i, line := range strings.Split(body, "\n") {
		if i > 6 {
			break
		}
		if name := place(line); name != "" {
			return name
		}
	}
	return ""
}

// place reads the dateline of text; "" if it opens without one.
func place(text string) string {
	text = strings.TrimLeft(text, " \u00a0\u3000\"“„«*")
	if len(text) > 400 {
		text = text[:400]
	}
	for i, form := range datelines {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		name := strings.Trim(m[1], " .,،-–/")
		plain := i == 3 && m[2] == "" && m[3] == "" // a dash alone: only capitals are a dateline
		dated := i == 3 && m[2] != "" && m[3] == ""
		switch {
		case !placeName(name), plain && !capitals(name), dated && !strings.ContainsFunc(m[2], unicode.IsDigit):
		default:
			return name
		}
	}
	return ""
}

// placeName reports whether a name is short, and begins as names do.
func placeName(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 || utf8.RuneCountInString(name) > 40 {
		return false
	}
	for i, word := range words { // "Rio de Janeiro", but not "We met"
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) && (i == 0 || !particles[word]) {
			return false
		}
	}
	return true
}

// particles stand in lower case within the names of places.
var particles = map[string]bool{
	"de": true, "da": true, "do": true, "dos": true, "di": true, "del": true, "della": true, "des": true, "du": true,
	"la": true, "le": true, "les": true, "el": true, "al": true, "en": true, "sur": true, "sous": true, "of": true, "the": true, "on": true, "upon": true,
	"am": true, "an": true, "der": true, "den": true, "im": true, "in": true, "ob": true, "van": true, "y": true, "na": true, "на": true, "nad": true,
}

// capitals reports whether name is written in capitals, in a script that has them.
func capitals(name string) bool {
	return utf8.RuneCountInString(name) > 2 && strings.ContainsFunc(name, unicode.IsUpper) && !strings.ContainsFunc(name, unicode.IsLower)
}
