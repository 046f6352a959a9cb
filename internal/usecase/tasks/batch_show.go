package tasks

import (
	"context"
	"encoding/json"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
)

// Batch is a batch of decisions that takes a second person, as its reader sees it.
type Batch struct {
	record.Batch

	Code string // a short form of the digest, for people
	// Expired is true if no second person has answered in time.
	Expired bool
	Mine    bool // the caller has proposed it
	// MayAnswer is true if the caller can be the second person.
	MayAnswer bool
	// MaySend is true if it is agreed to, some of its decisions are not carried out yet, and the caller may send them
	// again without waiting.
	MaySend bool
	Rows    []BatchRow // in the order of Items
}

// BatchRow is one decision of a batch.
type BatchRow struct {
	Decision Decision // without content if it was forgotten or erased
	// Leaves are the rules by which it would be left out now; only of a batch that waits.
	Leaves []sheet.Rule
	// State is settled, refused or pending; "" for one that was not sent. Err is why it was refused.
	State record.CommandState
	Case  *casework.Answer
	Err   error
}

// batchFor loads a batch that the caller may look at.
func (s *Tasks) batchFor(ctx context.Context, ref casework.Ref) (record.Batch, error) {
	found, err := s.store.Batch(ctx, ref)
	if err != nil {
		return found, act.AsMissing(err)
	}
	return found, request.From(ctx).Authorize(policy.ShowBatch, s.subjectOfBatch(found))
}

func (s *Tasks) subjectOfBatch(b record.Batch) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{s.core.Place(b.By.Desk)}}
}

// ShowBatch shows a batch with its decisions: of one that waits, by which rules each would be left out now; of one
// that was agreed to, what became of each.
func (s *Tasks) ShowBatch(ctx context.Context, ref casework.Ref) (Batch, error) {
	return act.Run(ctx, s.core, policy.ShowBatch, act.OnNothing(), func(ctx context.Context) (Batch, error) {
		found, err := s.batchFor(ctx, ref)
		if err != nil {
			return Batch{}, err
		}
		return s.batch(ctx, found)
	})
}

// batch is a batch that the caller may look at, with its decisions.
func (s *Tasks) batch(ctx context.Context, found record.Batch) (Batch, error) {
	out := s.batchLine(ctx, found)
	decisions, err := decisionsOf(found)
	if err != nil {
		return Batch{}, err
	}
	leaves := make([][]sheet.Rule, len(found.Items))
	if found.Waits(s.core.Now()) {
		if leaves, err = s.leavesNow(ctx, found, !out.Mine); err != nil {
			return Batch{}, err
		}
	}
	as := s.asProposer(ctx, found)
	for i, item := range found.Items {
		row := BatchRow{Decision: decisions[i], Leaves: leaves[i]}
		if found.State == record.BatchAgreed {
			if err := s.resultOf(as, found, item, &row); err != nil {
				return Batch{}, err
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

// batchLine is a batch without its decisions.
func (s *Tasks) batchLine(ctx context.Context, found record.Batch) Batch {
	r, now := request.From(ctx), s.core.Now()
	out := Batch{Batch: found, Code: sheet.Code(found.Digest), Mine: found.By.Account == r.Actor.Account}
	out.Expired = found.State == record.BatchWaiting && !found.Waits(now)
	second := !out.Mine && r.May(policy.AgreeBatch, s.subjectOfBatch(found))
	out.MayAnswer, out.MaySend = second && found.Waits(now), second && found.State == record.BatchAgreed && found.Pending > 0
	return out
}

// decisionsOf returns the decisions of a batch, in their order.
func decisionsOf(b record.Batch) ([]Decision, error) {
	out := make([]Decision, len(b.Items))
	for i, item := range b.Items {
		if len(item.Body.Decision) == 0 {
			out[i].Outcome = item.Outcome
			continue
		}
		if err := json.Unmarshal(item.Body.Decision, &out[i]); err != nil {
			return nil, fmt.Errorf("read a decision of a batch: %w", err)
		}
	}
	return out, nil
}

// resultOf fills in what became of a decision. as is the context of the officer in whose name it was sent.
func (s *Tasks) resultOf(as context.Context, b record.Batch, item record.BatchItem, row *BatchRow) error {
	if item.Rule != "" {
		row.State, row.Err = record.CommandRefused, leftOut(sheet.Rule(item.Rule))
		return nil
	}
	if item.Body.Key == "" { // erased
		return nil
	}
	sent, err := s.commandOf(as, b.By.Account, item.Body.Key)
	if err != nil || sent == nil {
		return err
	}
	receipt, err := s.core.ReceiptOf(as, item.Body.Key, *sent)
	row.State, row.Case, row.Err = receipt.State, receipt.Case, receipt.Refusal
	return err
}

// asProposer returns a context in which the officer who proposed a batch acts, at the desk and in the role that the
// batch has on record. It is not signed in: what it does is on record with the batch.
func (s *Tasks) asProposer(ctx context.Context, b record.Batch) context.Context {
	r := request.From(ctx)
	desk, _ := s.core.Directory.Desk(b.By.Desk)
	agency, _ := s.core.Directory.Agency(b.By.Agency)
	own := &request.Request{ID: r.ID, Action: policy.DecideTasks, Purpose: policy.PurposeOf(b.By.Role), Actor: policy.Actor{
		Account: b.By.Account, Role: b.By.Role, Desk: b.By.Desk, Kind: desk.Kind, Agency: b.By.Agency, Country: desk.Country, Leads: agency.Leads,
	}}
	return principal.With(request.With(ctx, own), own.Principal())
}

// ListBatches lists the batches that wait for a second person, and those that are agreed to and not carried out yet:
// those of the caller, and those that the caller can answer or send again.
func (s *Tasks) ListBatches(ctx context.Context) (act.Page[Batch], error) {
	return act.Run(ctx, s.core, policy.ListBatches, act.OnNothing(), func(ctx context.Context) (act.Page[Batch], error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return act.Page[Batch]{}, err
		}
		return s.waitingBatches(ctx)
	})
}

func (s *Tasks) waitingBatches(ctx context.Context) (act.Page[Batch], error) {
	found, err := s.store.Batches(ctx, record.BatchFilter{WaitsAt: s.core.Now(), Page: record.Page{Limit: record.MaxLimit}})
	out := act.Page[Batch]{Rows: []Batch{}, Next: found.Next}
	for _, b := range found.Rows {
		if one := s.batchLine(ctx, b); one.Mine || one.MayAnswer || one.MaySend {
			out.Rows = append(out.Rows, one)
		}
	}
	return out, err
}

// ToAgree lists the batches that wait for the caller as the second person, and those of the desk that are agreed to
// and not carried out yet. It is a part of a use-case of package
// usecase, and makes no audit row itself.
func ToAgree(ctx context.Context, core *act.Core, store Store) (act.Page[Batch], error) {
	r, out := request.From(ctx), act.Page[Batch]{}
	if !policy.EverAllowed(r.Actor, policy.AgreeBatch) {
		return out, nil
	}
	found, err := (&Tasks{core: core, store: store}).waitingBatches(ctx)
	out.Next = found.Next
	for _, one := range found.Rows {
		if one.MayAnswer || one.MaySend {
			out.Rows = append(out.Rows, one)
		}
	}
	return out, err
}
