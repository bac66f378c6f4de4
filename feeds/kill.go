package feeds

import "strings"

// The words by which newsrooms take a story back. They count in a title only,
// and in capitals where their script has them: "Kill:" may begin the title of a
// film.
//
// Orders are no words of a headline, so they are believed also of a story that is
// not known: it is kept aside for an editor. KILL is one of them although a film
// may be called so: a review that waits for an editor does less harm than a libel
// that is printed. The other words are everyday ones. Flights are cancelled
// ("ANNULATION : des centaines de vols"), papers retracted ("撤稿：《自然》…"), phones
// withdrawn: before a headline they are believed of a story that was told without
// them, and of any other story they are its first word.
const (
	killOrders = `kill|mandatory kill|story killed|kill notice|kill order|story withdrawn|dépêche annulée|annulation de dépêche|despacho anulado|nota anulada|noticia anulada|` +
		`notícia cancelada|meldung zurückgezogen|meldung ungültig|notizia annullata|bericht ingetrokken|depesza anulowana|снято с ленты|сообщение аннулировано|знято зі стрічки|` +
		`haber iptal|haber İPTAL|haber İPTALİ|سحب الخبر|إلغاء الخبر|الغاء الخبر|حذف خبر|لغو خبر|ابطال خبر|خبر حذف شد|خبر باطل است|خبر منسوخ|ביטול ידיעה|ביטול הידיעה|הידיעה בוטלה|הידיעה נמשכה|` +
		`खबर रद्द|ख़बर रद्द|समाचार रद्द|खबर वापस|ख़बर वापस|समाचार वापस|খবর প্রত্যাহার|稿件撤销|稿件撤銷|撤销稿件|撤稿通知|配信取り消し|配信取消|記事取り消し|記事取消|기사 취소|기사취소|전문 취소|전문취소|` +
		`ยกเลิกข่าว|berita ditarik|hủy tin|ακύρωση είδησης`
	killWords = `withdrawn|retracted|annulation|anulación|anulada|anulado|annulla|annullato|annullata|annullamento|zurückgezogen|ingetrokken|anulowano|аннулировано|анульовано|iptal|İPTAL|撤稿`
)

var (
	// marker [ "]" ] ( ":" | "-" | end ), with the marker in its first group.
	killOrder = markAtStart(killOrders, `\s*(?:[\]\)】」］）>〉]|[:：—–]|-\s|-?$)`)
	killMark  = markAtStart(killWords, `\s*(?:[\]\)】」］）>〉]|[:：—–]|-\s|-?$)`)
	// A word that stands alone or in a box is a label, not the first of a headline.
	killLabel = markAtStart(killWords, `\s*(?:[\]\)】」］）>〉]|[:：—–-]?\s*$)`)
)

// A kill is what a title says of a story that its newsroom takes back.
type kill struct {
	word  string // "": none
	order bool   // to be believed also of a story that is not known
	note  string // what readers may be told
}

func readKill(title string) kill {
	if m := mark(killOrder, title); m != "" && isShouted(m) {
		return kill{word: m, order: true}
	}
	if m := mark(killMark, title); m != "" && isShouted(m) {
		return kill{word: m, order: mark(killLabel, title) != ""}
	}
	return kill{}
}

// KillWord is the word with which a title takes its story back, or seems to; ""
// if it does not.
func KillWord(title string) string { return readKill(title).word }

// obey leaves of an item that is gone what a tombstone says; of one whose kill
// may be none, both what is left of it and what it is otherwise.
func (it *Item) obey(k kill) {
	if it.Status.Gone() {
		*it = it.remains(it.Status, firstText(it.Note, k.note))
		return
	}
	if k.word == "" {
		return
	}
	whole, gone := *it, it.remains(Withdrawn, k.note)
	if k.order {
		*it = gone
		it.Instead = &whole
	} else {
		it.Instead = &gone
	}
}

// remains is what a tombstone says of an item.
func (it *Item) remains(s Status, note string) Item {
	return Item{ID: it.ID, Link: it.Link, Language: it.Language, Published: it.Published, Updated: it.Updated,
		Note: strings.TrimSpace(note), Status: s, Repairs: it.Repairs}
}

// Otherwise is the item with its kill read the other way. What became of the item
// since it was read, such as a better id, holds for both.
func (it *Item) Otherwise() *Item {
	out := *it.Instead
	out.ID, out.Link, out.Language, out.Published, out.Updated = it.ID, it.Link, it.Language, it.Published, it.Updated
	return &out
}
