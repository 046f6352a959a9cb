package cases

import (
	"time"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/usecase/act"
)

// Birth is a date of birth as a form gives it.
type Birth struct {
	Date      string // a day, a month or a year of the Gregorian calendar: 2001-05-14, 2001-05, 2001; "" for none
	AsWritten string // "" if it is Date
	Estimated bool   // the date was made of an age
}

// read returns every day that the date can mean. A day that does not exist is an invalid field.
func (b Birth) read() (birth.Date, error) {
	out := birth.Date{AsWritten: b.AsWritten, Precision: birth.PrecisionNone}
	if out.AsWritten == "" {
		out.AsWritten = b.Date
	}
	for _, l := range []struct {
		layout        string
		precision     birth.Precision
		years, months int
	}{
		{time.DateOnly, birth.PrecisionDay, 0, 0}, {"2006-01", birth.PrecisionMonth, 0, 1}, {"2006", birth.PrecisionYear, 1, 0},
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
			out.Precision = birth.PrecisionAge
		}
		out.Readings = []birth.Reading{{From: civil.DateOf(first, time.UTC), To: civil.DateOf(last, time.UTC), Calendar: birth.Gregorian}}
	}
	if len(b.Date) == len(time.DateOnly) && len(out.Readings) == 0 {
		return birth.Date{}, act.Invalid("/person/birth/date", act.FieldFormat)
	}
	return out, nil
}
