package rescues

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Resuming is what resuming a paused operation would do now, and the proposal that waits for a second person.
type Resuming struct {
	Operation Operation // its number of open cases are those that would go on
	Digest    string    // of the proposal if it is about the pause that would end now; otherwise of that pause; "" if it is not paused
	Proposal  *operation.Resuming
	Mine      bool // the caller has proposed it
	Changed   bool // the pause is not the one of the proposal any more
}

// ResumeOperation resumes an operation and its cases. With more open cases than one officer may act for alone it
// is only proposed: a second person must agree, and the desks whose officers may do so get a notice.
func (s *Rescues) ResumeOperation(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.ResumeOperation, act.OfOperationRef(ref), func(ctx context.Context) (act.Receipt, error) {
		row, err := s.operationFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		seconds := s.core.DesksThatMay(policy.AgreeResume, s.core.OfOperation(row.Operation))
		return s.sendToOperation(ctx, ref, key, operation.Command{Kind: operation.KindResume, Seconds: seconds})
	})
}

// AgreeResume agrees, as the second person, that an operation goes on: that exactly the pause ends that the
// caller has seen.
func (s *Rescues) AgreeResume(ctx context.Context, ref casework.Ref, key, digest string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.AgreeResume, act.OfOperationRef(ref), func(ctx context.Context) (act.Receipt, error) {
		row, err := s.operationFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if s.resuming(row, request.From(ctx)).Mine { // before anything is sent; the rules refuse it as well
			return act.Receipt{}, fault.New(fault.Denied, "you proposed this; a second person must agree")
		}
		return s.sendToOperation(ctx, ref, key, operation.Command{Kind: operation.KindAgreeResume, Seal: digest})
	})
}

// RefuseResume refuses that an operation goes on; the officer who proposed it withdraws it.
func (s *Rescues) RefuseResume(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.commandOperation(ctx, policy.RefuseResume, ref, key, operation.Command{Kind: operation.KindRefuseResume})
}

// PreviewResume returns what resuming an operation would do, and the proposal that waits. It changes nothing.
func (s *Rescues) PreviewResume(ctx context.Context, ref casework.Ref) (Resuming, error) {
	return act.Run(ctx, s.core, policy.PreviewResume, act.OfOperationRef(ref), func(ctx context.Context) (Resuming, error) {
		row, err := s.operationFor(ctx, ref)
		return s.resuming(row, request.From(ctx)), err
	})
}

// resuming returns what resuming would do. A proposal that has expired does not count.
func (s *Rescues) resuming(row record.OperationRow, r *request.Request) Resuming {
	state := operation.Operation{Ref: row.Ref, State: row.State, Pause: row.Pause}
	out := Resuming{Operation: operationLine(row, r), Digest: state.ResumeDigest()}
	if p := row.Resume; p != nil && p.Until.After(s.core.Now()) {
		out.Proposal, out.Mine, out.Changed = p, p.By.Account == r.Actor.Account, p.Digest != out.Digest
		if !out.Changed {
			out.Digest = p.Seal()
		}
	}
	return out
}

// ToResume lists the operations that another officer has proposed to resume and for which the caller can agree.
// It is a part of a use-case of package usecase, and makes no audit row itself.
func ToResume(ctx context.Context, core *act.Core, store Store) (act.Page[Resuming], error) {
	s, r, out := &Rescues{core: core, store: store}, request.From(ctx), act.Page[Resuming]{}
	if !policy.EverAllowed(r.Actor, policy.AgreeResume) {
		return out, nil
	}
	found, err := s.store.Operations(ctx, record.OperationFilter{State: operation.Paused, Resuming: true, Page: record.Page{Limit: record.MaxLimit}})
	out.Next = found.Next
	for _, row := range found.Rows {
		one := s.resuming(row, r)
		if one.Proposal != nil && !one.Mine && r.May(policy.AgreeResume, s.core.OfOperation(row.Operation)) {
			out.Rows = append(out.Rows, one)
		}
	}
	return out, err
}
