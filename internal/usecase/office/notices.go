package office

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ListNotices lists the notices to the caller's desk, newest first: where to look and why, and nothing of
// the person. A notice about a case that the caller may not see is left out.
func (s *Office) ListNotices(ctx context.Context, paging act.Paging) (act.Page[record.Notice], error) {
	return act.Run(ctx, s.core, policy.ListTasks, act.OnNothing(), func(ctx context.Context) (act.Page[record.Notice], error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return act.Page[record.Notice]{}, err
		}
		page, err := paging.Page()
		if err != nil {
			return act.Page[record.Notice]{}, err
		}
		return act.Fill(page, func(p record.Page) ([]record.Notice, *record.Cursor, error) {
			found, err := s.store.Notices(ctx, record.NoticeFilter{Desk: r.Actor.Desk, Page: p})
			return found.Rows, found.Next, err
		}, func(rows []record.Notice) ([]record.Notice, error) { return s.visibleNotices(ctx, rows) })
	})
}

// visibleNotices keeps the notices about no case, and those about cases that the caller may see.
func (s *Office) visibleNotices(ctx context.Context, rows []record.Notice) ([]record.Notice, error) {
	var refs []casework.Ref
	for _, row := range rows {
		if row.Case != "" {
			refs = append(refs, row.Case)
		}
	}
	states := map[casework.Ref]casework.Case{}
	if len(refs) > 0 {
		var err error
		if states, err = s.store.CaseStates(ctx, refs); err != nil {
			return nil, err
		}
	}
	var kept []record.Notice
	for _, row := range rows {
		state, there := states[row.Case]
		if row.Case == "" || there && policy.SeesNotice(request.From(ctx).Actor, s.core.SubjectOf(ctx, &state), casework.NoticeKind(row.Kind), row.Task) {
			kept = append(kept, row)
		}
	}
	return kept, nil
}
