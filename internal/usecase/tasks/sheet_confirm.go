package tasks

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
)

// SheetSums counts the results of a confirmed sheet: Asked is always Recorded plus Refused plus Waiting.
type SheetSums struct{ Asked, Recorded, Refused, Waiting int }

func (s *SheetSums) add(r SheetResult) {
	s.Asked++
	switch r.State {
	case record.CommandSettled:
		s.Recorded++
	case record.CommandRefused:
		s.Refused++
	default:
		s.Waiting++
	}
}

// SheetResult is what became of one request of a confirmed sheet.
type SheetResult struct {
	// State is settled, refused or pending; "" for an answer that was not sent yet.
	State record.CommandState
	Rule  sheet.Rule // by which it was refused without being sent; "" otherwise
	Err   error      // why it was refused, as far as the officer may know; nil otherwise
	At    *time.Time // when it was recorded or refused
}

// ConfirmSheet confirms exactly the set with this digest and this number of requests, and sends its answer
// to each of them. Any other set is refused whole, with fault.Stale, and nothing is sent. A request that
// leaves the sheet by a rule since the set was reviewed is refused by itself and does not stop the others.
// A second confirmation of the same set sends what was not sent yet, and nothing twice.
func (s *Tasks) ConfirmSheet(ctx context.Context, ref casework.Ref, digest string, number int) (casework.Ref, error) {
	return act.Run(ctx, s.core, policy.DecideTasks, act.OnNothing(), func(ctx context.Context) (casework.Ref, error) {
		found, err := s.sheetFor(ctx, ref)
		if err != nil {
			return "", err
		}
		set := setOf(found)
		if set.Digest() != digest || len(set.Items) != number || number == 0 {
			return "", fault.New(fault.Stale, "this is not the set that the sheet has now; review it again")
		}
		ctx = context.WithoutCancel(ctx) // the officer may leave the page
		loaded, err := s.loadSheet(ctx, found)
		if err != nil {
			return "", err
		}
		if found.ConfirmedAt == nil {
			if err := complete(found, s.core.Now()); err != nil {
				return "", err
			}
			if err := s.storeConfirmation(ctx, &found, loaded, digest); err != nil {
				return "", err
			}
		}
		return ref, s.sendSheet(ctx, found, loaded)
	})
}

// storeConfirmation stores the confirmation, with the rule by which each request leaves the sheet now.
func (s *Tasks) storeConfirmation(ctx context.Context, found *record.Sheet, loaded []loadedItem, digest string) error {
	for i := range found.Items {
		if found.Items[i].Ticked && len(loaded[i].leaves) > 0 {
			found.Items[i].Rule = string(loaded[i].leaves[0])
		}
	}
	now := s.core.Now().UTC()
	found.Digest, found.ConfirmedAt = digest, &now
	err := s.store.ConfirmSheet(ctx, *found)
	if fault.CodeOf(err) != fault.Conflict {
		return err
	}
	again, readErr := s.store.Sheet(ctx, found.Ref) // another press of the same button came first
	if readErr != nil {
		return act.AsMissing(readErr)
	}
	if again.Digest != digest {
		return fault.New(fault.Stale, "this is not the set that the sheet has now; review it again")
	}
	*found = again
	return nil
}

// sendSheet sends the answers that were not sent yet. More than one officer may give alone wait for a second person.
func (s *Tasks) sendSheet(ctx context.Context, of record.Sheet, loaded []loadedItem) error {
	second, err := s.secondOf(ctx, of)
	if err != nil || second != nil { // it waits, or a second person has answered
		return err
	}
	batch := sheetBatch(of)
	for i := range batch {
		at := slices.IndexFunc(of.Items, func(item record.SheetItem) bool { return item.Case == batch[i].Case && item.Task == batch[i].Task })
		batch[i].Version = loaded[at].version
	}
	fresh, alone, err := s.needsSecond(ctx, batch)
	if err != nil {
		return err
	}
	if fresh != nil {
		ref, err := batchRef(ctx, batch)
		if err == nil {
			_, err = s.decideByTwo(ctx, ref, batch, fresh, alone)
		}
		return err
	}
	return s.sendAlone(ctx, of, batch)
}

// sendAlone sends those answers of a sheet that were not sent yet.
func (s *Tasks) sendAlone(ctx context.Context, of record.Sheet, batch []BatchedDecision) error {
	var unsent []BatchedDecision
	for _, one := range batch {
		sent, err := s.commandOf(ctx, of.By.Account, one.Key)
		if err != nil {
			return err
		}
		if sent == nil {
			unsent = append(unsent, one)
		}
	}
	s.decideAll(ctx, unsent) // each answer is a command, whose result the sheet shows
	return nil
}

