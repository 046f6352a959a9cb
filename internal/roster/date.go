package roster

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar without time or zone. In JSON it is
// "2006-01-02", and "" for the zero Date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf gives the day of t in t's own zone: convert t first to the zone whose
// calendar is meant.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// IsZero reports whether d says nothing.
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether the day exists.
func (d Date) Valid() bool {
	return d.Year > 0 && d.Day > 0 && DateOf(d.midnight()) == d
}

// Compare is negative when d is before e, positive when after.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// String gives 2006-01-02, or nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText is String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes. Its error does not quote the text.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return errors.New("read date: not of the form YYYY-MM-DD")
	}
	*d = DateOf(t)
	return nil
}

func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

func (d Date) next() Date { return DateOf(d.midnight().AddDate(0, 0, 1)) }

// yearsBack gives the same day n years before, and 28 February for a 29th that
// year does not have: one born on 29 February ages on 1 March.
func (d Date) yearsBack(n int) Date {
	d.Year -= n
	if d.Month == time.February && d.Day == 29 && !d.Valid() {
		d.Day = 28
	}
	return d
}

func lastOf(year int, m time.Month) Date {
	return DateOf(time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC))
}
