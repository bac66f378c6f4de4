package lang

// arabicLetter gives the letter that stands for all that are written for each
// other in Arabic script, by habit or by keyboard.
func arabicLetter(r rune) rune {
	switch r {
	case 'آ', 'أ', 'إ', 'ٱ', 'ٲ', 'ٳ':
		return 'ا'
	case 'ى', 'ی', 'ې':
		return 'ي'
	case 'ة', 'ۃ', 'ہ', 'ە', 'ۀ', 'ۂ':
		return 'ه'
	case 'ک', 'ڪ':
		return 'ك'
	}
	return r
}
