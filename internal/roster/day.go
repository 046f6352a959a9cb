package roster

import (
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/refusal"
)

// CheckDay returns a *refusal.Error if a list would have been written after today. Years of the Buddhist calendar
// are the usual reason.
func CheckDay(asOf, today civil.Date) error {
	switch {
	case asOf.Compare(today) <= 0:
		return nil
	case asOf.Year-birth.ThaiYears > 1900:
		return refusal.New(refusal.Day, "The day of the list is in the future. Its year is 543 ahead, as in the Buddhist calendar: write the Gregorian year.")
	default:
		return refusal.New(refusal.Day, "The day of the list is in the future. Write the day on which the list was written, in the Gregorian calendar; a Buddhist year is 543 ahead.")
	}
}
