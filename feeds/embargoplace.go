package feeds

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// placeZones are the places whose time embargoes name, a line for each zone, in the
// forms in which they stand with the word for time; + is a space. "local" is the
// source's own.
const placeZones = `
local local locale local+del+lugar местному місцевим miejscowego lokalnego المحلي محلی מקומי 当地 當地 本地 现地 現地 현지 发布 發布 ortszeit 地方
Etc/UTC greenwich greenwich+mean universal+coordinated coordinated+universal universal utc gmt гринвичу غرينتش جرينتش گرینویچ גריניץ 格林尼治 格林威治 世界
Europe/London london londres londra лондонскому britain uk british british+summer لندن לונדון 伦敦 倫敦 英国 英國 런던 영국
Europe/Dublin dublin irish irish+standard
Europe/Paris paris parigi parís française francaise парижскому باريس 巴黎 法国 파리
Europe/Berlin berlin berliner berlino deutscher berlín берлинскому german frankfurt برلين 柏林 德国
Europe/Berlin central+european central+european+summer mitteleuropaischer центральноевропейскому
Europe/Madrid madrid peninsular española مدريد 马德里
Europe/Rome rome roma italiana italian روما 罗马
Europe/Lisbon lisbon lisbonne lisboa lisbona portugal لشبونة
Europe/Brussels brussels bruxelles bruselas brussel brüsseler بروكسل
Europe/Amsterdam amsterdam amsterdamse dutch
Europe/Zurich zurich geneva genève geneve ginebra ginevra genf genfer جنيف 日内瓦
Europe/Vienna vienna vienne wien wiener viena
Europe/Stockholm stockholm swedish
Europe/Oslo oslo
Europe/Copenhagen copenhagen
Europe/Helsinki helsinki
Europe/Warsaw warsaw varsovie warszawskiego polskiego
Europe/Athens athens athènes
Europe/Kyiv kyiv kiev киевскому київським kijowskiego
Europe/Moscow moscow moscow+standard moscou moscú mosca moskauer moskiewskiego московскому москве мск московським موسكو מוסקבה 莫斯科 모스크바
Europe/Istanbul istanbul turkish اسطنبول إسطنبول
America/New_York new+york nueva+york nova+york nova+iorque eastern eastern+standard eastern+daylight us+eastern washington washington+d.c. et du+est del+este нью-йоркскому نيويورك واشنطن 纽约 紐約 美东 美東 美国东部 美國東部 華盛頓 华盛顿 ニューヨーク 米国東部 米東部 뉴욕 미국+동부
America/Chicago chicago central central+standard central+daylight us+central ct
America/Denver denver mountain mountain+standard mountain+daylight mt
America/Los_Angeles los+angeles pacific pacific+standard pacific+daylight us+pacific california pt 洛杉矶 太平洋 美西
America/Toronto toronto ottawa
America/Mexico_City mexico+city la+ciudad+de+méxico
America/Bogota bogota bogotá colombia
America/Lima lima
America/Caracas caracas venezuela
America/Argentina/Buenos_Aires buenos+aires argentina
America/Sao_Paulo são+paulo brasília brasilia brasil
America/Santiago santiago
America/Havana havana cuba la+habana
Asia/Shanghai beijing shanghai china china+standard pékin pekin pechino pekín pequim пекинскому بكين پکن 北京 上海 中国 中國 베이징
Asia/Hong_Kong hong+kong 香港
Asia/Taipei taipei 台北 臺北 台湾
Asia/Tokyo tokyo tokio japan japan+standard japanese токийскому طوكيو 东京 東京 日本 일본 도쿄
Asia/Seoul seoul korea korean korea+standard séoul 首尔 한국 서울
Asia/Singapore singapore singapour singapore+standard 新加坡
Asia/Kuala_Lumpur kuala+lumpur malaysia malaysian
Asia/Jakarta jakarta
Asia/Bangkok bangkok thailand thai 曼谷
Asia/Manila manila philippine
Asia/Kolkata delhi new+delhi india indian indian+standard mumbai
Asia/Karachi karachi islamabad pakistan pakistan+standard
Asia/Dhaka dhaka bangladesh
Asia/Kathmandu kathmandu nepal
Asia/Dubai dubai abu+dhabi gulf gulf+standard uae دبي الإمارات أبوظبي أبو+ظبي
Asia/Muscat muscat oman مسقط
Asia/Riyadh riyadh mecca saudi الرياض السعودية مكة مكة+المكرمة
Asia/Qatar doha qatar الدوحة قطر
Asia/Kuwait kuwait الكويت
Asia/Baghdad baghdad بغداد
Asia/Beirut beirut beyrouth بيروت
Asia/Amman amman عمان
Asia/Damascus damascus دمشق
Asia/Jerusalem jerusalem israel ישראל القدس القدس+المحتلة
Asia/Gaza gaza غزة فلسطين
Asia/Tehran tehran téhéran teherán iran тегеранскому تهران ایران طهران
Africa/Cairo cairo le+caire caire القاهرة مصر קהיר 开罗
Africa/Khartoum khartoum الخرطوم
Africa/Tripoli tripoli طرابلس ليبيا
Africa/Tunis tunis تونس
Africa/Algiers algiers alger الجزائر
Africa/Casablanca casablanca rabat المغرب الرباط
Africa/Lagos lagos nigerian abuja
Africa/Accra accra
Africa/Nairobi nairobi east+africa
Africa/Addis_Ababa addis+ababa
Africa/Johannesburg johannesburg pretoria south+african
Australia/Sydney sydney canberra melbourne 悉尼
Australia/Perth perth
Pacific/Auckland auckland wellington new+zealand
`

