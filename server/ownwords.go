package server

// ownWords are the words of the page where an outlet makes its own subscriptions.
type ownWords struct {
	Heading   string
	Link      string // to the page
	Hint      string
	Name      string
	Title     string
	Query     string
	New       string
	Save      string
	Remove    string
	Saved     string
	Removed   string
	Locked    string
	Full      string
	Mistake   string
	Character string // before its number
}

// ownWordsFor gives the words for readers of a language, as wordsFor does.
func ownWordsFor(tag string) *ownWords { return ownCatalogue[wordsFor(tag).Tag] }

var ownCatalogue = map[string]*ownWords{
	"en": {
		Heading: "Your own subscriptions", Link: "Make your own subscriptions", Hint: "Each subscription is a feed with the stories of this outlet that its words find. It holds earlier stories, too.",
		Name: "Name, as in the address", Title: "Title", Query: "Words to look for", New: "A new subscription", Save: "Save", Remove: "Remove",
		Saved: "Saved. Its feed is ready.", Removed: "Removed.", Locked: "The editors made this one; it cannot be changed here.",
		Full: "No more subscriptions can be made; remove one first.", Mistake: "This could not be saved.", Character: "character",
	},
	"ar": {
		Heading: "اشتراكاتك الخاصة", Link: "أنشئ اشتراكاتك الخاصة", Hint: "كل اشتراك خلاصة تضم أخبار هذا المنبر التي تعثر عليها كلماته، ومنها الأخبار السابقة.",
		Name: "الاسم كما يرد في العنوان", Title: "العنوان الظاهر", Query: "كلمات البحث", New: "اشتراك جديد", Save: "حفظ", Remove: "حذف",
		Saved: "تم الحفظ، والخلاصة جاهزة.", Removed: "تم الحذف.", Locked: "أنشأ المحررون هذا الاشتراك، ولا يمكن تغييره هنا.",
		Full: "لا يمكن إنشاء المزيد من الاشتراكات؛ احذف أحدها أولًا.", Mistake: "تعذّر الحفظ.", Character: "الحرف",
	},
	"zh-Hans": {
		Heading: "自选订阅", Link: "创建自选订阅", Hint: "每个订阅都是一个订阅源，收录本媒体稿件中与所填词语相符的内容，也包括以往稿件。",
		Name: "名称（用于网址）", Title: "标题", Query: "检索词", New: "新建订阅", Save: "保存", Remove: "删除",
		Saved: "已保存，订阅源可以使用。", Removed: "已删除。", Locked: "此订阅由编辑设定，不能在此更改。",
		Full: "订阅数量已达上限，请先删除一个。", Mistake: "未能保存。", Character: "字符位置",
	},
	"zh-Hant": {
		Heading: "自選訂閱", Link: "建立自選訂閱", Hint: "每個訂閱都是一個訂閱源，收錄本媒體稿件中與所填詞語相符的內容，也包括以往稿件。",
		Name: "名稱（用於網址）", Title: "標題", Query: "檢索詞", New: "新增訂閱", Save: "儲存", Remove: "刪除",
		Saved: "已儲存，訂閱源可以使用。", Removed: "已刪除。", Locked: "此訂閱由編輯設定，不能在此更改。",
		Full: "訂閱數量已達上限，請先刪除一個。", Mistake: "未能儲存。", Character: "字元位置",
	},
	"fr": {
		Heading: "Vos propres abonnements", Link: "Créer vos propres abonnements", Hint: "Chaque abonnement est un flux des dépêches de ce média que ses mots trouvent, les anciennes comprises.",
		Name: "Nom, tel qu’il figure dans l’adresse", Title: "Titre", Query: "Mots à chercher", New: "Nouvel abonnement", Save: "Enregistrer", Remove: "Supprimer",
		Saved: "Enregistré. Le flux est prêt.", Removed: "Supprimé.", Locked: "Cet abonnement vient de la rédaction ; il ne se modifie pas ici.",
		Full: "Aucun autre abonnement n’est possible ; supprimez-en un d’abord.", Mistake: "L’enregistrement a échoué.", Character: "caractère",
	},
	"de": {
		Heading: "Eigene Abonnements", Link: "Eigene Abonnements anlegen", Hint: "Jedes Abonnement ist ein Feed mit den Meldungen dieses Mediums, die seine Wörter finden, auch den früheren.",
		Name: "Name, wie er in der Adresse steht", Title: "Titel", Query: "Suchwörter", New: "Neues Abonnement", Save: "Speichern", Remove: "Entfernen",
		Saved: "Gespeichert. Der Feed ist bereit.", Removed: "Entfernt.", Locked: "Dieses hat die Redaktion angelegt; hier lässt es sich nicht ändern.",
		Full: "Mehr Abonnements sind nicht möglich; entfernen Sie zuerst eines.", Mistake: "Das konnte nicht gespeichert werden.", Character: "Zeichen",
	},
	"es": {
		Heading: "Suscripciones propias", Link: "Crear suscripciones propias", Hint: "Cada suscripción es un canal con las noticias de este medio que encuentran sus palabras, también las anteriores.",
		Name: "Nombre, tal como figura en la dirección", Title: "Título", Query: "Palabras que buscar", New: "Suscripción nueva", Save: "Guardar", Remove: "Eliminar",
		Saved: "Guardada. El canal está listo.", Removed: "Eliminada.", Locked: "La creó la redacción; aquí no se puede cambiar.",
		Full: "No caben más suscripciones; elimine antes una.", Mistake: "No se pudo guardar.", Character: "carácter",
	},
	"ru": {
		Heading: "Свои подписки", Link: "Создать свои подписки", Hint: "Каждая подписка — лента с новостями этого издания, которые находят её слова, в том числе прежними.",
		Name: "Имя, как в адресе", Title: "Заголовок", Query: "Слова для поиска", New: "Новая подписка", Save: "Сохранить", Remove: "Удалить",
		Saved: "Сохранено. Лента готова.", Removed: "Удалено.", Locked: "Эту подписку создала редакция; здесь её изменить нельзя.",
		Full: "Больше подписок создать нельзя; сначала удалите одну.", Mistake: "Сохранить не удалось.", Character: "знак",
	},
	"ja": {
		Heading: "独自の購読", Link: "独自の購読を作成", Hint: "購読ごとに、この媒体の記事のうち検索語に合うものを集めたフィードができます。過去の記事も含まれます。",
		Name: "名前（アドレスに使います）", Title: "タイトル", Query: "検索語", New: "新しい購読", Save: "保存", Remove: "削除",
		Saved: "保存しました。フィードを利用できます。", Removed: "削除しました。", Locked: "編集部が設定した購読です。ここでは変更できません。",
		Full: "これ以上は作成できません。先に一つ削除してください。", Mistake: "保存できませんでした。", Character: "文字位置",
	},
	"hi": {
		Heading: "आपकी अपनी सदस्यताएँ", Link: "अपनी सदस्यताएँ बनाएँ", Hint: "हर सदस्यता एक फ़ीड है, जिसमें इस संस्थान के वे समाचार होते हैं जो उसके शब्दों से मिलते हैं, पुराने समाचार भी।",
		Name: "नाम, जैसा पते में होगा", Title: "शीर्षक", Query: "खोज के शब्द", New: "नई सदस्यता", Save: "सहेजें", Remove: "हटाएँ",
		Saved: "सहेजा गया। फ़ीड तैयार है।", Removed: "हटाया गया।", Locked: "इसे संपादकों ने बनाया है; यहाँ बदला नहीं जा सकता।",
		Full: "और सदस्यताएँ नहीं बन सकतीं; पहले एक हटाएँ।", Mistake: "सहेजा नहीं जा सका।", Character: "अक्षर",
	},
	"fa": {
		Heading: "اشتراک‌های خودتان", Link: "ساختن اشتراک‌های خودتان", Hint: "هر اشتراک خوراکی است از خبرهای این رسانه که واژه‌هایش می‌یابند، خبرهای پیشین هم.",
		Name: "نام، چنان‌که در نشانی می‌آید", Title: "عنوان", Query: "واژه‌های جست‌وجو", New: "اشتراک تازه", Save: "ذخیره", Remove: "حذف",
		Saved: "ذخیره شد. خوراک آماده است.", Removed: "حذف شد.", Locked: "این اشتراک را سردبیران ساخته‌اند و اینجا تغییر نمی‌کند.",
		Full: "اشتراک بیشتری نمی‌توان ساخت؛ نخست یکی را حذف کنید.", Mistake: "ذخیره نشد.", Character: "نویسهٔ",
	},
	"he": {
		Heading: "המינויים שלכם", Link: "יצירת מינויים משלכם", Hint: "כל מינוי הוא ערוץ עם הידיעות של כלי תקשורת זה שמילותיו מוצאות, גם הקודמות.",
		Name: "שם, כפי שיופיע בכתובת", Title: "כותרת", Query: "מילים לחיפוש", New: "מינוי חדש", Save: "שמירה", Remove: "הסרה",
		Saved: "נשמר. הערוץ מוכן.", Removed: "הוסר.", Locked: "מינוי זה נוצר בידי העורכים, ואי אפשר לשנותו כאן.",
		Full: "אי אפשר ליצור מינויים נוספים; הסירו אחד תחילה.", Mistake: "השמירה לא הצליחה.", Character: "תו",
	},
	"ko": {
		Heading: "직접 만든 구독", Link: "직접 구독 만들기", Hint: "구독마다 이 매체의 기사 가운데 검색어에 맞는 것을 모은 피드가 생깁니다. 지난 기사도 포함됩니다.",
		Name: "이름(주소에 쓰임)", Title: "제목", Query: "검색어", New: "새 구독", Save: "저장", Remove: "삭제",
		Saved: "저장했습니다. 피드를 쓸 수 있습니다.", Removed: "삭제했습니다.", Locked: "편집자가 만든 구독이라 여기서 바꿀 수 없습니다.",
		Full: "더 만들 수 없습니다. 먼저 하나를 삭제하세요.", Mistake: "저장하지 못했습니다.", Character: "글자 위치",
	},
}
