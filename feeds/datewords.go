package feeds

import (
	"strings"
	"time"
	"unicode/utf8"
)

// monthWords are the names of the twelve months, a line for each set of names,
// with the forms in which dates stand ("января", "enero", "Jan."). Croatian
// names are left out: its listopad is October, the Polish and Czech one is
// November.
const monthWords = `
january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec
janvier/janv fevrier/fevr/fev mars avril/avr mai juin juillet/juil aout septembre octobre novembre decembre
januar/janner/jänner februar/feber/feb marz/mrz/maerz april mai juni juli august september oktober/okt november dezember/dez
enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/set octubre noviembre diciembre/dic
janeiro fevereiro marco abril maio junho julho agosto setembro outubro/out novembro dezembro
gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre ottobre/ott novembre dicembre
января/янв/январь февраля/февр/фев/февраль марта/мар/март апреля/апр/апрель мая/май июня/июн/июнь июля/июл/июль августа/авг/август сентября/сент/сен/сентябрь октября/окт/октябрь ноября/нояб/ноя/ноябрь декабря/дек/декабрь
січня/січ/січень лютого/лют/лютий березня/бер/березень квітня/квіт/квітень травня/трав/травень червня/черв/червень липня/лип/липень серпня/серп/серпень вересня/вер/вересень жовтня/жовт/жовтень листопада/лист/листопад грудня/груд/грудень
студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня
януари/ян февруари март април май юни юли август септември октомври ноември декември
јануар/јан фебруар март април мај јун/јуни јул/јули август септембар/септ октобар новембар децембар
januar februar mart april maj jun jul avgust septembar oktobar novembar decembar
يناير فبراير مارس أبريل/ابريل/إبريل مايو يونيو/يونيه يوليو/يوليه أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر
جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
كانون+الثاني شباط آذار/اذار نيسان أيار/ايار حزيران تموز آب/اب أيلول/ايلول تشرين+الأول/تشرين+الاول تشرين+الثاني كانون+الأول/كانون+الاول
ژانویه/ژانویهٔ فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
ינואר/ינו פברואר/פבר מרץ/מרס אפריל/אפר מאי יוני/יונ יולי/יול אוגוסט/אוג ספטמבר/ספט אוקטובר/אוק נובמבר/נוב דצמבר/דצמ
ocak/oca subat/sub mart nisan/nis mayis haziran/haz temmuz/tem agustos/agu eylul/eyl ekim/eki kasim/kas aralik/ara
stycznia/sty/styczen lutego/lut/luty marca/marzec kwietnia/kwi/kwiecien maja/maj czerwca/cze/czerwiec lipca/lip/lipiec sierpnia/sie/sierpien wrzesnia/wrz/wrzesien pazdziernika/paz/pazdziernik listopada/lis/listopad grudnia/gru/grudzien
ledna/leden unora/unor brezna/brezen dubna/duben kvetna/kveten cervna/cerven cervence/cervenec srpna/srpen zari rijna/rijen listopadu prosince/prosinec
januara februara marca aprila maja juna jula augusta septembra oktobra novembra decembra
januari februari maart/mrt april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december/desember/des
tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesakuuta/kesakuu heinakuuta/heinakuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu
januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december
ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie noiembrie/noi decembrie
ιανουαριου/ιαν/ιανουαριος φεβρουαριου/φεβ/φεβρουαριος μαρτιου/μαρ/μαρτιος απριλιου/απρ/απριλιος μαιου/μαι/μαιος ιουνιου/ιουν/ιουνιος ιουλιου/ιουλ/ιουλιος αυγουστου/αυγ/αυγουστος σεπτεμβριου/σεπ/σεπτεμβριος οκτωβριου/οκτ/οκτωβριος νοεμβριου/νοε/νοεμβριος δεκεμβριου/δεκ/δεκεμβριος
januari/jan februari/peb maret april mei juni juli agustus/agt/ags september oktober november/nop desember
januari februari/februari mac/machi april/aprili mei jun/juni julai ogos/agosti september/septemba oktober/oktoba november/novemba disember/desemba
जनवरी/जन फरवरी/फ़रवरी/फर मार्च अप्रैल/अप्रेल मई जून जुलाई अगस्त सितंबर/सितम्बर/सितं अक्टूबर/अक्तूबर/अक्टू नवंबर/नवम्बर/नवं दिसंबर/दिसम्बर/दिसं
জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
มกราคม/มค กุมภาพันธ์/กพ มีนาคม/มีค เมษายน/เมย พฤษภาคม/พค มิถุนายน/มิย กรกฎาคม/กค สิงหาคม/สค กันยายน/กย ตุลาคม/ตค พฤศจิกายน/พย ธันวาคม/ธค
`

