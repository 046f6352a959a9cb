package tasks

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// ended reports whether the list is one of requests that are no longer open.
func (in *inbox) ended() bool { return in.filter.Status != "" && in.filter.Status != record.TaskOpen }

// loadSubjects loads the subjects of the cases of a page, for a caller who may look at other desks' tasks because
// of the case, and for a list of ended requests: those are shown to a desk that still has a part in the case.
func (s *Tasks) loadSubjects(ctx context.Context, a policy.Actor, in *inbox, rows []record.TaskRow) error {
	if in.of != nil || !in.ended() && !policy.May(a, policy.ShowTask, policy.In(policy.HostLead, policy.OnTeam)) {
		return nil
	}
	var refs []casework.Ref
	for _, row := range rows {
		if _, known := in.cases[row.Case]; !known {
			in.cases[row.Case] = policy.Subject{}
			refs = append(refs, row.Case)
		}
	}
	switch {
	case len(refs) == 0:
		return nil
	case in.ended():
		return s.loadWholeSubjects(ctx, in, refs)
	}
	found, err := s.store.Cases(ctx, record.CaseFilter{Refs: refs, Page: record.Page{Limit: record.MaxLimit}})
	for _, c := range found.Rows {
		in.cases[c.Ref] = s.core.SubjectOfSummary(c)
	}
	return err
}

// loadWholeSubjects loads the subjects of cases with every part that a desk has in them.
func (s *Tasks) loadWholeSubjects(ctx context.Context, in *inbox, refs []casework.Ref) error {
	states, err := s.core.Store.CaseStates(ctx, refs)
	for _, ref := range refs {
		if state, there := states[ref]; there {
			in.cases[ref] = s.core.SubjectOf(ctx, &state)
		}
	}
	return err
}
