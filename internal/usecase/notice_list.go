package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// NoticeStore reads the notices that desks were sent; pages are bounded.
type NoticeStore interface {
	Notices(ctx context.Context, f record.NoticeFilter) (record.Notices, error)
}

// ListNotices lists the notices to the caller's desk, newest first: where to look and why, and nothing of
// the person. A notice about a case that the caller may not see is left out.
func (s *Service) ListNotices(ctx context.Context, paging Paging) (Page[record.Notice], error) {
	return run(ctx, s, policy.ListTasks, onNothing(), func(ctx context.Context) (Page[record.Notice], error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Page[record.Notice]{}, err
		}
		page, err := paging.page()
		if err != nil {
			return Page[record.Notice]{}, err
		}
		return fill(page, func(p record.Page) ([]record.Notice, *record.Cursor, error) {
			found, err := s.Store.Notices(ctx, record.NoticeFilter{Desk: r.Actor.Desk, Page: p})
			return found.Rows, found.Next, err
		}, func(rows []record.Notice) ([]record.Notice, error) { return s.visibleNotices(ctx, rows) })
	})
}

// visibleNotices keeps the notices about no case, and those about cases that the caller may see.
func (s *Service) visibleNotices(ctx context.Context, rows []record.Notice) ([]record.Notice, error) {
	var refs []casework.Ref
	for _, row := range rows {
		if row.Case != "" {
			refs = append(refs, row.Case)
		}
	}
	states := map[casework.Ref]casework.Case{}
	if len(refs) > 0 {
		var err error
		if states, err = s.Store.CaseStates(ctx, refs); err != nil {
			return nil, err
		}
	}
	var kept []record.Notice
	for _, row := range rows {
		state, there := states[row.Case]
		if row.Case == "" || there && request.From(ctx).May(policy.ShowCase, s.subjectOf(ctx, &state)) {
			kept = append(kept, row)
		}
	}
	return kept, nil
}
