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
)

// HalfWaiver is a waiver of two that one officer has given.
type HalfWaiver struct {
	Case casework.Ref
	Gate casework.GateID
	By   casework.Actor // by desk and role
	At   time.Time
}

// HalfWaivers lists the waivers of two that the caller can complete, and reports whether there are more. It is
// a part of a use-case of package usecase, and makes no audit row itself.
func HalfWaivers(ctx context.Context, core *act.Core, store Store) ([]HalfWaiver, bool, error) {
	return (&Cases{core: core, store: store}).waiversToGive(ctx)
}

// waiversToGive lists the waivers of two that the caller can complete.
func (s *Cases) waiversToGive(ctx context.Context) ([]HalfWaiver, bool, error) {
	r, more := request.From(ctx), false
	var out []HalfWaiver
	if !policy.EverAllowed(r.Actor, policy.WaiveGate) {
		return nil, false, nil
	}
	for _, g := range gate.All() {
		if g.Never() || !g.Waiver.Together || !slices.Contains(g.Waiver.Roles, r.Actor.Role) {
			continue
		}
		for _, role := range g.Waiver.Roles {
			if role == r.Actor.Role {
				continue
			}
			refs, err := s.store.HalfWaived(ctx, g.ID, role, record.DefaultLimit+1)
			if err != nil {
				return nil, false, err
			}
			more = more || len(refs) > record.DefaultLimit
			refs = refs[:min(len(refs), record.DefaultLimit)]
			found, err := s.halfWaivers(ctx, g.ID, refs)
			if err != nil {
				return nil, false, err
			}
			out = append(out, found...)
		}
	}
	return out, more, nil
}

// halfWaivers keeps those of these cases in which the caller may complete the waiver now.
func (s *Cases) halfWaivers(ctx context.Context, id casework.GateID, refs []casework.Ref) ([]HalfWaiver, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	r := request.From(ctx)
	states, err := s.store.CaseStates(ctx, refs)
	if err != nil {
		return nil, err
	}
	var out []HalfWaiver
	for _, ref := range refs {
		c, there := states[ref]
		if !there || !r.May(policy.WaiveGate, s.core.SubjectOf(ctx, &c)) {
			continue
		}
		open := gate.OpenWaivers(&c, r.Actor.Casework(), s.core.Now())
		i := slices.IndexFunc(open, func(o gate.WaiverOpen) bool { return o.Gate == id && len(o.GivenBy) > 0 })
		if i < 0 {
			continue
		}
		for _, w := range c.Waivers {
			if w.Gate == id && slices.Contains(open[i].GivenBy, w.By.Role) {
				out = append(out, HalfWaiver{Case: ref, Gate: id, By: casework.Actor{Desk: w.By.Desk, Role: w.By.Role}, At: w.At})
				break
			}
		}
	}
	return out, nil
}
