package usecase

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
)

// ErasurePreview is what an erasure would destroy, what would stay, and what prevents it.
type ErasurePreview struct {
	Case        casework.Ref
	Erased      bool // already
	Gate        Gate
	Goes, Stays []string
	Due         time.Time // when the retention period ends; zero if that is not known
	// Beyond lists the desks outside the agency of the case that received data of it; empty for a
	// caller who does not see the whole case.
	Beyond []casework.DeskID
}

// PreviewErasure returns what an erasure would do. It changes nothing. basis is the basis of the
// request; "" means that the survivor has asked for it.
func (s *Service) PreviewErasure(ctx context.Context, ref casework.Ref, basis erasure.Basis) (ErasurePreview, error) {
	return run(ctx, s, policy.PreviewErasure, ofCase(ref), func(ctx context.Context) (ErasurePreview, error) {
		c, err := s.detailFor(ctx, ref)
		if err != nil {
			return ErasurePreview{}, err
		}
		if basis == "" {
			basis = erasure.SurvivorAsked
		}
		out := ErasurePreview{
			Case: ref, Erased: c.detail.Erased, Gate: gate(s.erasureGate(c, basis), c.seen, s.Now()),
			Goes: erasure.Goes(), Stays: erasure.Stays(), Beyond: []casework.DeskID{},
		}
		if due, _, ok := s.Retention.Due(c.State, c.detail.Born()); ok {
			out.Due = due
		}
		if c.seen.Whole() {
			out.Beyond = s.beyond(c.foundCase)
		}
		return out, nil
	})
}

// beyond lists the desks outside the agency of the case that received data of it.
func (s *Service) beyond(c foundCase) []casework.DeskID {
	var asked []casework.DeskID
	for _, part := range c.subject.DeskRelations() {
		asked = append(asked, part.Desk)
	}
	keeper := s.agencyOf(c.State.Rules.Desks[casework.DeskCaseworker])
	return erasure.Beyond(c.State, asked, func(desk casework.DeskID) bool { return keeper != "" && s.agencyOf(desk) == keeper })
}

// erasureGate returns the state of the gate of an erasure.
func (s *Service) erasureGate(c foundDetail, basis erasure.Basis) casework.GateStatus {
	if c.detail.Erased {
		return erasure.Gone()
	}
	due, _, _ := s.Retention.Due(c.State, c.detail.Born())
	return erasure.Gate(c.State, basis, due, s.Now())
}
