package demo

import "strings"

// labels are the words that an agency prints on its pages.
type labels struct{ Outlets, Abstract, Keywords, Editor, Home, Trial string }

func labelsOf(language string) labels {
	base, _, _ := strings.Cut(language, "-")
	if l, ok := catalogue[language]; ok {
		return l
	}
	if l, ok := catalogue[base]; ok {
		return l
	}
	return catalogue["en"]
}

var catalogue = map[string]labels{
	"en":      {"News for Outlets", "Abstract", "Keyword", "Edited by", "Home", "Start a free trial"},
	"zh":      {"媒体供稿", "摘要", "关键词", "责任编辑", "首页", "免费试用"},
	"zh-Hant": {"媒體供稿", "摘要", "關鍵字", "責任編輯", "首頁", "免費試用"},
	"ar":      {"أخبار لوسائل الإعلام", "الملخص", "الكلمات المفتاحية", "تحرير", "الرئيسية", "ابدأ تجربة مجانية"},
	"fa":      {"خبر برای رسانه‌ها", "چکیده", "کلیدواژه‌ها", "ویرایش", "خانه", "شروع آزمایشی رایگان"},
	"he":      {"חדשות לכלי התקשורת", "תקציר", "מילות מפתח", "עריכה", "דף הבית", "התנסות חינם"},
	"de":      {"Für Redaktionen", "Zusammenfassung", "Schlagwörter", "Redaktion", "Startseite", "Kostenlos testen"},
	"fr":      {"Pour les rédactions", "Résumé", "Mots-clés", "Édité par", "Accueil", "Essai gratuit"},
	"es":      {"Para medios", "Resumen", "Palabras clave", "Editado por", "Inicio", "Prueba gratuita"},
	"ru":      {"Для редакций", "Аннотация", "Ключевые слова", "Редактор", "Главная", "Попробовать бесплатно"},
	"uk":      {"Для редакцій", "Анотація", "Ключові слова", "Редактор", "Головна", "Спробувати безкоштовно"},
	"hi":      {"समाचार संस्थानों के लिए", "सारांश", "मुख्य शब्द", "संपादन", "मुखपृष्ठ", "निःशुल्क परीक्षण"},
	"ja":      {"報道機関向け", "概要", "キーワード", "編集", "ホーム", "無料トライアル"},
	"ko":      {"언론사용 뉴스", "요약", "키워드", "편집", "홈", "무료 체험"},
	"th":      {"ข่าวสำหรับสื่อ", "บทคัดย่อ", "คำสำคัญ", "เรียบเรียงโดย", "หน้าแรก", "ทดลองใช้ฟรี"},
}
