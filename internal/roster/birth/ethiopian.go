package birth

import (
	"time"

	"example.org/homeward/internal/civil"
)

// ethiopianMonths is the number of months of the Ethiopian year: twelve of thirty days, and one of five,
// or of six before a year divisible by four.
const ethiopianMonths = 13

// fromEthiopian converts a date of the Ethiopian calendar, exactly. It returns the zero date if there is
// no such day.
func fromEthiopian(year, month, day int) civil.Date {
	if year < 1 || month < 1 || month > ethiopianMonths || day < 1 || day > ethiopianDays(year, month) {
		return civil.Date{}
	}
	number := func(y, m, d int) int { return 365*(y-1) + y/4 + 30*(m-1) + d - 1 }
	first := civil.Date{Year: 2007, Month: time.September, Day: 12} // 1 Meskerem 2000
	return first.AddDays(number(year, month, day) - number(2000, 1, 1))
}

// ethiopianDays returns the number of days of a month.
func ethiopianDays(year, month int) int {
	switch {
	case month < ethiopianMonths:
		return 30
	case year%4 == 3:
		return 6
	default:
		return 5
	}
}
