package tasks

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
)

// AgreeBatch agrees, as the second person, to exactly the decisions with this digest, and carries them out in the
// name of the officer who proposed them. Each is judged once more: one that has changed, or leaves by another rule,
// is left out by itself. The agreement is stored together with the command of each decision, so that it is carried out
// even if this process dies: as every pending command, it is sent again until it is settled. Agreeing again sends now
// what is not settled yet, and nothing twice, because each decision has the key that its officer chose.
func (s *Tasks) AgreeBatch(ctx context.Context, ref casework.Ref, digest string) (Batch, error) {
	return act.Run(ctx, s.core, policy.AgreeBatch, act.OnNothing(), func(ctx context.Context) (Batch, error) {
		found, err := s.batchFor(ctx, ref)
		if err != nil {
			return Batch{}, err
		}
		if found.By.Account == request.From(ctx).Actor.Account {
			return Batch{}, fault.New(fault.Denied, "you proposed this; a second person must agree")
		}
		if found.Digest != digest {
			return Batch{}, fault.New(fault.Stale, "these are not the decisions of the batch; look at it again")
		}
		ctx = context.WithoutCancel(ctx) // the officer may leave the page
		if found.State != record.BatchAgreed {
			if found, err = s.agreed(ctx, found); err != nil {
				return Batch{}, err
			}
		}
		if err := s.carryOut(ctx, found); err != nil {
			return Batch{}, err
		}
		if found, err = s.store.Batch(ctx, ref); err != nil { // with what is settled now
			return Batch{}, act.AsMissing(err)
		}
		return s.batch(ctx, found)
	})
}

// agreed stores the agreement, with the rule by which each decision is left out now.
func (s *Tasks) agreed(ctx context.Context, found record.Batch) (record.Batch, error) {
	if !found.Waits(s.core.Now()) {
		return found, notWaiting()
	}
	if err := s.stillThere(ctx, found); err != nil {
		return found, err
	}
	leaves, err := s.leavesNow(ctx, found, true)
	if err != nil {
		return found, err
	}
	rules := map[int]string{}
	for i, all := range leaves {
		if len(all) > 0 {
			rules[i] = string(all[0])
		}
	}
	send, err := s.commandsOf(s.asProposer(ctx, found), found, rules)
	if err != nil {
		return found, err
	}
	err = s.store.AnswerBatch(ctx, record.BatchAnswer{
		Ref: found.Ref, State: record.BatchAgreed, By: request.From(ctx).Actor.Casework(), At: s.core.Now().UTC(), Rules: rules,
	}, send)
	if err != nil && fault.CodeOf(err) != fault.Conflict {
		return found, err
	}
	again, readErr := s.store.Batch(ctx, found.Ref) // as it is stored: another second person may have come first
	switch {
	case readErr != nil:
		return found, act.AsMissing(readErr)
	case again.State != record.BatchAgreed:
		return found, notWaiting()
	}
	return again, nil
}

func notWaiting() error {
	return fault.New(fault.Conflict, "this batch does not wait for a second person: it is answered, or it has expired")
}

// stillThere returns a fault of code Conflict if the officer who proposed a batch does not work at its desk in that
// role any more. An installation for development keeps no accounts, so that the list of its desk is empty.
func (s *Tasks) stillThere(ctx context.Context, b record.Batch) error {
	all, err := s.store.Colleagues(s.asProposer(ctx, b), b.By.Desk)
	if err != nil {
		return err
	}
	works := func(c record.Colleague) bool {
		return c.Account == b.By.Account && slices.Contains(c.Roles, b.By.Role)
	}
	if len(all) == 0 && request.From(ctx).Actor.Desk == b.By.Desk {
		return nil
	}
	if !slices.ContainsFunc(all, works) {
		return fault.New(fault.Conflict, "the officer who proposed this does not work at the desk any more; decide the requests again")
	}
	return nil
}

