package notice

import (
	"time"

	"example.org/homeward/internal/casework"
)

// The times of an unread notice. They are hours of the clock and not working hours, since what a notice reports
// goes on at night. Design of this project; no lawyer has checked them.
const (
	UrgentWithin = 2 * time.Hour
	CalmWithin   = 3 * 24 * time.Hour
	// AgainAfter is how often a notice is raised again that is unread at the last level too.
	AgainAfter = 7 * 24 * time.Hour
)

// Level is an office above a desk that gets a notice which the desk has not read, and the role in it.
type Level struct {
	Rung casework.EscalationLevel
	Role casework.Role
}

// Levels lists the levels in order: the supervisor of the desk, and the national coordinator.
func Levels() []Level {
	return []Level{
		{casework.EscalationHeadOfDesk, casework.RoleSupervisor},
		{casework.EscalationCoordinator, casework.RoleCoordinator},
	}
}

// DueAt returns when a notice made at an instant has to be read, and false if it needs no reading. pace is how many
// times faster than real time clocks run; below 2 means real time.
func DueAt(reading Reading, at time.Time, pace int) (time.Time, bool) {
	within := within(reading)
	if within == 0 {
		return time.Time{}, false
	}
	return at.Add(within / time.Duration(max(pace, 1))), true
}

func within(reading Reading) time.Duration {
	switch reading {
	case Urgent:
		return UrgentWithin
	case Calm:
		return CalmWithin
	case NotNeeded:
		return 0
	default:
		return CalmWithin
	}
}

// NextAt returns when a notice that was raised now is raised next, if it stays unread. climbed is the number of
// levels that it has passed, and span the time that the desk itself had. The next level has as much time; after the
// last level the notice is raised each week, at the pace of span.
func NextAt(reading Reading, span time.Duration, climbed int, now time.Time) time.Time {
	if climbed < len(Levels()) {
		return now.Add(span)
	}
	again := span.Hours() * AgainAfter.Hours() / max(within(reading), time.Hour).Hours()
	return now.Add(time.Duration(again * float64(time.Hour)))
}
