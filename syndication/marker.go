package syndication

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The words that newsrooms print before a headline to say that the story
// corrects or takes back an earlier one, in lower case.
var (
	corrections = []string{
		"correction", "corrections", "corrected", "corrects", "writethru", "clarification",
		"korrektur", "berichtigung", "correctif", "rectificatif", "corrección", "rectificación", "fe de errores",
		"correção", "errata", "rettifica", "correzione", "correctie", "rättelse", "rettelse", "oikaisu", "sprostowanie",
		"исправление", "исправлено", "уточнение", "виправлення", "düzeltme", "διόρθωση", "ralat", "koreksi", "đính chính",
		"تصحيح", "تصویب", "اصلاحیه", "תיקון", "सुधार", "संशोधन", "সংশোধনী", "更正", "訂正", "정정", "แก้ไขข่าว",
	}
	kills = []string{
		"kill", "mandatory kill", "story withdrawn", "withdrawn", "retraction", "retracted",
		"rückzug", "meldung zurückgezogen", "annulation", "dépêche annulée", "anulación", "anulada",
		"cancelamento", "annullamento", "отзыв", "аннулировано", "анульовано", "geri çekildi",
		"سحب الخبر", "إلغاء", "ביטול", "वापस लिया गया", "撤稿", "撤销", "撤銷", "記事取り消し", "取り消し", "기사취소", "ยกเลิกข่าว",
	}
)

// marked reports whether a headline begins with one of the words as a label: in
// brackets, or followed by a colon or a dash. "Kill Bill returns" is no kill.
func marked(title string, words []string) bool {
	s := strings.ToLower(norm.NFKC.String(strings.TrimSpace(title)))
	open, size := utf8.DecodeRuneInString(s)
	bracket := strings.ContainsRune("([{【〔《*", open)
	if bracket {
		s = strings.TrimLeftFunc(s[size:], func(r rune) bool { return r == '*' || unicode.IsSpace(r) })
	}
	for _, w := range words {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		next, _ := utf8.DecodeRuneInString(rest)
		if rest == "" || strings.ContainsRune(":-–—|/", next) || bracket && strings.ContainsRune(")]}】〕》*", next) {
			return true
		}
	}
	return false
}
