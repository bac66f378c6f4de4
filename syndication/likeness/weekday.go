package likeness

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// weekdayWords are the names of the days from Monday on, a line for each set,
// in the forms in which news uses them. Names that mean something else too
// (Turkish pazar, a market) are left out with a dash.
const weekdayWords = `
monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
mandag/måndag/måndagen tirsdag/tisdag/tisdagen onsdag/onsdagen torsdag/torsdagen fredag/fredagen lørdag/lördag/lördagen søndag/söndag/söndagen
maanantaina/maanantai tiistaina/tiistai keskiviikkona/keskiviikko torstaina/torstai perjantaina/perjantai lauantaina/lauantai sunnuntaina/sunnuntai
понедельник/понедельника/понедельнику вторник/вторника/вторнику среду четверг/четверга/четвергу пятницу/пятница/пятницы субботу/суббота/субботы воскресенье/воскресенья
понеділок/понеділка вівторок/вівторка середу четвер/четверга п'ятницю/пʼятницю суботу/субота неділю/неділя
poniedziałek wtorek środę czwartek piątek sobotę niedzielę
pondělí úterý středu čtvrtek pátek sobotu neděli
pazartesi salı çarşamba perşembe cuma cumartesi -
الاثنين/الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه - یکشنبه
सोमवार मंगलवार बुधवार गुरुवार/बृहस्पतिवार/वीरवार शुक्रवार शनिवार रविवार
senin selasa rabu kamis/khamis jumat/jumaat sabtu minggu/ahad
Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή
luni marți miercuri joi vineri sâmbătă duminică
`

// weekdaySigns are those that are found anywhere in a text: of scripts without
// spaces, and of Hebrew, which writes them as two words.
const weekdaySigns = `
周一/星期一/礼拜一 周二/星期二/礼拜二 周三/星期三/礼拜三 周四/星期四/礼拜四 周五/星期五/礼拜五 周六/星期六/礼拜六 周日/星期日/星期天/礼拜天
月曜 火曜 水曜 木曜 金曜 土曜 日曜
월요일 화요일 수요일 목요일 금요일 토요일 일요일
วันจันทร์ วันอังคาร วันพุธ วันพฤหัส วันศุกร์ วันเสาร์ วันอาทิตย์
יום+שני יום+שלישי יום+רביעי יום+חמישי יום+שישי - יום+ראשון
`

var (
	weekdayOf = readWeekdays(weekdayWords)
	signOf    = readWeekdays(weekdaySigns)

	signsInOrder = slices.Sorted(maps.Keys(signOf))
)

func readWeekdays(table string) map[string]string {
	days := map[string]string{}
	for line := range strings.Lines(table) {
		for i, forms := range strings.Fields(line) {
			for form := range strings.SplitSeq(forms, "/") {
				if form != "-" {
					days[folded("", strings.ReplaceAll(form, "+", " "))] = "d" + string(rune('1'+i))
				}
			}
		}
	}
	return days
}

// weekdays gives the days that a folded text names, "d1" for Monday.
func weekdays(text string, words []word) []string {
	var list []string
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return r != '-' && r != '\'' && !unicode.IsLetter(r) && !unicode.IsMark(r)
	}) {
		list = keep(list, weekdayOf[w])
	}
	signs := func(w word) bool { return w.dense || w.letters[0] >= 'א' && w.letters[0] <= 'ת' }
	if !slices.ContainsFunc(words, signs) {
		return list
	}
	for _, sign := range signsInOrder {
		if strings.Contains(text, sign) {
			list = keep(list, signOf[sign])
		}
	}
	return list
}
