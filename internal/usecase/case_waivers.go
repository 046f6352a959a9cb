package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Waiver is a waiver of a gate that the caller may give now.
type Waiver struct {
	// Gate has the conditions that the waiver would cover, as far as the caller may know them.
	Gate Gate
	// Steps wait at the gate now; none if nothing does.
	Steps []casework.Step
	// GivenBy and Needs are of a waiver of two; see casework.WaiverOpen.
	GivenBy, Needs []casework.Role
}

// ListWaivers lists the waivers that the caller may give in a case now. It changes nothing.
func (s *Service) ListWaivers(ctx context.Context, ref casework.Ref) ([]Waiver, error) {
	return run(ctx, s, policy.WaiveGate, ofCase(ref), func(ctx context.Context) ([]Waiver, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return nil, err
		}
		var out []Waiver
		for _, open := range c.State.OpenWaivers(c.seen.Actor().Casework(), s.Now()) {
			status := casework.GateStatus{Gate: open.Gate, Unmet: open.Conditions}
			one := Waiver{Gate: gate(status, c.seen, s.Now()), GivenBy: open.GivenBy, Needs: open.Needs}
			for _, waits := range waitingGates(c, s.Now()) {
				if waits.Gate.ID == open.Gate {
					one.Steps = append(one.Steps, waits.Step)
				}
			}
			out = append(out, one)
		}
		return out, nil
	})
}

// ListSupersedable lists the settled steps whose decision the caller may declare wrong: those of the
// caller's own desk, or of any desk for the supervisor of the case. A movement's steps are never among them.
func (s *Service) ListSupersedable(ctx context.Context, ref casework.Ref) ([]SettledStep, error) {
	return run(ctx, s, policy.Report, ofCase(ref), func(ctx context.Context) ([]SettledStep, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return nil, err
		}
		var out []SettledStep
		for _, settled := range steps(c, s.Now()) {
			spec, known := casework.SpecOf(settled.Step)
			subject := policy.OfTask(c.subject, decider(c.State, settled.Step), s.agencyOf)
			if known && !spec.ByMovement && policy.May(c.seen.Actor(), policy.ReportOf(casework.EventSuperseded), subject.RelationsOf(c.seen.Actor())) {
				out = append(out, settled)
			}
		}
		return out, nil
	})
}
