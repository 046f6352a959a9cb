package movements

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Candidate is a person who could get a seat on a movement: of a corridor that its agency books for and
// its receiving desk receives, and without a place on any movement.
type Candidate struct {
	Case   casework.Ref
	Origin casework.Country
	Minor  bool
	Stage  casework.Stage
	Person record.Person // what a travel card holds; zero if it is not shown
	// Asked is true if a seat is asked for now. Missing are the unmet conditions of a ticket, as far as
	// the caller may know them.
	Asked   bool
	Missing []visible.Unmet
}

// Candidates are those who could get a seat, the ones who lack least first.
type Candidates struct {
	Rows []Candidate
	More bool // not all cases were looked at
}

// ListCandidates lists who could get a seat on a movement, and what is missing. It changes nothing.
func (s *Movements) ListCandidates(ctx context.Context, ref casework.Ref) (Candidates, error) {
	return act.Run(ctx, s.core, policy.HoldSeats, ofMovement(ref), func(ctx context.Context) (Candidates, error) {
		out := Candidates{Rows: []Candidate{}}
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return out, err
		}
		r := request.From(ctx)
		for _, corridor := range s.bookedCorridors(m.MovementRow) {
			filter := record.CaseFilter{Corridor: corridor, Open: new(true), Page: record.Page{Limit: record.MaxLimit}}
			scope := s.core.CaseScope(r.Actor, filter)
			if scope.Empty() {
				return out, nil
			}
			filter.Scope = &scope
			found, err := s.store.Cases(ctx, filter)
			if err != nil {
				return out, err
			}
			rows, err := s.candidates(ctx, found.Rows)
			if err != nil {
				return out, err
			}
			out.Rows, out.More = append(out.Rows, rows...), out.More || found.Next != nil
		}
		slices.SortStableFunc(out.Rows, func(a, b Candidate) int {
			if a.Asked != b.Asked {
				return map[bool]int{true: -1, false: 1}[a.Asked]
			}
			return len(a.Missing) - len(b.Missing)
		})
		return out, nil
	})
}

// bookedCorridors lists the corridors whose trips the agency of a movement books and its receiving desk
// receives, each once.
func (s *Movements) bookedCorridors(m record.MovementRow) []string {
	var out []string
	for _, c := range s.core.Corridors.Corridors() {
		books := c.Desks[casework.DeskTransport]
		if books != "" && s.core.AgencyOf(books) == s.core.AgencyOf(m.Desk) && c.Desks[casework.DeskReceiving] == m.Receiving && !slices.Contains(out, c.ID) {
			out = append(out, c.ID)
		}
	}
	return out
}

// candidates keeps those of the cases that have no place on a movement, and that are past their
// identification or for whom a seat is asked. Where the embassy commits itself first, that is before she has
// crossed the border.
func (s *Movements) candidates(ctx context.Context, cases []record.CaseSummary) ([]Candidate, error) {
	cases = slices.DeleteFunc(slices.Clone(cases), func(c record.CaseSummary) bool {
		return c.Movement != "" || c.Stage == casework.StageReintegration || c.Stage == casework.StageClosed
	})
	if len(cases) == 0 {
		return nil, nil
	}
	states, err := s.store.CaseStates(ctx, act.RefsOf(cases, func(c record.CaseSummary) casework.Ref { return c.Ref }))
	if err != nil {
		return nil, err
	}
	var out []Candidate
	for _, summary := range cases {
		state, there := states[summary.Ref]
		if !there {
			continue
		}
		seen := request.From(ctx).OfCase(summary.Ref, s.core.SubjectOf(ctx, &state))
		if !seen.May(policy.ShowCase) {
			continue
		}
		one := Candidate{Case: summary.Ref, Origin: summary.Origin, Minor: summary.Minor, Stage: summary.Stage}
		_, one.Asked = state.TaskFor(casework.StepSeat)
		if !one.Asked && summary.Stage != casework.StageClearance && summary.Stage != casework.StageTransport {
			continue
		}
		for _, closed := range gate.Blocked(gate.View{Case: &state, Now: s.core.Now()}, casework.IssueTicket) {
			for _, u := range closed.Unmet {
				shown := visible.UnmetOf(u, seen, s.core.Now())
				if !slices.ContainsFunc(one.Missing, func(known visible.Unmet) bool { return known.Condition == shown.Condition }) {
					one.Missing = append(one.Missing, shown)
				}
			}
		}
		out = append(out, one)
	}
	return out, nil
}
