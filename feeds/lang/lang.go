// Package lang knows languages: their tags (BCP 47), their scripts and
// direction, how to tell which one a text is in, and how to fold its letters.
package lang

import (
	"strings"

	"golang.org/x/text/language"
)

// Und is the tag of text whose language is not known.
const Und = "und"

// maxTag is the longest tag that is read. RFC 5646, 4.4.1 advises 35 characters.
const maxTag = 35

// Canonical is tag in canonical form (RFC 5646, 4.5): "EN_us" is "en-US", "iw"
// is "he", "zh-cn" is "zh-CN". It is Und for what is no valid tag.
func Canonical(tag string) string {
	t, ok := parse(tag)
	if !ok {
		return Und
	}
	return t.String()
}

// Name is the short tag by which a language is listed: the language, with its
// script where readers of one script do not read the other ("en", "pt",
// "zh-Hans", "sr-Latn").
func Name(tag string) string {
	t, ok := parse(tag)
	if !ok {
		return Und
	}
	base := baseOf(t)
	script, _ := t.Script()
	if base == "zh" || base == "sr" {
		return base + "-" + script.String()
	}
	likely, _ := language.Make(base).Script()
	if script != likely {
		return base + "-" + script.String()
	}
	return base
}

// Covers reports whether text in tag is asked for by rng, a range as RFC 4647,
// 3.3.1 has it, with scripts told apart: "zh" covers "zh-Hans" and
// "zh-Hant-TW", "pt" covers "pt-BR", "zh-Hans" covers "zh-CN" and not "zh-TW".
// A Chinese region without a script stands for its script: "zh-TW" covers
// "zh-Hant". Und covers Und alone.
func Covers(rng, tag string) bool {
	want, ok := parse(rng)
	got, ok2 := parse(tag)
	if !ok || !ok2 {
		return !ok && !ok2 && isUnd(rng) && isUnd(tag)
	}
	if baseOf(want) != baseOf(got) {
		return false
	}
	_, script, region := want.Raw()
	if region.String() != "ZZ" && !regionCovers(baseOf(want), region, got) {
		return false
	}
	if script.String() == "Zzzz" && region.String() == "ZZ" {
		return true
	}
	wantScript, _ := want.Script()
	gotScript, _ := got.Script()
	return wantScript == gotScript
}

// RTL reports whether text in tag runs from right to left.
func RTL(tag string) bool {
	t, ok := parse(tag)
	if !ok {
		return false
	}
	script, _ := t.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		return true
	}
	return false
}

// Valid reports whether tag is a language tag that can be named in a
// configuration, Und included.
func Valid(tag string) bool {
	_, ok := parse(tag)
	return ok || isUnd(tag)
}

func isUnd(tag string) bool { return strings.EqualFold(tag, Und) || tag == "" }

// parse reads a tag; ok is false for Und and for what is no tag.
func parse(tag string) (t language.Tag, ok bool) {
	tag = strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")
	if tag == "" || len(tag) > maxTag {
		return language.Und, false
	}
	t, err := language.Parse(tag)
	if err != nil || t == language.Und || baseOf(t) == Und {
		return language.Und, false
	}
	return t, true
}

func baseOf(t language.Tag) string {
	base, _, _ := t.Raw()
	if base.String() == "no" {
		return "nb" // what Norwegian without more is, nearly always
	}
	return base.String()
}

func regionCovers(base string, want language.Region, t language.Tag) bool {
	_, _, got := t.Raw()
	if got.String() != "ZZ" {
		return got == want
	}
	return base == "zh" // the scripts are compared next
}
