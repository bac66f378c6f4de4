package main

import "unicode"

// A group holds the languages that one script is shared by.
type group struct {
	script    string
	letters   *unicode.RangeTable
	languages []source
	features  int // sequences to keep
}

// A source tells where to read a language from: lingua where it has it, the
// Declaration of Human Rights (whose text is short) for the rest and besides.
type source struct {
	tag    string
	lingua string
	udhr   string
	kin    []string // languages to fall back on where the text is silent
}

var groups = []group{
	{script: "Latn", letters: unicode.Latin, features: 44000, languages: []source{
		{tag: "af", lingua: "af"}, {tag: "az", lingua: "az"}, {tag: "ca", lingua: "ca"}, {tag: "cs", lingua: "cs"},
		{tag: "cy", lingua: "cy"}, {tag: "da", lingua: "da"}, {tag: "de", lingua: "de"}, {tag: "en", lingua: "en"},
		{tag: "es", lingua: "es"}, {tag: "et", lingua: "et"}, {tag: "eu", lingua: "eu"}, {tag: "fi", lingua: "fi"},
		{tag: "fr", lingua: "fr"}, {tag: "ga", lingua: "ga"}, {tag: "gl", udhr: "glg", kin: []string{"pt", "es"}},
		{tag: "hr", lingua: "hr"}, {tag: "hu", lingua: "hu"}, {tag: "id", lingua: "id"}, {tag: "is", lingua: "is"},
		{tag: "it", lingua: "it"}, {tag: "lt", lingua: "lt"}, {tag: "lv", lingua: "lv"}, {tag: "ms", lingua: "ms"},
		{tag: "nb", lingua: "nb"}, {tag: "nl", lingua: "nl"}, {tag: "nn", lingua: "nn"}, {tag: "pl", lingua: "pl"},
		{tag: "pt", lingua: "pt"}, {tag: "ro", lingua: "ro"}, {tag: "sk", lingua: "sk"}, {tag: "sl", lingua: "sl"},
		{tag: "so", lingua: "so"}, {tag: "sq", lingua: "sq"}, {tag: "sr-Latn", lingua: "sr"}, {tag: "sv", lingua: "sv"},
		{tag: "sw", lingua: "sw"}, {tag: "tl", lingua: "tl"}, {tag: "tr", lingua: "tr"}, {tag: "vi", lingua: "vi"},
		{tag: "yo", lingua: "yo"}, {tag: "zu", lingua: "zu"},
	}},
	{script: "Cyrl", letters: unicode.Cyrillic, features: 16000, languages: []source{
		{tag: "be", lingua: "be"}, {tag: "bg", lingua: "bg"}, {tag: "kk", lingua: "kk"}, {tag: "mk", lingua: "mk"},
		{tag: "mn", lingua: "mn"}, {tag: "ru", lingua: "ru"}, {tag: "sr-Cyrl", lingua: "sr"}, {tag: "uk", lingua: "uk"},
		{tag: "ky", udhr: "kir", kin: []string{"kk"}}, {tag: "tg", udhr: "tgk"}, {tag: "tt", udhr: "tat", kin: []string{"kk"}},
	}},
	{script: "Arab", letters: unicode.Arabic, features: 9000, languages: []source{
		{tag: "ar", lingua: "ar"}, {tag: "fa", lingua: "fa"}, {tag: "ur", lingua: "ur"},
		{tag: "ckb", udhr: "ckb"}, {tag: "ps", udhr: "pbu"}, {tag: "ug", udhr: "uig_arab"},
	}},
	{script: "Deva", letters: unicode.Devanagari, features: 6000, languages: []source{
		{tag: "hi", udhr: "hin"}, {tag: "mr", udhr: "mar"}, {tag: "ne", udhr: "nep"},
	}},
	{script: "Hebr", letters: unicode.Hebrew, features: 1500, languages: []source{
		{tag: "he", udhr: "heb"}, {tag: "yi", udhr: "ydd"},
	}},
	{script: "Ethi", letters: unicode.Ethiopic, features: 1500, languages: []source{
		{tag: "am", udhr: "amh"}, {tag: "ti", udhr: "tir"},
	}},
}
