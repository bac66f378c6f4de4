package page

// A field is what a printed label stands before.
type field int

const (
	noField field = iota
	abstract
	keywords
	editor
	author
	published
	updated
	source
)

// words are the labels that newsrooms print, in lower case. A label that is an
// ordinary word too counts only with a colon, or in an element of its own.
var words = map[field][]string{
	abstract: {
		"abstract", "summary", "executive summary", "in brief", "key points", "lead",
		"摘要", "导读", "導讀", "核心提示", "内容提要", "內容提要", "内容摘要", "提要", "要旨", "概要", "要約", "あらまし", "記事の要約", "요약", "기사 요약", "핵심 요약",
		"الملخص", "ملخص", "ملخص الخبر", "موجز", "خلاصة", "چکیده", "خلاصه", "خلاصه خبر", "خلاصہ", "תקציר", "בקצרה",
		"резюме", "аннотация", "кратко", "коротко", "главное", "анонс", "стисло", "анотація", "накратко",
		"résumé", "en bref", "chapeau", "resumen", "en breve", "entradilla", "resumo", "em resumo", "zusammenfassung", "kurzfassung", "kurz gefasst", "in kürze",
		"riassunto", "in sintesi", "sommario", "samenvatting", "streszczenie", "w skrócie", "shrnutí", "özet", "ringkasan", "abstrak", "tóm tắt", "περίληψη", "sammanfattning",
		"सारांश", "संक्षेप", "सार", "সারসংক্ষেপ", "สรุป", "บทคัดย่อ", "ಸಾರಾಂಶ", "சுருக்கம்",
	},
	keywords: {
		"keyword", "keywords", "key words", "tag", "tags", "topics", "related topics",
		"关键词", "关键字", "關鍵詞", "關鍵字", "标签", "標籤", "キーワード", "タグ", "関連キーワード", "키워드", "태그", "주제어", "핵심어",
		"الكلمات المفتاحية", "كلمات مفتاحية", "الكلمات الدلالية", "كلمات دلالية", "وسوم", "الوسوم", "کلیدواژه", "کلیدواژه‌ها", "کلید واژه", "کلمات کلیدی", "برچسب", "برچسب‌ها", "کلیدی الفاظ", "ٹیگز", "מילות מפתח", "תגיות", "תגים",
		"ключевые слова", "теги", "тэги", "метки", "темы", "ключові слова", "мітки", "ключови думи", "етикети",
		"mots-clés", "mots clés", "mots-clefs", "étiquettes", "palabras clave", "etiquetas", "palavras-chave", "schlagwörter", "schlagworte", "stichwörter", "stichworte", "themen",
		"parole chiave", "trefwoorden", "słowa kluczowe", "tagi", "klíčová slova", "štítky", "anahtar kelimeler", "etiketler", "kata kunci", "từ khóa", "λέξεις-κλειδιά", "nyckelord",
		"मुख्य शब्द", "कीवर्ड", "टैग", "संकेत शब्द", "মূল শব্দ", "ট্যাগ", "คำสำคัญ", "แท็ก",
	},
	editor: {
		"edited by", "editor", "editors", "editing by", "copy editor", "duty editor", "responsible editor",
		"责任编辑", "责编", "责任编缉", "编辑", "責任編輯", "責編", "編輯", "編集", "編集者", "編集担当", "担当編集", "편집", "편집자", "에디터", "데스크",
		"المحرر", "محرر", "تحرير", "إعداد وتحرير", "ویراستار", "دبیر", "دبیر خبر", "سردبیر", "مدیر", "ایڈیٹر", "עורך", "עורכת", "עריכה",
		"редактор", "под редакцией", "выпускающий редактор", "редагував", "редакторка", "отговорен редактор",
		"édité par", "relecture", "secrétariat de rédaction", "éditeur", "éditrice", "editado por", "edición", "editora", "edição", "redaktion", "redakteur", "redakteurin", "redigiert von", "bearbeitet von",
		"a cura di", "redazione", "redactie", "redaktor", "oprac.", "opracowanie", "editör", "düzenleyen", "penyunting", "editor bahasa", "biên tập", "biên tập viên", "σύνταξη", "redaktör",
		"संपादक", "संपादन", "सम्पादक", "সম্পাদনা", "บรรณาธิการ", "เรียบเรียง",
	},
	author: {
		"by", "author", "authors", "reporter", "reporters", "written by", "reporting by", "correspondent",
		"作者", "记者", "記者", "文/", "文", "撰文", "執筆", "著者", "取材", "글", "기자", "작성자",
		"الكاتب", "كتب", "بقلم", "مراسل", "إعداد", "نویسنده", "خبرنگار", "گزارشگر", "رپورٹر", "מאת", "כתב", "כתבת",
		"автор", "авторы", "корреспондент", "текст", "автори", "кореспондент",
		"par", "auteur", "rédigé par", "de notre correspondant", "por", "autor", "autora", "redactado por", "von", "autorin", "text", "bericht",
		"di", "autore", "door", "tekst", "yazar", "muhabir", "haber", "oleh", "penulis", "pewarta", "tác giả", "phóng viên", "av",
		"लेखक", "लेखिका", "रिपोर्ट", "संवाददाता", "প্রতিবেদক", "ผู้สื่อข่าว", "โดย",
	},
	published: {
		"published", "published on", "published at", "publication date", "date", "posted", "posted on", "issued", "release date", "released",
		"发布时间", "发布日期", "发表时间", "发稿时间", "时间", "日期", "發布時間", "發佈時間", "發布日期", "時間", "公開日", "公開日時", "配信日時", "配信", "掲載日", "投稿日", "입력", "등록", "게시일", "발행일", "작성일", "송고시간", "기사입력",
		"تاريخ النشر", "نشر في", "نُشر في", "نشر بتاريخ", "التاريخ", "تاریخ انتشار", "تاریخ", "منتشر شده", "زمان انتشار", "تاریخ اشاعت", "פורסם", "תאריך", "תאריך פרסום",
		"дата", "дата публикации", "опубликовано", "размещено", "дата публікації", "опубліковано", "публикувано",
		"publié", "publié le", "date de publication", "mis en ligne le", "publicado", "publicado el", "fecha", "fecha de publicación", "publicado em", "data", "veröffentlicht", "veröffentlicht am", "datum", "erschienen am", "stand",
		"pubblicato", "pubblicato il", "gepubliceerd", "gepubliceerd op", "opublikowano", "data publikacji", "publikováno", "yayınlanma", "yayın tarihi", "tarih", "terbit", "tanggal", "ngày đăng", "δημοσιεύτηκε", "publicerad",
		"प्रकाशित", "प्रकाशन तिथि", "तारीख", "दिनांक", "প্রকাশিত", "เผยแพร่", "วันที่",
	},
	updated: {
		"updated", "last updated", "last modified", "modified", "更新", "更新时间", "更新時間", "更新日", "更新日時", "최종수정", "수정",
		"آخر تحديث", "تحديث", "به‌روزرسانی", "עודכן", "обновлено", "оновлено", "mis à jour", "mis à jour le", "actualizado", "actualizado el", "atualizado em", "aktualisiert", "aktualisiert am", "aggiornato", "güncelleme", "अपडेट", "अद्यतन",
	},
	source: {
		"source", "sources", "news source", "来源", "稿源", "信息来源", "文章来源", "來源", "稿源", "出典", "提供", "情報源", "出所", "출처", "제공",
		"المصدر", "مصدر", "منبع", "به نقل از", "ماخذ", "מקור", "источник", "джерело", "източник", "fuente", "fonte", "quelle", "bron", "źródło", "zdroj", "kaynak", "sumber", "nguồn", "πηγή", "källa",
		"स्रोत", "साभार", "উৎস", "ที่มา",
	},
}

