package feeds

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // as the program has it
)

// dateForms are dates as publishers write them; want is RFC 3339, or a day
// alone where no hour is given.
var dateForms = []struct{ language, text, want string }{
	// RFC 822 and what became of it.
	{"en", "Wed, 02 Oct 2002 13:00:00 GMT", "2002-10-02T13:00:00Z"},
	{"en", "Wed, 02 Oct 2002 15:00:00 +0200", "2002-10-02T15:00:00+02:00"},
	{"en", "02 Oct 02 08:00 EST", "2002-10-02T08:00:00-05:00"},
	{"en", "Wed, 2 Oct 2002 8:00:00 EDT", "2002-10-02T08:00:00-04:00"},
	{"en", "Wed,02 Oct 2002 13:00 UT", "2002-10-02T13:00:00Z"},
	{"en", "Wednesday, 02-Oct-02 13:00:00 GMT", "2002-10-02T13:00:00Z"},
	{"en", "Wed Oct  2 13:00:00 2002", "2002-10-02T13:00:00+08:00"},
	{"en", "Wed Oct 2 13:00:00 UTC 2002", "2002-10-02T13:00:00Z"},
	{"en", "Mon, 32 Oct 2002 13:00:00 GMT", ""},
	{"en", "Thu, 03 Oct 2002 24:00:00 +0000", "2002-10-04T00:00:00Z"},
	{"en", "Sat, 31 Dec 2016 23:59:60 Z", "2016-12-31T23:59:59Z"},
	{"en", "Wed, 02 Oct 2002 13:00:00 CST", "2002-10-02T13:00:00+08:00"},
	{"en", "Fri, 17 May 2019 06:00:00 BST", "2019-05-17T06:00:00+01:00"},
	{"en", "Thu, 05 May 2022 09:30:00 IST", "2022-05-05T09:30:00+05:30"},
	{"en", "Wed, 02 Oct 2002 13:00:00 GMT+0800 (CST)", "2002-10-02T13:00:00+08:00"},
	// English in prose.
	{"en", "November 06, 2022", "2022-11-06"},
	{"en", "Nov. 6, 2022, 3:04 p.m.", "2022-11-06T15:04:00+08:00"},
	{"en", "Friday, January 29, 2021 04:42 PM", "2021-01-29T16:42:00+08:00"},
	{"en", "6th of November 2022 at 12:30 am", "2022-11-06T00:30:00+08:00"},
	{"en", "6 November 2022, midnight", "2022-11-06"}, // the end of the day of embargoes only
	{"en", "6 Sept 2022", "2022-09-06"},
	{"en", "Published: 6 November 2022", "2022-11-06"},
	// ISO 8601 and its neighbours.
	{"iso", "2026-01-02", "2026-01-02"},
	{"iso", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"},
	{"iso", "2026-01-02T03:04:05.678+05:30", "2026-01-02T03:04:05.678+05:30"},
	{"iso", "2026-01-02 03:04:05", "2026-01-02T03:04:05+08:00"},
	{"iso", "2026-01-02T03:04+0100", "2026-01-02T03:04:00+01:00"},
	{"iso", "20260102T030405Z", "2026-01-02T03:04:05Z"},
	{"iso", "20260102", "2026-01-02"},
	{"iso", "2026/1/2 9:05", "2026-01-02T09:05:00+08:00"},
	{"iso", "1767323045", "2026-01-02T03:04:05Z"},
	// Numbers: certain only where one reading is a date.
	{"num", "25/12/2026", "2026-12-25"},
	{"num", "12/25/2026", "2026-12-25"},
	{"num", "08/02/2013 12:00:00", ""},
	{"num", "Fri, 05/03/2019 - 15:21", "2019-05-03T15:21:00+08:00"},
	{"num", "2 Oct", ""},
	{"num", "31.02.2026", ""},
	{"num", "breaking news", ""},
	{"num", "5 May 2026 and 6 May 2026", ""},
	// German, Dutch, the north.
	{"de", "6. November 2022, 14:30 Uhr", "2022-11-06T14:30:00+08:00"},
	{"de", "Mo., 3. März 2025 09.15 Uhr", "2025-03-03T09:15:00+08:00"},
	{"de", "03.12.2026 18:00 MEZ", "2026-12-03T18:00:00+01:00"},
	{"nl", "zondag 6 maart 2022 10:00", "2022-03-06T10:00:00+08:00"},
	{"sv", "6 maj 2022 kl. 10.45", "2022-05-06T10:45:00+08:00"},
	{"fi", "6. marraskuuta 2022", "2022-11-06"},
	// Romance languages.
	{"fr", "dimanche 6 novembre 2022 à 14h05", "2022-11-06T14:05:00+08:00"},
	{"fr", "1er août 2026", "2026-08-01"},
	{"fr", "dimanche 6 novembre 2022, 10 h 30", "2022-11-06T10:30:00+08:00"},
	{"fr", "à 10 h 30 le 24 novembre 2026", "2026-11-24T10:30:00+08:00"},
	{"fr", "à 10 h le 24 novembre 2026", "2026-11-24T10:00:00+08:00"},
	{"fr", "10 h 24 novembre 2026", ""},
	{"fr", "10 h 24/11/2026", ""},
	{"fr", "Le 12 févr. 2026 à 9 h", "2026-02-12T09:00:00+08:00"},
	{"es", "6 de noviembre de 2022", "2022-11-06"},
	{"es", "mié, 16 nov 2022 00:38:15 +0100", "2022-11-16T00:38:15+01:00"},
	{"pt", "6 de março de 2026 às 21h30", "2026-03-06T21:30:00+08:00"},
	{"it", "mer, 16 nov 2022 00:38:15 +0100", "2022-11-16T00:38:15+01:00"},
	{"it", "1º maggio 2026", "2026-05-01"},
	{"ro", "6 noiembrie 2022", "2022-11-06"},
	// Slavic and Turkic languages, Greek.
	{"ru", "6 ноября 2022 г., 15:30", "2022-11-06T15:30:00+08:00"},
	{"ru", "Вс, 06 ноя 2022 15:30:00 МСК", "2022-11-06T15:30:00+03:00"},
	{"uk", "6 листопада 2022 року о 10:00", "2022-11-06T10:00:00+08:00"},
	{"pl", "6 listopada 2022, 10:00", "2022-11-06T10:00:00+08:00"},
	{"cs", "6. října 2022", "2022-10-06"},
	{"bg", "6 ноември 2022", "2022-11-06"},
	{"tr", "6 Kasım 2022 Pazar 10:20", "2022-11-06T10:20:00+08:00"},
	{"el", "6 Νοεμβρίου 2022", "2022-11-06"},
	// Arabic script and Hebrew.
	{"ar", "6 نوفمبر 2022", "2022-11-06"},
	{"ar", "الأحد ٦ تشرين الثاني ٢٠٢٢", "2022-11-06"},
	{"ar", "١٥ يناير ٢٠٢٦ ٣:٣٠ مساءً", "2026-01-15T15:30:00+08:00"},
	{"fa", "۶ نوامبر ۲۰۲۲ ۱۴:۳۰", "2022-11-06T14:30:00+08:00"},
	{"ur", "6 نومبر 2022", "2022-11-06"},
	{"he", "6 בנובמבר 2022, 14:30", "2022-11-06T14:30:00+08:00"},
	// East Asia.
	{"zh", "2026年1月2日", "2026-01-02"},
	{"zh", "2022年11月6日 15:04", "2022-11-06T15:04:00+08:00"},
	{"zh", "２０２２年１１月６日下午３点３０分", "2022-11-06T15:30:00+08:00"},
	{"zh", "民國111年11月6日", "2022-11-06"},
	{"zh", "发布时间：2022-11-06 09:30:00", "2022-11-06T09:30:00+08:00"},
	{"ja", "2022年11月6日(日) 15時04分", "2022-11-06T15:04:00+08:00"},
	{"ja", "令和8年1月2日", "2026-01-02"},
	{"ko", "2022년 11월 6일 오후 3시 4분", "2022-11-06T15:04:00+08:00"},
	{"ko", "2022.11.06. 15:04", "2022-11-06T15:04:00+08:00"},
	// South and Southeast Asia.
	{"hi", "6 नवंबर 2022", "2022-11-06"},
	{"hi", "६ नवम्बर २०२२", "2022-11-06"},
	{"bn", "৬ নভেম্বর ২০২২, ১০:৩০", "2022-11-06T10:30:00+08:00"},
	{"th", "6 พฤศจิกายน 2565", "2022-11-06"},
	{"th", "๖ พ.ย. ๒๕๖๕ 10:30", "2022-11-06T10:30:00+08:00"},
	{"vi", "6 tháng 11, 2022", "2022-11-06"},
	{"id", "Minggu, 6 November 2022 10:00 WIB", "2022-11-06T10:00:00+07:00"},
}

func TestDatesAreReadAsPublishersWriteThem(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	for _, f := range dateForms {
		t.Run(f.language+" "+f.text, func(t *testing.T) {
			got, ok := ParseTime(f.text, shanghai)
			switch {
			case !ok:
				if f.want != "" {
					t.Errorf("not read, want %s", f.want)
				}
			case got.DateOnly:
				if s := got.Format(time.DateOnly); s != f.want {
					t.Errorf("the day %s, want %q", s, f.want)
				}
				if s := got.Format("15:04:05Z07:00"); s != "00:00:00+08:00" {
					t.Errorf("a day begins at %s, want midnight in the source's zone", s)
				}
			default:
				if s := got.Format(time.RFC3339Nano); s != f.want {
					t.Errorf("%s, want %q", s, f.want)
				}
			}
		})
	}
}

func TestAmbiguousZonesAreTheSources(t *testing.T) {
	for _, c := range []struct{ zone, text, want string }{
		{"Asia/Shanghai", "Wed, 02 Oct 2024 13:00:00 CST", "2024-10-02T13:00:00+08:00"},
		{"America/Chicago", "Tue, 02 Jan 2024 13:00:00 CST", "2024-01-02T13:00:00-06:00"},
		{"UTC", "Tue, 02 Jan 2024 13:00:00 CST", "2024-01-02T13:00:00-06:00"},
		{"Asia/Jerusalem", "Tue, 02 Jan 2024 13:00:00 IST", "2024-01-02T13:00:00+02:00"},
		{"Asia/Kolkata", "Tue, 02 Jan 2024 13:00:00 IST", "2024-01-02T13:00:00+05:30"},
		{"Europe/Berlin", "2024-07-01 12:00", "2024-07-01T12:00:00+02:00"},
		{"Europe/Berlin", "2024-01-01 12:00", "2024-01-01T12:00:00+01:00"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := ParseTime(c.text, zone)
		if s := got.Format(time.RFC3339); !ok || s != c.want {
			t.Errorf("%s in %s: %s, want %s", c.text, c.zone, s, c.want)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	for _, form := range dateForms {
		f.Add(form.text)
	}
	zone := time.FixedZone("", 8*3600)
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := ParseTime(s, zone)
		if !ok {
			if !got.IsZero() {
				t.Errorf("%q: a time that is none: %v", s, got)
			}
			return
		}
		if y := got.Year(); y < 1799 || y > 2201 {
			t.Errorf("%q: year %d", s, y)
		}
		if strings.TrimSpace(s) == "" {
			t.Errorf("%q: read as %v", s, got)
		}
		if again, ok := ParseTime(got.Format(time.RFC3339Nano), zone); !ok || !again.Equal(got.Time) {
			t.Errorf("%q: %v is read again as %v", s, got, again)
		}
	})
}
