package lang

import "sync"

// detectHan tells Chinese in either form from Japanese without a kana: by the
// characters that the one has and the others have not, then by those that
// Japanese uses more, then by the neighbours.
func detectHan(text string, letters scriptCount, neighbour string) string {
	if letters.of[han] < 2*hanWeight && !writtenIn(neighbour, han) {
		return Und // a sign, not a sentence
	}
	c := countForms(text)
	if letters.of[kana] > 0 {
		c.japanese++
	}
	hans := c.traditional + c.traditionalOrJapanese + c.japanese // what speaks against it
	hant := c.simplified + c.simplifiedOrJapanese + c.japanese
	ja := c.simplified + c.traditional
	maybeJapanese := ja == min(hans, hant, ja)
	switch {
	case maybeJapanese && neighbour == "ja":
		return "ja"
	case ja < min(hans, hant), maybeJapanese && c.lean >= 2:
		return "ja"
	case hans < hant:
		return "zh-Hans"
	case hant < hans:
		return "zh-Hant"
	case Covers("zh", neighbour):
		return neighbour
	case letters.of[han] >= 4*hanWeight:
		return "zh"
	}
	return Und
}

// chineseForm is what the characters of Chinese text decide: "zh-Hans",
// "zh-Hant" or "zh".
func chineseForm(text string) string {
	c := countForms(text)
	simplified := c.simplified + c.simplifiedOrJapanese
	traditional := c.traditional + c.traditionalOrJapanese
	switch {
	case simplified > 2*traditional:
		return "zh-Hans"
	case traditional > 2*simplified:
		return "zh-Hant"
	}
	return "zh"
}

// formCount counts the characters of one way of writing only. lean rises with
// those that Japanese uses more than Chinese and sinks with the others.
type formCount struct {
	simplified, simplifiedOrJapanese   int
	traditional, traditionalOrJapanese int
	japanese, lean                     int
}

func countForms(text string) (c formCount) {
	runes := 0
	forms := hanFormTable()
	for _, r := range text {
		if runes++; runes > mostRunes {
			break
		}
		if r < firstHan || r > lastHan {
			continue
		}
		f := forms[r-firstHan]
		switch f & formMask {
		case formSimplified:
			c.simplified++
		case formSimplifiedOrJapanese:
			c.simplifiedOrJapanese++
		case formTraditional:
			c.traditional++
		case formTraditionalOrJapanese:
			c.traditionalOrJapanese++
		case formJapanese:
			c.japanese++
		}
		if f&moreJapanese != 0 {
			c.lean++
		} else if f&lessJapanese != 0 {
			c.lean--
		}
	}
	return c
}

const (
	formSimplified = iota + 1
	formSimplifiedOrJapanese
	formTraditional
	formTraditionalOrJapanese
	formJapanese
	formMask     = 7
	moreJapanese = 8
	lessJapanese = 16
)

var hanFormTable = sync.OnceValue(func() *[lastHan - firstHan + 1]byte {
	var t [lastHan - firstHan + 1]byte
	for _, class := range []struct {
		characters string
		form       byte
	}{
		{hanSimplified, formSimplified}, {hanSimplifiedOrJapanese, formSimplifiedOrJapanese},
		{hanTraditional, formTraditional}, {hanTraditionalOrJapanese, formTraditionalOrJapanese},
		{hanJapanese, formJapanese}, {hanMoreJapanese, moreJapanese}, {hanLessJapanese, lessJapanese},
	} {
		for _, r := range class.characters {
			if r >= firstHan && r <= lastHan {
				t[r-firstHan] |= class.form
			}
		}
	}
	return &t
})
