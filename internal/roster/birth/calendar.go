package birth

import (
	"time"

	"example.org/homeward/internal/civil"
)

// yearsBefore returns the same day n years earlier, and 28 February for a 29 February that does not
// exist in that year: a person born on 29 February ages on 1 March.
func yearsBefore(d civil.Date, n int) civil.Date {
	d.Year -= n
	if d.Month == time.February && d.Day == 29 && !d.Valid() {
		d.Day = 28
	}
	return d
}

func lastDayOf(year int, m time.Month) civil.Date {
	return civil.DateOf(time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC), time.UTC)
}

// monthsBefore returns the same day n months earlier, or the last day of that month if it is shorter.
func monthsBefore(d civil.Date, n int) civil.Date {
	months := d.Year*12 + int(d.Month) - 1 - n
	d.Year, d.Month = months/12, time.Month(months%12+1)
	if last := lastDayOf(d.Year, d.Month); d.Day > last.Day {
		return last
	}
	return d
}
