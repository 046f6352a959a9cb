package rescues

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/table"
	"example.org/homeward/internal/usecase/act"
)

// Preview is what would happen if a list were confirmed now.
type Preview struct {
	operation.Outlook

	List casework.Ref
	Of   casework.Ref // its operation
	// State is the state of the list; Proposed is the fingerprint of the preview that was proposed, ""
	// for none.
	State    record.ListState
	Proposed string
	// Minors counts the people by what is known of their age on the day of the list, Doubts the rows in which
	// something is in doubt.
	Minors roster.MinorCount
	Doubts int
	// Sheets are the sheets of a workbook with several, as far as the caller sees them.
	Sheets []table.Sheet
	// Twins are the rows that look like an open case which the caller sees, and of which no officer has said why they
	// are opened.
	Twins []OpenTwin
}

// PreviewList returns what would happen if a list were confirmed now. The workflow computes the same
// when the list is confirmed.
func (s *Rescues) PreviewList(ctx context.Context, ref casework.Ref) (Preview, error) {
	return act.Run(ctx, s.core, policy.PreviewList, ofListRef(ref), func(ctx context.Context) (Preview, error) {
		l, subject, err := s.listFor(ctx, ref)
		if err != nil {
			return Preview{}, err
		}
		if l.State != record.ListRead && l.State != record.ListProposed {
			return Preview{}, fault.New(fault.Conflict, "the list is already confirmed or dropped")
		}
		out, err := s.previewOf(ctx, l, subject)
		if err == nil && request.From(ctx).May(policy.ShowListRows, subject) {
			out.Twins, err = s.listTwins(ctx, ref)
		}
		return out, err
	})
}

// previewOf makes the preview of a list that is not confirmed.
func (s *Rescues) previewOf(ctx context.Context, l record.ListSummary, subject policy.Subject) (Preview, error) {
	outlook, err := s.outlook(ctx, l)
	r := request.From(ctx)
	out := Preview{
		Outlook: outlook, List: l.Ref, Of: l.Operation, State: l.State, Minors: l.Reconciliation.Minors, Doubts: l.Doubts,
		Sheets: listLine(l, r.May(policy.ShowListRows, subject), r).File.Sheets,
	}
	if l.State == record.ListProposed {
		out.Proposed = l.Preview
	}
	return out, err
}

func (s *Rescues) outlook(ctx context.Context, l record.ListSummary) (operation.Outlook, error) {
	of, err := s.store.Operation(ctx, l.Operation)
	if err != nil {
		return operation.Outlook{}, act.AsMissing(err)
	}
	contents, err := s.store.ListContents(ctx, l.Ref)
	if err != nil {
		return operation.Outlook{}, act.AsMissing(err)
	}
	now := s.core.Now()
	return operation.OutlookOf(contents, func(origin casework.Country) (operation.Route, error) {
		found, err := s.core.Corridors.Find(of.Host, origin, of.Custodian, now)
		return operation.Route{Corridor: found.ID, Version: found.Version, Alone: found.MassAction}, err
	})
}

// ConfirmList confirms a list by the fingerprint of the preview that the caller has seen. Its operation
// opens the cases, or asks a second person.
func (s *Rescues) ConfirmList(ctx context.Context, ref casework.Ref, key, preview string) (act.Receipt, error) {
	return s.commandList(ctx, policy.ConfirmList, ref, key, operation.Command{Kind: operation.KindConfirmList, Fingerprint: preview})
}

// ApproveList approves a proposed list, as the second person.
func (s *Rescues) ApproveList(ctx context.Context, ref casework.Ref, key, preview string) (act.Receipt, error) {
	return s.commandList(ctx, policy.ApproveList, ref, key, operation.Command{Kind: operation.KindApproveList, Fingerprint: preview})
}

// RefuseList refuses a proposed list.
func (s *Rescues) RefuseList(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.commandList(ctx, policy.RefuseList, ref, key, operation.Command{Kind: operation.KindRefuseList})
}

// commandList sends a command about a list to its operation. The conditions of a closed gate are
// explained as far as the caller sees the operation.
func (s *Rescues) commandList(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd operation.Command) (act.Receipt, error) {
	return act.Run(ctx, s.core, action, ofListRef(ref), func(ctx context.Context) (act.Receipt, error) {
		l, _, err := s.listFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if err := s.checkTwins(ctx, l, cmd.Kind); err != nil {
			return act.Receipt{}, err
		}
		cmd.List = l.Ref
		answer, err := s.sendToOperation(ctx, l.Operation, key, cmd)
		if fault.CodeOf(err) == fault.GateClosed {
			err = s.core.ExplainForOperation(ctx, l.Operation, err)
		}
		return answer, err
	})
}
