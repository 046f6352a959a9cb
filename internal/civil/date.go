package civil

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// ErrDate reports that a text is not a date. It does not repeat the text.
var ErrDate = errors.New("not a date of the form 2025-02-20")

// Date is a day of the Gregorian calendar. The zero Date is not a day and means "not known". In
// JSON and YAML it is "2006-01-02", and "" for the zero Date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that t falls on in zone.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{y, m, d}
}

// ParseDate reads an ISO 8601 day (2006-01-02) of year 1 or later. Anything else is ErrDate.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, ErrDate
	}
	return DateOf(t, time.UTC), nil
}

// Valid reports whether the day exists. The zero Date does not.
func (d Date) Valid() bool {
	return d.Year >= 1 && d == DateOf(d.in(time.UTC), time.UTC)
}

// IsZero reports whether d was never set.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the ISO 8601 form, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.in(time.UTC).Weekday() }

// AddDays returns the day n days later; n may be negative.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC), time.UTC)
}

// Compare is negative if d is before e, positive if d is after e, and 0 if they are the same day.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// MarshalText returns String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote. Anything else is ErrDate.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Start returns the first instant of the day in zone. On a day that has no 00:00 because clocks
// are put forward at midnight, it is the instant at which they are.
func (d Date) Start(zone *time.Location) time.Time {
	t := d.in(zone)
	if DateOf(t, zone) != d {
		_, jump := t.ZoneBounds()
		return jump.UTC()
	}
	return t.UTC()
}

func (d Date) in(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}
