package feeds

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestAddressesBecomeAsciiWithoutSecrets(t *testing.T) {
	for in, want := range map[string]string{
		"https://agency.example/a?b=c#d":          "https://agency.example/a?b=c#d",
		"https://agency.example":                  "https://agency.example",
		"HTTPS://Agency.Example:8443/a":           "https://agency.example:8443/a",
		"https://agency.example/новости":          "https://agency.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
		"http://агентство.рф:8080/":               "http://xn--80aeci4bhthb.xn--p1ai:8080/",
		"https://user:secret@agency.example/a":    "https://agency.example/a",
		"https://agency.example/@mona":            "https://agency.example/@mona",
		"https://agency.example/a b\"<>[]{}|\\^`": "https://agency.example/a%20b%22%3C%3E%5B%5D%7B%7D%7C%5C%5E%60",
		"https://agency.example/50%?q=%41%zz":     "https://agency.example/50%25?q=%41%25zz",
		"https://agency.example/#a#b":             "https://agency.example/#a%23b",
		"http://[2001:DB8::1]:80/x":               "http://[2001:db8::1]:80/x",
		"https://agency.example/a\x00\xff":        "https://agency.example/a%EF%BF%BD",
		"javascript:alert(1)":                     "",
		"ftp://agency.example/":                   "",
		"//agency.example/":                       "",
		"/a":                                      "",
		"https://":                                "",
		"https:///a":                              "",
		"http://a b/":                             "",
		"":                                        "",
	} {
		if got := webAddress(in); got != want {
			t.Errorf("webAddress(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzAddressesStayAsTheyWereMended(f *testing.F) {
	for _, s := range []string{"https://user:secret@агентство.рф:8443/a b?q=%zz#x#y", "HTTP://[::1%25en0]:80/", "http://a..b/", "https://xn--/", "http://a:b/", "http://1.2.3/@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := webAddress(s)
		if once == "" {
			return
		}
		v := new(verdict)
		v.address(once, "address")
		if v.faults != nil {
			t.Errorf("%q: %q", s, v.faults)
		}
		if u, err := url.Parse(once); err != nil || u.User != nil {
			t.Errorf("%q: %q has a user (%v)", s, once, err)
		}
		if twice := webAddress(once); twice != once {
			t.Errorf("%q becomes %q, then %q", s, once, twice)
		}
	})
}

func TestIdsOfAtomAreAbsoluteIRIs(t *testing.T) {
	for in, want := range map[string]string{
		"tag:wire.example.org,2026:story/1":             "tag:wire.example.org,2026:story/1",
		"https://agency.example/港口":                     "https://agency.example/港口",
		"urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6": "urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6",
		"12345":     "tag:source.invalid,2026:12345",
		"a b: c":    "tag:source.invalid,2026:a+b%3A+c",
		"1:2":       "tag:source.invalid,2026:1%3A2",
		"новость 7": "tag:source.invalid,2026:%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C+7",
	} {
		if got := atomID(in); got != want {
			t.Errorf("atomID(%q) = %q, want %q", in, got, want)
		}
	}
	nameless := &Item{Title: "t", Summary: "s"}
	if a, b := Identity(nameless), Identity(&Item{Title: "t", Summary: "s"}); a != b || !strings.HasPrefix(a, "urn:uuid:") {
		t.Errorf("an item without id and link is %q, then %q", a, b)
	}
	if a, b := Identity(nameless), Identity(&Item{Title: "t", Summary: "other"}); a == b {
		t.Error("two items without id and link share an id")
	}
}

func TestDatesThatNoFormatKnowsAreMendedOrLeftOut(t *testing.T) {
	year := func(y int) Time { return At(time.Date(y, 6, 1, 12, 0, 0, 0, time.UTC)) }
	zone := func(seconds int) Time { return At(time.Date(2026, 6, 1, 12, 0, 0, 0, time.FixedZone("", seconds))) }
	for want, in := range map[string]Time{
		"":                                {},
		"Mon, 01 Jun 2026 12:00:00 +0545": zone(20700),
		"Mon, 01 Jun 2026 03:54:17 +0000": zone(29143), // local mean time of Shanghai: +08:05:43
		"Mon, 01 Jun 2026 00:00:00 +0300": {Time: time.Date(2026, 6, 1, 0, 0, 0, 0, time.FixedZone("", 10800)), DateOnly: true},
	} {
		if got := formatTime(in, rfc822); got != want {
			t.Errorf("%v is %q, want %q", in, got, want)
		}
	}
	for _, y := range []int{-44, 0, 10_000} {
		if got := formatTime(year(y), rfc3339); got != "" {
			t.Errorf("year %d is written as %q", y, got)
		}
	}
}

func TestNoticesFollowTheLanguageOfTheStory(t *testing.T) {
	for _, c := range []struct {
		language string
		status   Status
		want     string
	}{
		{"en-GB", Withdrawn, "This story was withdrawn"},
		{"ar-EG", Withdrawn, "سُحب هذا الخبر"},
		{"ru", Expired, "Это сообщение больше недоступно"},
		{"zh-CN", Expired, "本稿件已过期，不再提供"},
		{"zh-Hans-TW", Expired, "本稿件已过期，不再提供"},
		{"zh-HK", Expired, "本稿件已過期，不再提供"},
		{"zh-Hant", Expired, "本稿件已過期，不再提供"},
		{"mn", Withdrawn, "This story was withdrawn"},
		{Und, Expired, "This story is no longer available"},
	} {
		if got := noticeOf(c.language, c.status); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.language, c.status, got, c.want)
		}
	}
	said := map[string]string{}
	for language, n := range notices {
		for _, s := range []string{n.withdrawn, n.expired} {
			if blank(s) || s != clean(s) {
				t.Errorf("%s: notice %q", language, s)
			}
		}
		if n.withdrawn == n.expired {
			t.Errorf("%s says the same of both", language)
		}
		if other, ok := said[n.expired]; ok {
			t.Errorf("%s and %s say the same", language, other)
		}
		said[n.expired] = language
	}
}

