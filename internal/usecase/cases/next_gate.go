package cases

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// NextGate is the first closed gate on the way of a case, in the order of the procedure. It names no
// condition: a list shows which gate it is, and the page of the case what is missing.
type NextGate struct {
	Gate  casework.GateID
	Step  casework.Step // the step that waits behind it; "" for none
	Unmet int           // how many conditions are not met
	Since time.Time
	More  int // how many other gates on the way are closed
}

// ListNextGates returns the next gate of cases that are in a list, by reference, from the stored state of
// each case. A case without a closed gate is not in the answer, and neither is one of which the caller may
// not know for whom it waits. There may be record.MaxLimit references.
func (s *Cases) ListNextGates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]NextGate, error) {
	return act.Run(ctx, s.core, policy.ListCases, act.OnNothing(), func(ctx context.Context) (map[casework.Ref]NextGate, error) {
		r, out := request.From(ctx), map[casework.Ref]NextGate{}
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		if len(refs) > record.MaxLimit {
			return nil, act.Invalid("/cases", act.FieldFormat)
		}
		if len(refs) == 0 {
			return out, nil
		}
		states, err := s.store.CaseStates(ctx, refs)
		if err != nil {
			return nil, err
		}
		now := s.core.Now()
		for ref, state := range states {
			subject := s.core.SubjectOf(ctx, &state)
			c := act.Found{State: state, Subject: subject, Seen: r.OfCase(ref, subject)}
			if !c.Seen.May(policy.ShowCase) || !c.Seen.May(policy.ShowWaiting) {
				continue
			}
			if next, closed := nextGate(c, now); closed {
				out[ref] = next
			}
		}
		return out, nil
	})
}

// nextGate finds the first closed gate at which a case waits, of those that the caller may know. That a
// gate is closed is operational, as the stage is; what is missing is not, and is not in the answer. Of a case
// that they are outside of, callers learn of the gates at which something of their own desk is missing.
func nextGate(c act.Found, now time.Time) (NextGate, bool) {
	var out NextGate
	var seen []casework.GateID // a gate counts once, however many steps wait at it
	for _, wait := range c.State.Waits {
		desk, _ := c.State.Rules.DeskOf(wait.For)
		rule, known := gate.ByID(wait.Gate)
		if !known || slices.Contains(seen, wait.Gate) || !c.Seen.SeesPart(policy.Operational, desk) {
			continue
		}
		seen = append(seen, wait.Gate)
		status := rule.Check(gate.View{Case: &c.State, Now: now})
		next := NextGate{Gate: wait.Gate, Step: wait.For, Unmet: len(status.Unmet), Since: wait.Since}
		if c.Seen.Outside() {
			status.Unmet = slices.DeleteFunc(status.Unmet, func(u gate.Unmet) bool { return !visible.Owes(u, c.Seen) })
			next.Since, _ = owedSince(status, c.Seen)
			next.Unmet = len(status.Unmet)
		}
		switch {
		case status.Open || next.Unmet == 0:
		case out.Gate == "":
			out = next
		default:
			out.More++
		}
	}
	return out, out.Gate != ""
}
