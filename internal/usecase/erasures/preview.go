package erasures

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Preview is what an erasure would destroy, what would stay, and what prevents it.
type Preview struct {
	Case        casework.Ref
	Erased      bool // already
	Gate        visible.Gate
	Goes, Stays []string
	Due         time.Time // when the retention period ends; zero if that is not known
	// Beyond lists the desks outside the agency of the case that received data of it; empty for a
	// caller who does not see the whole case.
	Beyond []casework.DeskID
}

// PreviewErasure returns what an erasure would do. It changes nothing. basis is the basis of the
// request; "" means that the survivor has asked for it.
func (s *Erasures) PreviewErasure(ctx context.Context, ref casework.Ref, basis erasure.Basis) (Preview, error) {
	return act.Run(ctx, s.core, policy.PreviewErasure, act.OfCase(ref), func(ctx context.Context) (Preview, error) {
		c, err := s.core.DetailFor(ctx, ref)
		if err != nil {
			return Preview{}, err
		}
		if basis == "" {
			basis = erasure.SurvivorAsked
		}
		out := Preview{
			Case: ref, Erased: c.Detail.Erased, Gate: visible.GateOf(s.erasureGate(c, basis), c.Seen, s.core.Now()),
			Goes: erasure.Goes(), Stays: erasure.Stays(), Beyond: []casework.DeskID{},
		}
		if due, _, ok := s.retention.Due(c.State, c.Detail.Born()); ok {
			out.Due = due
		}
		if c.Seen.Whole() {
			out.Beyond = s.beyond(c.Found)
		}
		return out, nil
	})
}

// beyond lists the desks outside the agency of the case that received data of it.
func (s *Erasures) beyond(c act.Found) []casework.DeskID {
	var asked []casework.DeskID
	for _, part := range c.Subject.DeskRelations() {
		asked = append(asked, part.Desk)
	}
	keeper := s.core.AgencyOf(c.State.Rules.Desks[casework.DeskCaseworker])
	return erasure.Beyond(c.State, asked, func(desk casework.DeskID) bool { return keeper != "" && s.core.AgencyOf(desk) == keeper })
}

// erasureGate returns the state of the gate of an erasure.
func (s *Erasures) erasureGate(c act.FoundDetail, basis erasure.Basis) gate.Status {
	if c.Detail.Erased {
		return erasure.Gone()
	}
	due, _, _ := s.retention.Due(c.State, c.Detail.Born())
	return erasure.Gate(c.State, basis, due, s.core.Now())
}
