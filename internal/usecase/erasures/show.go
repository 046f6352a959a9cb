package erasures

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ShowErasure shows one request for erasure.
func (s *Erasures) ShowErasure(ctx context.Context, ref casework.Ref) (Erasure, error) {
	return act.Run(ctx, s.core, policy.ShowErasure, act.OnNothing(), func(ctx context.Context) (Erasure, error) {
		row, subject, err := s.erasureFor(ctx, ref)
		if err != nil {
			return Erasure{}, err
		}
		r := request.From(ctx)
		out := erasureOf(row, r.Actor)
		out.Reasons, out.EndReasons = row.Reasons, row.EndReasons
		out.MayApprove = mayApprove(r, row, subject)
		out.MayStop = (out.Waits() || out.Stoppable(s.core.Now())) && r.May(policy.StopErasure, subject)
		return out, nil
	})
}

// OpenErasure returns the request for erasure of a case that is not decided or not carried out yet, as a part of the
// page of the case, and nil if there is none.
func (s *Erasures) OpenErasure(ctx context.Context, ref casework.Ref) (*Erasure, error) {
	return act.Run(ctx, s.core, policy.ShowErasure, act.OfCase(ref), func(ctx context.Context) (*Erasure, error) {
		c, err := s.core.LookUp(ctx, ref)
		if err != nil {
			return nil, err
		}
		if err := request.From(ctx).Authorize(policy.ShowErasure, c.Subject); err != nil {
			return nil, err
		}
		found, err := s.store.Erasures(ctx, record.ErasureFilter{Case: ref, Page: record.Page{Limit: 1}})
		if err != nil || len(found.Rows) == 0 {
			return nil, err
		}
		out := erasureOf(found.Rows[0], request.From(ctx).Actor)
		if !out.Waits() && !out.Stoppable(s.core.Now()) {
			return nil, nil //nolint:nilnil // there is none, which is no error
		}
		return &out, nil
	})
}

// ListErasures lists requests for erasure, newest first. The filter's Page is set here.
func (s *Erasures) ListErasures(ctx context.Context, filter record.ErasureFilter, paging act.Paging) (act.Page[Erasure], error) {
	return act.Run(ctx, s.core, policy.ListErasures, act.OnNothing(), func(ctx context.Context) (act.Page[Erasure], error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return act.Page[Erasure]{}, err
		}
		page, err := paging.Page()
		if err != nil {
			return act.Page[Erasure]{}, err
		}
		found, err := s.visibleErasures(ctx, filter, page, func(_ record.ErasureRow, subject policy.Subject) bool {
			return r.May(policy.ShowErasure, subject)
		})
		out := act.Page[Erasure]{Rows: []Erasure{}, Next: found.Next}
		for _, row := range found.Rows {
			out.Rows = append(out.Rows, erasureOf(row, r.Actor))
		}
		return out, err
	})
}

// visibleErasures reads one page of the requests for erasure that keep is true of. It is asked with the
// subject that each of them is.
func (s *Erasures) visibleErasures(ctx context.Context, filter record.ErasureFilter, page record.Page, keep func(record.ErasureRow, policy.Subject) bool) (act.Page[record.ErasureRow], error) {
	return act.Fill(page, func(p record.Page) ([]record.ErasureRow, *record.Cursor, error) {
		filter.Page = p
		found, err := s.store.Erasures(ctx, filter)
		return found.Rows, found.Next, err
	}, func(rows []record.ErasureRow) ([]record.ErasureRow, error) {
		subjects, err := s.subjectsOf(ctx, rows)
		if err != nil {
			return nil, err
		}
		var kept []record.ErasureRow
		for _, row := range rows {
			if keep(row, subjects(row)) {
				kept = append(kept, row)
			}
		}
		return kept, nil
	})
}
