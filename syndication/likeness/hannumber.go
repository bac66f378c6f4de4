package likeness

import "strconv"

var hanDigits = map[rune]int{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

var hanUnits = map[rune]int{'十': 10, '百': 100, '千': 1000}

// hanNumber reads a number below ten thousand that is written with at least two
// Han characters at the beginning of a text, and tells how many it has: 十二 is
// 12. A single one is more often part of a word; 万 and 亿 are left to stand as
// they do behind digits.
func hanNumber(text []rune) (n int, digits string) {
	sum, digit := 0, 0
	for n < len(text) && n < 9 {
		if d, ok := hanDigits[text[n]]; ok {
			digit = d
		} else if unit, ok := hanUnits[text[n]]; ok {
			sum += max(digit, 1) * unit
			digit = 0
		} else {
			break
		}
		n++
	}
	if n < 2 || sum == 0 {
		return 0, ""
	}
	return n, strconv.Itoa(sum + digit)
}
