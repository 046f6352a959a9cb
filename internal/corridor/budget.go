package corridor

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// maxBudget bounds every budget: a desk that may take longer than this has no clock at all.
const maxBudget = 5 * 365

var errBudget = errors.New("not a budget: write 4h, 15d, 10wd, same_day, or 30s in an exercise")

// Unit is what a budget counts.
type Unit string

// The units. Seconds, hours and days run through nights, weekends and holidays; working days do not.
// Seconds are for exercises: nobody gives a desk thirty of them.
const (
	Seconds     Unit = "s"
	Hours       Unit = "h"
	Days        Unit = "d"
	WorkingDays Unit = "wd"
	SameDay     Unit = "same_day"
)

// Budget is the time that a desk has for an answer. The zero Budget means that no clock runs.
type Budget struct {
	unit Unit
	n    int
}

// ParseBudget reads 30s, 4h, 15d, 10wd or same_day, and nothing else: no sign, no zero, no leading zero,
// no fraction, no space. The error does not repeat the input.
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

// Unit says what the budget counts.
func (b Budget) Unit() Unit { return b.unit }

// Count says how many of its unit the budget holds.
func (b Budget) Count() int { return b.n }

// IsZero says whether there is no budget, and so no clock.
func (b Budget) IsZero() bool { return b == Budget{} }

// String gives the form that ParseBudget reads; the zero Budget is the empty string.
func (b Budget) String() string {
	if b.unit == SameDay || b.IsZero() {
		return string(b.unit)
	}
	return strconv.Itoa(b.n) + string(b.unit)
}

// Span is the budget as a length of time: elapsed time for hours and days, working time (24 hours a
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

// MarshalText writes the form that ParseBudget reads.
func (b Budget) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads what MarshalText wrote.
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