func TestContentFromRightToLeftSaysSoOnce(t *testing.T) {
	for _, c := range []struct{ language, content, want string }{
		{"ar", "<p>خبر</p>", `<div dir="rtl" lang="ar"><p>خبر</p></div>`},
		{"he-IL", "ידיעה", `<div dir="rtl" lang="he-IL">ידיעה</div>`},
		{"ar", `<div dir="rtl" lang="ar"><p>خبر</p></div>`, `<div dir="rtl" lang="ar"><p>خبر</p></div>`},
		{"fa", ` <!-- x --><p class="a" DIR='rtl'>خبر</p>`, ` <!-- x --><p class="a" DIR='rtl'>خبر</p>`},
		{"ur", `<p>خبر <span dir="ltr">AT&amp;T</span></p>`, `<div dir="rtl" lang="ur"><p>خبر <span dir="ltr">AT&amp;T</span></p></div>`},
		{"en", "<p>news</p>", "<p>news</p>"},
		{Und, "<p>خبر</p>", "<p>خبر</p>"},
	} {
		if got := directed(&Item{Language: c.language, Content: c.content}); got != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.language, c.content, got, c.want)
		}
	}
}

func TestMediaHaveATypeAndStandOnce(t *testing.T) {
	got := usableMedia([]Media{
		{URL: "https://a.example/1.JPG?w=3"}, {URL: "https://a.example/1.JPG?w=3", Type: "image/png"}, {URL: "data:image/png;base64,x"},
		{URL: "https://a.example/2", Type: "Video/MP4; codecs=avc1"}, {URL: "https://a.example/3", Type: "image"},
	})
	want := []Media{{URL: "https://a.example/1.JPG?w=3", Type: "image/jpeg"}, {URL: "https://a.example/2", Type: "video/mp4"}, {URL: "https://a.example/3", Type: "application/octet-stream"}}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got[i], want[i])
		}
	}
}

func TestAnItemWithoutWordsIsStillAnItem(t *testing.T) {
	for name, it := range map[string]Item{
		"nothing at all": {},
		"a link alone":   {Link: "https://agency.example/1"},
		"content alone":  {ID: "1", Content: "<p>अख़बार</p>"},
		"blanks":         {ID: "1", Title: " \x00", Summary: "\u2003", Content: "\n", Keywords: []string{"", "\x01"}},
		"a picture":      {ID: "1", Media: []Media{{URL: "https://agency.example/p.webp"}}},
	} {
		f := &Feed{Items: []Item{it}}
		for _, format := range Formats {
			doc, err := Render(f, format)
			if err != nil {
				t.Fatal(err)
			}
			if faults := validate(doc, format); faults != nil {
				t.Errorf("%s, %s: %q\n%s", name, format, faults, doc)
			}
		}
	}
}

func TestOneLinkForEachLanguage(t *testing.T) {
	it := &Item{ID: "tag:a.example,2026:1", Link: "https://a.example/1", Language: "en", Translations: []Translation{
		{Language: "en", Link: "https://a.example/1"}, {Language: "fr"}, {Language: "fr", Link: "https://a.example/fr"},
		{Language: "fr", Link: "https://a.example/fr2"}, {Language: Und, Link: "https://a.example/x"}, {Language: "ar", Link: "javascript:x"},
	}}
	want := `<link rel="alternate" href="https://a.example/fr" hreflang="fr"/>`
	if got := string(appendTranslations(nil, "link", it)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
