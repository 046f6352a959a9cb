package corridor

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// maxBudget is the longest budget. A desk that may take longer has no clock at all.
const maxBudget = 5 * 365

var errBudget = errors.New("not a budget: write 4h, 15d, 10wd, same_day, or 30s in an exercise")

// Unit is the unit of a budget.
type Unit string

// The units. Seconds, hours and days include nights, weekends and holidays; working days do not.
// Seconds are for exercises only.
const (
	Seconds     Unit = "s"
	Hours       Unit = "h"
	Days        Unit = "d"
	WorkingDays Unit = "wd"
	SameDay     Unit = "same_day"
)

// Budget is the time that a desk has for an answer. The zero Budget means that there is no clock.
type Budget struct {
	unit Unit
	n    int
}

// ParseBudget parses 30s, 4h, 15d, 10wd or same_day, and nothing else: no sign, no zero, no leading
// zero, no fraction, no space. The error does not quote the input.
func ParseBudget(s string) (Budget, error) {
	if s == string(SameDay) {
		return Budget{unit: SameDay, n: 1}, nil
	}
	digits := strings.TrimRight(s, "shdw")
	unit := Unit(s[len(digits):])
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || digits[0] == '0' || digits[0] == '+' {
		return Budget{}, errBudget
	}
	switch unit {
	case Seconds:
		if n > 24*3600 {
			return Budget{}, errBudget
		}
	case Hours:
		if n > 24*maxBudget {
			return Budget{}, errBudget
		}
	case Days, WorkingDays:
		if n > maxBudget {
			return Budget{}, errBudget
		}
	default:
		return Budget{}, errBudget
	}
	return Budget{unit: unit, n: n}, nil
}

// Unit returns the unit.
func (b Budget) Unit() Unit { return b.unit }

// Count returns the number of units.
func (b Budget) Count() int { return b.n }

// IsZero reports whether there is no budget, and so no clock.
func (b Budget) IsZero() bool { return b == Budget{} }

// String returns the form that ParseBudget accepts; the zero Budget is the empty string.
func (b Budget) String() string {
	if b.unit == SameDay || b.IsZero() {
		return string(b.unit)
	}
	return strconv.Itoa(b.n) + string(b.unit)
}

// Span returns the budget as a duration: elapsed time for hours and days, working time (24 hours for a
// working day) for working days. It is zero for same_day, whose length depends on its start.
func (b Budget) Span() time.Duration {
	switch b.unit {
	case Seconds:
		return time.Duration(b.n) * time.Second
	case Hours:
		return time.Duration(b.n) * time.Hour
	case Days, WorkingDays:
		return time.Duration(b.n) * day
	default:
		return 0
	}
}

// MarshalText returns the form that ParseBudget accepts.
func (b Budget) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText parses the output of MarshalText.
func (b *Budget) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*b = Budget{}
		return nil
	}
	parsed, err := ParseBudget(string(text))
	if err != nil {
		return err
	}
	*b = parsed
	return nil
}
