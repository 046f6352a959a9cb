package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// ListPreview is what would happen if a list were confirmed now.
type ListPreview struct {
	operation.Outlook

	List casework.Ref
	Of   casework.Ref // its operation
	// State is the state of the list; Proposed is the fingerprint of the preview that was proposed, ""
	// for none.
	State    record.ListState
	Proposed string
}

// PreviewList returns what would happen if a list were confirmed now. The workflow computes the same
// when the list is confirmed.
func (s *Service) PreviewList(ctx context.Context, ref casework.Ref) (ListPreview, error) {
	return run(ctx, s, policy.PreviewList, ofListRef(ref), func(ctx context.Context) (ListPreview, error) {
		l, _, err := s.listFor(ctx, ref)
		if err != nil {
			return ListPreview{}, err
		}
		if l.State != record.ListRead && l.State != record.ListProposed {
			return ListPreview{}, fault.New(fault.Conflict, "the list is already confirmed or dropped")
		}
		outlook, err := s.outlook(ctx, l)
		out := ListPreview{Outlook: outlook, List: l.Ref, Of: l.Operation, State: l.State}
		if l.State == record.ListProposed {
			out.Proposed = l.Preview
		}
		return out, err
	})
}

func (s *Service) outlook(ctx context.Context, l record.ListSummary) (operation.Outlook, error) {
	of, err := s.Store.Operation(ctx, l.Operation)
	if err != nil {
		return operation.Outlook{}, asMissing(err)
	}
	contents, err := s.Store.ListContents(ctx, l.Ref)
	if err != nil {
		return operation.Outlook{}, asMissing(err)
	}
	now := s.Now()
	return operation.OutlookOf(contents, func(origin casework.Country) (operation.Route, error) {
		found, err := s.Corridors.Find(of.Host, origin, of.Custodian, now)
		return operation.Route{Corridor: found.ID, Version: found.Version, Alone: found.MassAction}, err
	})
}

// ConfirmList confirms a list by the fingerprint of the preview that the caller has seen. Its operation
// opens the cases, or asks a second person.
func (s *Service) ConfirmList(ctx context.Context, ref casework.Ref, key, preview string) (Receipt, error) {
	return s.commandList(ctx, policy.ConfirmList, ref, key, operation.Command{Kind: operation.KindConfirmList, Fingerprint: preview})
}

// ApproveList approves a proposed list, as the second person.
func (s *Service) ApproveList(ctx context.Context, ref casework.Ref, key, preview string) (Receipt, error) {
	return s.commandList(ctx, policy.ApproveList, ref, key, operation.Command{Kind: operation.KindApproveList, Fingerprint: preview})
}

// RefuseList refuses a proposed list.
func (s *Service) RefuseList(ctx context.Context, ref casework.Ref, key string) (Receipt, error) {
	return s.commandList(ctx, policy.RefuseList, ref, key, operation.Command{Kind: operation.KindRefuseList})
}

// commandList sends a command about a list to its operation. The conditions of a closed gate are
// explained as far as the caller sees the operation.
func (s *Service) commandList(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd operation.Command) (Receipt, error) {
	return run(ctx, s, action, ofListRef(ref), func(ctx context.Context) (Receipt, error) {
		l, _, err := s.listFor(ctx, ref)
		if err != nil {
			return Receipt{}, err
		}
		cmd.List = l.Ref
		answer, err := s.sendToOperation(ctx, l.Operation, key, cmd)
		if fault.CodeOf(err) == fault.GateClosed {
			err = s.explainForOperation(ctx, l.Operation, err)
		}
		return answer, err
	})
}

// explainForOperation explains an error about an operation as far as the caller sees the operation.
func (s *Service) explainForOperation(ctx context.Context, ref casework.Ref, err error) error {
	row, missing := s.Store.Operation(ctx, ref)
	if missing != nil {
		return err
	}
	return explain(err, request.From(ctx).Of(ofOperationRef(ref), s.ofOperation(row.Operation)), s.Now())
}
