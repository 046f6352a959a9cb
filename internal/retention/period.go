package retention

import (
	"errors"
	"strconv"
	"time"
)

// maxYears bounds every period.
const maxYears = 100

var errPeriod = errors.New("not a period: write 90d, 24m (months) or 6y")

// Period is a length of time on the calendar. The zero Period means that there is no period.
type Period struct {
	years, months, days int
}

// ParsePeriod parses 90d, 24m or 6y, and nothing else: no sign, no zero, no leading zero, no space.
// The error does not repeat the input.
func ParsePeriod(s string) (Period, error) {
	if len(s) < 2 || s[0] < '1' || s[0] > '9' {
		return Period{}, errPeriod
	}
	n, err := strconv.Atoi(s[:len(s)-1])
	if err != nil {
		return Period{}, errPeriod
	}
	var p Period
	switch s[len(s)-1] {
	case 'd':
		p, n = Period{days: n}, n/366
	case 'm':
		p, n = Period{months: n}, n/12
	case 'y':
		p = Period{years: n}
	default:
		return Period{}, errPeriod
	}
	if n > maxYears {
		return Period{}, errPeriod
	}
	return p, nil
}

// IsZero reports whether there is no period.
func (p Period) IsZero() bool { return p == Period{} }

// After returns the end of a period that begins at an instant.
func (p Period) After(begin time.Time) time.Time {
	return begin.UTC().AddDate(p.years, p.months, p.days)
}

// Before returns the beginning of a period that ends now.
func (p Period) Before(now time.Time) time.Time {
	return now.UTC().AddDate(-p.years, -p.months, -p.days)
}

// String returns the period in the form that ParsePeriod accepts.
func (p Period) String() string {
	switch {
	case p.years > 0:
		return strconv.Itoa(p.years) + "y"
	case p.months > 0:
		return strconv.Itoa(p.months) + "m"
	default:
		return strconv.Itoa(p.days) + "d"
	}
}