// months maps a folded name to its number; names of two words hold a space.
var months = readMonths()

func readMonths() map[string]int {
	names := map[string]int{}
	for line := range strings.Lines(monthWords) {
		for i, forms := range strings.Fields(line) {
			for form := range strings.SplitSeq(forms, "/") {
				name := foldDate(strings.ReplaceAll(form, "+", " "))
				names[name] = i + 1
			}
		}
	}
	return names
}

// fillers stand between the parts of a date and say nothing.
var fillers = foldedSet("of the de del den der do di d da e er re nd rd st th os ng a o dia el le il em на г год года року р u y " +
	"ngay ของ วันที่ ที่ พศ คศ के को से की من في")

// halves of the day.
var halves = map[string]int{
	"am": 1, "a": 1, "上午": 1, "凌晨": 1, "早上": 1, "清晨": 1, "午前": 1, "오전": 1, "ص": 1, "صباحا": 1, "sa": 1, "قظ": 1, "πμ": 1,
	"pm": 2, "p": 2, "下午": 2, "晚上": 2, "晚间": 2, "午後": 2, "오후": 2, "م": 2, "مساء": 2, "بظ": 2, "ch": 2, "μμ": 2, "傍晚": 2,
}

// What tells that a number is an hour: words behind the hour, words behind hours
// and minutes in one, and words before.
var (
	hourBehind  = foldedSet("uhr uur heure heures hora horas noon midday час часа часов година години годин órakor giờ")
	hoursBehind = foldedSet("h hr hrs hours uhr uur")
	hoursBefore = foldedSet("ore alle las às godz godzina saat kl klo klockan الساعة ساعت בשעה")
)

// midnights are what midnight is called, or the telling one of its two words.
var midnights = foldedSet("midnight minuit medianoche meia mezzanotte mitternacht middernacht полночь полночи полуночи північ півночі północ północy yarısı منتصف חצות 午夜")

// americanZones are what the zones of North America are called without their
// season, in hours east of UTC in winter. They count behind an hour only: "et" is
// a French word, and the Pacific an ocean.
var americanZones = map[string]int{"et": -5, "ct": -6, "mt": -7, "pt": -8, "eastern": -5, "central": -6, "mountain": -7, "pacific": -8}

// eras map the name of an era to what is added to its years.
var eras = map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911, "พศ": -543}

// zoneOffsets are seconds east of UTC. Where an abbreviation has several
// meanings (CST, IST, BST), the source's own zone is asked first.
var zoneOffsets = zoneSeconds(map[string]float64{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "ist": 5.5, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "met": 1,
	"eet": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3, "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
	"pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "brt": -3, "art": -3, "clt": -4, "cot": -5, "pet": -5, "vet": -4,
	"sast": 2, "cat": 2, "eat": 3, "wat": 1, "gst": 4, "pkt": 5, "uzt": 5, "npt": 5.75, "bdt": 6, "ict": 7, "wib": 7, "wita": 8, "wit": 9,
	"hkt": 8, "sgt": 8, "pht": 8, "myt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "acdt": 10.5, "nzst": 12, "nzdt": 13,
	"irst": 3.5, "idt": 3, "nst": -3.5, "ndt": -2.5, "北京时间": 8, "北京時間": 8,
})

func zoneSeconds(hours map[string]float64) map[string]int {
	seconds := map[string]int{}
	for name, h := range hours {
		seconds[name] = int(h * 3600)
	}
	return seconds
}

func foldedSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[foldDate(w)] = true
	}
	return set
}

// A monthMatch is the month whose name stands at a place; number 0 if none does.
type monthMatch struct{ number, tokens int }

