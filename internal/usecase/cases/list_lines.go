package cases

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/visible"
)

// lines returns the lines of a list as the caller sees them. The states of the cases are read only where the
// caller may be outside the case.
func (s *Cases) lines(ctx context.Context, filter record.CaseFilter, rows []record.CaseSummary) ([]record.CaseSummary, error) {
	r, whole := request.From(ctx), map[casework.Ref]bool{}
	var others []casework.Ref
	for _, row := range rows {
		if whole[row.Ref] = r.May(policy.SeeWholeCase, s.core.SubjectOfSummary(row)); !whole[row.Ref] {
			others = append(others, row.Ref)
		}
	}
	states, err := s.statesOf(ctx, others)
	if err != nil {
		return nil, err
	}
	var out []record.CaseSummary
	for _, row := range rows {
		state, found := states[row.Ref]
		switch {
		case whole[row.Ref]:
			out = append(out, row)
		case found:
			if line, kept := s.line(ctx, filter, row, &state); kept {
				out = append(out, line)
			}
		}
	}
	return out, nil
}

func (s *Cases) statesOf(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	return s.store.CaseStates(ctx, refs)
}

// line returns one line as the caller sees it, and whether it belongs in the list: a filter finds a case by
// what the caller sees of it. An erased case has no desks any more, and is listed as it is.
func (s *Cases) line(ctx context.Context, filter record.CaseFilter, row record.CaseSummary, state *casework.Case) (record.CaseSummary, bool) {
	seen := request.From(ctx).OfCase(row.Ref, s.core.SubjectOf(ctx, state))
	if len(state.Rules.Desks) == 0 {
		return row, true
	}
	if !seen.May(policy.ShowCase) {
		return record.CaseSummary{}, false
	}
	line := visible.Summary(row, state, seen, s.core.Now())
	return line, !seen.Outside() || inFilter(filter, line, seen.Owing())
}

// inFilter reports whether a line that shows less than the record has still is what a filter asks for.
func inFilter(f record.CaseFilter, line record.CaseSummary, owing bool) bool {
	due := line.NextDue
	switch {
	case f.Overdue != nil && *f.Overdue != (line.Overdue > 0),
		line.UpdatedAt.Before(f.ChangedSince),
		!f.DueFrom.IsZero() && (due == nil || due.Before(f.DueFrom)),
		!f.DueBefore.IsZero() && (due == nil || !due.Before(f.DueBefore)):
		return false
	default:
		return !owing || f.Stage == "" && f.Movement == "" && f.EndsBefore.IsZero() && f.Paused == nil && (f.Open == nil || *f.Open)
	}
}