// zonesOfPlaces maps the folded name of a place to the name of its zone.
var zonesOfPlaces = readPlaces()

func readPlaces() map[string]string {
	zones := map[string]string{}
	for line := range strings.Lines(placeZones) {
		if names := strings.Fields(line); len(names) > 0 {
			for _, name := range names[1:] {
				zones[foldDate(strings.ReplaceAll(name, "+", " "))] = names[0]
			}
		}
	}
	return zones
}

// placeTime is an hour's place: London time, heure de Paris, 北京时间. Names that are
// no single word are those of the table; a second word may be the story's first.
const placeTime = `(?:(?:(?:\p{Lu}[\p{L}.’'-]*\s+){1,4}|local\s+)(?i:time)\b|\p{Lu}\p{L}+er Zeit\b|Ortszeit|` +
	`(?i:heure|hora|ora)\s+(?:d[eiu]l?\s+|d[’'])?(?i:` + longNames + `|\p{L}+)|` +
	`(?i:по|за)\s+[\p{L}-]+\s+(?i:времени|часом)|(?i:по)\s+(?i:москве|гринвичу|мск)|czasu\s+\p{L}+|` +
	`(?:بتوقيت|بالتوقيت|به وقت|שעון)\s+(?:مكة المكرمة|القدس المحتلة|أبو ظبي|\p{L}+)|` +
	`[\p{Han}\p{Katakana}ー]{2,8}[时時][间間]|\p{Hangul}{2,4}(?: 동부)? ?시간)`

const longNames = `new york|nueva york|nova york|nova iorque|los angeles|hong kong|buenos aires|são paulo|mexico city|la ciudad de méxico|la habana|le caire|abu dhabi|kuala lumpur`

var (
	placeIn   = regexp.MustCompile(placeTime + `|[(（](?:[ECMP]T|(?:` + longNames + `|\p{Lu}\p{L}+))[)）]`)
	placeTail = regexp.MustCompile(`^,?\s*(?:` + placeTime + `|[(（]\s*` + placeTime + `\s*[)）])`)
	timeWords = regexp.MustCompile(`(?i)^(?:[ap][.]?m[.]?\s+|noon\s+|hrs\s+|hours\s+)|^(?:heure|hora|ora|по|за|czasu|بتوقيت|بالتوقيت|به وقت|שעון)\s+(?:d[eiu]l?\s+|d[’'])?|\s*(?:time|zeit|времени|часом|[时時][间間]|시간)$`)
)

// zoneNamed is the zone of the place that a date names: the source's own if it names
// none, and known is false if nobody knows where that is. A later hour is safe there,
// an earlier one is not.
func zoneNamed(date string, own *time.Location) (zone *time.Location, known bool) {
	place := placeIn.FindString(date)
	if place == "" {
		return own, true
	}
	name := foldDate(timeWords.ReplaceAllString(strings.Trim(place, "()（） "), ""))
	id := zonesOfPlaces[name]
	for id == "" && hasHan(name) { // 10时北京时间: signs of the date stand before it
		_, n := utf8.DecodeRuneInString(name)
		name = name[n:]
		id = zonesOfPlaces[name]
	}
	switch {
	case id == "local", own != nil && strings.HasPrefix(own.String(), "Australia/") && strings.HasPrefix(id, "America/"):
		return own, true // Australia has Eastern and Central times too
	case id == "":
		return own, false
	}
	zone, err := time.LoadLocation(id)
	return zone, err == nil
}

// hourBesides is an hour in brackets behind another one: 10:00 (15:00 London time).
var hourBesides = regexp.MustCompile(`\p{Nd}.*[(（]\s*\p{Nd}{1,2}[^)）]*[)）]`)

// inItsPlace is the date with which s begins, read by the clocks of the place it
// names; until an editor releases it where that is not known.
func inItsPlace(s string, until Time, c calendar) Time {
	zone, known := zoneNamed(s, c.zone)
	if zone == c.zone && known {
		return until
	}
	if !known {
		west, _ := leadingDate(s, time.FixedZone("", -3600))
		if east, _ := leadingDate(s, time.FixedZone("", 3600)); east.Equal(west.Time) {
			return until // its hour has a zone besides: 10:00 GMT (14:00 Salalah time)
		}
		return At(UntilReleased)
	}
	t, n := leadingDate(s, zone)
	if n == 0 || t.Before(until.Time) && hourBesides.MatchString(s) {
		return until
	}
	return t
}
