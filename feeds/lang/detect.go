package lang

// Detect tells the language of text, or Und rather than a guess. declared is
// what the publisher says, or ""; it holds unless the script contradicts it, and
// is made more exact where the script tells more: "zh" becomes "zh-Hans" or
// "zh-Hant", "sr" in Latin letters "sr-Latn".
func Detect(text, declared string) string { return DetectBeside(text, declared, Und) }

// DetectBeside is Detect for text that stands among others: neighbour is their
// language. It decides where the text alone does not: a headline of names, or
// Japanese without a kana.
func DetectBeside(text, declared, neighbour string) string {
	letters := countScripts(text)
	if tag := Canonical(declared); tag != Und {
		if tag, ok := letters.settle(text, tag); ok {
			return tag
		}
		if found := detect(text, letters, neighbour); found != Und || letters.main() != latin {
			return found
		}
		return tag // names and trade marks keep their Latin letters everywhere
	}
	return detect(text, letters, neighbour)
}

// detect tells the language from the text, with its neighbours' at hand.
func detect(text string, letters scriptCount, neighbour string) string {
	s := letters.main()
	switch {
	case s == noScript:
		return Und
	case s == han:
		return detectHan(text, letters, neighbour)
	case s == kana:
		return "ja"
	case soleLanguage[s] != "":
		return detectSole(text, s)
	}
	m := letterModels()[s]
	if m == nil {
		return Und
	}
	return m.detect(text, s, neighbour)
}

// detectSole is the language of a script of (nearly) its own.
func detectSole(text string, s script) string {
	if s == bengali {
		for _, r := range text {
			if r == 'ৰ' || r == 'ৱ' {
				return "as"
			}
		}
	}
	return soleLanguage[s]
}
