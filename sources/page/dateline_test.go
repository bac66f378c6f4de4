package page

import "testing"

func TestPlaceIsReadFromTheDateline(t *testing.T) {
	for text, want := range map[string]string{
		"BEIJING, Nov. 6 (Xinhua) -- How to make our cities smarter?": "BEIJING",
		"PARIS (AFP) — Le train de nuit repartira.":                   "PARIS",
		"NEW YORK (AP) — Stocks rose.":                                "NEW YORK",
		"WASHINGTON, Nov 6 (Reuters) - The Senate voted.":             "WASHINGTON",
		"MOSCOW, November 6. /TASS/. The ministry said.":              "",
		"МОСКВА, 6 ноября – Движение открыли.":                        "МОСКВА",
		"САНКТ-ПЕТЕРБУРГ, 6 ноя — РИА Новости. Мост.":                 "САНКТ-ПЕТЕРБУРГ",
		"Madrid, 6 nov (EFE).- La cosecha comenzó.":                   "Madrid",
		"Rio de Janeiro, 6 de novembro (Lusa) – O porto abriu.":       "Rio de Janeiro",
		"Konstanz (dpa) – Die Fähren fahren.":                         "Konstanz",
		"新华社北京11月6日电（记者 李文）从重庆到上海":                                    "北京",
		"中新社上海6日电 长江":                                                 "上海",
		"新華社香港11月6日電 港口":                                              "香港",
		"【函館共同】青森と函館を結ぶ航路":                                            "函館",
		"【ロンドン=時事】英国の港":                                               "ロンドン",
		"(부산=연합뉴스) 김민수 기자 = 해양수산부는":                                   "부산",
		"الرياض – واس: أعلنت الهيئة":                                  "الرياض",
		"القاهرة (رويترز) - قالت الوزارة":                             "القاهرة",
		"رشت (ایرنا) – شمار پرندگان":                                  "رشت",
		"חיפה (סוכנות הכרמל) – משרד התחבורה":                          "חיפה",
		"नई दिल्ली, 6 नवंबर (भाषा) – वाराणसी के घाटों":                "नई दिल्ली",

		"How to make our cities smarter? This is it - a question.": "",
		"Berlin – die Stadt der Brücken – wächst.":                 "",
		"We met him (he said) – and then we left.":                 "",
		"In 2020 - a hard year - harvests failed.":                 "",
		"By noon, the harbour (now full) – was closed.":            "",
		"Ministers – no: they did not agree.":                      "",
		"从重庆到上海，长江干线两千六百座":                                         "",
		"وقال مدير الميناء إن كل عبّارة تحمل مئتي شاحنة":           "",
		"": "",
	} {
		if got := place(text); got != want {
			t.Errorf("%q: place %q, want %q", text, got, want)
		}
	}
}
