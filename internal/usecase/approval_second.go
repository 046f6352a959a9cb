package usecase

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// ApprovalStore finds what waits for a second person beside lists and erasures.
type ApprovalStore interface {
	// HalfWaived lists the running cases in which an officer of one role has waived a gate and no officer
	// of another role has, the oldest waiver first, at most limit.
	HalfWaived(ctx context.Context, gate casework.GateID, by casework.Role, limit int) ([]casework.Ref, error)
}

// HalfWaiver is a waiver of two that one officer has given.
type HalfWaiver struct {
	Case casework.Ref
	Gate casework.GateID
	By   casework.Actor // by desk and role
	At   time.Time
}

// waiversToGive lists the waivers of two that the caller can complete.
func (s *Service) waiversToGive(ctx context.Context) ([]HalfWaiver, bool, error) {
	r, more := request.From(ctx), false
	var out []HalfWaiver
	if !policy.EverAllowed(r.Actor, policy.WaiveGate) {
		return nil, false, nil
	}
	for _, gate := range casework.Gates() {
		if gate.Never() || !gate.Waiver.Together || !slices.Contains(gate.Waiver.Roles, r.Actor.Role) {
			continue
		}
		for _, role := range gate.Waiver.Roles {
			if role == r.Actor.Role {
				continue
			}
			refs, err := s.Store.HalfWaived(ctx, gate.ID, role, record.DefaultLimit+1)
			if err != nil {
				return nil, false, err
			}
			more = more || len(refs) > record.DefaultLimit
			refs = refs[:min(len(refs), record.DefaultLimit)]
			found, err := s.halfWaivers(ctx, gate.ID, refs)
			if err != nil {
				return nil, false, err
			}
			out = append(out, found...)
		}
	}
	return out, more, nil
}

// halfWaivers keeps those of these cases in which the caller may complete the waiver now.
func (s *Service) halfWaivers(ctx context.Context, gate casework.GateID, refs []casework.Ref) ([]HalfWaiver, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	r := request.From(ctx)
	states, err := s.Store.CaseStates(ctx, refs)
	if err != nil {
		return nil, err
	}
	var out []HalfWaiver
	for _, ref := range refs {
		c, there := states[ref]
		if !there || !r.May(policy.WaiveGate, s.subjectOf(ctx, &c)) {
			continue
		}
		open := c.OpenWaivers(r.Actor.Casework(), s.Now())
		i := slices.IndexFunc(open, func(o casework.WaiverOpen) bool { return o.Gate == gate && len(o.GivenBy) > 0 })
		if i < 0 {
			continue
		}
		for _, w := range c.Waivers {
			if w.Gate == gate && slices.Contains(open[i].GivenBy, w.By.Role) {
				out = append(out, HalfWaiver{Case: ref, Gate: gate, By: casework.Actor{Desk: w.By.Desk, Role: w.By.Role}, At: w.At})
				break
			}
		}
	}
	return out, nil
}

// answersToRepeat lists the open tasks of the caller's desk that a colleague has answered first, where
// two people must give the same answer.
func (s *Service) answersToRepeat(ctx context.Context) (Page[Task], error) {
	r := request.From(ctx)
	out := Page[Task]{}
	for _, spec := range casework.Specs() {
		if !spec.AsksSecond(r.Actor.Kind) {
			continue
		}
		in := &inbox{
			filter: record.TaskFilter{Desk: r.Actor.Desk, Step: spec.Step}, cases: map[casework.Ref]policy.Subject{}, excluded: map[casework.Ref][]casework.AccountID{},
		}
		found, err := fill(record.Page{}, func(p record.Page) ([]record.TaskRow, *record.Cursor, error) {
			in.filter.Page = p
			found, err := s.Store.Tasks(ctx, in.filter)
			return found.Rows, found.Next, err
		}, func(rows []record.TaskRow) ([]record.TaskRow, error) {
			return s.visibleTasks(ctx, in, slices.DeleteFunc(slices.Clone(rows), func(row record.TaskRow) bool {
				mine := func(v casework.Vote) bool { return v.By.Account == r.Actor.Account }
				return len(row.Votes) == 0 || slices.ContainsFunc(row.Votes, mine)
			}))
		})
		if err != nil {
			return Page[Task]{}, err
		}
		for _, row := range found.Rows {
			out.Rows = append(out.Rows, task(row, r.OfCase(row.Case, s.subjectInInbox(in, row))))
		}
		if found.Next != nil {
			out.Next = found.Next
		}
	}
	return out, nil
}
