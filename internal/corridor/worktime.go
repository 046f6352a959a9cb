package corridor

import (
	"math/bits"
	"time"

	"example.org/homeward/internal/civil"
)

// day is the working time of one working day. A day of 23 or 25 hours, when daylight saving time begins
// or ends, counts like any other.
const day = 24 * time.Hour

// AddWorkingDays returns the instant n working days after from, at the same time of day. A from on a
// day off counts as the first instant of the next working day. The result is in UTC and never on a day
// off. A negative n counts as zero.
func (c Calendar) AddWorkingDays(from time.Time, n int) time.Time {
	return c.Add(from, time.Duration(max(n, 0))*day)
}

// Add returns the instant at which span of working time has passed since from; 24 hours of working time
// are one working day. The result is in UTC, never before from and never on a day off.
func (c Calendar) Add(from time.Time, span time.Duration) time.Time {
	d, passed := c.position(from)
	for left := max(span, 0); ; {
		if rest := day - passed; left >= rest {
			left -= rest
			passed = 0
			d = c.next(d)
			continue
		}
		return c.instant(d, passed+left)
	}
}

// Between returns the working time from one instant to a later one; zero if until is earlier.
func (c Calendar) Between(from, until time.Time) time.Duration {
	if !until.After(from) {
		return 0
	}
	d, passed := c.position(from)
	last, end := c.position(until)
	total := end - passed
	for d != last {
		total += day
		d = c.next(d)
	}
	return max(total, 0)
}

// position returns the working day of t and how much of it has passed; on a day off, the beginning of
// the next working day.
func (c Calendar) position(t time.Time) (civil.Date, time.Duration) {
	d := civil.DateOf(t, c.zone)
	if !c.Works(d) {
		return c.next(d), 0
	}
	start, long := c.length(d)
	return d, min(scale(t.Sub(start), day, long), day-1)
}

// instant is the inverse of position.
func (c Calendar) instant(d civil.Date, passed time.Duration) time.Time {
	start, long := c.length(d)
	return start.Add(scale(passed, long, day))
}

func (c Calendar) length(d civil.Date) (start time.Time, long time.Duration) {
	start = d.Start(c.zone)
	return start, d.AddDays(1).Start(c.zone).Sub(start)
}

// next returns the first working day after d. The loop ends, because Join refuses weekends that fill
// the week, and holiday tables are finite.
func (c Calendar) next(d civil.Date) civil.Date {
	for {
		d = d.AddDays(1)
		if c.Works(d) {
			return d
		}
	}
}

// scale returns v*num/den without overflow for durations of up to a few days.
func scale(v, num, den time.Duration) time.Duration {
	if num == den || v <= 0 {
		return max(v, 0)
	}
	hi, lo := bits.Mul64(uint64(v), uint64(num)) //nolint:gosec // v and num are positive here
	q, _ := bits.Div64(hi, lo, uint64(den))      //nolint:gosec // den is the length of a day
	return time.Duration(q)                      //nolint:gosec // at most a few days
}