// monthName reads the name of a month: in one or two words, with the prefix
// that Hebrew and Arabic put before it, or as the Vietnamese "tháng 1".
func (d *dateReader) monthName(i int) monthMatch {
	t := d.at(i)
	if t.kind != 'a' {
		return monthMatch{}
	}
	if n, ok := d.number(i+1, 2); ok && (t.text == "thang" || t.text == "thg") {
		return monthMatch{n, 2}
	}
	if next := d.at(i + 1); next.kind == 'a' {
		if n := months[t.text+" "+next.text]; n > 0 {
			return monthMatch{n, 2}
		}
	}
	if n := months[t.text]; n > 0 {
		return monthMatch{n, 1}
	}
	for _, prefix := range []string{"ב", "ו", "ال", "ل"} {
		if name, ok := strings.CutPrefix(t.text, prefix); ok && months[name] > 0 {
			return monthMatch{months[name], 1}
		}
	}
	return monthMatch{}
}

// readWord reads a word: a month before its day, a zone, a half of the day, an
// era; other words say nothing.
func (d *dateReader) readWord(i int) int {
	word := d.at(i).text
	if month := d.monthName(i); month.number > 0 {
		if n := d.monthFirst(i, month); n > 0 {
			return n
		}
	}
	if half := halves[word]; half > 0 && (d.hasTime || utf8.RuneCountInString(word) > 1) {
		d.afternoon = half
		return 1
	}
	if add, ok := eras[word]; ok {
		d.era = add
		if word == "พศ" {
			d.era = -543
		}
		return 1
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if name := strings.ToLower(day.String()); word == name || word == name[:3] {
			d.weekday = map[time.Weekday]bool{day: true}
			return 1
		}
	}
	if (word == "noon" || word == "midday") && d.hasDate && !d.hasTime {
		d.setClock(12, 0)
		return 1
	}
	if d.deadline && midnights[word] && (!d.hasTime || d.hour == 12 && d.minute == 0) {
		d.hour, d.minute, d.hasTime, d.afternoon = 24, 0, true, 0 // 00:00 stays what it says
		return 1
	}
	if americanZones[word] != 0 && d.behindClock(i) && d.abbreviation == "" && !d.hasOffset {
		d.abbreviation = word
		return 1
	}
	if _, ok := zoneOffsets[word]; ok && d.hasTime {
		return d.readZone(i, word)
	}
	return 1
}

// behindClock reports whether 15:04, 3 pm or 12 noon stand before token i; 15h04 is
// French.
func (d *dateReader) behindClock(i int) bool {
	before := d.at(i - 1)
	if before.kind == '.' {
		before = d.at(i - 2)
	}
	return d.hasTime && (halves[before.text] > 0 || before.text == "noon" || midnights[before.text] || before.kind == '0' && d.at(i-2).kind == ':')
}

// readZone takes an abbreviation, which an offset behind it overrules.
func (d *dateReader) readZone(i int, word string) int {
	if !d.hasOffset {
		d.abbreviation = word
	}
	if word == "z" || word == "ut" || word == "utc" || word == "gmt" {
		if !d.hasOffset {
			d.offset, d.hasOffset = 0, true
		}
	}
	return 1
}

// monthFirst is January 2, 2006 and Jan 2 15:04:05 2006.
func (d *dateReader) monthFirst(i int, month monthMatch) int {
	j := d.skipFill(i + month.tokens)
	day, ok := d.number(j, 2)
	if !ok {
		return 0
	}
	k := d.skipFill(j + 1)
	if year, ok := d.year4(k); ok && len(d.at(k).text) == 4 {
		d.setDate(year, month.number, day)
		return k + 1 - i
	}
	// The time stands before the year (ANSI C's asctime, RFC 9110's third form).
	n := d.clock(k)
	if n == 0 {
		return 0
	}
	for k += n; d.at(k).kind == 'a' || d.at(k).kind == '+' && d.at(k+2).kind == '0'; {
		k += max(1, d.step(k))
	}
	year, ok := d.year4(k)
	if !ok || len(d.at(k).text) != 4 {
		d.doubtful = true
		return 1
	}
	d.setDate(year, month.number, day)
	return k + 1 - i
}
