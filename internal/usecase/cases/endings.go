package cases

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Ending is something of a case that ends soon.
type Ending struct {
	casework.Ending

	Case   casework.Ref
	Origin casework.Country
	Minor  bool
	Agency casework.AgencyID // of an access
}

// Endings are what ends soon, the earliest first. More is true if not all cases were looked at.
type Endings struct {
	Rows []Ending
	More bool
}

// ListEndings lists what ends within its lead time in the cases that the caller may see: documents,
// permits and other answers, consents, accesses of agencies, and orders of authorities, each if the caller may know it.
func (s *Cases) ListEndings(ctx context.Context) (Endings, error) {
	return act.Run(ctx, s.core, policy.ListCases, act.OnNothing(), func(ctx context.Context) (Endings, error) {
		r, out, now := request.From(ctx), Endings{Rows: []Ending{}}, s.core.Now()
		if err := r.AuthorizeGlobal(); err != nil {
			return Endings{}, err
		}
		filter := record.CaseFilter{Open: new(true), EndsBefore: now.Add(casework.LongestLead), Page: record.Page{Limit: record.MaxLimit}}
		scope := s.core.CaseScope(r.Actor, filter)
		if scope.Empty() {
			return out, nil
		}
		filter.Scope = &scope
		for range act.MaxFetches {
			found, err := s.store.Cases(ctx, filter)
			if err != nil {
				return Endings{}, err
			}
			rows, err := s.endingsOf(ctx, found.Rows, now)
			if err != nil {
				return Endings{}, err
			}
			out.Rows, filter.Page.After = append(out.Rows, rows...), found.Next
			if out.More = found.Next != nil; !out.More {
				break
			}
		}
		slices.SortStableFunc(out.Rows, func(a, b Ending) int { return a.At.Compare(b.At) })
		return out, nil
	})
}

// endingsOf lists what ends soon in cases, as far as the caller may know it.
func (s *Cases) endingsOf(ctx context.Context, cases []record.CaseSummary, now time.Time) ([]Ending, error) {
	if len(cases) == 0 {
		return nil, nil
	}
	states, err := s.store.CaseStates(ctx, act.RefsOf(cases, func(c record.CaseSummary) casework.Ref { return c.Ref }))
	if err != nil {
		return nil, err
	}
	var out []Ending
	for _, summary := range cases {
		state, there := states[summary.Ref]
		if !there {
			continue
		}
		seen := request.From(ctx).OfCase(summary.Ref, s.core.SubjectOf(ctx, &state))
		for _, ending := range state.Endings(now) {
			if !now.Add(ending.LeadTime()).After(ending.At) || !seen.May(policy.ShowCase) || !knowsEnding(ending, seen) {
				continue
			}
			one := Ending{Ending: ending, Case: summary.Ref, Origin: summary.Origin, Minor: summary.Minor}
			if ending.Grant > 0 {
				one.Agency = state.Access[ending.Grant-1].Agency
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// knowsEnding reports whether the caller may know of an ending, and notes that it is shown.
func knowsEnding(e casework.Ending, seen request.Visibility) bool {
	switch {
	case e.Consent != "":
		return seen.May(policy.ListConsents)
	case e.Grant > 0:
		return seen.May(policy.ListAccess)
	case e.Order > 0:
		return seen.Reveal(policy.Legal)
	default:
		return seen.RevealPart(policy.OutcomeClass(e.Step), e.Desk)
	}
}
