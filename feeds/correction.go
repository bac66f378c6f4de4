package feeds

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The words with which newsrooms mark corrections. They count at the very start
// of a title or text only.
const (
	correctionWords = `correction|corrections|corrected|corrects|writethru|clarification|corrections and clarifications|correction notice|erratum|rectificatif|correctif|rectification|` +
		`corrección|correcciones|corregido|nota de corrección|rectificación|fe de erratas|fe de errores|correção|correções|corrigido|erramos|errata|correzione|rettifica|errata corrige|` +
		`korrektur|berichtigung|richtigstellung|correctie|rectificatie|rättelse|rättelser|rettelse|korjaus|oikaisu|korekta|sprostowanie|oprava|исправление|исправлено|уточнение|поправка|` +
		`виправлення|виправлено|уточнення|düzeltme|düzeltme ve özür|διόρθωση|επανόρθωση|koreksi|ralat|đính chính|cải chính|تصحيح|تصويب|تصویب|توضيح|تصحيح خبر|تنويه وتصحيح|استدراك|اصلاحیه|تصحیح|تصحیح خبر|اصلاح خبر|` +
		`תיקון|תיקון טעות|תיקון ידיעה|सुधार|संशोधन|भूल सुधार|भूल-सुधार|शुद्धिपत्र|সংশোধনী|সংশোধন|ভুল সংশোধন|更正|更正启事|更正啟事|更正声明|更正聲明|订正|勘误|勘誤|訂正|정정|정정보도|정정보도문|고침|แก้ไขข่าว|แก้ไข|แก้คำผิด`
	// Labels are no beginning of a headline, so that a space may stand behind them.
	correctionLabels = `おわびと訂正|お詫びと訂正|訂正とおわび|訂正とお詫び|訂正・おわび|바로잡습니다|정정합니다`
)

// Behind a marker: [ "(" date ")" ] ( "]" | ":" | "-" | end ).
const correctionEnd = `\s*(?:[\]\)】」］）>〉]|[:：]|\s[—–-]\s|$|[(（][^()（）\n]{0,30}\p{Nd}[^()（）\n]{0,30}[)）]\s*(?:[:：—–]|-\s|$))`

var (
	correctionMark  = markAtStart(correctionWords, correctionEnd)
	correctionLabel = markAtStart(correctionLabels, `(?:\s|`+correctionEnd+`)`)

	// UPDATE 2-CORRECTED-Ports of Oman: the first words of a wire's headline, in
	// capitals, while the headline is not.
	wireCorrection = regexp.MustCompile(`^(?:[A-Z]+(?: [0-9]{1,2})?[-‑–])*(CORRECTED|CORRECTS|CORRECTION)(?: [0-9]{1,2})?[-‑–][^\p{Ll}\s].*\p{Ll}`)

	// (Corrects the name in the second paragraph)
	correcting = regexp.MustCompile(`(?i)^[\s*]*\(((?:corrects|corrected|corrige|corrigé|corrigido|korrigiert|corregge|gecorrigeerd|исправляет|исправлено)[\s:][^()]{1,200})\)`)

	// What a line says that tells what was wrong.
	tellsMistake = regexp.MustCompile(`(?i)earlier version|previous version|earlier (?:story|report|item)|misspel|misstat|misidentif|incorrect|should (?:have )?(?:be|been|read)\b|, not |` +
		`frühere[nr]? (?:version|fassung)|fälschlich|irrtümlich|richtig (?:ist|heißt|muss)|version précédente|précédente version|par erreur|au lieu de|il fallait lire|` +
		`versión anterior|por error|debe decir|versão anterior|por engano|ao contrário do|versione precedente|per errore|anziché|eerdere versie|abusievelijk|moet zijn|` +
		`tidigare version|tidligere versj?i?on|felaktigt|aiemmassa versiossa|virheellisesti|poprzedniej wersji|błędnie|předchozí verz|chybně|предыдущей версии|ошибочно|следует читать|, а не |` +
		`попередній версії|помилково|önceki (?:versiyon|sürüm|hal)|yanlışlıkla|προηγούμενη έκδοση|εσφαλμένα|versi sebelumnya|keliru|seharusnya|phiên bản trước|đúng là|` +
		`نسخة سابقة|بطريق الخطأ|والصحيح|وليس|نسخه قبلی|به اشتباه|به جای|גרסה קודמת|בטעות|पिछले संस्करण|ग़?लती से|গলতভাবে|ভুলবশত|আগের সংস্করণ|` +
		`此前版本|前文|原文|误写|误作|誤寫|誤植|有误|有誤|应为|應為|誤り|誤って|正しくは|잘못|바로잡|아니라|ฉบับก่อน|ผิดพลาด|ที่ถูกต้อง`)
)

// correctionNote is what an item says of its correction: what was wrong, where a
// line says that, otherwise the word by which it is marked. body is the first
// line of the content.
func correctionNote(it *Item, body string) string {
	lead := firstLine(it.Summary)
	if note := lineNote(lead, strings.Contains(it.Summary, "\n")); note != "" {
		return note
	}
	if mayBeMarked(body) && body != lead {
		more := Text(strings.TrimPrefix(it.Content, opening(it.Content))) != ""
		if note := lineNote(body, more); note != "" {
			return note
		}
	}
	return correctionWord(it.Title)
}

func correctionWord(s string) string {
	if m := firstText(mark(correctionMark, s), mark(correctionLabel, s)); m != "" {
		return m
	}
	if strings.Contains(upTo(s, 40), "CORRECT") {
		if m := wireCorrection.FindStringSubmatch(s); m != nil {
			return m[1]
		}
	}
	return ""
}

// maxNote is how long a line may be, in letters, that is a note although it does
// not tell what was wrong: longer ones are the story.
const maxNote = 200

// lineNote is the note that the first line of a text is or begins with; own says
// that the story follows below. A line that is all there is is the story, unless
// it tells what was wrong.
func lineNote(line string, own bool) string {
	if m := mark(correcting, line); m != "" {
		return m
	}
	word := correctionWord(line)
	switch {
	case word == "":
		return ""
	case own && utf8.RuneCountInString(line) <= maxNote:
		return line
	case tellsMistake.MatchString(firstSentence(line)):
		return firstSentence(line)
	}
	return word
}

// firstSentence ends at the first full stop that ends no abbreviation.
func firstSentence(s string) string {
	before, word := rune(0), 0
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		switch {
		case strings.ContainsRune("。！？؟।", r),
			strings.ContainsRune(".!?", r) && word > 2 && !unicode.IsDigit(before) && (end == len(s) || s[end] == ' '):
			return s[:end]
		}
		if word++; !unicode.IsLetter(r) && !unicode.IsMark(r) {
			word = 0
		}
		before = r
	}
	return s
}
