package cases

import (
	"cmp"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/act"
)

// TeamDesk is a desk of her team: one that cares for her in the host state and has a part in her case.
type TeamDesk struct {
	Desk casework.DeskID
	Kind casework.DeskKind
}

// team lists the desks of her team in the order of their kinds, the supervisor's and the caseworker's first; none
// for a caller who does not see the whole case.
func (s *Cases) team(c act.Found) []TeamDesk {
	if !c.Seen.Whole() {
		return nil
	}
	var out []TeamDesk
	for _, part := range c.Subject.DeskRelations() {
		place := s.core.PlaceOf(part.Desk)
		one := TeamDesk{Desk: part.Desk, Kind: place.Kind}
		if c.Subject.HasPart(part.Desk) && c.Subject.Cares(place) && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	first := append([]casework.DeskKind{casework.DeskSupervisor, casework.DeskCaseworker}, casework.DeskKinds()...)
	slices.SortStableFunc(out, func(a, b TeamDesk) int { return cmp.Compare(slices.Index(first, a.Kind), slices.Index(first, b.Kind)) })
	return out
}
