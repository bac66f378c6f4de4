package feeds

import "testing"

func TestCorrectionsInTitles(t *testing.T) {
	for title, want := range map[string]string{
		"CORRECTED-Port of Oman opens":              "CORRECTED",
		"UPDATE 2-CORRECTED-Oman opens three ports": "CORRECTED",
		"CORRECTED-UPDATE 1-U.S. ports open":        "CORRECTED",
		"Correction (5 May): Ports of Oman":         "Correction",
		"Korrektur (5. Mai): Häfen öffnen":          "Korrektur",
		"Rectificatif (5 mai) – Les ports":          "Rectificatif",
		"Correctie: havens":                         "Correctie",
		"Fe de erratas: puertos":                    "Fe de erratas",
		"ERRAMOS: Portos de Omã":                    "ERRAMOS",
		"Errata corrige: i porti":                   "Errata corrige",
		"Исправление (5 мая): порты":                "Исправление",
		"Виправлено: порти":                         "Виправлено",
		"Düzeltme ve özür: Limanlar":                "Düzeltme ve özür",
		"Cải chính: Cảng biển":                      "Cải chính",
		"تصحيح (٥ مايو): الموانئ":                   "تصحيح",
		"تصحیح خبر: بندر":                           "تصحیح خبر",
		"תיקון ידיעה: הנמל":                         "תיקון ידיעה",
		"भूल सुधार: बंदरगाह":                        "भूल सुधार",
		"ভুল সংশোধন: বন্দর":                         "ভুল সংশোধন",
		"更正（5月5日）：港口开放":                             "更正",
		"【更正启事】港口开放":                                "更正启事",
		"勘誤：港口開放":                                   "勘誤",
		"おわびと訂正　港の協力":                               "おわびと訂正",
		"【お詫びと訂正】港の協力":                              "お詫びと訂正",
		"訂正とおわび":                                    "訂正とおわび",
		"바로잡습니다":                                    "바로잡습니다",
		"[바로잡습니다] 항구":                               "바로잡습니다",
		"정정합니다: 항구":                                 "정정합니다",
		"<고침> 항구":                                   "고침",
		"แก้คำผิด: ท่าเรือ":                         "แก้คำผิด",
		"Corrected for inflation, wages fall":       "",
		"CORRECTED-FOR-INFLATION WAGES FALL":        "",
		"CORRECTED-for-inflation wages fall":        "",
		"CORRECTION OFFICERS STRIKE":                "",
		"Correction officers strike (5 May)":        "",
		"Corrections department: who pays":          "",
		"Korrekturen am Haushalt":                   "",
		"Corregido el rumbo, el barco llega":        "",
		"Rettelse af kursen koster":                 "",
		"Исправление ошибок: как это делают":        "",
		"Поправка к закону принята":                 "",
		"Düzeltmeler yolda":                         "",
		"تصحيح المسار الاقتصادي":                    "",
		"تیم اصلاح می‌شود":                          "",
		"תיקון החוק עבר":                            "",
		"सुधार की राह पर बंदरगाह":                   "",
		"更正数据后出口下降":                                 "",
		"訂正申告の期限":                                   "",
		"정정당당한 승부":                                  "",
		"바로잡은 역사":                                   "",
		"แก้ไขรัฐธรรมนูญ: ทางเลือก":                 "",
		"UPDATE 2-Oman opens three ports":           "",
		"RESULTS-CORRECTED":                         "",
		"Kill switch law passes":                    "",
		"Fehler korrigiert: der Hafen öffnet":       "",
		"Correctie op de begroting: wat verandert":  "",
		"Oprava mostu potrvá rok":                   "",
		"Korekta budżetu: co się zmieni":            "",
		"Rättelse av kursen":                        "",
		"Oikaisu rakenteissa":                       "",
		"Ralat data membuat ekspor turun":           "",
		"Διόρθωση στις αγορές":                      "",
		"संशोधन विधेयक पारित":                       "",
		"সংশোধন বিল পাস":                            "",
	} {
		if it := titled(t, title, "In Salalah."); it.Note != want || it.Title == "" || it.Status.Gone() {
			t.Errorf("%q: note %q, want %q", title, it.Note, want)
		}
	}
}

func TestTheNoteOfACorrectionIsNotTheStory(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"CORRECTION: Oman opens three ports in Salalah on Tuesday, the minister said.", "CORRECTION"},
		{"CORRECTION: An earlier version misspelled Salalah. Oman opens three ports.", "CORRECTION: An earlier version misspelled Salalah."},
		{"<p>CORRECTION: The port is in Salalah.</p><p>Oman opens three ports.</p>", "CORRECTION: The port is in Salalah."},
		{"Korrektur: Die Häfen öffnen am Dienstag.", "Korrektur"},
		{"Korrektur: Der Hafen hieß in einer früheren Version fälschlich Salala. Die Häfen öffnen.", "Korrektur: Der Hafen hieß in einer früheren Version fälschlich Salala."},
		{"Rectificatif : les ports ouvrent mardi.", "Rectificatif"},
		{"Исправление: порты откроются во вторник, сообщил министр.", "Исправление"},
		{"Исправление: в предыдущей версии порт назван ошибочно. Порты откроются.", "Исправление: в предыдущей версии порт назван ошибочно."},
		{"更正：港口星期二开放，部长说。", "更正"},
		{"更正：原文“萨拉拉”应为“塞拉莱”。港口星期二开放。", "更正：原文“萨拉拉”应为“塞拉莱”。"},
		{"訂正：港は火曜日に開く。", "訂正"},
		{"تصحيح: تفتح الموانئ يوم الثلاثاء، قال الوزير.", "تصحيح"},
		{"सुधार: बंदरगाह मंगलवार को खुलेंगे।", "सुधार"},
		{"정정: 항구가 화요일에 열린다.", "정정"},
		{"(Corrects spelling of Salalah in first paragraph) The ports opened.", "Corrects spelling of Salalah in first paragraph"},
		{"The ports opened.", ""},
	} {
		if it := titled(t, "Ports", c.text); it.Note != c.want {
			t.Errorf("%q: note %q, want %q", c.text, it.Note, c.want)
		}
	}
}