// sheetBatch are the answers of a confirmed sheet that no rule keeps back.
func sheetBatch(of record.Sheet) []BatchedDecision {
	var batch []BatchedDecision
	for _, item := range of.Items {
		if !item.Ticked || item.Rule != "" {
			continue
		}
		answer := Decision{Outcome: of.Outcome}
		if of.Until != nil {
			answer.Until = *of.Until
		}
		batch = append(batch, BatchedDecision{
			Write: Write{Case: item.Case, Task: item.Task, Version: item.Version, Key: itemKey(of, item)}, Decision: answer, Fingerprint: []byte(of.Digest),
		})
	}
	return batch
}

// secondOf returns the batch in which the answers of a confirmed sheet wait, or waited, for a second person; nil for
// none.
func (s *Tasks) secondOf(ctx context.Context, of record.Sheet) (*record.Batch, error) {
	if of.ConfirmedAt == nil {
		return nil, nil //nolint:nilnil // there is none
	}
	ref, err := batchRef(ctx, sheetBatch(of))
	if err != nil {
		return nil, err
	}
	found, err := s.store.Batch(ctx, ref)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return nil, nil //nolint:nilnil // there is none
	case err != nil:
		return nil, err
	}
	return &found, nil
}

// aloneOn returns for how many requests of a sheet one officer may answer alone (gate G30).
func (s *Tasks) aloneOn(of record.Sheet) int {
	found, err := s.core.Corridors.Get(of.Corridor, of.Version)
	if err != nil {
		return corridor.DefaultMassAction
	}
	return found.MassAction
}

// withSecond returns what became of an answer that was not sent by its officer, when it was part of a batch: the
// rule by which it was left out, or that no second person agreed.
func (s *Tasks) withSecond(second *record.Batch, item record.SheetItem) SheetResult {
	if second == nil || second.Waits(s.core.Now()) {
		return SheetResult{}
	}
	at := slices.IndexFunc(second.Items, func(one record.BatchItem) bool { return one.Case == item.Case && one.Task == item.Task })
	switch {
	case second.State != record.BatchAgreed:
		return SheetResult{State: record.CommandRefused, Err: fault.New(fault.Conflict, "no second person agreed to this batch"), At: second.DecidedAt}
	case at >= 0 && second.Items[at].Rule != "":
		return SheetResult{State: record.CommandRefused, Rule: sheet.Rule(second.Items[at].Rule), At: second.DecidedAt}
	default:
		return SheetResult{}
	}
}

func itemKey(of record.Sheet, item record.SheetItem) string {
	return sheet.Item{Case: item.Case, Task: item.Task}.Key(of.Ref)
}

// sheetResult returns what became of a ticked request of a confirmed sheet.
func (s *Tasks) sheetResult(ctx context.Context, of record.Sheet, item record.SheetItem, second *record.Batch) (SheetResult, error) {
	if item.Rule != "" {
		return SheetResult{State: record.CommandRefused, Rule: sheet.Rule(item.Rule), At: of.ConfirmedAt}, nil
	}
	row, err := s.commandOf(ctx, request.From(ctx).Actor.Account, itemKey(of, item))
	if err != nil {
		return SheetResult{}, err
	}
	if row == nil {
		return s.withSecond(second, item), nil
	}
	out := SheetResult{State: row.State, At: row.EndedAt}
	if row.State == record.CommandRefused {
		out.Err = s.core.RefusalOf(ctx, *row)
	}
	return out, nil
}

// AgainSheet makes a new sheet of the refused requests of a confirmed one, with the same answer. Those that
// no rule takes off it are ticked; the others have to be looked at first. The same key returns the same
// sheet.
func (s *Tasks) AgainSheet(ctx context.Context, ref casework.Ref, key string) (casework.Ref, error) {
	return act.Run(ctx, s.core, policy.DecideTasks, act.OnNothing(), func(ctx context.Context) (casework.Ref, error) {
		found, err := s.sheetFor(ctx, ref)
		if err != nil {
			return "", err
		}
		minted, err := act.Mint(ctx, key, "sheet again")
		if err != nil {
			return "", err
		}
		next := found
		next.Ref, next.Again, next.OpenedAt, next.More, next.Edits = casework.Ref(minted), ref, s.core.Now().UTC(), 0, 0
		next.Digest, next.ConfirmedAt, next.Items = "", nil, nil
		second, err := s.secondOf(ctx, found)
		if err != nil {
			return "", err
		}
		for _, item := range found.Items {
			result, err := s.sheetResult(ctx, found, item, second)
			if err != nil {
				return "", err
			}
			if found.ConfirmedAt != nil && item.Ticked && result.State == record.CommandRefused {
				item.Rule, item.LookedAt, item.Ticked = "", nil, false
				next.Items = append(next.Items, item)
			}
		}
		if len(next.Items) == 0 {
			return "", fault.New(fault.Conflict, "nothing of this sheet was refused")
		}
		loaded, err := s.loadSheet(ctx, next)
		if err != nil {
			return "", err
		}
		for i := range next.Items {
			next.Items[i].Ticked = len(loaded[i].leaves) == 0
		}
		return next.Ref, s.store.OpenSheet(ctx, next)
	})
}
