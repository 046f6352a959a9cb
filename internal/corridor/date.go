package corridor

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// buddhistOffset is the distance from the Common Era to the Buddhist Era as Thai, Lao and
// Cambodian forms count it: BE 2568 is 2025.
const buddhistOffset = 543

var (
	errDate     = errors.New("not a date of the form 2025-02-20")
	errBuddhist = errors.New("not a Buddhist date of the form 20/02/2568")
)

// Date is a day on the calendar, without a time and without a zone. The zero Date is not a day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// On gives the day that it is at t in zone.
func On(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{y, m, d}
}

// ParseDate reads an ISO 8601 day, and nothing else. The error does not repeat the input.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, errDate
	}
	return On(t, time.UTC), nil
}

// ParseBuddhist reads day, month and Buddhist year as Thai forms write them, with western digits.
// A year below 2400 is refused: it was meant in the Common Era. The error does not repeat the input.
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

// Valid says whether there is such a day.
func (d Date) Valid() bool {
	return d.Year >= 1 && d == On(d.in(time.UTC), time.UTC)
}

// IsZero says whether d was never set.
func (d Date) IsZero() bool { return d == Date{} }

// String gives the ISO 8601 form.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Buddhist gives day, month and Buddhist year, as in 20/02/2568.
func (d Date) Buddhist() string {
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year+buddhistOffset)
}

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.in(time.UTC).Weekday() }

// AddDays gives the day n days later; n may be negative.
func (d Date) AddDays(n int) Date {
	return On(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC), time.UTC)
}

// Compare is negative when d comes before e, positive when after, zero when they are one day.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// MarshalText writes the ISO 8601 form; the zero Date is the empty text.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
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

// Start is the first instant of the day in zone. Where summer time begins at midnight and the day
// has no 00:00, it is the instant at which the clocks jump.
func (d Date) Start(zone *time.Location) time.Time {
	t := d.in(zone)
	if On(t, zone) != d {
		_, jump := t.ZoneBounds()
		return jump.UTC()
	}
	return t.UTC()
}

func (d Date) in(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}
