package twin

import (
	"slices"
	"time"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
)

// known reports whether anything is known of a birth.
func known(b birth.Date) bool { return len(b.Readings) > 0 }

// births compares two births with all their readings.
func births(a, b birth.Date) Sign {
	if a.Precision == birth.PrecisionDay && b.Precision == birth.PrecisionDay {
		other := Days(b)
		if slices.ContainsFunc(Days(a), func(d civil.Date) bool { return slices.Contains(other, d) }) {
			return SameBirth
		}
		return ""
	}
	for _, x := range a.Readings {
		for _, y := range b.Readings {
			if x.From.Compare(y.To) <= 0 && y.From.Compare(x.To) <= 0 {
				return SameYear
			}
		}
	}
	return ""
}

// Days returns the days of a birth date and those with day and month exchanged, each once; none for a birth that is
// not known to the day.
func Days(b birth.Date) []civil.Date {
	if b.Precision != birth.PrecisionDay {
		return nil
	}
	var out []civil.Date
	for _, r := range b.Readings {
		exchanged := civil.Date{Year: r.From.Year, Month: time.Month(r.From.Day), Day: int(r.From.Month)}
		for _, d := range []civil.Date{r.From, exchanged} {
			if d.Valid() && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	return out
}

// mostYears is the number of years of a birth that are used.
const mostYears = 12

// Years returns the years in which a birth can be, each once, at most twelve.
func Years(b birth.Date) []int {
	var out []int
	for _, r := range b.Readings {
		for year := r.From.Year; year <= r.To.Year && len(out) < mostYears; year++ {
			if !slices.Contains(out, year) {
				out = append(out, year)
			}
		}
	}
	return out
}
