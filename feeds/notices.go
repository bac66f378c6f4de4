package feeds

import "strings"

// A notice stands where a story stood.
type notice struct {
	withdrawn string
	expired   string
}

// notices by language; Chinese by script as well.
var notices = map[string]notice{
	"ar":      {"سُحب هذا الخبر", "لم يعد هذا الخبر متاحًا"},
	"bn":      {"এই সংবাদটি প্রত্যাহার করা হয়েছে", "এই সংবাদটি আর পাওয়া যাচ্ছে না"},
	"de":      {"Diese Meldung wurde zurückgezogen", "Diese Meldung ist nicht mehr verfügbar"},
	"el":      {"Η είδηση αυτή αποσύρθηκε", "Η είδηση αυτή δεν είναι πλέον διαθέσιμη"},
	"en":      {"This story was withdrawn", "This story is no longer available"},
	"es":      {"Esta noticia ha sido retirada", "Esta noticia ya no está disponible"},
	"fa":      {"این خبر پس گرفته شد", "این خبر دیگر در دسترس نیست"},
	"fr":      {"Cette dépêche a été retirée", "Cette dépêche n’est plus disponible"},
	"he":      {"הידיעה הזאת נמשכה", "הידיעה הזאת אינה זמינה עוד"},
	"hi":      {"यह समाचार वापस ले लिया गया है", "यह समाचार अब उपलब्ध नहीं है"},
	"id":      {"Berita ini telah ditarik", "Berita ini tidak lagi tersedia"},
	"it":      {"Questa notizia è stata ritirata", "Questa notizia non è più disponibile"},
	"ja":      {"この記事は取り消されました", "この記事は公開を終了しました"},
	"kk":      {"Бұл хабар кері қайтарып алынды", "Бұл хабар енді қолжетімді емес"},
	"ko":      {"이 기사는 취소되었습니다", "이 기사는 더 이상 제공되지 않습니다"},
	"nl":      {"Dit bericht is ingetrokken", "Dit bericht is niet meer beschikbaar"},
	"pl":      {"Ta depesza została wycofana", "Ta depesza nie jest już dostępna"},
	"pt":      {"Esta notícia foi retirada", "Esta notícia já não está disponível"},
	"ru":      {"Это сообщение отозвано", "Это сообщение больше недоступно"},
	"sw":      {"Habari hii imeondolewa", "Habari hii haipatikani tena"},
	"th":      {"ข่าวนี้ถูกถอนแล้ว", "ข่าวนี้ไม่มีให้บริการแล้ว"},
	"tr":      {"Bu haber geri çekildi", "Bu haber artık kullanılamıyor"},
	"uk":      {"Це повідомлення відкликано", "Це повідомлення більше недоступне"},
	"ur":      {"یہ خبر واپس لے لی گئی ہے", "یہ خبر اب دستیاب نہیں ہے"},
	"vi":      {"Tin này đã được rút lại", "Tin này không còn nữa"},
	"zh":      {"本稿件已撤回", "本稿件已过期，不再提供"},
	"zh-hant": {"本稿件已撤回", "本稿件已過期，不再提供"},
}

// noticeOf is what is said in place of a story that is gone, in its language,
// or in English.
func noticeOf(language string, s Status) string {
	n, ok := notices[noticeLanguage(language)]
	if !ok {
		n = notices["en"]
	}
	if s == Expired {
		return n.expired
	}
	return n.withdrawn
}

func noticeLanguage(tag string) string {
	tag = strings.ToLower(tag)
	base, rest, _ := strings.Cut(tag, "-")
	if base != "zh" {
		return base
	}
	for sub := range strings.SplitSeq(rest, "-") {
		switch sub {
		case "hans":
			return "zh"
		case "hant", "tw", "hk", "mo":
			return "zh-hant"
		}
	}
	return "zh"
}
