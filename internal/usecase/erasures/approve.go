package erasures

import (
	"context"

	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ToApprove lists the requests for erasure that the caller can approve. It is a part of a use-case of package
// usecase, and makes no audit row itself.
func ToApprove(ctx context.Context, core *act.Core, store Store) (act.Page[Erasure], error) {
	return (&Erasures{core: core, store: store}).erasuresToApprove(ctx)
}

func (s *Erasures) erasuresToApprove(ctx context.Context) (act.Page[Erasure], error) {
	r := request.From(ctx)
	if !policy.EverAllowed(r.Actor, policy.ApproveErasure) {
		return act.Page[Erasure]{}, nil
	}
	found, err := s.visibleErasures(ctx, record.ErasureFilter{State: erasure.Requested}, record.Page{}, func(row record.ErasureRow, subject policy.Subject) bool {
		return mayApprove(r, row, subject)
	})
	out := act.Page[Erasure]{Next: found.Next}
	for _, row := range found.Rows {
		out.Rows = append(out.Rows, erasureOf(row, r.Actor))
	}
	return out, err
}
