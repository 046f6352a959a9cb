package civil

import (
	"errors"
	"fmt"
	"time"
)

// buddhistOffset is the distance from the Common Era to the Buddhist Era as Thai, Lao and
// Cambodian forms count it: BE 2568 is 2025.
const buddhistOffset = 543

var errBuddhist = errors.New("not a Buddhist date of the form 20/02/2568")

// ParseBuddhist reads day, month and Buddhist year as Thai forms write them, in western digits.
// It refuses a year below 2400, which was meant in the Common Era. The error does not repeat the input.
func ParseBuddhist(s string) (Date, error) {
	if len(s) != len("20/02/2568") || s[2] != '/' || s[5] != '/' {
		return Date{}, errBuddhist
	}
	digits := [3]int{}
	for i, part := range [3]string{s[:2], s[3:5], s[6:]} {
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return Date{}, errBuddhist
			}
			digits[i] = digits[i]*10 + int(c-'0')
		}
	}
	d := Date{digits[2] - buddhistOffset, time.Month(digits[1]), digits[0]}
	if digits[2] < 2400 || !d.Valid() {
		return Date{}, errBuddhist
	}
	return d, nil
}

// Buddhist returns day, month and Buddhist year, as in 20/02/2568.
func (d Date) Buddhist() string {
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year+buddhistOffset)
}
