package usecase

import (
	"time"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster"
)

// Birth is a date of birth as a form gives it.
type Birth struct {
	Date      string // a day, a month or a year of the Gregorian calendar: 2001-05-14, 2001-05, 2001; "" for none
	AsWritten string // "" if it is Date
	Estimated bool   // the date was made of an age
}

// read returns every day that the date can mean. A day that does not exist is an invalid field.
func (b Birth) read() (roster.BirthDate, error) {
	out := roster.BirthDate{AsWritten: b.AsWritten, Precision: roster.PrecisionNone}
	if out.AsWritten == "" {
		out.AsWritten = b.Date
	}
	for _, l := range []struct {
		layout        string
		precision     roster.Precision
		years, months int
	}{
		{time.DateOnly, roster.PrecisionDay, 0, 0}, {"2006-01", roster.PrecisionMonth, 0, 1}, {"2006", roster.PrecisionYear, 1, 0},
	} {
		first, err := time.Parse(l.layout, b.Date)
		if err != nil {
			continue
		}
		last := first
		if l.years+l.months > 0 {
			last = first.AddDate(l.years, l.months, -1)
		}
		out.Precision = l.precision
		if b.Estimated {
			out.Precision = roster.PrecisionAge
		}
		out.Readings = []roster.Reading{{From: civil.DateOf(first, time.UTC), To: civil.DateOf(last, time.UTC), Calendar: roster.Gregorian}}
	}
	if len(b.Date) == len(time.DateOnly) && len(out.Readings) == 0 {
		return roster.BirthDate{}, invalid("/person/birth/date", FieldFormat)
	}
	return out, nil
}
