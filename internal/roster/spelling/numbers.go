package spelling

import (
	"strconv"
	"strings"
)

// Numbers splits a text into its runs of digits and the texts before, between and after them. There
// is one text more than there are numbers.
func Numbers(s string) (numbers, between []string) {
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' }
	for {
		start := strings.IndexFunc(s, isDigit)
		if start < 0 {
			return numbers, append(between, s)
		}
		between = append(between, s[:start])
		s = s[start:]
		end := strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) })
		if end < 0 {
			end = len(s)
		}
		numbers = append(numbers, s[:end])
		s = s[end:]
	}
}

// Number returns the value of up to eight digits, and -1 for any other text.
func Number(s string) int {
	if s == "" || len(s) > 8 {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
