package movements

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// fitting reports of each of these cases whether the person can travel on the movement, and has not excluded
// the caller. A case that does not exist cannot.
func (s *Movements) fitting(ctx context.Context, m record.MovementDetail, refs []casework.Ref) (map[casework.Ref]bool, error) {
	out := map[casework.Ref]bool{}
	actor := request.From(ctx).Actor
	for some := range slices.Chunk(refs, record.MaxLimit) {
		states, err := s.store.CaseStates(ctx, some)
		if err != nil {
			return nil, err
		}
		for ref, state := range states {
			kept := s.core.SubjectOf(ctx, &state).RelationsOf(actor).Has(policy.Excluded)
			out[ref] = !kept && s.fits(&m.State, &state)
		}
	}
	return out, nil
}

// fits reports whether a movement is one for a case, by the rules that were pinned when the case was opened:
// its agency books her trips, its receiving desk receives her, and its last leg ends in her state. Otherwise
// she would be flown to another state with every gate open, and a desk that never met her would confirm
// the arrival.
func (s *Movements) fits(m *movement.Movement, c *casework.Case) bool {
	books := c.Rules.Desks[casework.DeskTransport]
	if books == "" || books != m.Desk && (s.core.AgencyOf(books) == "" || s.core.AgencyOf(books) != s.core.AgencyOf(m.Desk)) {
		return false
	}
	if c.Rules.Desks[casework.DeskReceiving] != m.Receiving || len(m.Legs) == 0 {
		return false
	}
	states := statesOfReturn(c)
	return len(states) == 0 || slices.ContainsFunc(states, func(state casework.Country) bool { return endsIn(m.Legs, state) })
}

// statesOfReturn lists the states that she returns to: the one that her corridor leads to, a second one that
// was asked about her, and those that have confirmed that she is their national. A corridor for every
// origin names none before the first is confirmed.
func statesOfReturn(c *casework.Case) []casework.Country {
	var out []casework.Country
	add := func(state casework.Country) {
		if state != "" && !slices.Contains(out, state) {
			out = append(out, state)
		}
	}
	add(c.Rules.Origin)
	if c.Second != nil {
		add(c.Second.State)
	}
	if s, settled := c.Settlement(casework.StepVerifyNationality); settled {
		add(s.State)
	}
	return out
}

// endsIn reports whether the last leg ends in a state. A UN/LOCODE begins with the two letters of its country.
func endsIn(legs []movement.Leg, state casework.Country) bool {
	code, last := corridor.Alpha2(string(state)), string(legs[len(legs)-1].To)
	return code != "" && len(last) > len(code) && last[:len(code)] == code
}
