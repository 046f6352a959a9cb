package mission

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
)

// Registry holds every edition. It never changes once it is made, and is safe for concurrent use. Days are on
// the calendar of the host state.
type Registry struct {
	editions []Edition // by their first day
}

// NewRegistry makes a registry of editions that are ordered by their first day.
func NewRegistry(editions []Edition) Registry { return Registry{editions} }

// Editions lists every edition, ordered by their first day. They are shared and MUST NOT be modified.
func (r Registry) Editions() []Edition { return r.editions }

// On returns the edition that holds on a day. ok is false if the first one begins later.
func (r Registry) On(day civil.Date) (found Edition, ok bool) {
	for _, one := range r.editions {
		if one.ValidFrom.Compare(day) <= 0 {
			found, ok = one, true
		}
	}
	return found, ok
}

// For lists the missions that answer for the nationals of a state in a host state on a day on one of these grounds,
// in order.
func (r Registry) For(nationality, host casework.Country, day civil.Date, grounds ...Ground) []casework.DeskID {
	edition, _ := r.On(day)
	var out []casework.DeskID
	for _, a := range edition.Accreditations {
		if a.Nationality == nationality && a.Host == host && a.On(day) && slices.Contains(grounds, a.Ground) && !slices.Contains(out, a.Desk) {
			out = append(out, a.Desk)
		}
	}
	slices.Sort(out)
	return out
}

// Liaisons lists the desks that take questions to capitals from a host state on a day, in order.
func (r Registry) Liaisons(host casework.Country, day civil.Date) []casework.DeskID {
	edition, _ := r.On(day)
	var out []casework.DeskID
	for _, one := range edition.Liaisons {
		if one.Host == host || one.Host == AnyHost {
			out = append(out, one.Desk)
		}
	}
	slices.Sort(out)
	return out
}

// Addressees lists the desks to which an officer may send the question of a state in a host state on a day, in
// order: the missions of that state; where there is none, or where the state is not known, the liaison desks. A
// mission that acts for another state is asked only by a corridor that names it: such a case knows from which two
// states its survivor is hidden when she fears to return.
func (r Registry) Addressees(nationality, host casework.Country, day civil.Date) []casework.DeskID {
	if missions := r.For(nationality, host, day, Own); len(missions) > 0 {
		return missions
	}
	return r.Liaisons(host, day)
}

// Knows reports whether a desk is in an edition of the registry.
func (r Registry) Knows(desk casework.DeskID) bool {
	return slices.ContainsFunc(r.editions, func(e Edition) bool {
		return slices.ContainsFunc(e.Accreditations, func(a Accreditation) bool { return a.Desk == desk }) ||
			slices.ContainsFunc(e.Liaisons, func(l Liaison) bool { return l.Desk == desk })
	})
}

// Gap returns the first day from a first to a last day, a zero last day meaning no end, on which a desk is not one
// that may carry the question of a state in a host state. ok is false if there is no such day. A liaison desk
// carries the question of every state: that a mission answers as well is for the people who choose a desk.
func (r Registry) Gap(desk casework.DeskID, nationality, host casework.Country, first, last civil.Date) (day civil.Date, ok bool) {
	for _, day := range r.turns(first, last) {
		if !slices.Contains(r.For(nationality, host, day, Grounds()...), desk) && !slices.Contains(r.Liaisons(host, day), desk) {
			return day, true
		}
	}
	return civil.Date{}, false
}

// turns lists the days of a time on which something in the registry may begin to differ, its first day included.
func (r Registry) turns(first, last civil.Date) []civil.Date {
	days := []civil.Date{first}
	for _, e := range r.editions {
		days = append(days, e.ValidFrom)
		for _, a := range e.Accreditations {
			days = append(days, a.From)
			if !a.Until.IsZero() {
				days = append(days, a.Until.AddDays(1))
			}
		}
	}
	days = slices.DeleteFunc(days, func(d civil.Date) bool {
		return d.Compare(first) < 0 || !last.IsZero() && d.Compare(last) > 0
	})
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}
