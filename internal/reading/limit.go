package reading

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Group is what files are counted by.
type Group string

// The groups.
const (
	ByOrigin    Group = "origin"    // the state to which the corridor of the case leads
	ByOperation Group = "operation" // in which she was found
)

// The windows in which files are counted. They move with the clock.
const (
	ShortWindow = time.Hour
	LongWindow  = 24 * time.Hour
)

// Limit is how many different files of one group an account in a role may read in an hour and in a day, beyond
// those that the work of its desk explains.
type Limit struct {
	Role casework.Role
	Hour int
	Day  int
	// Measured is the largest number of such files that one account of the story desks read in one hour, over all
	// groups: those of a whole run of test/stories, in which a procedure of months takes minutes. A test fails if a
	// run comes to more than half of Hour.
	Measured int
}

// Limits is the table, in the order of casework.Roles. Its numbers are a design of this project, from what was
// measured; no head of a desk has checked them. A role that is not in it has the limit of Others.
func Limits() []Limit {
	return []Limit{
		{Role: casework.RoleRegistrar, Hour: 20, Day: 60},
		{Role: casework.RoleCaseworker, Hour: 20, Day: 60, Measured: 1},
		{Role: casework.RoleSupervisor, Hour: 20, Day: 60, Measured: 1},
	}
}

// Others is the limit of a role that is not in the table.
func Others() Limit { return Limit{Hour: 10, Day: 30} }

// LimitOf returns the limit of a role.
func LimitOf(role casework.Role) Limit {
	all := Limits()
	if i := slices.IndexFunc(all, func(l Limit) bool { return l.Role == role }); i >= 0 {
		return all[i]
	}
	out := Others()
	out.Role = role
	return out
}

// None reports whether it limits nothing, as the zero Limit does.
func (l Limit) None() bool { return l.Hour <= 0 || l.Day <= 0 }

// in returns how many files may be read in a window.
func (l Limit) in(window time.Duration) int {
	if window == ShortWindow {
		return l.Hour
	}
	return l.Day
}