// verbs are labels that newsrooms print without a colon.
var verbs = map[string]bool{
	"edited by": true, "editing by": true, "by": true, "written by": true, "reporting by": true,
	"published on": true, "posted on": true, "updated": true, "published": true,
	"édité par": true, "par": true, "rédigé par": true, "publié le": true, "mis en ligne le": true, "mis à jour le": true,
	"editado por": true, "redactado por": true, "por": true, "publicado el": true, "publicado em": true, "actualizado el": true, "atualizado em": true,
	"von": true, "redigiert von": true, "bearbeitet von": true, "veröffentlicht am": true, "erschienen am": true, "aktualisiert am": true,
	"a cura di": true, "di": true, "pubblicato il": true, "door": true, "gepubliceerd op": true, "oprac.": true,
	"под редакцией": true, "опубликовано": true, "опубліковано": true, "обновлено": true,
	"بقلم": true, "كتب": true, "نشر في": true, "تحرير": true, "آخر تحديث": true, "מאת": true, "פורסם": true,
	"责任编辑": true, "責任編輯": true, "记者": true, "記者": true, "発行": true, "公開日": true, "更新": true, "입력": true, "기사입력": true, "등록": true, "수정": true,
	"प्रकाशित": true, "oleh": true, "โดย": true,
}
