package feeds

import (
	"html"
	"testing"
)

// titled reads an item that has a title and a lead.
func titled(t *testing.T, title, lead string) *Item {
	t.Helper()
	return &parsed(t, "<rss><channel><item><guid>1</guid><title>"+html.EscapeString(title)+"</title><description>"+html.EscapeString(lead)+"</description></item></channel></rss>", ParseOptions{}).Items[0]
}

func TestAKillLeavesNothingButItsNote(t *testing.T) {
	for _, title := range []string{
		"KILL", "KILL: Ports of Oman", "KILL – A REVIEW OF THE FILM", "[MANDATORY KILL] Ports", "[WITHDRAWN] Ports of Oman", "RETRACTED",
		"【撤稿】港口开放", "稿件撤销：港口开放", "إلغاء الخبر: موانئ", "سحب الخبر: موانئ عمان", "[İPTAL] Liman açıldı", "HABER İPTAL: Liman açıldı", "(ANNULLATO) Porti dell’Oman",
		"حذف خبر: بندر صلاله", "ביטול ידיעה: נמל חיפה", "खबर रद्द: बंदरगाह", "समाचार वापस - बंदरगाह", "記事取り消し：港の協力", "기사 취소: 항구 개장", "ยกเลิกข่าว: ท่าเรือ", "СНЯТО С ЛЕНТЫ: Порты",
		"MELDUNG ZURÜCKGEZOGEN: Häfen", "BERITA DITARIK: Pelabuhan",
	} {
		it := titled(t, title, "Do not use.")
		want := title + "\nDo not use."
		if it.Status != Withdrawn || it.ID != "1" || it.Title != "" || it.Summary != "" || it.Note != want {
			t.Errorf("%q: %+v", title, it)
		}
		if it.Instead == nil || it.Instead.Title != title || it.Instead.Status != Usable || it.Otherwise().ID != "1" {
			t.Errorf("%q: an editor could not release %+v", title, it.Instead)
		}
	}
}

func TestAnEverydayWordMayBeAKill(t *testing.T) {
	for _, title := range []string{
		"WITHDRAWN: Ports of Oman", "RETRACTED: Study of ports", "ANNULATION: des centaines de vols", "ANULADO: el gol de Omán", "ANNULLA: i porti", "ANNULLATO - il concerto",
		"ZURÜCKGEZOGEN: Häfen", "АННУЛИРОВАНО: виза", "İPTAL: Liman töreni", "撤稿：《自然》撤回论文",
	} {
		it := titled(t, title, "In Salalah.")
		if it.Title != title || it.Summary != "In Salalah." || it.Status != Usable || it.Note != "" {
			t.Errorf("%q is no story: %+v", title, it)
		}
		if gone := it.Instead; gone == nil || gone.Status != Withdrawn || gone.Title != "" || gone.Summary != "" || gone.Note != title+"\nIn Salalah." {
			t.Errorf("%q is no kill of what was told without it: %+v", title, gone)
		}
	}
}

func TestStoriesThatBeginLikeAKill(t *testing.T) {
	for _, title := range []string{
		"Kill: a film", "Kill Bill returns", "Kill switch law passes", "KILL-SWITCH LAW PASSES", "KILL SWITCH LAW: WHAT IT SAYS", "Killed: 12 fishermen", "Withdrawn from the race: Hamilton", "Withdrawn: the phone that burnt",
		"Retracted papers double", "Annulation: les droits des passagers", "ANNULATION DU VOL : vos droits", "Annullato il concerto", "Anulado el gol", "Zurückgezogen: Ministerin verzichtet",
		"İptal edilen seferler: liste", "İPTAL EDİLDİ: konser", "Аннулировано 300 виз", "撤稿率上升：学界反思", "撤稿的代价", "ביטול: הוועדה חזרה בה", "חלון הזדמנויות", "حذف یارانه: چه کسانی", "لغو پروازها: فهرست",
		"إلغاء الرحلات: ماذا تفعل", "سحب السفير: تصعيد", "खबर है: बंदरगाह खुला", "रद्द: उड़ानें", "記事の見出し：港", "기사 작성: 항구", "ยกเลิก: เที่ยวบิน",
	} {
		if it := titled(t, title, "In Salalah."); it.Title != title || it.Status != Usable || it.Instead != nil {
			t.Errorf("%q: %+v", title, it)
		}
	}
}
