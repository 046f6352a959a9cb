package tasks

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
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

// sendSheet sends the answers that were not sent yet.
func (s *Tasks) sendSheet(ctx context.Context, of record.Sheet, loaded []loadedItem) error {
	var batch []BatchedDecision
	for i, item := range of.Items {
		if !item.Ticked || item.Rule != "" {
			continue
		}
		result, err := s.sheetResult(ctx, of, item)
		if err != nil {
			return err
		}
		if result.State != "" {
			continue
		}
		answer := Decision{Outcome: of.Outcome}
		if of.Until != nil {
			answer.Until = *of.Until
		}
		batch = append(batch, BatchedDecision{
			Write: Write{Case: item.Case, Task: item.Task, Version: loaded[i].version, Key: itemKey(of, item)}, Decision: answer,
			Fingerprint: []byte(of.Digest),
		})
	}
	s.decideAll(ctx, batch) // each answer is a command, whose result the sheet shows
	return nil
}

func itemKey(of record.Sheet, item record.SheetItem) string {
	return sheet.Item{Case: item.Case, Task: item.Task}.Key(of.Ref)
}

// sheetResult returns what became of a ticked request of a confirmed sheet.
func (s *Tasks) sheetResult(ctx context.Context, of record.Sheet, item record.SheetItem) (SheetResult, error) {
	if item.Rule != "" {
		return SheetResult{State: record.CommandRefused, Rule: sheet.Rule(item.Rule), At: of.ConfirmedAt}, nil
	}
	key, err := command.KeyFor(request.From(ctx).Actor.Account, itemKey(of, item))
	if err != nil {
		return SheetResult{}, err
	}
	row, err := s.store.Command(ctx, key)
	if fault.CodeOf(err) == fault.NotFound {
		return SheetResult{}, nil
	}
	if err != nil {
		return SheetResult{}, err
	}
	out := SheetResult{State: row.State, At: row.EndedAt}
	if row.State == record.CommandRefused {
		out.Err = s.core.RefusalOf(ctx, row)
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
		for _, item := range found.Items {
			result, err := s.sheetResult(ctx, found, item)
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
