package proposals

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
)

// deskClasses lists the desks of the corridor, before and after a change, that would see other field classes of
// the case than now. A caller who does not see the whole case gets their own desk only.
func (s *Proposals) deskClasses(c act.Found, next *casework.Case) []DeskClasses {
	after := policy.OfCase(next, s.core.AgencyOf, s.core.Now())
	var out []DeskClasses
	for _, desk := range desksOf(&c.State, next) {
		if !c.Seen.RevealPart(policy.Operational, desk) {
			continue
		}
		had, has := s.core.ClassesOfDesk(c.Subject, desk), s.core.ClassesOfDesk(after, desk)
		one := DeskClasses{Desk: desk, More: without(has, had), Less: without(had, has)}
		if len(one.More)+len(one.Less) > 0 {
			out = append(out, one)
		}
	}
	return out
}

// desksOf lists the desks of the corridors of two states of a case, and those that have a request in them, sorted.
func desksOf(states ...*casework.Case) []casework.DeskID {
	var out []casework.DeskID
	for _, c := range states {
		for _, desk := range c.Rules.Desks {
			out = append(out, desk)
		}
		for _, t := range c.Tasks {
			out = append(out, t.Desk)
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(desk casework.DeskID) bool { return desk == "" })
}

func without(all, these []policy.Class) []policy.Class {
	return slices.DeleteFunc(slices.Clone(all), func(class policy.Class) bool { return slices.Contains(these, class) })
}