// leavesNow lists, for each decision of a batch, the rules by which it is left out now. It is judged on what its
// officer may see; if the caller is the second person, a request that they could not decide or oversee themselves
// is left out in the same words as one that is over.
func (s *Tasks) leavesNow(ctx context.Context, b record.Batch, second bool) ([][]sheet.Rule, error) {
	of := record.Sheet{}
	for _, item := range b.Items {
		of.Items = append(of.Items, record.SheetItem{Case: item.Case, Task: item.Task, Version: item.Version, SeenAt: b.At})
	}
	loaded, err := s.loadSheet(looking(s.asProposer(ctx, b)), of)
	if err != nil {
		return nil, err
	}
	var sees map[casework.Ref]casework.Case
	if second {
		refs := make([]casework.Ref, 0, len(b.Items))
		for _, item := range b.Items {
			refs = append(refs, item.Case)
		}
		if sees, err = s.core.Store.CaseStates(ctx, refs); err != nil {
			return nil, err
		}
	}
	out := make([][]sheet.Rule, len(b.Items))
	for i, item := range b.Items {
		switch {
		case second && !s.mayBeSecond(ctx, sees, item), len(item.Body.Decision) == 0:
			out[i] = []sheet.Rule{sheet.Over}
		default:
			out[i] = loaded[i].leaves
		}
	}
	return out, nil
}

// mayBeSecond reports whether the caller could decide a request, or oversees the desk that does.
func (s *Tasks) mayBeSecond(ctx context.Context, sees map[casework.Ref]casework.Case, item record.BatchItem) bool {
	c, there := sees[item.Case]
	t, open := c.Task(item.Task)
	if !there || !open {
		return false
	}
	r := request.From(ctx)
	subject := policy.OfTask(s.core.SubjectOf(ctx, &c), t.Desk, s.core.AgencyOf)
	above := r.Actor.Role == casework.RoleSupervisor || r.Actor.Role == casework.RoleMissionHead
	return r.May(policy.DecideTask, subject) || above && r.May(policy.ShowTask, subject)
}

// RefuseBatch refuses a batch, as the second person. Nothing of it is carried out.
func (s *Tasks) RefuseBatch(ctx context.Context, ref casework.Ref) (Batch, error) {
	return s.endBatch(ctx, policy.RefuseBatch, ref, record.BatchRefused)
}

// WithdrawBatch takes a batch back that the caller has proposed.
func (s *Tasks) WithdrawBatch(ctx context.Context, ref casework.Ref) (Batch, error) {
	return s.endBatch(ctx, policy.WithdrawBatch, ref, record.BatchWithdrawn)
}

// endBatch ends a batch without carrying it out. The same answer again changes nothing.
func (s *Tasks) endBatch(ctx context.Context, action policy.Action, ref casework.Ref, state record.BatchState) (Batch, error) {
	return act.Run(ctx, s.core, action, act.OnNothing(), func(ctx context.Context) (Batch, error) {
		found, err := s.batchFor(ctx, ref)
		if err != nil {
			return Batch{}, err
		}
		r := request.From(ctx)
		mine := found.By.Account == r.Actor.Account
		switch {
		case mine && state == record.BatchRefused:
			return Batch{}, fault.New(fault.Denied, "you proposed this; withdraw it")
		case !mine && state == record.BatchWithdrawn:
			return Batch{}, fault.New(fault.Denied, "another officer proposed this; refuse it")
		case found.State == state && found.Decided.Account == r.Actor.Account: // repeated
			return s.batch(ctx, found)
		case !found.Waits(s.core.Now()):
			return Batch{}, notWaiting()
		}
		if err := s.store.AnswerBatch(ctx, record.BatchAnswer{Ref: ref, State: state, By: r.Actor.Casework(), At: s.core.Now().UTC()}, nil); err != nil {
			return Batch{}, err
		}
		if found, err = s.store.Batch(ctx, ref); err != nil {
			return Batch{}, act.AsMissing(err)
		}
		return s.batch(ctx, found)
	})
}
