package lang

import "testing"

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"en": "en", "EN_us": "en-US", "en-us": "en-US", "iw": "he", "zh-cn": "zh-CN", "IT-it": "it-IT",
		"zh-hant-tw": "zh-Hant-TW", "": "und", "und": "und", "klingon!": "und", "english": "und", "no": "no",
		"in": "id", "sr-latn": "sr-Latn", "xx-YY-zz-and-much-more-that-nobody-would-ever-write": "und",
	} {
		if got := Canonical(in); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"en-GB": "en", "pt-BR": "pt", "zh": "zh-Hans", "zh-TW": "zh-Hant", "zh-Hant-HK": "zh-Hant", "sr": "sr-Cyrl",
		"sr-Latn": "sr-Latn", "uz-Cyrl": "uz-Cyrl", "uz": "uz", "ar-EG": "ar", "no": "nb", "": "und", "ja": "ja",
	} {
		if got := Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		rng, tag string
		want     bool
	}{
		{"zh", "zh-Hans", true}, {"zh", "zh-Hant-TW", true}, {"zh", "zh-CN", true},
		{"zh-Hans", "zh-CN", true}, {"zh-Hans", "zh", true}, {"zh-Hans", "zh-TW", false}, {"zh-Hant", "zh-HK", true},
		{"zh-TW", "zh-Hant", true}, {"zh-TW", "zh-Hans", false}, {"zh-TW", "zh-HK", false}, {"zh-CN", "zh-TW", false},
		{"pt", "pt-BR", true}, {"pt-BR", "pt", false}, {"pt-BR", "pt-PT", false}, {"en", "en-GB", true},
		{"sr", "sr-Latn", true}, {"sr-Latn", "sr", false}, {"sr-Cyrl", "sr", true},
		{"no", "nb", true}, {"nb", "no", true}, {"he", "iw", true}, {"en", "und", false}, {"en", "", false},
		{"und", "und", true}, {"und", "", true}, {"und", "en", false}, {"en", "es", false}, {"ar", "fa", false},
	} {
		if got := Covers(c.rng, c.tag); got != c.want {
			t.Errorf("Covers(%q, %q) = %v, want %v", c.rng, c.tag, got, c.want)
		}
	}
}

func TestRTL(t *testing.T) {
	for tag, want := range map[string]bool{
		"ar": true, "fa-IR": true, "ur": true, "he": true, "ku-Arab": true, "yi": true, "dv": true,
		"en": false, "az": false, "ku": false, "und": false, "zh": false, "pa": false, "pa-Arab": true,
	} {
		if got := RTL(tag); got != want {
			t.Errorf("RTL(%q) = %v, want %v", tag, got, want)
		}
	}
}
