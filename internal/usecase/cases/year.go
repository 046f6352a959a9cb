package cases

import "example.org/homeward/internal/roster/spelling"

// The first year that is read in the Buddhist calendar, and by how many years that calendar is ahead.
const (
	firstBuddhist = 2443
	buddhistAhead = 543
	firstYear     = 1900
)

// YearOf reads a year of birth of four digits in any script, in our calendar or in the Buddhist one. ok is false for
// another text.
func YearOf(text string) (year int, ok bool) {
	year = spelling.Number(spelling.Plain(text))
	if year >= firstBuddhist {
		year -= buddhistAhead
	}
	return year, year >= firstYear && year < firstBuddhist-buddhistAhead+200
}
